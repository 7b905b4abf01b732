"""The worked example of the explanation: one month of Siv's, by three definitions."""

from datetime import date

import pytest

from generative.organisations import Rows
from naerverk.calendar import Month
from naerverk.statistics.definitions import Definition
from naerverk.statistics.question import Question
from naerverk.statistics.rates import rates

MARCH = Month(2026, 3)
DUTIES = (2, 5, 7, 10, 13, 15, 17, 19, 21, 28, 29, 31)


@pytest.mark.parametrize("engine", ["reference", "polars", "duckdb"])
@pytest.mark.parametrize(
    ("definition", "agreed", "absent"),
    [(Definition.SSB, 22.0, 5.0), (Definition.REGULATION, 17.0, 5.0), (Definition.ROSTER, 12.0, 2.5)],
)
def test_sivs_march_by_each_definition(tmp_path, engine, definition, agreed, absent):
    rows = Rows(
        units=[("home", None, "Home", None, None, None, None)],
        employments=[("siv", "home", date(2020, 1, 1), None, 100.0, "F", 1980, None)],
        absences=[
            ("siv", None, date(2026, 3, 2), date(2026, 3, 13), "doctor_certified", 50.0, None),
            ("siv", None, date(2026, 3, 23), date(2026, 3, 27), "holiday", 100.0, None),
        ],
        shifts=[("siv", "home", date(2026, 3, day), 1.0) for day in DUTIES],
    )
    frame = rates(rows.write(tmp_path), Question((), MARCH, MARCH, definition), engine=engine).frame
    assert frame.select("agreed_days", "absence_days", "rate_percent").rows() == [
        (agreed, absent, pytest.approx(100 * absent / agreed))
    ]
