"""Numbers that laws and agreements change: dated data, never constants in code.

One YAML file per parameter in this folder; `employer_period/days.yaml` has the key `employer_period.days`. A changed
law is a new line under `values`. A null value says that the rule was repealed on that day.

A look-up takes two dates: the day asked about, and the day it is asked on. They differ when a new value gets
effect back in time: G of 1 May 2020 was not used in decisions before 21 September 2020.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from naerverk.law.provisions import Sure
from naerverk.problems import refuse

FOLDER = Path(__file__).parent
CHECK_EVERY = timedelta(days=365)

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3)]


class DatedValue(BaseModel):
    """One value from its date on. `known_from` is set when it was decided later than the day it counts from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    value: Decimal | None
    reference: Text
    known_from: date | None = None
    sure: Sure | None = None


class Parameter(BaseModel):
    """One file: what the number is, in which unit, where it stands, and its values by date."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    title: Text
    unit: Text
    reference: Text
    sure: Sure
    checked_on: date | None
    values: Annotated[dict[date, DatedValue], Field(min_length=1)]

    @model_validator(mode="after")
    def _known_after_valid(self) -> Parameter:
        for valid_from, dated in self.values.items():
            if dated.known_from is not None and dated.known_from < valid_from:
                raise ValueError(f"{self.key}: known_from {dated.known_from} is before {valid_from}")
        return self

    @property
    def first_day(self) -> date:
        """The first day Nærverk has a value for."""
        return min(self.values)

    @property
    def latest_change(self) -> date:
        """The day of the newest value."""
        return max(self.values)

    def sure_of(self, valid_from: date) -> Sure:
        """How sure the value from that day on is."""
        return self.values[valid_from].sure or self.sure

    def unchecked(self, today: date) -> list[date]:
        """The first days of the values that need checking, oldest first.

        Those that are only from memory; and the newest, when nobody has checked the file for a year.
        """
        stale = self.checked_on is None or self.checked_on < today - CHECK_EVERY
        newest = {self.latest_change} if stale else set[date]()
        return sorted(newest | {day for day in self.values if self.sure_of(day) is Sure.C})


@dataclass(frozen=True, slots=True)
class Value:
    """The answer of a look-up: the number with all that is needed to defend it."""

    key: str
    value: Decimal
    unit: str
    valid_from: date
    reference: str
    sure: Sure

    def __int__(self) -> int:
        """The number as a whole number; days and weeks are always whole."""
        assert self.value == int(self.value), f"{self.key} is not whole"
        return int(self.value)

    def __float__(self) -> float:
        return float(self.value)


@functools.cache
def parameter(key: str) -> Parameter:
    """One parameter; only its own file is read. KeyError when there is none: a mistake of ours."""
    path = FOLDER.joinpath(*key.split(".")).with_suffix(".yaml")
    if not path.is_file():
        raise KeyError(key)
    return read_parameter(key, path.read_text(encoding="utf-8"))


@functools.cache
def parameters() -> Mapping[str, Parameter]:
    """All parameters by key, in alphabetical order. ValueError when a file breaks the schema."""
    files = sorted(path.relative_to(FOLDER).with_suffix("") for path in FOLDER.rglob("*.yaml"))
    return {key: parameter(key) for key in (".".join(file.parts) for file in files)}


def read_parameter(key: str, text: str) -> Parameter:
    """Read one file's text; pydantic's ValidationError (a ValueError) names what is missing or wrong."""
    return Parameter.model_validate({"key": key, **yaml.safe_load(text)})


@functools.lru_cache(maxsize=32_768)
def value(key: str, valid_on: date, known_on: date | None = None) -> Value:
    """The value of `key` on `valid_on`, as it was known on `known_on` (default, and at the earliest: that day).

    Refuses with `law.not_known_before` for days before the first value and with `law.repealed` after a repeal.
    KeyError when there is no such parameter: a mistake of ours.
    """
    asked = parameter(key)
    known = max(valid_on, known_on or valid_on)
    candidates = [day for day, dated in asked.values.items() if day <= valid_on and (dated.known_from or day) <= known]
    if not candidates:
        raise refuse("law.not_known_before", title=asked.title, first=asked.first_day, asked=valid_on)
    valid_from = max(candidates)
    dated = asked.values[valid_from]
    if dated.value is None:
        raise refuse("law.repealed", title=asked.title, since=valid_from, asked=valid_on)
    sure = dated.sure or asked.sure
    return Value(key, dated.value, asked.unit, valid_from, dated.reference, sure)
