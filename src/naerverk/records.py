"""The tables Nærverk reads: units, employments, absences, monthly sums, shifts, benchmarks, people.

Each table exists in two forms with the same names: frozen dataclasses (one row, checked when made) and
`SCHEMA` (the columns of the canonical Parquet files that readers write and engines read).

Ranges include both ends; `None` as an end means still going on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from naerverk.calendar import Month


class Kind(StrEnum):
    """What an absence is. Only the first two are sickness absence; the rest never enter the rate."""

    SELF_CERTIFIED = "self_certified"
    DOCTOR_CERTIFIED = "doctor_certified"
    CHILD_SICK = "child_sick"
    WELFARE_LEAVE = "welfare_leave"
    PARENTAL_LEAVE = "parental_leave"
    UNPAID_LEAVE = "unpaid_leave"
    HOLIDAY = "holiday"
    OTHER_LEAVE = "other_leave"


SICKNESS = (Kind.SELF_CERTIFIED, Kind.DOCTOR_CERTIFIED)
"""The kinds that make up sickness absence (SSB: egenmeldt and legemeldt)."""

OFF_DUTY = (Kind.WELFARE_LEAVE, Kind.PARENTAL_LEAVE, Kind.UNPAID_LEAVE, Kind.HOLIDAY, Kind.OTHER_LEAVE)
"""The kinds taken out of agreed days by the definition `regulation` (FOR-1997-03-25-272)."""


class Sex(StrEnum):
    """As recorded by the employer; a blank is UNKNOWN."""

    F = "F"
    M = "M"
    X = "X"
    UNKNOWN = "unknown"


class RecordError(ValueError):
    """A row that cannot be true. `code` says why, in the words of the problem catalogue."""

    def __init__(self, code: str, column: str, value: object) -> None:
        super().__init__(f"{code}: {column}={value!r}")
        self.code, self.column, self.value = code, column, value


def _refuse(wrong: bool, code: str, column: str, value: object) -> None:
    if wrong:
        raise RecordError(code, column, value)


@dataclass(frozen=True, slots=True)
class Unit:
    """One period of validity of one organisational unit; a move is a new row with the same `unit_id`."""

    unit_id: str
    name: str
    parent_id: str | None = None
    kind: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    continues: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _refuse(not self.unit_id, "blank", "unit_id", self.unit_id)
        _refuse(self.parent_id == self.unit_id, "unit_cycle", "parent_id", self.parent_id)
        wrong = bool(self.valid_from and self.valid_to and self.valid_to < self.valid_from)
        _refuse(wrong, "end_before_start", "valid_to", self.valid_to)


@dataclass(frozen=True, slots=True)
class Employment:
    """One dated state of one job. `fte_percent` is the position share, above 0 and at most 100."""

    person_id: str
    unit_id: str
    start: date
    fte_percent: float
    end: date | None = None
    sex: Sex = Sex.UNKNOWN
    birth_year: int | None = None
    occupation: str | None = None

    def __post_init__(self) -> None:
        _refuse(not self.person_id, "blank", "person_id", self.person_id)
        _refuse(not self.unit_id, "blank", "unit_id", self.unit_id)
        _refuse(not 0 < self.fte_percent <= 100, "fte_out_of_range", "fte_percent", self.fte_percent)
        _refuse(self.end is not None and self.end < self.start, "end_before_start", "end", self.end)


@dataclass(frozen=True, slots=True)
class Spell:
    """One unbroken absence. `unit_id` None means all the person's employments."""

    person_id: str
    start: date
    kind: Kind
    end: date | None = None
    unit_id: str | None = None
    grade_percent: float = 100.0
    work_injury: bool | None = None

    def __post_init__(self) -> None:
        _refuse(not self.person_id, "blank", "person_id", self.person_id)
        _refuse(not 0 <= self.grade_percent <= 100, "grade_out_of_range", "grade_percent", self.grade_percent)
        _refuse(self.end is not None and self.end < self.start, "end_before_start", "end", self.end)
        wrong = self.kind is Kind.SELF_CERTIFIED and self.grade_percent != 100
        _refuse(wrong, "self_certified_graded", "grade_percent", self.grade_percent)


@dataclass(frozen=True, slots=True)
class MonthlySum:
    """One unit's sums for one month, in full-time working days; blanks are None."""

    unit_id: str
    month: Month
    agreed_days: float | None
    self_certified_days: float | None = None
    doctor_certified_days: float | None = None
    total_days: float | None = None
    persons: int | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """One rostered duty; `agreed_share` is the share of a full working day, above 0 and at most 1."""

    person_id: str
    unit_id: str
    date: date
    agreed_share: float

    def __post_init__(self) -> None:
        _refuse(not 0 < self.agreed_share <= 1, "share_out_of_range", "agreed_share", self.agreed_share)


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One published rate; `definition` and `source` go with it wherever it is shown."""

    source: str
    group: str
    period: str
    rate_percent: float | None
    definition: str | None = None
    kind: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Name and nearest leader of one person, from a day to a day. No figure is made of it."""

    person_id: str
    name: str | None = None
    leader_id: str | None = None
    start: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        _refuse(not self.person_id, "blank", "person_id", self.person_id)
        wrong = bool(self.start and self.end and self.end < self.start)
        _refuse(wrong, "end_before_start", "end", self.end)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: `type` is text, date, number, integer, month or flag."""

    name: str
    type: str
    required: bool = False


def _columns(*specs: str) -> tuple[Column, ...]:
    """`name:type` per column, with `!` in front when the column must be there."""
    return tuple(
        Column(name.removeprefix("!"), type_, name.startswith("!"))
        for name, type_ in (spec.split(":") for spec in specs)
    )


SCHEMA: dict[str, tuple[Column, ...]] = {
    "units": _columns(
        "!unit_id:text", "parent_id:text", "!name:text", "kind:text", "valid_from:date", "valid_to:date",
        "continues:text",
    ),
    "employments": _columns(
        "!person_id:text", "!unit_id:text", "!start:date", "end:date", "!fte_percent:number", "sex:text",
        "birth_year:integer", "occupation:text",
    ),
    "absences": _columns(
        "!person_id:text", "unit_id:text", "!start:date", "end:date", "!kind:text", "grade_percent:number",
        "work_injury:flag",
    ),
    "monthly": _columns(
        "!unit_id:text", "!month:month", "!agreed_days:number", "self_certified_days:number",
        "doctor_certified_days:number", "total_days:number", "persons:integer",
    ),
    "shifts": _columns("!person_id:text", "!unit_id:text", "!date:date", "!agreed_share:number"),
    "benchmarks": _columns(
        "!source:text", "definition:text", "!group:text", "!period:text", "kind:text",
        "!rate_percent:number", "status:text",
    ),
    "people": _columns("!person_id:text", "name:text", "leader_id:text", "start:date", "end:date"),
}  # fmt: skip
"""The seven tables. In canonical Parquet: text and month are String (`YYYY-MM`), date is Date, number is
Float64, integer is Int64, flag is Boolean; every column is present, blanks are null; `continues` is
`u1;u2`; sex is F, M, X or null; grade_percent is never null."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Checked tables on disk: canonical Parquet files, none, one or several per table (read as one)."""

    units: tuple[Path, ...] = ()
    employments: tuple[Path, ...] = ()
    absences: tuple[Path, ...] = ()
    monthly: tuple[Path, ...] = ()
    shifts: tuple[Path, ...] = ()
    benchmarks: tuple[Path, ...] = ()
    people: tuple[Path, ...] = ()
