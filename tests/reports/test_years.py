"""Figures of whole years: the same by a slow count, nothing for few, and nothing to be had by subtraction."""

import math
import random
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from naerverk.calendar import Month, days_between, is_working_day
from naerverk.records import Dataset
from naerverk.reports.curves import CurvePoint, YearCurve, faster
from naerverk.reports.months import Months, months_of
from naerverk.reports.sources import Sources
from naerverk.reports.years import UNIT_DAYS, WHOLE_DAYS, Years, fewest_absent, years_of
from naerverk.statistics.certainty import Certainty
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.disclosure.publication_plan import Limits
from reports.lyngholt import write

FIRST, LAST = Month(2023, 1), Month(2025, 12)
ABOVE = {"L": None, "H": "L", "O": "L", "H1": "H", "H2": "H", "H3": "H", "O1": "O", "O2": "O", "K": "L"}
STAFF = {"H1": 120, "H2": 90, "H3": 12, "O1": 130, "O2": 110, "K": 70}
Row = dict[str, object]


def tables() -> dict[str, list[Row]]:
    """A town where everybody has some absences of invented lengths, long ones now and then."""
    chance = random.Random(11)
    jobs: list[Row] = []
    spells: list[Row] = []
    for unit, staff in STAFF.items():
        for n in range(staff):
            person = f"{unit}-{n}"
            jobs.append({"person_id": person, "unit_id": unit, "start": date(2020, 1, 1), "fte_percent": 100.0})
            day = date(2023, 1, 2) + timedelta(days=chance.randrange(200))
            while day < date(2025, 12, 20):
                length = 190 + chance.randrange(150) if chance.random() < 0.15 else 1 + int(chance.expovariate(1 / 45))
                end = day + timedelta(days=length)
                spells.append({"person_id": person, "start": day, "end": end, "kind": "doctor_certified",
                               "grade_percent": 100.0})  # fmt: skip
                day = end + timedelta(days=30 + chance.randrange(300))
    spells.append({"person_id": "K-0", "start": date(2023, 1, 2), "end": date(2023, 1, 2), "kind": "child_sick",
                   "grade_percent": 100.0})  # fmt: skip
    units: list[Row] = [{"unit_id": unit, "parent_id": parent, "name": unit} for unit, parent in ABOVE.items()]
    return {"units": units, "employments": jobs, "absences": spells}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return write(tmp_path_factory.mktemp("town"), tables())


@pytest.fixture(scope="module")
def months(dataset: Dataset) -> Months:
    return months_of(Sources(dataset, FIRST, LAST))


@pytest.fixture(scope="module")
def years(dataset: Dataset, months: Months) -> Years:
    found = years_of(Sources(dataset, FIRST, LAST), months, {}, {})
    assert found is not None
    return found


def below(unit: str) -> set[str]:
    return {unit}.union(*(below(each) for each, above in ABOVE.items() if above == unit))


def spells_of(unit: str) -> list[tuple[str, date, date]]:
    return [
        (str(row["person_id"]), row["start"], row["end"])  # type: ignore[misc]
        for row in tables()["absences"]
        if str(row["person_id"]).split("-")[0] in below(unit) and row["kind"] == "doctor_certified"
    ]


def tenths(years: Years) -> dict[tuple[str, str], int]:
    rows = years.tenths.frame.filter(years.tenths.frame["status"] == "ok")
    return {(unit, year): percent for unit, year, percent, _ in rows.iter_rows()}


def curves(years: Years) -> dict[tuple[str, str], dict[int, tuple[int, int, int]]]:
    found: dict[tuple[str, str], dict[int, tuple[int, int, int]]] = defaultdict(dict)
    rows = years.returns.frame.filter(years.returns.frame["status"] == "ok")
    for unit, year, day, percent, low, high, _ in rows.iter_rows():
        found[unit, year][day] = percent, low, high
    return found


