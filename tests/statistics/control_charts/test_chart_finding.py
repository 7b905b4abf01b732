"""The sentence beside the chart, as Amina the leader reads it."""

import pytest

from naerverk.calendar import Month
from naerverk.locale import LANGUAGES, Words
from naerverk.statistics.control_charts.finding import Measure, finding
from naerverk.statistics.control_charts.rules import Signal
from naerverk.statistics.control_charts.xmr import XmrOptions, xmr

QUIET = [5.0, 6.0, 5.5, 6.5, 5.2, 6.1, 5.8, 6.4, 5.1, 6.2, 5.4, 6.3]


def months(n: int) -> list[Month]:
    return [Month(2024, 1).plus(i) for i in range(n)]


def said(values, options=None, measure=Measure.ABSENCE, lang="en") -> str:
    statement = finding(xmr(values, options), months(len(values)), measure)
    return Words(lang).say(statement.code, **statement.params)


def test_a_quiet_year_is_said_to_be_quiet():
    assert said(QUIET) == "Absence is as usual. Nothing out of the ordinary has happened in the last three months."
    assert said(QUIET, measure=Measure.PRESENCE, lang="nb").startswith("Nærværet er som vanlig.")


def test_nothing_is_said_about_nothing():
    assert said([]) == said([None, None]) == "There are no figures to show yet."


def test_eleven_months_are_too_few():
    assert said(QUIET[:11]).startswith("Only 11 months since January 2024: too little")
    assert said([*QUIET, 9.0], XmrOptions(rebase_at_index1=(13,))).startswith("Only 1 month since January 2025")


def test_one_month_outside_is_named():
    assert said([*QUIET, *QUIET, 12.0]).startswith("Absence was unusually high in January 2026.")


def test_several_months_outside_are_counted():
    assert said([*QUIET, *QUIET, 12.0, 5.9, 12.5]).startswith(
        "Absence was unusually high in 2 of the last three months, most recently in March 2026."
    )


def test_a_month_outside_more_than_a_quarter_ago_is_history():
    assert said([*QUIET, *QUIET, 12.0, *QUIET[:3]]).startswith("Absence is as usual.")


def test_the_whole_run_below_the_usual_level_is_told():
    series = [*QUIET, *QUIET, *[5.6, 5.7, 5.3, 5.5, 5.2, 5.6, 5.4, 5.5]]
    assert said(series).startswith(
        "Absence was below its usual level 8 months in a row, from January 2026 to August 2026."
    )


def test_a_run_that_ended_is_told_with_its_months():
    series = [*QUIET, *QUIET, *[5.6, 5.7, 5.3, 5.5, 5.2, 5.6, 5.4, 5.5], 6.0, 5.9]
    assert "8 months in a row, from January 2026 to August 2026" in said(series)


def test_a_long_rise_is_told():
    assert said([*QUIET, 5.2, 5.4, 5.6, 5.7, 5.8, 5.9, 6.0]).startswith(
        "Absence rose all the way through 7 months in a row, from January 2025 to July 2025."
    )


def test_two_of_three_near_the_limit_is_a_hint():
    assert said([*QUIET, *QUIET, 7.6, 7.5, 7.6]).startswith(
        "Absence was rather high in two of three months, most recently in March 2026."
    )


def test_a_new_level_is_told_when_nothing_else_is():
    lower = [value - 2 for value in QUIET]
    rebased = XmrOptions(rebase_at_index1=(13,))
    assert said([*QUIET, *lower], rebased).startswith(
        "Absence has been lower since January 2025: 3.8 percent on average, against 5.8 before."
    )
    assert "vært høyere siden januar 2025: 5,8 prosent i snitt, mot 3,8 før" in said(
        [*lower, *QUIET], rebased, lang="nb"
    )


def test_a_rebase_that_changed_nothing_is_not_news():
    assert said([*QUIET, *QUIET], XmrOptions(rebase_at_index1=(13,))).startswith("Absence is as usual.")


def test_a_level_before_any_figure_is_no_level_to_compare_with():
    assert said([None, *QUIET], XmrOptions(rebase_at_index1=(2,))).startswith("Absence is as usual.")


def test_no_signal_is_said_to_be_a_change():
    """Long absences make runs and outliers where nothing has changed, so a signal is a reason to look, no more."""
    for signal in Signal:
        text = Words("en").say(f"control_charts.absence_{signal}", n=7, first=Month(2025, 1), last=Month(2025, 7))
        assert text.endswith("or just the season and a few long absences.")


@pytest.mark.parametrize("measure", list(Measure))
@pytest.mark.parametrize("signal", list(Signal))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_signal_has_words_in_every_language(measure, signal, lang):
    text = Words(lang).say(f"control_charts.{measure}_{signal}", n=7, first=Month(2025, 1), last=Month(2025, 7))
    assert "2025" in text
    assert "{" not in text
