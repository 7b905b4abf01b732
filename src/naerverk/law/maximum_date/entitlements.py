"""The answer: every entitlement with its maximum date, and the steps with their paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from naerverk.law.answers import Answer, Step
from naerverk.law.maximum_date.counting import STRONGEST_FIRST, Counting, MaximumDateRules, Phase, Right
from naerverk.law.parameters import value
from naerverk.law.provisions import Act, Provision
from naerverk.law.spans import Span, merged, on_or_before_weekday, plus_months, plus_weekdays, weekdays
from naerverk.law.timelines import Conflict, Record, Run, lay_out, lay_out_runs
from naerverk.problems import refuse

QUOTA = Provision(Act.NATIONAL_INSURANCE, "8-12", 1)
NEW_RIGHT = Provision(Act.NATIONAL_INSURANCE, "8-12", 2)
OLDER = Provision(Act.NATIONAL_INSURANCE, "8-51", 3)
LAST_AGE = Provision(Act.NATIONAL_INSURANCE, "8-3", 1)
NAV_DECIDES = Provision(Act.NAV_PRACTICE)


@dataclass(frozen=True, slots=True)
class Entitlement:
    """One right to sick pay: used and remaining are weekdays; `decided_by` is quota, older, last_age, death or nav."""

    max_date: date
    used_days: int
    remaining_days: int
    rejected_days: tuple[Span, ...]
    decided_by: str
    estimate: bool


@dataclass(frozen=True, slots=True)
class MaximumDates:
    """The entitlements in order; the last one is the present."""

    entitlements: tuple[Entitlement, ...]
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """The days that end a right, whatever is left of the quota; day numbers."""

    older_from: int
    last_weekday: int
    death: int | None


def maximum_date(
    timelines: Sequence[Sequence[Record]],
    *,
    born: date,
    earlier_history: Sequence[Record] = (),
    died: date | None = None,
    nav_date: date | None = None,
    rules: MaximumDateRules | None = None,
) -> Answer[MaximumDates]:
    """Count the entitlements of one person over all employers (ftrl. § 8-12); an estimate.

    `timelines` holds `PaymentKind` records, one list per employer; `earlier_history` is what NAV has besides.
    `nav_date` is the date NAV has stated, and wins. `rules` are looked up on the first day when not given.
    Refuses a birth date after the first day.
    """
    laid_out = [lay_out(records, STRONGEST_FIRST) for records in (*timelines, earlier_history)]
    conflicts = tuple(conflict for _, found in laid_out for conflict in found)
    runs, _ = lay_out_runs([run for line, _ in laid_out for run in line], STRONGEST_FIRST)
    if not runs:
        value_ = MaximumDates((), conflicts)
        return Answer(value_, QUOTA, (Step("law.md_no_days", QUOTA),))
    first_day = date.fromordinal(runs[0][0])
    if born > first_day:
        raise refuse("law.born_after_case", born=born, first=first_day)
    rules = rules or rules_on(first_day)
    person, counting = _count(runs, born, died, rules)
    rights = counting.all_rights()
    entitlements = [_entitlement(right, person, rules) for right in rights]
    if nav_date:
        entitlements[-1] = _as_nav_says(entitlements[-1], nav_date)
    found = MaximumDates(tuple(entitlements), conflicts)
    return Answer(found, _decided_in(entitlements[-1]), _steps(found, rights, rules))


def rules_on(day: date) -> MaximumDateRules:
    """The quotas in force on `day`."""
    return MaximumDateRules(
        int(value("sick_pay.weekdays_total", day)),
        int(value("sick_pay.window", day)),
        int(value("sick_pay.new_right", day)),
        int(value("sick_pay.weekdays_67_70", day)),
        int(value("sick_pay.reduced_age", day)),
        int(value("sick_pay.max_age", day)),
    )


def _count(runs: list[Run], born: date, died: date | None, rules: MaximumDateRules) -> tuple[Person, Counting]:
    older_from = plus_months(born, 12 * rules.older_age).toordinal()
    too_old_from = plus_months(born, 12 * rules.last_age).toordinal()
    death = died.toordinal() if died else None
    ends_from, ends_as = too_old_from, Phase.TOO_OLD
    if death is not None and death + 1 < too_old_from:
        ends_from, ends_as = death + 1, Phase.DEAD
    counting = Counting(rules, older_from, ends_from, ends_as, Right(assessed=runs[0][0]))
    counting.walk(runs)
    return Person(older_from, on_or_before_weekday(too_old_from - 1), death), counting


def _entitlement(right: Right, person: Person, rules: MaximumDateRules) -> Entitlement:
    left = rules.weekdays_total - right.used
    left_when_older = rules.weekdays_when_older - right.used_when_older
    latest = right.paid[-1][1] if not left or not left_when_older else right.assessed
    counted_to = on_or_before_weekday(latest)
    ends = {
        "quota": plus_weekdays(counted_to, left),
        "older": plus_weekdays(max(counted_to, on_or_before_weekday(person.older_from)), left_when_older),
        "last_age": person.last_weekday,
    }
    if person.death is not None:
        ends["death"] = person.death
    decided_by = min(ends, key=ends.__getitem__)
    end = ends[decided_by]
    return Entitlement(
        max_date=date.fromordinal(end),
        used_days=right.used,
        remaining_days=max(0, weekdays(counted_to + 1, end)),
        rejected_days=merged(right.rejected),
        decided_by=decided_by,
        estimate=True,
    )


def _as_nav_says(entitlement: Entitlement, nav_date: date) -> Entitlement:
    """NAV knows days the employer does not: its date stands, and what is left follows from it."""
    moved = weekdays(entitlement.max_date.toordinal() + 1, nav_date.toordinal())
    if nav_date < entitlement.max_date:
        moved = -weekdays(nav_date.toordinal() + 1, entitlement.max_date.toordinal())
    remaining = max(0, entitlement.remaining_days + moved)
    return replace(entitlement, max_date=nav_date, remaining_days=remaining, decided_by="nav", estimate=False)


def _decided_in(entitlement: Entitlement) -> Provision:
    return {"older": OLDER, "last_age": LAST_AGE, "nav": NAV_DECIDES}.get(entitlement.decided_by, QUOTA)


def _steps(found: MaximumDates, rights: Sequence[Right], rules: MaximumDateRules) -> Iterator[Step]:
    for conflict in found.conflicts:
        yield conflict.step()
    for entitlement, right in zip(found.entitlements, rights, strict=True):
        yield Step("law.md_used", QUOTA, {"n": entitlement.used_days, "total": rules.weekdays_total})
        if right.forgotten:
            window = date.fromordinal(right.window_from)
            yield Step("law.md_window", QUOTA, {"n": right.forgotten, "first": window, "years": rules.window_years})
        if not right.closed or not entitlement.remaining_days:
            yield _end_step(entitlement, rules)
        if entitlement.rejected_days:
            yield Step("law.md_refused", QUOTA, {"first": entitlement.rejected_days[0].first})
        if right.closed:
            yield Step("law.md_new_right", NEW_RIGHT, {"days": rules.new_right_days})
    if found.entitlements[-1].estimate:
        yield Step("law.md_estimate", QUOTA)


def _end_step(entitlement: Entitlement, rules: MaximumDateRules) -> Step:
    facts = {
        "last": entitlement.max_date,
        "left": entitlement.remaining_days,
        "days": rules.weekdays_when_older,
        "older_age": rules.older_age,
        "last_age": rules.last_age,
    }
    return Step(f"law.md_by_{entitlement.decided_by}", _decided_in(entitlement), facts)