def test_the_tenth_is_that_of_a_count_person_by_person(years: Years) -> None:
    found = tenths(years)
    assert {"L", "H", "O", "H1"} <= {unit for unit, _ in found}
    assert "H3" not in {unit for unit, _ in found}
    for unit in ("L", "H1"):
        lost: dict[str, int] = defaultdict(int)
        for person, first, last in spells_of(unit):
            for day in days_between(max(first, date(2024, 1, 1)), min(last, date(2024, 12, 31))):
                lost[person] += is_working_day(day)
        staff = sum(STAFF.get(each, 0) for each in below(unit))
        days = sorted(lost.values(), reverse=True)
        # Ten persons are counted as ten tenths each, so that a tenth of any number of them is a whole number.
        tenth = sum([day / 10 for day in days for _ in range(10)][:staff])
        assert found[unit, "2024"] == round(100 * tenth / sum(days))


def test_the_curve_is_the_plain_share_since_everybody_was_followed(years: Years) -> None:
    found = curves(years)
    assert set(found["L", "2024"]) == set(WHOLE_DAYS)
    assert set(found["H", "2024"]) == set(UNIT_DAYS)
    assert not any(year == "2025" for _, year in found), "nobody has been followed for half a year after December"
    for unit in ("L", "H"):
        lengths = [(last - first).days + 1 for _, first, last in spells_of(unit) if first.year == 2024]
        for day, (percent, low, high) in found[unit, "2024"].items():
            still = sum(length > day for length in lengths) / len(lengths)
            assert percent == round(100 * still)
            # The exact interval of a share (Wilson) is near that of the curve where nobody is lost on the way.
            spread, middle = wilson(still, len(lengths))
            assert (low, high) == pytest.approx((100 * (middle - spread), 100 * (middle + spread)), abs=1.2)


def wilson(share: float, n: int) -> tuple[float, float]:
    z = 1.959964
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    return z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)), middle


def test_no_stretch_of_a_curve_or_of_what_is_left_is_one_to_four_persons(years: Years) -> None:
    """Whoever subtracts the curves of the units below from the one above finds nobody, or at least five."""
    for year in ("2023", "2024"):
        shown = {unit for unit, label in curves(years) if label == year}
        for unit in shown:
            children = {each for each in shown if ABOVE[each] == unit}
            inside = below(unit).difference(*(below(each) for each in children))
            for each in (below(unit), inside):
                assert all(n == 0 or n >= 5 for n in persons_by_stretch(each, int(year), UNIT_DAYS))
            assert len([e for e, above in ABOVE.items() if above == unit and e not in shown]) != 1
        assert all(n == 0 or n >= 5 for n in persons_by_stretch(below("L"), int(year), WHOLE_DAYS))


def persons_by_stretch(units: set[str], year: int, days: tuple[int, ...]) -> list[int]:
    found: list[set[str]] = [set() for _ in range(len(days) + 1)]
    for unit in units:
        for person, first, last in spells_of(unit):
            if first.year == year and person.split("-")[0] == unit:
                length = (last - first).days + 1
                found[next((n for n, day in enumerate(days) if length <= day), len(days))].add(person)
    return [len(each) for each in found]


def test_the_tenth_of_what_is_left_of_a_unit_is_enough_persons_too(years: Years) -> None:
    for year in ("2023", "2024", "2025"):
        shown = {unit for unit, label in tenths(years) if label == year}
        assert shown
        for unit in shown:
            left = below(unit).difference(*(below(each) for each in shown if ABOVE[each] == unit))
            staff = sum(STAFF.get(each, 0) for each in left)
            assert staff == 0 or staff >= 50


def test_one_person_with_nearly_all_of_it_hides_the_tenth(tmp_path: Path) -> None:
    rows = tables()
    rows["absences"] = [row for row in rows["absences"] if not str(row["person_id"]).startswith("K")]
    rows["absences"] += [away(f"K-{n}", 3) for n in range(60)] + [away("K-0", 300), away("K-1", 40)]
    town = write(tmp_path, rows)
    sources = Sources(town, FIRST, LAST)
    found = years_of(sources, months_of(sources), {}, {})
    assert found is not None
    assert ("K", "2024") not in tenths(found)


def away(person: str, days: int) -> Row:
    first = date(2024, 3, 4)
    return {"person_id": person, "start": first, "end": first + timedelta(days=days), "kind": "doctor_certified",
            "grade_percent": 100.0}  # fmt: skip


