"""Care days (omsorgsdager): how many days a parent may be home with a sick child in a calendar year.

ftrl. § 9-5 to § 9-8, aml. § 12-9. Not sickness absence: never in the rate, but counted by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from naerverk.law.answers import Answer, Step
from naerverk.law.parameters import value
from naerverk.law.provisions import Act, Provision, Sure

BASIC = Provision(Act.NATIONAL_INSURANCE, "9-6", 1)
EXTRA = Provision(Act.NATIONAL_INSURANCE, "9-6", 2)
EMPLOYER_PAYS = Provision(Act.NATIONAL_INSURANCE, "9-8", sure=Sure.B)


@dataclass(frozen=True, slots=True)
class Child:
    """A child counts to the end of the year it turns 12; one that is chronically ill to the year it turns 18."""

    under_12: bool
    sole_custody: bool = False
    chronic_or_disabled: bool = False

    @property
    def counts(self) -> bool:
        """Whether the child gives care days at all."""
        return self.under_12 or self.chronic_or_disabled


@dataclass(frozen=True, slots=True)
class CareDays:
    """Days per calendar year for one parent, part by part; `employer_days` is what the employer pays first."""

    basic: int
    sole_custody_extra: int
    chronic_extra: int
    sole_custody_chronic_extra: int
    total: int
    employer_days: int


def care_days(children: Sequence[Child], *, on: date) -> Answer[CareDays]:
    """The care days of a parent with these children, by the rules of the day `on`."""
    ordinary, many, chronic, limit, employer = (
        int(value(f"care.{key}", on))
        for key in ("days", "days_three_children", "days_chronic_child", "many_children", "employer_days")
    )

    def days_for(counted: int) -> int:
        return 0 if not counted else many if counted >= limit else ordinary

    alone = [child for child in children if child.sole_custody]
    ill = sum(child.chronic_or_disabled and not child.sole_custody for child in children)
    ill_alone = sum(child.chronic_or_disabled for child in alone)
    basic = days_for(sum(child.counts for child in children))
    alone_extra = days_for(sum(child.counts for child in alone))
    total = basic + alone_extra + ill * chronic + ill_alone * chronic * 2
    found = CareDays(basic, alone_extra, ill * chronic, ill_alone * chronic * 2, total, min(total, employer))
    return Answer(found, BASIC, _steps(found))


def _steps(found: CareDays) -> list[Step]:
    steps = [Step("law.cd_basic", BASIC, {"n": found.basic})]
    if found.sole_custody_extra:
        steps.append(Step("law.cd_alone", BASIC, {"n": found.sole_custody_extra}))
    if found.chronic_extra + found.sole_custody_chronic_extra:
        steps.append(Step("law.cd_ill", EXTRA, {"n": found.chronic_extra + found.sole_custody_chronic_extra}))
    steps.append(Step("law.cd_total", EMPLOYER_PAYS, {"n": found.total, "employer": found.employer_days}))
    return steps
