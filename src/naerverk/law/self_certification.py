"""Self-certification (egenmelding): how many days are left, by the law or by the employer's own scheme.

ftrl. § 8-23 to § 8-27. The quota is in calendar days and rolls: every 16 days and every 12 months, never calendar
years. "Four times a year" is no limit: it only lets the employer decide, after a talk, that the right is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from naerverk.law.answers import Answer, Step
from naerverk.law.parameters import value
from naerverk.law.provisions import Act, Provision, Sure
from naerverk.law.spans import Span, is_weekday, plus_months
from naerverk.problems import refuse_usage

TENURE = Provision(Act.NATIONAL_INSURANCE, "8-24", 1)
TENURE_AFTER_BREAK = Provision(Act.NATIONAL_INSURANCE, "8-24", 3)
DAYS = Provision(Act.NATIONAL_INSURANCE, "8-24", 4)
WINDOW = Provision(Act.NATIONAL_INSURANCE, "8-24", 5)
WITHDRAWAL = Provision(Act.NATIONAL_INSURANCE, "8-27", 1)
OWN = Provision(Act.OWN_SCHEME, sure=Sure.B)


@dataclass(frozen=True, slots=True)
class Scheme:
    """How much may be self-certified. None means no such limit; the withdrawal number only warns."""

    name: str
    days_per_occasion: int
    days_per_12_months: int | None = None
    occasions_per_12_months: int | None = None
    withdrawal_after: int = 4
    window_days: int = 16
    tenure_months: int = 2
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def provision(self) -> Provision:
        """The act for the legal minimum, the employer's own rule for the rest."""
        return DAYS if self.name == "law" else OWN


def scheme(name: str, on: date) -> Scheme:
    """A preset: `law` (the minimum), `ia` (the former IA scheme) or `full_period` (the whole employer period)."""
    days = {
        "law": "self_certification.days",
        "ia": "self_certification.ia_days",
        "full_period": "employer_period.days",
    }
    if name not in days:
        raise refuse_usage("law.unknown_scheme", value=name, known=", ".join(days))
    return Scheme(
        name,
        days_per_occasion=int(value(days[name], on)),
        days_per_12_months=int(value("self_certification.ia_days_per_year", on)) if name == "ia" else None,
        withdrawal_after=int(value("self_certification.withdrawal", on)),
        window_days=int(value("self_certification.window", on)),
        tenure_months=int(value("self_certification.tenure", on)),
    )


def scheme_in_force(schemes: Sequence[Scheme], on: date) -> Scheme:
    """The employer's scheme on a day; the legal minimum when none of its own is in force."""
    for own in schemes:
        if (own.valid_from or on) <= on <= (own.valid_to or on):
            return own
    return scheme("law", on)


def self_certified_days(shifts: Sequence[tuple[datetime, datetime]]) -> list[date]:
    """The self-certified days of missed shifts: a shift is the day it begins, also when it runs past midnight."""
    return sorted({start.date() for start, _ in shifts})


@dataclass(frozen=True, slots=True)
class JobPeriod:
    """A stretch of employment; `lawful_break_before` for lay-off, leave by law or military service."""

    first: date
    last: date | None = None
    lawful_break_before: bool = False


def may_self_certify_from(jobs: Sequence[JobPeriod]) -> Answer[date]:
    """The first day a person with these periods of employment, in order, may self-certify."""
    start, provision = jobs[0].first, TENURE
    earliest = plus_months(start, int(value("self_certification.tenure", start)))
    for before, job in pairwise(jobs):
        away = (job.first - (before.last or job.first)).days - 1
        if away <= 7 * int(value("self_certification.break_counted", job.first)):
            continue
        start = job.first
        if job.lawful_break_before:
            weeks = int(value("self_certification.tenure_after_lawful_break", start))
            earliest, provision = start + timedelta(weeks=weeks), TENURE_AFTER_BREAK
        else:
            earliest, provision = plus_months(start, int(value("self_certification.tenure", start))), TENURE
    return Answer(earliest, provision, (Step("law.sc_tenure", provision, {"start": start, "earliest": earliest}),))


@dataclass(frozen=True, slots=True)
class Allowance:
    """What may be self-certified from a day on. `limited_by`: tenure, occasion, window, year or occasions."""

    days_left: int
    last_day: date | None
    limited_by: str
    occasions_in_12_months: int
    employer_may_withdraw: bool


