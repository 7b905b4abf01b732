"""The tables of the room, by noun."""

from naerverk_web.insight.models.figures import Build, MonthFigure, QuarterFigure
from naerverk_web.insight.models.goals import Goal

__all__ = ["Build", "Goal", "MonthFigure", "QuarterFigure"]
