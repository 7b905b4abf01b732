"""The tables of the room, by noun."""

from naerverk_web.insight.models.closing import ClosedFigure, Closing, ReportMail
from naerverk_web.insight.models.figures import THE_BUILD, Build, MonthFigure, QuarterFigure
from naerverk_web.insight.models.goals import Goal
from naerverk_web.insight.models.outcomes import Outcome, OutcomeValue, Theme
from naerverk_web.insight.models.outside import Beside, OutsideFigure, OutsideFile
from naerverk_web.insight.models.smileys import SmileyLink, SmileyRule
from naerverk_web.insight.models.versions import Layer, PublishedVersion
from naerverk_web.insight.models.years import YearFigure

__all__ = [
    "THE_BUILD",
    "Beside",
    "Build",
    "ClosedFigure",
    "Closing",
    "Goal",
    "Layer",
    "MonthFigure",
    "Outcome",
    "OutcomeValue",
    "OutsideFigure",
    "OutsideFile",
    "PublishedVersion",
    "QuarterFigure",
    "ReportMail",
    "SmileyLink",
    "SmileyRule",
    "Theme",
    "YearFigure",
]
