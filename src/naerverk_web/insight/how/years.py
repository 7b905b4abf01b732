"""How the figures of whole years are computed. The numbers behind them are those of few persons, and are not told."""

from __future__ import annotations

from django.http import Http404

from naerverk.calendar import Month
from naerverk.locale import Words
from naerverk.reports.explanation.basis import KnownWhen
from naerverk.reports.explanation.told import Told
from naerverk.statistics.control_charts.finding import Measure
from naerverk_web.access.public import Viewer
from naerverk_web.design.public import HowPart
from naerverk_web.insight.disclosed.figures import Figures
from naerverk_web.insight.how.parts import Explanation, basis_of_several, shown
from naerverk_web.insight.pages.years import return_to_work, whole_years


def of_tenth(
    viewer: Viewer, found: Figures, unit_id: str, month: Month | None, known: KnownWhen, words: Words
) -> Explanation:
    """The tenth with most absence."""
    tenth = whole_years(viewer, unit_id, month).tenth
    if tenth is None or not tenth.title:
        raise Http404
    texts = (words.say("explanations.tenth_means"), words.say("explanations.tenth_untold"))
    year = Month(tenth.year, 1), Month(tenth.year, 12)
    return Explanation(tenth.title, "", shown([Told(texts=texts), basis_of_several(found, known, words, year)]))


def of_return(
    viewer: Viewer, found: Figures, unit_id: str, measure: Measure, known: KnownWhen, words: Words
) -> Explanation:
    """How soon people are back."""
    back = return_to_work(viewer, unit_id, measure)
    if back is None:
        raise Http404
    texts = (words.say("explanations.return_means"), words.say("explanations.return_untold"))
    parts = (*shown([Told(texts=texts)]), HowPart(table=back.table), *shown([basis_of_several(found, known, words)]))
    return Explanation(back.title, "", parts)
