"""How the columns of a list of units are computed, with the numbers of each unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import Http404
from django.utils.translation import gettext as _

from naerverk.calendar import Month, rolling12
from naerverk.locale import Words
from naerverk.reports.explanation.basis import KnownWhen
from naerverk.reports.explanation.people import count
from naerverk.reports.explanation.told import Told, days, exact
from naerverk.reports.unit_funnel import PORTION, unit_funnel
from naerverk.statistics.control_charts.finding import Measure
from naerverk_web.access.public import Viewer
from naerverk_web.insight.disclosed.figures import Figures
from naerverk_web.insight.how.parts import Explanation, basis_of_several, rows_part, shown
from naerverk_web.insight.pages.change import WORDS
from naerverk_web.insight.pages.queries import SPARK_MONTHS, UnitLine
from naerverk_web.insight.pages.tables import WHY
from naerverk_web.insight.targets.smiley_rule import near_points

COLUMNS = ("units-rate", "units-change", "units-line", "units-target")


def of_list(
    found: Figures,
    lines: Sequence[UnitLine],
    column: str,
    page: tuple[Month, Measure],
    known: KnownWhen,
    words: Words,
) -> Explanation:
    """One column of a list of units, for the month and measure of its page."""
    month, measure = page
    names = {Measure.PRESENCE: _("Presence"), Measure.ABSENCE: _("Absence")}
    columns: dict[str, tuple[str, Callable[[Sequence[UnitLine], Measure, Words], Told]]] = {
        "units-rate": (names[measure], _rates),
        "units-change": (_("Since a year ago"), _changes),
        "units-line": (_("Development"), _developments),
        "units-target": (_("Target"), _faces),
    }
    title, told = columns[column]
    return Explanation(
        title, "", shown([told(lines, measure, words), basis_of_several(found, known, words, _year(month))])
    )


def _rates(lines: Sequence[UnitLine], measure: Measure, words: Words) -> Told:
    rows = [_rate(line, measure, words) for line in lines]
    shown_as = "presence" if measure is Measure.PRESENCE else "absence"
    means = words.say("explanations.rolling_means")
    return rows_part(words, ("unit", "lost", "agreed", shown_as), rows, means)


def _rate(line: UnitLine, measure: Measure, words: Words) -> tuple[str, ...]:
    value, made_of = line.rolling.of(measure), line.rolling.days
    if value is None or made_of is None:
        return line.name, "–", "–", str(WHY.get(line.standing, _("not twelve months yet")))
    return line.name, days(made_of.lost, words), days(made_of.agreed, words), exact(value, words)


def _changes(lines: Sequence[UnitLine], measure: Measure, words: Words) -> Told:
    rows = [_change(line, measure, words) for line in lines]
    columns = ("unit", "before", "now", "more", "interval", "said")
    means = words.say("explanations.change_means")
    return rows_part(words, columns, rows, means, words.say("explanations.interval_means"))


def _change(line: UnitLine, measure: Measure, words: Words) -> tuple[str, ...]:
    before, now, people = line.before.percent, line.rolling.percent, line.people
    if before is None or now is None or people is None:
        why = WHY.get(line.standing, WORDS[measure][line.change])
        return line.name, "–", "–", "–", "–", str(why)
    between = f"{count(people.low, words)} – {count(people.high, words)}"
    said = str(WORDS[measure][line.change])
    return line.name, exact(before, words), exact(now, words), count(people.more, words), between, said


def _developments(lines: Sequence[UnitLine], measure: Measure, words: Words) -> Told:
    return Told(texts=(words.say("explanations.line_means", n=SPARK_MONTHS),))


def _faces(lines: Sequence[UnitLine], measure: Measure, words: Words) -> Told:
    rows = [
        (
            line.name,
            exact(line.rolling.percent, words),
            exact(line.path, words),
            count(line.rolling.percent - line.path, words),
            words.say(line.smiley.word.code),
        )
        for line in lines
        if line.smiley and line.path is not None and line.rolling.percent is not None
    ]
    columns = ("unit", "now", "path", "difference", "said")
    return rows_part(words, columns, rows, words.say("explanations.path_means", near=near_points()))


def of_funnel(
    viewer: Viewer, found: Figures, unit_id: str, page: tuple[Month, Measure], known: KnownWhen, words: Words
) -> Explanation:
    """The drawing of which units stand out."""
    month, measure = page
    funnel = unit_funnel(found.published.months, unit_id, month, measure)
    if funnel is None:
        raise Http404
    means = words.say("explanations.funnel_means", portion=round(PORTION))
    centre = words.say("explanations.funnel_centre", percent=exact(funnel.centre, words))
    shown_as = "presence" if measure is Measure.PRESENCE else "absence"
    rows = [
        (
            viewer.tree[each.unit_id].name if each.unit_id in viewer.tree else each.unit_id,
            days(each.days.lost, words),
            days(each.days.agreed, words),
            exact(each.percent, words),
            days(each.full_time_equivalents, words),
            f"{exact(each.lower, words)} – {exact(each.upper, words)}",
        )
        for each in funnel.units
    ]
    told = rows_part(words, ("unit", "lost", "agreed", shown_as, "jobs", "field"), sorted(rows), means, centre)
    return Explanation(
        words.say("explanations.funnel_title"), "", shown([told, basis_of_several(found, known, words, _year(month))])
    )


def _year(month: Month) -> tuple[Month, Month]:
    first, *_months, last = rolling12(month)
    return first, last