def test_higher_limits_hide_more(dataset: Dataset, months: Months) -> None:
    strict = replace(Sources(dataset, FIRST, LAST), limits=Limits(k=12, unit_min=12))
    found = years_of(strict, months, {}, {})
    assert found is not None
    assert fewest_absent(Limits()) == 50
    assert fewest_absent(strict.limits) == 120
    assert ("H2", "2024") not in tenths(found)


def test_a_unit_that_moved_within_the_year_waits_for_the_next(tmp_path: Path) -> None:
    rows = tables()
    rows["units"] = [row for row in rows["units"] if row["unit_id"] != "H1"] + [
        {"unit_id": "H1", "parent_id": "H", "name": "H1", "valid_to": date(2024, 5, 31)},
        {"unit_id": "H1", "parent_id": "O", "name": "H1", "valid_from": date(2024, 6, 1)},
    ]
    sources = Sources(write(tmp_path, rows), FIRST, LAST)
    found = years_of(sources, months_of(sources), {}, {})
    assert found is not None
    shown = {unit for unit, year in tenths(found) if year == "2024"}
    assert not shown & {"H1", "H", "O"}
    assert "L" in shown
    assert not {"H1", "H", "O"} & {unit for unit, year in curves(found) if year == "2024"}


def test_what_is_out_stands_where_a_month_does_and_where_subtraction_would_tell(
    dataset: Dataset, months: Months, years: Years
) -> None:
    sources = Sources(dataset, FIRST, LAST)
    stands = replace(months, stand=frozenset({"2024-03"}))
    found = years_of(sources, stands, {}, {})
    assert found is not None
    assert (found.tenths_stand, found.returns_stand) == ({"2024"}, {"2024"})
    assert "2024" not in found.tenth_versions
    # The same again is nothing new.
    again = years_of(
        sources,
        months,
        {label: [version] for label, version in years.tenth_versions.items()},
        {label: [version] for label, version in years.return_versions.items()},
    )
    assert again is not None
    assert again.tenths.frame.equals(years.tenths.frame)
    assert again.returns.frame.equals(years.returns.frame)
    assert not again.tenths_stand | again.returns_stand


def test_what_was_shown_before_a_correction_gives_nothing_away_with_what_is_shown_after(
    dataset: Dataset, years: Years, tmp_path: Path
) -> None:
    """H3 had 12 of staff and has 100 after all: were it shown now, its figure of before would follow."""
    rows = tables()
    for n in range(12, 100):
        rows["employments"].append(
            {"person_id": f"H3-{n}", "unit_id": "H3", "start": date(2020, 1, 1), "fte_percent": 100.0}
        )
        rows["absences"] += [away(f"H3-{n}", 5 + n)]
    sources = Sources(write(tmp_path, rows), FIRST, LAST)
    found = years_of(
        sources,
        months_of(sources),
        {label: [version] for label, version in years.tenth_versions.items()},
        {label: [version] for label, version in years.return_versions.items()},
    )
    assert found is not None
    for label, version in found.tenth_versions.items():
        before = years.tenth_versions[label].plan.shown
        assert version.plan.shown == before or label not in found.tenths_stand


def test_monthly_sums_know_no_persons(tmp_path: Path, months: Months) -> None:
    sums = Dataset(units=(tmp_path / "units.parquet",), monthly=(tmp_path / "monthly.parquet",))
    assert years_of(Sources(sums, FIRST, LAST), months, {}, {}) is None


def curve(year: int, percent: float, reach: float) -> YearCurve:
    return YearCurve(year, (CurvePoint(56, percent, percent - reach, percent + reach),))


def test_faster_back_is_said_by_the_two_intervals() -> None:
    assert faster(curve(2025, 20, 3), curve(2024, 30, 3)) is Certainty.CLEARLY_MORE
    assert faster(curve(2025, 30, 3), curve(2024, 20, 3)) is Certainty.CLEARLY_FEWER
    assert faster(curve(2025, 26, 3), curve(2024, 30, 4)) is Certainty.PROBABLY_MORE
    assert faster(curve(2025, 29, 3), curve(2024, 30, 3)) is Certainty.UNSURE
    turned = curve(2025, 20, 3).of(Measure.PRESENCE).at(56)
    assert (turned.percent, turned.low, turned.high) == (80, 77, 83)