def self_certification(
    start: date, *, history: Sequence[Span], by: Scheme, may_from: date | None = None
) -> Answer[Allowance]:
    """How many days from `start` may be self-certified, after the self-certified absences in `history`.

    Absences with only a weekend between are one: Friday and Monday use four days. `may_from` is the day the tenure is
    reached (`may_self_certify_from`). Refuses a scheme that gives more days than the employer period has.
    """
    most = int(value("employer_period.days", start))
    if by.days_per_occasion > most:
        raise refuse_usage("law.scheme_too_long", value=by.days_per_occasion, most=most)
    yesterday = start - timedelta(days=1)
    oldest = plus_months(start, -13)
    recent_spans = [span for span in history if span.first < start and span.last >= oldest]
    earlier = _occasions([Span(max(span.first, oldest), min(span.last, yesterday)) for span in recent_spans])
    if earlier and _continues(earlier[-1], start):
        occasion = Span(earlier.pop().first, yesterday)
        used = set(_days(occasion))
    else:
        used, occasion = set(), None
    recent = [span for span in earlier if span.last > plus_months(start, -12)]
    last, limited_by = yesterday, "occasions"
    if may_from and start < may_from:
        limited_by = "tenure"
    elif occasion or by.occasions_per_12_months is None or len(recent) < by.occasions_per_12_months:
        used |= {day for span in earlier for day in _days(span)}
        last, limited_by = _last_day(start, occasion.days if occasion else 0, used, by)
    left = (last - start).days + 1
    withdraw = len(recent) >= by.withdrawal_after
    found = Allowance(left, last if left else None, limited_by, len(recent), withdraw)
    return Answer(found, by.provision, _steps(found, start, by, may_from))


def _last_day(start: date, on_this_occasion: int, used: set[date], by: Scheme) -> tuple[date, str]:
    """Go forward as long as the occasion and every rolling window have room; weekends inside the absence count."""
    day, taken = start, set(used)
    while True:
        taken.add(day)
        if on_this_occasion + (day - start).days + 1 > by.days_per_occasion:
            return day - timedelta(days=1), "occasion"
        if _within(taken, day - timedelta(days=by.window_days), day) > by.days_per_occasion:
            return day - timedelta(days=1), "window"
        in_year = _within(taken, plus_months(day, -12), day)
        if by.days_per_12_months is not None and in_year > by.days_per_12_months:
            return day - timedelta(days=1), "year"
        day += timedelta(days=1)


def _within(days: set[date], after: date, last: date) -> int:
    return sum(after < day <= last for day in days)


def _occasions(spans: Sequence[Span]) -> list[Span]:
    """Put absences together that only a weekend parts, or nothing."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and _continues(joined[-1], span.first):
            joined[-1] = Span(joined[-1].first, max(joined[-1].last, span.last))
        else:
            joined.append(span)
    return joined


def _continues(before: Span, first: date) -> bool:
    between = range(before.last.toordinal() + 1, first.toordinal())
    return not any(is_weekday(number) for number in between)


def _days(span: Span) -> list[date]:
    return [span.first + timedelta(days=number) for number in range(span.days)]


_LIMITED_IN = {"tenure": TENURE, "window": WINDOW}


def _steps(found: Allowance, start: date, by: Scheme, may_from: date | None) -> list[Step]:
    if found.last_day:
        facts: dict[str, object] = {"n": found.days_left, "start": start, "last": found.last_day}
        steps = [Step("law.sc_left", by.provision, facts)]
    else:
        steps = [Step("law.sc_none_left", by.provision, {"start": start})]
    limits: dict[str, dict[str, object]] = {
        "tenure": {"may_from": may_from},
        "occasion": {"n": by.days_per_occasion},
        "window": {"n": by.days_per_occasion, "window": by.window_days},
        "year": {"n": by.days_per_12_months},
        "occasions": {"n": by.occasions_per_12_months},
    }
    provision = _LIMITED_IN.get(found.limited_by, by.provision)
    steps.append(Step(f"law.sc_by_{found.limited_by}", provision, limits[found.limited_by]))
    if found.employer_may_withdraw:
        steps.append(Step("law.sc_withdrawal", WITHDRAWAL, {"n": found.occasions_in_12_months}))
    return steps
