"""Payroll gives monthly sums only: they come in like any other file, and go with undo."""

from datetime import date

from naerverk_web.absence.models import MonthlySum
from naerverk_web.absence.public import sum_rows, touched
from naerverk_web.intake.models import Batch
from naerverk_web.intake.tests.conftest import EMPLOYMENTS, csv

SUMS = """Enhet;Måned;Avtalte dagsverk;Egenmeldte dagsverk;Legemeldte dagsverk;Antall ansatte
O1;2026-01;400,5;8;20;20
O1;2026-02;400;6,5;;20
H1;2026-01;800;10;44;40
"""


def known():
    return list(sum_rows(date(2026, 1, 1), date(2026, 12, 31)))


def test_sums_come_in_are_corrected_and_undone(ingrid, bring):
    url = bring(csv("sykefravær.csv", SUMS))
    batch = Batch.objects.get()
    assert (batch.state, batch.changes["new_sums"]) == (Batch.State.WAITING, 3)
    ingrid.post(url + "confirm")
    before = known()
    assert ("O1", "2026-01", 400.5, 8.0, 20.0, None, 20) in before
    assert ("O1", "2026-02", 400.0, 6.5, None, None, 20) in before
    assert {months.unit_id for months in touched()} == {"O1", "H1"}
    again = bring(csv("sykefravær.csv", SUMS.replace("400,5", "410")))
    ingrid.post(again + "confirm")
    assert Batch.objects.latest("made_at").receipt["sums_closed"] == 1
    assert MonthlySum.objects.count() == 4
    ingrid.post(again + "undo")
    assert known() == before
    ingrid.post(url + "undo")
    assert known() == []


def test_where_persons_are_known_ingrid_is_told_that_sums_are_not_shown(ingrid, bring):
    url = bring(csv("ansatte.csv", EMPLOYMENTS), csv("sykefravær.csv", SUMS))
    ingrid.post(url + "holds", {"everybody": "yes"})
    batch = Batch.objects.get()
    assert (batch.state, batch.errors) == (Batch.State.WAITING, 0)
    assert "intake.sums_not_shown" in batch.problems.values_list("code", flat=True)


def test_a_sum_of_an_unknown_unit_waits_for_its_place(ingrid, bring):
    url = bring(csv("sykefravær.csv", SUMS.replace("H1", "4711")))
    ingrid.post(url + "units", {"unit_0": "H2"})
    ingrid.post(url + "confirm")
    assert {row[0] for row in known()} == {"O1", "H2"}
