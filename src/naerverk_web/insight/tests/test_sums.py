"""An employer whose payroll gives only monthly sums sees its figures; where persons are known, they go before."""

from datetime import UTC, date, datetime

import pytest

from naerverk.calendar import Month
from naerverk.records import Employment, MonthlySum
from naerverk_web.absence.public import import_sums, undo_spells, undo_sums
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.insight.models import Build, MonthFigure, PublishedVersion
from naerverk_web.insight.public import figures, rebuild
from naerverk_web.people.public import import_employments

AT, TODAY = datetime(2026, 3, 10, 8, tzinfo=UTC), date(2026, 3, 10)
MONTHS = [Month(2025, 1).plus(n) for n in range(14)]
STAFF = {"H1": 40, "H2": 30, "O1": 20, "K1": 16}


@pytest.fixture
def sums(cast: Cast) -> Cast:
    rows = [
        MonthlySum(unit, month, 20.0 * staff, 0.4 * staff, 1.0 * staff, None, staff)
        for unit, staff in STAFF.items()
        for month in MONTHS
    ]
    import_sums(rows, batch="sums", at=AT, by=SYSTEM)
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    return cast


def shown(unit: str) -> list[tuple[str, float | None]]:
    rows = MonthFigure.objects.filter(unit_id=unit, part=MonthFigure.Part.WHOLE).order_by("month")
    return list(rows.values_list("month", "rate_percent"))


def test_amina_sees_her_unit_though_nobody_knows_whose_absences_they_are(sums: Cast) -> None:
    assert [month for month, _ in shown("O1")] == [month.label for month in MONTHS]
    assert {round(rate or 0, 9) for _, rate in shown("O1")} == {7.0}
    build = Build.objects.get()
    assert (build.definition, build.last) == ("sums", "2026-02")
    page = sums.client("amina").get("/presence/unit/O1")
    assert page.status_code == 200
    assert "93,0" in page.content.decode()


def test_the_library_of_six_is_hidden_here_too(sums: Cast) -> None:
    few = MonthlySum("K1", MONTHS[-1], 120.0, 2.0, 6.0, None, 6)
    import_sums([few], batch="few", at=AT, by=SYSTEM)
    PublishedVersion.objects.all().delete()  # as if nothing had been shown before
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    assert shown("K1")[-1][1] is None


def test_persons_go_before_sums(sums: Cast) -> None:
    import_employments([Employment("1", "O1", date(2020, 1, 1), 100)], batch="j", at=AT, complete=False, by=SYSTEM)
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    assert figures() is None


def test_a_correction_counts_and_undo_takes_it_away(sums: Cast) -> None:
    right = MonthlySum("O1", MONTHS[-1], 400.0, 8.0, 32.0, None, 20)
    changed = import_sums([right], batch="right", at=AT, by=SYSTEM)
    assert (changed.added, changed.closed) == (1, 1)
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    assert shown("O1")[-1][1] == pytest.approx(10)
    undo_spells("right", at=AT, by=SYSTEM)
    undo_sums("right", by=SYSTEM)
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    assert shown("O1")[-1][1] == pytest.approx(7)
