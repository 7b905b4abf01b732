"""Where a rule stands: act, section, subsection, and how sure we are of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Sure(StrEnum):
    """How sure Nærverk is of a rule or a value."""

    A = "A"
    """Read in the text of a law or regulation, or in NAV's running code."""
    B = "B"
    """Read in an official or specialist page, or two sources agree."""
    C = "C"
    """From memory; check it against lovdata.no before anything rests on it."""


class Act(StrEnum):
    """What the rule stands in; the value is the short name used in references."""

    NATIONAL_INSURANCE = "ftrl."
    WORKING_ENVIRONMENT = "aml."
    HOLIDAY = "ferieloven"
    NAV_PRACTICE = "NAV"
    """What NAV does; it stands in no act."""
    AGREEMENT = "HTA"
    """The tariff agreement of the municipal sector."""
    OWN_SCHEME = "own scheme"
    """The employer's own rule, discussed with the union representatives."""


@dataclass(frozen=True, slots=True)
class Provision:
    """One place in an act: `Provision(Act.NATIONAL_INSURANCE, "8-19", 3)` is ftrl. § 8-19 third paragraph."""

    act: Act
    section: str | None = None
    subsection: int | None = None
    sure: Sure = Sure.A

    def __str__(self) -> str:
        """As references are written: `ftrl. § 8-19 (3)`."""
        section = f" § {self.section}" if self.section else ""
        return f"{self.act}{section}" + (f" ({self.subsection})" if self.subsection else "")


_WRITTEN = re.compile(r"(ftrl\.|aml\.|ferieloven|HTA) § (\d+[-.]?\d*(?: [a-z])?)(?: \((\d+)\))?")


def parse_provision(text: str, sure: Sure = Sure.A) -> Provision:
    """Read a reference such as `ftrl. § 8-7 a (2)`; ValueError for anything else."""
    match = _WRITTEN.fullmatch(text)
    if not match:
        raise ValueError(f"not a provision: {text!r}")
    return Provision(Act(match[1]), match[2], int(match[3]) if match[3] else None, sure)
