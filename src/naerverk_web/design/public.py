"""What rooms hand to the components: plain values, and the few pieces of HTML that a table cell may hold."""

from naerverk_web.design.components.marks import count_badge, smiley, spark, tag
from naerverk_web.design.fields import DayField
from naerverk_web.design.meanwhile import SharedForm
from naerverk_web.design.needs import Coming, Need, Urgency
from naerverk_web.design.spreadsheet import harmless
from naerverk_web.design.values import Cell, Column, Fact, HowPart, Link, Table

__all__ = [
    "Cell",
    "Column",
    "Coming",
    "DayField",
    "Fact",
    "HowPart",
    "Link",
    "Need",
    "SharedForm",
    "Table",
    "Urgency",
    "count_badge",
    "harmless",
    "smiley",
    "spark",
    "tag",
]
