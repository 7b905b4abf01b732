"""Repeated absence (gjentakende sykefravær): NAV's flag for many or long cases in three years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from naerverk.law.answers import Answer, Step
from naerverk.law.parameters import value
from naerverk.law.provisions import Act, Provision
from naerverk.law.spans import Span, plus_months

PRACTICE = Provision(Act.NAV_PRACTICE)


@dataclass(frozen=True, slots=True)
class RepeatedAbsence:
    """The flag, with the cases and days it rests on. A reason for a kind talk, never for blame."""

    repeated: bool
    cases: int
    days: int


def repeated_absence(cases: Sequence[Span], *, today: date) -> Answer[RepeatedAbsence]:
    """Flag many (5 cases, 100 days) or long (2 cases, 300 days) absence among cases that ended in 36 months."""
    rule = {
        key: int(value(f"repeated.{key}", today))
        for key in ("min_days", "months", "many_cases", "many_days", "long_cases", "long_days")
    }
    since = plus_months(today, -rule["months"])
    counted = [case for case in cases if case.days >= rule["min_days"] and case.last >= since]
    days = sum(case.days for case in counted)
    many = len(counted) >= rule["many_cases"] and days >= rule["many_days"]
    long = len(counted) >= rule["long_cases"] and days >= rule["long_days"]
    found = RepeatedAbsence(many or long, len(counted), days)
    return Answer(found, PRACTICE, (
        Step("law.ra_counted", PRACTICE, {"n": len(counted), "days": days, "since": since, "least": rule["min_days"]}),
        Step("law.ra_repeated" if found.repeated else "law.ra_not_repeated", PRACTICE, rule),
    ))  # fmt: skip
