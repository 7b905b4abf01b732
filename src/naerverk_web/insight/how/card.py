"""How a line of the goal card fares: values by hand against a straight line."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404

from naerverk.locale import Words
from naerverk.reports.explanation.told import Told
from naerverk_web.access.public import Viewer
from naerverk_web.insight.how.parts import Explanation, shown
from naerverk_web.insight.targets.outcomes import NEAR, CardLine, Wanted, card_of


def of_line(viewer: Viewer, unit_id: str, number: str, words: Words) -> Explanation:
    """One line of the unit's card."""
    line = next((each for each in card_of(viewer, unit_id) if str(each.number) == number), None)
    if line is None:
        raise Http404
    value = measured(line.values[0][1], line.wanted, words) if line.values else ""
    return Explanation(line.wanted.name, value, shown(_told(line, words)))


def _told(line: CardLine, words: Words) -> Iterator[Told]:
    wanted = line.wanted
    said = [words.say("explanations.card_means"), words.say("explanations.card_people")]
    if line.done is None:
        yield Told(texts=(*said, words.say("explanations.card_none")))
        return
    on, now = line.values[0]
    gone, whole = (on - wanted.start_on).days, (wanted.due_on - wanted.start_on).days
    sums = (
        words.say(
            "explanations.card_done",
            now=number(now, words),
            start=number(wanted.start, words),
            goal=number(wanted.goal, words),
            done=words.percent(100 * line.done, 0),
        ),
        words.say("explanations.card_gone", gone=gone, whole=whole, share=words.percent(100 * gone / whole, 0), day=on),
    )
    yield Told(texts=(*said, words.say("explanations.card_rule", near=words.percent(100 * NEAR, 0))), sums=sums)


def measured(value: float, wanted: Wanted, words: Words) -> str:
    """A value with what it is measured in."""
    return f"{number(value, words)} {wanted.measured_in}"


def number(value: float, words: Words) -> str:
    """At most two decimals."""
    return words.number(round(value, 2) if value % 1 else int(value))
