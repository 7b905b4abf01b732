"""Petter quotes July; the figures answer with the same month last year."""

import pytest

from naerverk.calendar import Month
from naerverk.locale import Words
from naerverk.statistics.seasonal import (
    one_month_caution,
    rolling12_rates,
    same_month_last_year,
    usual_deviation,
)
from naerverk.statistics.targets.target import Days

SEASON = [9.0, 9.2, 8.6, 8.0, 7.8, 7.4, 5.0, 6.6, 7.8, 8.2, 8.4, 8.0]


def year(shift=0.0, agreed=1000.0):
    return [Days((rate + shift) * agreed / 100, agreed) for rate in SEASON]


def said(statement, lang="en"):
    return Words(lang).say(statement.code, **statement.params)


def test_rolling_twelve_is_days_over_days_not_a_mean_of_rates():
    months = [*year(agreed=1000), *year(agreed=3000)]
    rates = rolling12_rates(months)
    assert rates[:11] == [None] * 11
    assert rates[17] == pytest.approx(100 * sum(d.lost for d in months[6:18]) / sum(d.agreed for d in months[6:18]))
    assert rates[17] != pytest.approx(sum(d.rate for d in months[6:18]) / 12, abs=0.01)


def test_rolling_twelve_has_a_gap_where_a_month_is_missing():
    months = [*year(), *year()]
    months[3] = None
    assert [rate is None for rate in rolling12_rates(months)] == [True] * 15 + [False] * 9


def test_july_is_compared_with_july():
    compared = same_month_last_year(Month(2025, 7), [*year(), *year(-0.2)[:7]])
    assert (compared.then, compared.now) == pytest.approx((5.0, 4.8))
    assert compared.points == pytest.approx(-0.2)


@pytest.mark.parametrize("months", [year(), [None, *year()], [*year(), None]])
def test_without_both_julys_there_is_no_comparison(months):
    assert same_month_last_year(Month(2025, 7), months) is None


def test_what_july_usually_does_is_learnt_from_earlier_years():
    months = [*year()[7:], *year(), *year(-0.4)[:7]]
    assert usual_deviation(months) == pytest.approx(5.0 - sum(SEASON) / 12)


def test_a_first_year_cannot_say_what_is_usual():
    assert usual_deviation(year()) is None
    assert usual_deviation([*year(), *year()[:7]]) is None  # July last year has no whole year behind it


def test_an_earlier_july_without_a_figure_is_passed_over():
    months = [*year(), *year(), *year()[:7]]
    months[18] = None
    assert usual_deviation(months) is None


def test_the_caution_for_july_names_the_season():
    text = said(one_month_caution(Month(2025, 7), [*year()[7:], *year(), *year()[:7]]))
    assert text.startswith("July 2025 is a month that usually lies about 2.8 points below the year as a whole.")


def test_the_caution_for_february_names_the_season():
    text = said(one_month_caution(Month(2025, 2), [*year()[2:], *year(), *year()[:2]]), "nb")
    assert "ligger omtrent 1,4 poeng over året som helhet" in text


def test_the_caution_for_an_ordinary_month():
    months = [*year()[4:], *year(), *year()[:4]]
    assert one_month_caution(Month(2025, 4), months).code == "control_charts.one_month_noisy"


def test_the_caution_without_history():
    assert "last year" in said(one_month_caution(Month(2025, 4), year()[:4]))
