"""NAV's rules for the statistics employers get from NAV, word for word as NAV rounds them.

Each rule takes and returns plain dictionaries in the words of `naerverk law`: numbers come as text or numbers and go
out as decimal text, quarters are `{"year", "quarter", "lost_days", "possible_days", "persons"}`. These rules are kept
for comparison with NAV's own figures; what Nærverk publishes follows stricter rules (`naerverk.statistics.disclosure`).

Source: NAV's published code for employer statistics (sykefravarsstatistikk-api, pia-sykefravarsstatistikk, min-ia).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from naerverk.calendar import Quarter
from naerverk.problems import refuse

MIN_PERSONS = 5
PUBLISHED_QUARTERS = 4
_TENTH = Decimal("0.1")
_THOUSANDTH = Decimal("0.001")

Given = Mapping[str, Any]
Answer = dict[str, Any]


def absence_rate(given: Given) -> Answer:
    """Percent of possible days lost: the fraction to 3 decimals half-up, times 100, one decimal.

    Either `lost_days` and `possible_days`, or `quarters`: then each quarter's days are rounded half-up to 1 decimal,
    summed over the last `window_quarters` (default 4 when `last_published` is given, else all) and divided once.
    """
    if "quarters" not in given:
        return _rate(_decimal(given, "lost_days"), _decimal(given, "possible_days"))
    used = _window(given)
    lost, possible = _sums(used)
    return _rate(lost, possible) | {
        "lost_days": _text(lost.quantize(_TENTH)),
        "possible_days": _text(possible.quantize(_TENTH)),
        "persons_shown": max(
            (int(quarter["persons"]) for quarter in used if quarter.get("persons") is not None), default=None
        ),
        "quarters_used": [_quarter_of(quarter).label for quarter in used],
    }


def masking(given: Given) -> Answer:
    """Percent and days are hidden when every quarter with data has fewer than 5 persons."""
    used = _with_data(_quarters(given))
    masked = bool(used) and all(int(_needed(quarter, "persons")) < MIN_PERSONS for quarter in used)
    if masked or not used:
        return {"masked": masked, "percent": None, "lost_days": None, "possible_days": None}
    lost, possible = _sums(used)
    percent = _rate(lost, possible)["percent"]
    return {"masked": False, "percent": percent, "lost_days": _text(lost), "possible_days": _text(possible)}


def trend(given: Given) -> Answer:
    """The latest published quarter's rounded percent minus that of the same quarter a year before."""
    known = {_quarter_of(quarter): quarter for quarter in _with_data(_quarters(given))}
    latest = _last_published(given, known)
    asked = [latest, latest.plus(-PUBLISHED_QUARTERS)] if latest else []
    pair = [known[quarter] for quarter in asked if quarter in known]
    if len(pair) < 2:
        return {"trend": None, "error": "missing quarter"}
    now, before = (_rate(*_sums([quarter]))["percent"] for quarter in pair)
    if now is None or before is None:
        return {"trend": None, "error": "no possible days"}
    return {
        "trend": _text(Decimal(now) - Decimal(before)),
        "persons": sum(int(quarter.get("persons") or 0) for quarter in pair),
        "quarters_used": [quarter.label for quarter in asked],
    }


def quarter(given: Given) -> Answer:
    """The quarter `minus_quarters` before `from`."""
    found = _quarter_of(_needed(given, "from")).plus(-int(_needed(given, "minus_quarters")))
    return {"year": found.year, "quarter": found.quarter}


def benchmark(given: Given) -> Answer:
    """Over or under the industry when more than a tenth away from it.

    No own figure beside an industry figure means that NAV has masked it; fewer than 4 quarters, or no industry
    figure at all, is incomplete.
    """
    own, industry = (given.get(name) for name in ("employer_percent", "industry_percent"))
    if industry is None:
        return {"result": "incomplete"}
    if own is None:
        return {"result": "masked"}
    if int(given.get("quarters", PUBLISHED_QUARTERS)) < PUBLISHED_QUARTERS:
        return {"result": "incomplete"}
    percent, level = _decimal(given, "employer_percent"), _decimal(given, "industry_percent")
    if percent > level * Decimal("1.1"):
        return {"result": "over"}
    return {"result": "under" if percent < level * Decimal("0.9") else "middle"}


def absence_cost(given: Given) -> Answer:
    """NAV's calculator: lost days, or percent of possible days, times the cost of a day (wages not included)."""
    if "lost_days" in given:
        lost = _decimal(given, "lost_days")
    else:
        lost = _decimal(given, "percent") * _decimal(given, "possible_days") / 100
    return {"cost": _shortest(lost * _decimal(given, "cost_per_day"))}


def _rate(lost: Decimal, possible: Decimal) -> Answer:
    if possible == 0:
        return {"percent": None, "error": "no possible days"}
    fraction = (lost / possible).quantize(_THOUSANDTH, ROUND_HALF_UP)
    return {"percent": str((fraction * 100).quantize(_TENTH))}


def _window(given: Given) -> list[Given]:
    """The quarters the sum is taken over, oldest first; those without data are left out."""
    known = {_quarter_of(quarter): quarter for quarter in _with_data(_quarters(given))}
    last = _last_published(given, known)
    if last is None:
        return []
    if "window_quarters" in given or "last_published" in given:
        first = last.plus(1 - int(given.get("window_quarters", PUBLISHED_QUARTERS)))
    else:
        first = min(known)
    return [known[quarter] for quarter in sorted(known) if first <= quarter <= last]


def _last_published(given: Given, known: Mapping[Quarter, Given]) -> Quarter | None:
    if "last_published" in given:
        return _quarter_of(given["last_published"])
    return max(known, default=None)


def _quarters(given: Given) -> Sequence[Given]:
    quarters: Sequence[Given] = _needed(given, "quarters")
    return quarters


def _with_data(quarters: Sequence[Given]) -> list[Given]:
    return [q for q in quarters if q.get("lost_days") is not None and q.get("possible_days") is not None]


def _sums(quarters: Sequence[Given]) -> tuple[Decimal, Decimal]:
    lost, possible = (
        sum((_to_tenths(_decimal(quarter, name)) for quarter in quarters), Decimal(0))
        for name in ("lost_days", "possible_days")
    )
    return lost, possible


def _to_tenths(days: Decimal) -> Decimal:
    """At most one decimal; fewer are kept as they were written."""
    return days if int(days.as_tuple().exponent) >= -1 else days.quantize(_TENTH, ROUND_HALF_UP)


def _quarter_of(given: Given) -> Quarter:
    return Quarter(int(_needed(given, "year")), int(_needed(given, "quarter")))


def _decimal(given: Given, name: str) -> Decimal:
    value = _needed(given, name)
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise refuse("statistics.not_a_number", word=name, value=value) from None


def _needed(given: Given, name: str) -> Any:
    if given.get(name) is None:
        raise refuse("statistics.word_missing", word=name)
    return given[name]


def _text(number: Decimal) -> str:
    return f"{number:f}"


def _shortest(number: Decimal) -> str:
    """Without zeros that say nothing: `30000`, `30000.5`."""
    text = _text(number)
    return text.rstrip("0").rstrip(".") if "." in text else text
