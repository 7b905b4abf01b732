"""What other rooms may use."""

from naerverk_web.insight.closing.months import tick
from naerverk_web.insight.closing.reports import REPORTS, write_reports
from naerverk_web.insight.disclosed.figures import figures
from naerverk_web.insight.disclosed.revision import stale
from naerverk_web.insight.jobs import make_figures
from naerverk_web.insight.making.anew import rebuild
from naerverk_web.insight.outside.files import is_published
from naerverk_web.insight.pages.marks import how_address
from naerverk_web.insight.pages.next_step import leading
from naerverk_web.insight.pages.queries import lines_of, top_units, unit_page, words_of_the_moment
from naerverk_web.insight.pages.tables import units_table
from naerverk_web.insight.targets.goals import Promise, adopt_target, promise_in_force, propose_target, waiting_for
from naerverk_web.insight.views.published import take as take_published

__all__ = [
    "REPORTS",
    "Promise",
    "adopt_target",
    "figures",
    "how_address",
    "is_published",
    "leading",
    "lines_of",
    "make_figures",
    "promise_in_force",
    "propose_target",
    "rebuild",
    "stale",
    "take_published",
    "tick",
    "top_units",
    "unit_page",
    "units_table",
    "waiting_for",
    "words_of_the_moment",
    "write_reports",
]
