"""From what the user says to terms and replacement, with every other number written down as an assumption."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml

from naerverk.economy.terms import Assumption, Basis, Measure, Replacement, Terms, within
from naerverk.law import parameters as law
from naerverk.law.provisions import Sure
from naerverk.problems import refuse_usage

ZONES = {"1": "zone_1", "1a": "zone_1", "2": "zone_2", "3": "zone_3", "4": "zone_4", "4a": "zone_4a", "5": "zone_5"}
"""Zones of employer's tax and the parameter that holds the rate. Ia counts as I: an employer of a municipality's size
is above the free amount, so that one krone more is taxed at the full rate."""

_RULES = {
    "holiday_rate": "holiday_pay.rate_tariff",
    "pension_rate": "pension.employer_share",
    "nav_holiday_rate": "holiday_pay.nav_rate",
}
_REPLACEMENT = (
    "replacement_rate", "substitute_wage", "substitute_pension", "overtime_share", "overtime_premium", "agency_share",
    "agency_price", "admin_hours", "hour_cost",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choices:
    """What the user says; None where nothing is said. Percents 0-100, pay in kroner a year in a full position."""

    wage_year: float | None = None
    fte_percent: float = 100.0
    zone: str | None = None
    holiday_rate: float | None = None
    pension_rate: float | None = None
    employer_tax: float | None = None
    replacement_rate: float | None = None
    substitute_wage: float | None = None
    substitute_pension: float | None = None
    overtime_share: float | None = None
    overtime_premium: float | None = None
    agency_share: float | None = None
    agency_price: float | None = None
    admin_hours: float | None = None
    hour_cost: float | None = None
    share_in_period: float | None = None


@dataclass(frozen=True, slots=True)
class Basics:
    """Terms and replacement, and the assumptions they were made of."""

    terms: Terms
    replacement: Replacement
    assumptions: tuple[Assumption, ...]


def basics(choices: Choices, on: date, known_on: date) -> Basics:
    """Terms on a day, with rates as they were known on `known_on`; refuses numbers that cannot be."""
    found = {assumption.code: assumption for assumption in _terms(choices, on, known_on)}
    covers = {code: _assume(code, choices) for code in _REPLACEMENT}
    return Basics(
        Terms(
            wage_year=found["wage_year"].value,
            holiday_rate=found["holiday_rate"].value / 100,
            pension_rate=found["pension_rate"].value / 100,
            employer_tax=found["employer_tax"].value / 100,
            refund_cap=found["base_amount"].value * float(law.value("sick_pay.max_base", on, known_on)),
            nav_holiday_rate=found["nav_holiday_rate"].value / 100,
            days_a_year=float(law.value("sick_pay.daily_divisor", on, known_on)),
            fte_share=choices.fte_percent / 100,
        ),
        _replacement(covers),
        (*found.values(), *_worth_saying(covers)),
    )


def share_in_period(choices: Choices) -> Assumption:
    """The share of a group's absent days that lie in the employer period, percent."""
    share = _assume("share_in_period", choices)
    within("share-in-period", share.value, 0, 100)
    return share


def _terms(choices: Choices, on: date, known_on: date) -> Iterator[Assumption]:
    yield _assume("wage_year", choices)
    yield _rule("base_amount", law.value("base_amount", on, known_on), Measure.KRONER)
    yield _employer_tax(choices, on, known_on)
    for code, key in _RULES.items():
        said = getattr(choices, code, None)
        if said is None:
            yield _rule(code, law.value(key, on, known_on), Measure.PERCENT)
        else:
            yield Assumption(code, said, Measure.PERCENT, Basis.GIVEN)


def _employer_tax(choices: Choices, on: date, known_on: date) -> Assumption:
    if choices.employer_tax is not None:
        return Assumption("employer_tax", choices.employer_tax, Measure.PERCENT, Basis.GIVEN)
    zone = choices.zone or "1"
    if zone not in ZONES:
        raise refuse_usage("economy.unknown_zone", zone=zone, zones=", ".join(ZONES))
    rule = _rule("employer_tax", law.value(f"employer_tax.{ZONES[zone]}", on, known_on), Measure.PERCENT)
    return rule if choices.zone else replace(rule, basis=Basis.ASSUMED)


def _rule(code: str, found: law.Value, measure: Measure) -> Assumption:
    """A dated value; one that is only from memory is an assumption."""
    basis = Basis.ASSUMED if found.sure is Sure.C else Basis.RULE
    return Assumption(code, float(found), measure, basis, found.reference)


def _replacement(covers: Mapping[str, Assumption]) -> Replacement:
    share = {code: assumption.value / 100 for code, assumption in covers.items()}
    return Replacement(
        rate=share["replacement_rate"],
        wage_share=share["substitute_wage"],
        pension_rate=share["substitute_pension"],
        overtime_share=share["overtime_share"],
        overtime_premium=share["overtime_premium"],
        agency_share=share["agency_share"],
        agency_price=covers["agency_price"].value,
        admin_hours=covers["admin_hours"].value,
        hour_cost=covers["hour_cost"].value,
    )


def _worth_saying(covers: Mapping[str, Assumption]) -> Iterator[Assumption]:
    """What is part of the answer: overtime, agency and administration only when there is some."""
    silent = {
        "overtime_premium": covers["overtime_share"],
        "agency_price": covers["agency_share"],
        "hour_cost": covers["admin_hours"],
    }
    for code, assumption in covers.items():
        if code not in silent or silent[code].value:
            yield assumption


def _assume(code: str, choices: Choices) -> Assumption:
    own = _own_assumptions()[code]
    said = getattr(choices, code)
    return own if said is None else Assumption(code, said, own.measure, Basis.GIVEN)


@functools.cache
def _own_assumptions() -> Mapping[str, Assumption]:
    text = Path(__file__).with_name("assumptions.yaml").read_text(encoding="utf-8")
    return {
        code: Assumption(code, float(line["value"]), Measure(line["measure"]), Basis.ASSUMED, line["why"])
        for code, line in yaml.safe_load(text).items()
    }
