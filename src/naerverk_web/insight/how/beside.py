"""How the figures of the page of comparison are computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import Http404
from django.utils.translation import gettext as _

from naerverk.locale import Words
from naerverk.reports.explanation.people import count
from naerverk.reports.explanation.told import Told, days, exact
from naerverk_web.access.public import Viewer
from naerverk_web.insight.how.parts import Explanation, rows_part, shown
from naerverk_web.insight.outside.comparing import Compared, compared, definition_name, kind_name, period_name, remark

DEFINED = ("ssb", "ssb_before_2018q4")


def of_comparison(viewer: Viewer, unit_id: str, column: str, basis: Told, words: Words) -> Explanation:
    """One column: what others have published, the unit's own, or what can be said; `basis` goes with the own."""
    found = compared(viewer, unit_id)
    if not found:
        raise Http404
    columns: dict[str, tuple[str, Callable[[Sequence[Compared], Words], Told]]] = {
        "published": (_("Published, percent"), _published),
        "own": (_("Here, percent"), _own),
        "said": (_("What can be said"), _said),
    }
    title, told = columns[column]
    return Explanation(title, "", shown([told(found, words), *([basis] if column != "published" else [])]))


def _published(found: Sequence[Compared], words: Words) -> Told:
    rows = [
        (
            _name(each),
            period_name(each.published.period, words),
            _source(each, words),
            exact(each.published.percent, words),
        )
        for each in found
    ]
    means = words.say("explanations.published_means")
    return rows_part(words, ("figure", "period", "source", "published"), rows, means)


def _source(each: Compared, words: Words) -> str:
    definition = each.published.definition
    code = f"defined_{definition}" if definition in DEFINED else "defined_otherwise"
    source, counted = each.published.series.source, definition_name(definition)
    return words.say(f"explanations.{code}", source=source, definition=counted)


def _own(found: Sequence[Compared], words: Words) -> Told:
    rows = [_own_row(each, words) for each in found]
    columns = ("figure", "period", "lost", "agreed", "own", "interval")
    return rows_part(words, columns, rows, words.say("explanations.own_means"), words.say("explanations.days_mean"))


def _own_row(each: Compared, words: Words) -> tuple[str, ...]:
    period = period_name(each.period, words) if each.period else "–"
    if each.days is None or each.low is None or each.high is None:
        return _name(each), period, "–", "–", remark(each, words), "–"
    between = f"{exact(each.low, words)} – {exact(each.high, words)}"
    lost, agreed = days(each.days.lost, words), days(each.days.agreed, words)
    return _name(each), period, lost, agreed, exact(each.days.rate, words), between


def _said(found: Sequence[Compared], words: Words) -> Told:
    rows = [
        (
            _name(each),
            "–" if each.own is None else exact(each.own, words),
            exact(each.published.percent, words),
            "–" if each.own is None else count(each.own - each.published.percent, words),
            remark(each, words),
        )
        for each in found
    ]
    columns = ("figure", "own", "published", "difference", "said")
    return rows_part(words, columns, rows, words.say("explanations.said_means"))


def _name(each: Compared) -> str:
    return f"{each.published.series.name}, {kind_name(each.published.kind)}"
