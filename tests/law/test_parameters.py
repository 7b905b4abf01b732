"""Parameters are dated, referenced and looked up by two dates."""

from datetime import date
from decimal import Decimal

import pytest
from pydantic import ValidationError

from naerverk.law.parameters import parameters, read_parameter, value
from naerverk.law.provisions import Act, Provision, Sure, parse_provision
from naerverk.problems import Refusal

GOOD = """
title: Something counted
unit: days
reference: ftrl. § 8-19 (1)
sure: A
checked_on: 2026-01-15
values:
  2020-01-01: {value: 16, reference: ftrl. § 8-19 (1)}
"""


def test_every_file_has_title_unit_and_reference_and_every_value_its_own_reference():
    assert len(parameters()) >= 70
    for parameter in parameters().values():
        assert all(dated.reference for dated in parameter.values.values())


@pytest.mark.parametrize("line", ["title: Something counted\n", "reference: ftrl. § 8-19 (1)\n", "unit: days\n"])
def test_a_file_without_title_unit_or_reference_is_no_parameter(line):
    with pytest.raises(ValidationError):
        read_parameter("x", GOOD.replace(line, "", 1))


def test_a_value_without_reference_is_refused():
    with pytest.raises(ValidationError, match="reference"):
        read_parameter("x", GOOD.replace("{value: 16, reference: ftrl. § 8-19 (1)}", "{value: 16}"))


def test_a_value_cannot_be_known_before_it_counts_from():
    wrong = GOOD.replace("{value: 16,", "{value: 16, known_from: 2019-12-31,")
    with pytest.raises(ValidationError, match="is before"):
        read_parameter("x", wrong)


def test_g_of_2020_counts_from_may_but_was_not_used_before_september():
    may, before, decided = date(2020, 5, 1), date(2020, 9, 20), date(2020, 9, 21)
    assert value("base_amount", may).value == 99858
    assert value("base_amount", may, before).value == 99858
    assert value("base_amount", may, decided).value == 101351
    assert value("base_amount", date(2020, 4, 30), decided).value == 99858
    assert value("base_amount", decided).valid_from == may


def test_an_earlier_asking_day_than_the_day_itself_changes_nothing():
    assert value("base_amount", date(2020, 10, 10), date(2020, 9, 1)).value == 101351


def test_a_day_before_the_first_value_is_refused_with_the_first_day():
    with pytest.raises(Refusal) as refused:
        value("base_amount", date(1966, 12, 31))
    problem = refused.value.problems[0]
    assert problem.code == "law.not_known_before"
    assert problem.params["first"] == date(1967, 1, 1)


def test_a_parameter_that_does_not_exist_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        value("sick_pay.nonsense", date(2026, 1, 1))


def test_a_repealed_rule_is_refused_after_its_last_day():
    assert int(value("employer_period.covid", date(2022, 6, 30))) == 3
    with pytest.raises(Refusal) as refused:
        value("employer_period.covid", date(2022, 7, 1))
    assert refused.value.problems[0].params["since"] == date(2022, 7, 1)


def test_numbers_are_exact_and_whole_where_days_are_counted():
    assert value("holiday_pay.rate_law", date(2024, 1, 1)).value == Decimal("10.2")
    assert float(value("holiday_pay.rate_law", date(2024, 1, 1))) == 10.2
    assert int(value("employer_period.days", date(2024, 1, 1))) == 16


def test_what_nobody_has_checked_for_a_year_or_is_only_from_memory_needs_checking():
    checked = read_parameter("x", GOOD)
    assert not checked.unchecked(date(2027, 1, 15))
    assert checked.unchecked(date(2027, 1, 16)) == [date(2020, 1, 1)]
    never = read_parameter("x", GOOD.replace("2026-01-15", "null"))
    assert never.unchecked(date(2026, 1, 16)) == [date(2020, 1, 1)]
    memory = read_parameter("x", GOOD.replace("{value: 16,", "{value: 16, sure: C,"))
    assert memory.sure_of(date(2020, 1, 1)) is Sure.C
    assert memory.unchecked(date(2026, 1, 16)) == [date(2020, 1, 1)]


def test_an_older_value_from_memory_needs_checking_although_the_newest_is_sure():
    text = GOOD + "  2010-01-01: {value: 14, reference: earlier wording, sure: C}\n"
    assert read_parameter("x", text).unchecked(date(2026, 2, 1)) == [date(2010, 1, 1)]
    assert read_parameter("x", text).unchecked(date(2027, 2, 1)) == [date(2010, 1, 1), date(2020, 1, 1)]


def test_the_shares_and_rates_of_the_cost_model_are_there():
    day = date(2026, 6, 1)
    assert value("employer_tax.zone_1", day).value == Decimal("14.1")
    assert value("employer_tax.zone_5", day).value == 0
    assert int(value("holiday_pay.nav_days", day)) == 48
    assert int(value("work.days_per_year", day)) == 260
    assert value("pension.employer_share", day).sure is Sure.C


@pytest.mark.parametrize(
    ("text", "provision"),
    [
        ("ftrl. § 8-19 (3)", Provision(Act.NATIONAL_INSURANCE, "8-19", 3)),
        ("ftrl. § 8-7 a", Provision(Act.NATIONAL_INSURANCE, "8-7 a")),
        ("aml. § 4-6 (4)", Provision(Act.WORKING_ENVIRONMENT, "4-6", 4)),
        ("HTA § 14.1", Provision(Act.AGREEMENT, "14.1")),
        ("ferieloven § 10 (2)", Provision(Act.HOLIDAY, "10", 2)),
    ],
)
def test_a_reference_reads_back_as_it_is_written(text, provision):
    assert parse_provision(text) == provision
    assert str(provision) == text


def test_a_text_that_is_no_provision_is_not_taken_for_one():
    with pytest.raises(ValueError, match="not a provision"):
        parse_provision("something NAV does")


def test_practice_has_no_section():
    assert str(Provision(Act.NAV_PRACTICE)) == "NAV"
