"""What the figures are, as data: indicators, the three definitions, classes of age and length.

Engines interpret these; nothing here computes. The Norwegian terms are SSB's and NAV's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

VERSION = "2026-1"
"""Changes when any figure could change; it goes with every figure."""


class Definition(StrEnum):
    """Which days count as agreed. Figures by different definitions are never compared."""

    SSB = "ssb"
    REGULATION = "regulation"
    ROSTER = "roster"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One figure: a share of two sums, or a sum alone. `unit` is percent, days, persons, spells or full-time jobs."""

    name: str
    numerator: str
    denominator: str | None
    unit: str
    source: str


SSB_SOURCE = "Statistics Norway, Sickness absence: avtalte dagsverk, sykefraværsdagsverk (holiday not subtracted)"
REGULATION_SOURCE = "FOR-1997-03-25-272 §§ 1-4 (ftrl. § 25-2): mulige dagsverk, holiday and leave taken out"
ROSTER_SOURCE = "The employer's own roster; not comparable with Statistics Norway"

DEFINITION_SOURCES: dict[str, str] = {
    Definition.SSB.value: SSB_SOURCE,
    Definition.REGULATION.value: REGULATION_SOURCE,
    Definition.ROSTER.value: ROSTER_SOURCE,
}

INDICATORS: dict[str, Indicator] = {
    indicator.name: indicator
    for indicator in (
        Indicator("agreed_days", "agreed_days", None, "days", "Statistics Norway: avtalte dagsverk"),
        Indicator("absence_days", "absence_days", None, "days", "Statistics Norway: sykefraværsdagsverk"),
        Indicator("rate_percent", "absence_days", "agreed_days", "percent", "Statistics Norway: sykefraværsprosent"),
        Indicator("presence_percent", "presence_days", "agreed_days", "percent", "100 less rate_percent"),
        Indicator("graded_share_percent", "graded_days", "doctor_days", "percent", "NAV: gradert sykmelding"),
        Indicator("persons", "persons", None, "persons", "distinct persons employed in the period"),
        Indicator("full_time_equivalents", "agreed_days", "working_days", "full-time jobs", "avtalte årsverk"),
        Indicator("spells", "spells", None, "spells", "spells that start in the period"),
    )
}


@dataclass(frozen=True, slots=True)
class Band:
    """A class of whole numbers from `first` to `last`, both included; None is open."""

    label: str
    first: int
    last: int | None


LengthClasses = Literal["statutory", "nav"]

LENGTH_BANDS: dict[LengthClasses, tuple[Band, ...]] = {
    "statutory": (Band("<=3", 1, 3), Band("4-16", 4, 16), Band("17-56", 17, 56), Band(">56", 57, None)),
    "nav": (
        Band("A", 1, 7),
        Band("B", 8, 16),
        Band("C", 17, 56),
        Band("D", 57, 140),
        Band("E", 141, 273),
        Band("F", 274, None),
    ),
}
"""Calendar days of the whole spell: FOR-1997-03-25-272 § 3 with over 8 weeks apart, and NAV's codes A-F."""

AGE_BANDS = (
    Band("-24", 0, 24),
    Band("25-34", 25, 34),
    Band("35-44", 35, 44),
    Band("45-54", 45, 54),
    Band("55-61", 55, 61),
    Band("62-66", 62, 66),
    Band("67-", 67, None),
)
"""Age in whole years on 31 December of the year in which the period ends."""

UNKNOWN = "unknown"
TOTAL = "total"
KINDS = ("self_certified", "doctor_certified", TOTAL)
SEXES = ("F", "M", "X", UNKNOWN)
AGE_GROUPS = (*(band.label for band in AGE_BANDS), UNKNOWN)
STATUSES = ("ok", "hidden", "none")

PERIOD_WORDS = ("month", "quarter", "year", "rolling12")
DIMENSIONS = ("unit", *PERIOD_WORDS, "kind", "sex", "age_group", "length")
MEASURES = ("agreed_days", "absence_days", "rate_percent", "persons", "spells", "status")

FTE_SCALE = 10_000
GRADE_SCALE = 100
"""Percents become whole numbers (position share to 4 decimals, grade to 2), so that sums are exact in any order."""
DAY = 100 * FTE_SCALE
"""One full-time working day in agreed sums; absence sums carry 100 * GRADE_SCALE more."""
GRADED_DAY = DAY * 100 * GRADE_SCALE

BIRTH_YEARS = range(1850, 2036)
"""Other years of birth are taken as unknown."""


def age_group(birth_year: int | None, year: int) -> str:
    """The age group on 31 December of a year."""
    if birth_year is None or birth_year not in BIRTH_YEARS:
        return UNKNOWN
    return band_of(year - birth_year, AGE_BANDS)


def band_of(value: int, bands: tuple[Band, ...]) -> str:
    """The label of the class a number lies in; below the first class it is the first."""
    return next(band.label for band in reversed(bands) if value >= band.first or band is bands[0])
