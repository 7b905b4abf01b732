"""The employer period (arbeidsgiverperiode): which days the employer pays, and when NAV takes over.

ftrl. § 8-18 and § 8-19, counted as NAV counts: two counters, sick days and days without sickness, over the days of
one employment. Holiday and leave are what make it hard: they count as sick days or as a gap by what comes around them.
The grade does not matter: a day at 20 % is a day.

This is not the engine of the follow-up case: that one asks another question (docs/explanation/two-engines.md).
"""

from naerverk.law.employer_period.counting import DayKind, EmployerPeriodRules
from naerverk.law.employer_period.periods import Counts, EmployerPeriod, EmployerPeriods, employer_period

__all__ = [
    "Counts",
    "DayKind",
    "EmployerPeriod",
    "EmployerPeriodRules",
    "EmployerPeriods",
    "employer_period",
]
