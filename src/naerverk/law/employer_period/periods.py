"""The answer: periods, what every day became, and the steps with their paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from naerverk.law.answers import Answer, Step
from naerverk.law.employer_period.counting import STRONGEST_FIRST, Counting, DayKind, EmployerPeriodRules, OpenPeriod
from naerverk.law.parameters import value
from naerverk.law.provisions import Act, Provision
from naerverk.law.spans import Span, merged, span_of
from naerverk.law.timelines import Conflict, Record, Run, lay_out

COUNTED = Provision(Act.NATIONAL_INSURANCE, "8-19", 1)
FROM_FIRST_WHOLE_DAY = Provision(Act.NATIONAL_INSURANCE, "8-19", 2)
SAME_PERIOD = Provision(Act.NATIONAL_INSURANCE, "8-19", 3)
NEW_PERIOD = Provision(Act.NATIONAL_INSURANCE, "8-19", 4)
NAV_PAYS = Provision(Act.NATIONAL_INSURANCE, "8-17", 1)
NAV_PAYS_WEEKDAYS = Provision(Act.NATIONAL_INSURANCE, "8-11")


@dataclass(frozen=True, slots=True)
class EmployerPeriod:
    """One period from its first to its last known day; `complete` when NAV has taken over."""

    span: Span
    employer_days: tuple[Span, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Counts:
    """Every day of the timeline, from its first to its last record, exactly once.

    `not_paid_day_count`: sick days nobody refunds (self-certified weekdays or time-barred days after the period) and
    days with another benefit.
    """

    employer_day_count: int
    nav_weekday_count: int
    nav_weekend_day_count: int
    nav_day_count_incl_weekend: int
    work_day_count: int
    free_day_count: int
    not_paid_day_count: int


@dataclass(frozen=True, slots=True)
class EmployerPeriods:
    """The employer periods of one person with one employer. `resets` counts the periods that 16 free days closed."""

    employer_periods: tuple[EmployerPeriod, ...]
    employer_days: tuple[Span, ...]
    counts: Counts
    resets: int
    nav_pays_any_weekday: bool
    first_nav_weekday: date | None
    whole_spell_within_employer_period: bool
    conflicts: tuple[Conflict, ...]


def employer_period(
    timeline: Sequence[Record],
    *,
    paid_by_nav: Sequence[Span] = (),
    nav_registered_holiday: Sequence[Span] = (),
    already_complete: bool = False,
    rules: EmployerPeriodRules | None = None,
) -> Answer[EmployerPeriods]:
    """Count the employer periods of a timeline of `DayKind` records (ftrl. § 8-19).

    `paid_by_nav` and `nav_registered_holiday` are days NAV knows from before, also before the timeline; a sick day NAV
    has paid makes the period complete at once. `already_complete` says the same of the first day. `rules` are looked
    up on the first day when not given; Refusal when that day is before the first known rule.
    """
    known = [record for record in timeline if record.kind is not DayKind.NO_RECORD]
    runs, conflicts = lay_out(known, STRONGEST_FIRST)
    if not runs:
        return Answer(_value(Counting(EmployerPeriodRules(), 0), ()), COUNTED, (Step("law.ep_no_days", COUNTED),))
    rules = rules or rules_on(date.fromordinal(runs[0][0]))
    counting = Counting(rules, counts_from=runs[0][0], complete=already_complete)
    paid = _sorted(paid_by_nav)
    if paid or nav_registered_holiday:
        runs = _with_days_nav_knows(runs, paid, _sorted(nav_registered_holiday))
    counting.walk(runs, paid)
    found = _value(counting, conflicts)
    return Answer(found, COUNTED, _steps(found, counting, rules))


def rules_on(day: date) -> EmployerPeriodRules:
    """The limits in force on `day`."""
    return EmployerPeriodRules(int(value("employer_period.days", day)), int(value("employer_period.gap_days", day)))


def _sorted(spans: Sequence[Span]) -> list[tuple[int, int]]:
    return sorted((span.first.toordinal(), span.last.toordinal()) for span in spans)


def _with_days_nav_knows(runs: list[Run], paid: list[tuple[int, int]], holiday: list[tuple[int, int]]) -> list[Run]:
    """Fill the days without a record, and those before the timeline, with what NAV has registered."""
    claims = [(first, last, "holiday_with_sick_note") for first, last in holiday]
    claims += [(first, last, "sick") for first, last in paid]
    filled = list(runs)
    for first, last, kind in claims:
        filled = sorted(filled + [(a, b, kind) for a, b in _free_parts(first, min(last, runs[-1][1]), filled)])
    return filled


def _free_parts(first: int, last: int, taken: Sequence[Run]) -> Iterator[tuple[int, int]]:
    for taken_first, taken_last, _ in taken:
        if taken_first > first <= last:
            yield first, min(last, taken_first - 1)
        first = max(first, taken_last + 1)


def _value(counting: Counting, conflicts: tuple[Conflict, ...]) -> EmployerPeriods:
    days = counting.days
    first_nav = counting.first_nav_weekday()
    counts = Counts(
        days["employer"],
        days["weekday"],
        days["weekend"],
        days["weekday"] + days["weekend"],
        days["work"],
        days["free"],
        days["not_paid"],
    )
    periods = tuple(_period(period) for period in counting.periods)
    return EmployerPeriods(
        employer_periods=periods,
        employer_days=tuple(span for period in periods for span in period.employer_days),
        counts=counts,
        resets=sum(period.closed for period in counting.periods),
        nav_pays_any_weekday=first_nav is not None,
        first_nav_weekday=date.fromordinal(first_nav) if first_nav else None,
        whole_spell_within_employer_period=bool(days["employer"]) and not counting.sick_beyond,
        conflicts=conflicts,
    )


def _period(period: OpenPeriod) -> EmployerPeriod:
    return EmployerPeriod(span_of(period.first, period.last), merged(period.employer_days), period.complete)


def _steps(found: EmployerPeriods, counting: Counting, rules: EmployerPeriodRules) -> Iterator[Step]:
    for conflict in found.conflicts:
        yield conflict.step()
    for period, counted in zip(found.employer_periods, counting.periods, strict=True):
        yield from _steps_of(period, rules)
        if counted.closed:
            yield Step("law.ep_closed", NEW_PERIOD, {"last": period.span.last, "gap": rules.gap_days})
    if found.first_nav_weekday:
        yield Step("law.ep_nav_from", NAV_PAYS_WEEKDAYS, {"first": found.first_nav_weekday})
    elif found.employer_periods:
        yield Step("law.ep_nothing_from_nav", NAV_PAYS)
    else:
        yield Step("law.ep_no_days", COUNTED)


def _steps_of(period: EmployerPeriod, rules: EmployerPeriodRules) -> Iterator[Step]:
    if not period.employer_days:
        yield Step("law.ep_already_complete", NAV_PAYS, {"first": period.span.first})
        return
    first, *later = period.employer_days
    used = sum(span.days for span in period.employer_days)
    yield Step("law.ep_begins", FROM_FIRST_WHOLE_DAY, {"first": first.first, "days": rules.days})
    for span in later:
        yield Step("law.ep_joined", SAME_PERIOD, {"first": span.first, "gap": rules.gap_days})
    if used == rules.days:
        yield Step("law.ep_complete", COUNTED, {"last": period.employer_days[-1].last, "days": rules.days})
    else:
        yield Step("law.ep_used", COUNTED, {"n": used, "days": rules.days, "left": rules.days - used})
