"""One part of how a figure is computed, in words, and numbers as a reader can put them into a calculator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from naerverk.charts.series import Gap, TextTable
from naerverk.locale import Words
from naerverk.reports.figures import Rate
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.statement import shown

DECIMALS = 2
FINE = 4


@dataclass(frozen=True, slots=True)
class Told:
    """Sentences, the sums themselves, facts by name, and the rows that belong to them; what is not there is empty."""

    title: str = ""
    texts: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    table: TextTable | None = None


def days(value: float, words: Words) -> str:
    """Days with at most two decimals, as in the files: `312,5`."""
    return words.number(_short(value))


def _short(value: float) -> float | int:
    exact = float(shown(value, DECIMALS))
    return int(exact) if exact.is_integer() else exact


def exact(percent: float, words: Words) -> str:
    """A percent with one decimal more than pages show."""
    return words.percent(shown(percent, DECIMALS), DECIMALS)


def fine(percent: float, words: Words) -> str:
    """A percent that is multiplied with thousands of people: as many decimals as the product needs."""
    return words.percent(shown(percent, FINE), FINE)


def price(kroner: float, words: Words) -> str:
    """Kroner with the decimals that a sum needs to come out."""
    number = words.number(shown(kroner, DECIMALS), DECIMALS)
    return f"NOK\N{NO-BREAK SPACE}{number}" if words.lang == "en" else f"{number}\N{NO-BREAK SPACE}kr"


def rate_sums(rate: Rate, words: Words, measure: Measure | None = None) -> tuple[str, ...]:
    """Lost of agreed days, and the presence that is left; of `measure` only when it is given."""
    if rate.percent is None or rate.days is None:
        return ()
    presence = 100 - rate.percent
    absent = words.say(
        "explanations.absence_sum",
        lost=days(rate.days.lost, words),
        agreed=days(rate.days.agreed, words),
        percent=exact(rate.percent, words),
        shown=words.percent(rate.percent),
    )
    present = words.say(
        "explanations.presence_sum",
        absence=exact(rate.percent, words),
        presence=exact(presence, words),
        shown=words.percent(presence),
    )
    return (absent,) if measure is Measure.ABSENCE else (absent, present)


def why_none(rate: Rate, words: Words) -> tuple[str, ...]:
    """Why there is no figure; nothing when there is one."""
    if rate.percent is not None:
        return ()
    return (words.say(f"explanations.none_{rate.gap or Gap.MISSING}"),)


def table(words: Words, title: str, columns: Sequence[str], rows: Sequence[tuple[str, ...]]) -> TextTable | None:
    """Rows below the named columns; None without rows."""
    header = tuple(words.say(f"explanations.column_{name}") for name in columns)
    return TextTable(words.say(f"explanations.{title}"), header, tuple(rows)) if rows else None
