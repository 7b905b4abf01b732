"""The statutory totals of invented organisations, counted again one day, one job and one absence at a time."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generative.organisations import organisations
from naerverk.calendar import Quarter, days_between, is_working_day
from naerverk.statistics.statutory import statutory_figures


def holds(row, day):
    """Whether a row of a job or an absence (first day third, last day fourth) holds the day."""
    return row[2] <= day and (row[3] is None or day <= row[3])


def working_shares(rows, quarter):
    """Every day of every job in the quarter: day, person, unit, share of a full-time day's work."""
    for day in days_between(quarter.first, quarter.last):
        for job in rows.employments:
            if holds(job, day):
                yield day, job[0], job[1], Fraction(str(job[4])) / 100 * is_working_day(day)


def lost_shares(rows, quarter):
    """Every day of every absence in the quarter while employed: its row, the day, the share lost."""
    for day, person, unit, share in working_shares(rows, quarter):
        for spell in rows.absences:
            if spell[0] == person and spell[1] in (None, unit) and holds(spell, day):
                yield spell, day, share * Fraction(str(spell[5])) / 100


def lost_to(found, *kinds):
    return float(sum(share for spell, _, share in found if spell[4] in kinds))


@settings(max_examples=20, deadline=None, derandomize=True)
@given(rows=organisations(2), quarter=st.sampled_from([Quarter(2023, 4), Quarter(2024, 1), Quarter(2024, 3)]))
def test_totals_of_own_sickness_and_of_sick_children(tmp_path_factory, rows, quarter):
    rows.absences.append(("nobody", None, date(2024, 1, 1), date(2024, 1, 1), "holiday", 100.0, None))
    frame = statutory_figures(rows.write(tmp_path_factory.mktemp("organisation")), quarter)
    worked = [share for *_, share in working_shares(rows, quarter)]
    if not worked:
        assert frame.is_empty()
        return
    found = list(lost_shares(rows, quarter))
    year = [one for one in found if (one[1] - one[0][2]).days < 364]
    off = ("holiday", "welfare_leave", "parental_leave", "unpaid_leave", "other_leave")
    total = {
        row["cause"]: row for row in frame.iter_rows(named=True) if (row["sex"], row["length"]) == ("total", "total")
    }
    own, child = total["own_sickness"], total["sick_child"]
    assert own["possible_days"] == pytest.approx(float(sum(worked)) - lost_to(found, *off), abs=1e-6)
    assert own["lost_days"] == pytest.approx(lost_to(year, "self_certified", "doctor_certified"), abs=1e-6)
    assert child["lost_days"] == pytest.approx(lost_to(found, "child_sick"), abs=1e-6)
    begun = {spell for spell, day, _ in found if spell[2] == day}
    assert own["cases"] == len({spell for spell in begun if spell[4] in ("self_certified", "doctor_certified")})
    assert child["cases"] == len({spell for spell in begun if spell[4] == "child_sick"})
