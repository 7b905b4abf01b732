"""What the report gathers: right by a second way of counting, and never more than the publication plan lets out."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import lyngholt
import polars as pl
import pytest
from lyngholt import FIRST, LAST, STAFF, counted, counted_rate

from naerverk.calendar import Month, Quarter, rolling12
from naerverk.charts.series import Gap
from naerverk.locale import LANGUAGES, Words
from naerverk.problems import Refusal, UsageRefusal
from naerverk.records import Dataset
from naerverk.reports.aims import Aim
from naerverk.reports.figures import Part, Standing, UnitReport
from naerverk.reports.html import html_of
from naerverk.reports.months import Months, months_of
from naerverk.reports.quarters import absent_persons, quarters_of, whole_quarters
from naerverk.reports.sources import Sources
from naerverk.reports.unit_report import Asked, unit_report
from naerverk.reports.wording import page_of
from naerverk.reports.wording.drawings import control_series
from naerverk.statistics.control_charts.xmr import PointType
from naerverk.statistics.disclosure.publication_plan import Size
from naerverk.statistics.disclosure.span import Span
from naerverk.statistics.rates import rates

TODAY = date(2026, 1, 12)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return lyngholt.lyngholt(tmp_path_factory.mktemp("lyngholt"))


@pytest.fixture(scope="module")
def months(dataset: Dataset) -> Months:
    return months_of(Sources(dataset, FIRST, LAST))


def report_of(dataset: Dataset, tmp_path: Path, unit: str, month: Month = LAST, **more: object) -> UnitReport:
    return unit_report(dataset, Asked(unit, month, **more), source="lyngholt", today=TODAY, workdir=tmp_path)


def test_aminas_report_is_right_by_counting_days(dataset: Dataset, tmp_path: Path) -> None:
    report = report_of(dataset, tmp_path, "S")
    assert report.standing is Standing.OWN
    assert report.above == ("Lyngholt kommune", "Oppvekst")
    assert len(report.months) == 36
    for month in (LAST, LAST.plus(-12), FIRST):
        assert report.rate_of(month).percent == pytest.approx(counted_rate({"S"}, month, month))
    assert report.rolling.percent == pytest.approx(counted_rate({"S"}, LAST.plus(-11), LAST))
    assert report.rolling_before.percent == pytest.approx(counted_rate({"S"}, LAST.plus(-23), LAST.plus(-12)))
    assert (report.basis.persons, report.basis.full_time_equivalents) == (16, pytest.approx(16 - 6 * 0.4))
    assert report.people
    assert report.people.more == pytest.approx(13.6 * (report.rolling_before.percent - report.rolling.percent) / 100)
    assert report.cost
    assert report.cost.days.total == pytest.approx(counted({"S"}, LAST.plus(-11).first, LAST.last)[1])
    assert report.hidden == ()


def test_the_quarters_are_right_by_counting_days(dataset: Dataset, tmp_path: Path) -> None:
    report = report_of(dataset, tmp_path, "S", Month(2025, 11))
    assert [one.quarter for one in report.quarters] == [Quarter(2023, 4).plus(n) for n in range(8)]
    last = report.quarters[-1]
    first, end = last.quarter.months[0], last.quarter.months[-1]

    def short(spell) -> bool:
        return (min(spell["end"], end.last) - spell["start"]).days < 16

    def graded(spell) -> bool:
        return spell["kind"] == "doctor_certified" and spell["grade_percent"] < 100

    def by_doctor(spell) -> bool:
        return spell["kind"] == "doctor_certified"

    parts = {part: rate.percent for part, rate in last.parts.items()}
    doctor = counted_rate({"S"}, first, end, by_doctor)
    assert parts[Part.DOCTOR_CERTIFIED] == pytest.approx(doctor)
    assert parts[Part.SELF_CERTIFIED] == pytest.approx(counted_rate({"S"}, first, end) - doctor)
    assert parts[Part.SHORT] == pytest.approx(counted_rate({"S"}, first, end, short))
    assert parts[Part.LONG] == pytest.approx(counted_rate({"S"}, first, end) - parts[Part.SHORT])
    assert parts[Part.GRADED] == pytest.approx(100 * counted_rate({"S"}, first, end, graded) / doctor)


def test_six_in_lia_are_counted_with_the_sibling_that_protects_them(dataset: Dataset, tmp_path: Path) -> None:
    report = report_of(dataset, tmp_path, "Lia")
    assert report.standing is Standing.POOLED
    assert report.pooled_with == ("Haugen barnehage", "Lia barnehage")
    assert report.rate_of(LAST).percent == pytest.approx(counted_rate({"Lia", "H"}, LAST, LAST))
    assert report.rolling.percent == pytest.approx(counted_rate({"Lia", "H"}, LAST.plus(-11), LAST))
    assert report.quarters == ()
    assert report.basis.persons is None
    text = page_of(report, Words("nb")).explanation[-1]
    assert "færre enn 10\N{NO-BREAK SPACE}ansatte" in text
    sibling = report_of(dataset, tmp_path, "H")
    assert sibling.standing is Standing.POOLED_TO_PROTECT
    assert sibling.rolling == report.rolling
    assert "røpe tallene til en mindre enhet" in page_of(sibling, Words("nb")).explanation[-1]


def test_no_hidden_month_can_be_worked_out_from_all_that_is_published(months: Months) -> None:
    """Aud subtracts everything from everything, the rests included."""
    atoms = {unit: number for number, unit in enumerate(STAFF)}
    for label, plan in months.plans.items():
        cells = {unit: {atoms[one] for one in lyngholt.inside({unit}) if one in atoms} for unit in lyngholt.UNITS}
        published = [cells[unit] for unit in sorted(plan.shown)]
        for parent in plan.rest_shown:
            children = [unit for unit in plan.shown if months.parents[label][unit] == parent]
            published.append(cells[parent].difference(*(cells[child] for child in children)))
        known = Span(published)
        assert plan.hidden
        assert not [unit for unit in plan.hidden if cells[unit] in known]


def test_a_hidden_figure_stands_in_no_table_and_on_no_page(dataset: Dataset, months: Months, tmp_path: Path) -> None:
    hidden = months.table.frame.filter((pl.col("unit") == "Lia") & (pl.col("part") == "whole"))
    assert set(hidden["status"]) == {"hidden"}
    assert hidden.select("agreed_days", "absence_days", "rate_percent", "persons").null_count().row(0) == (36,) * 4
    own = {f"{counted_rate({'Lia'}, month, month):.1f}" for month in rolling12(LAST)}
    pool = {f"{counted_rate({'Lia', 'H'}, month, month):.1f}" for month in rolling12(LAST)}
    page = page_of(report_of(dataset, tmp_path, "Lia"), Words("en"))
    assert page.chart
    said = {row[1].rstrip("%") for row in page.chart.table.rows[-12:]}
    assert said == pool
    assert said != own


def test_junes_report_hides_in_may_what_mays_report_hid(dataset: Dataset, months: Months) -> None:
    earlier = months_of(Sources(dataset, FIRST, Month(2024, 5)))
    assert all(months.plans[label] == plan for label, plan in earlier.plans.items())


def test_a_month_outside_the_files_and_an_empty_unit_are_told_in_words(dataset: Dataset, tmp_path: Path) -> None:
    future = report_of(dataset, tmp_path, "S", Month(2026, 2))
    assert future.standing is Standing.NO_DATA
    assert "januar 2023 til desember 2025" in page_of(future, Words("nb")).explanation[0]
    assert report_of(dataset, tmp_path, "S", Month(2022, 12)).standing is Standing.NO_DATA
    more = [*lyngholt.unit_rows(), {"unit_id": "E", "parent_id": "O", "name": "Eika barnehage"}]
    closed = replace(dataset, units=lyngholt.write(tmp_path, {"units": more}).units)
    empty = report_of(closed, tmp_path, "E")
    assert empty.standing is Standing.EMPTY
    assert page_of(empty, Words("nn")).lead == "Ingen var tilsette i Eika barnehage i desember 2025."


def test_a_small_place_alone_shows_nothing(tmp_path: Path) -> None:
    """Nine people in all: neither a unit nor the whole can be shown."""
    staff = [row for row in lyngholt.people() if row["unit_id"] in ("Lia",)]
    alone = lyngholt.write(
        tmp_path, {"units": lyngholt.unit_rows(), "employments": staff, "absences": lyngholt.spells()}
    )
    report = report_of(alone, tmp_path, "Lia")
    assert report.standing is Standing.TOO_SMALL
    assert report.months == ()
    assert "For få" not in html_of(page_of(report, Words("nb")))


def test_a_unit_can_be_large_enough_and_still_protect(tmp_path: Path) -> None:
    """Bjørkely has people enough, but it would give away the two in Lia: nobody is shown alone below Oppvekst."""
    rows = [row for row in lyngholt.people() if row["unit_id"] in ("B", "V")]
    rows += [row for row in lyngholt.people() if row["person_id"] in ("Lia1", "Lia2")]
    two = lyngholt.write(tmp_path, {"units": lyngholt.unit_rows(), "employments": rows, "absences": lyngholt.spells()})
    report = report_of(two, tmp_path, "B")
    assert report.standing is Standing.POOLED_TO_PROTECT
    assert report.pooled_with == ("Bjørkely barnehage", "Lia barnehage")


@pytest.mark.parametrize(
    ("asked", "near"),
    [("Solbaken", "S (Solbakken barnehage)"), ("barnehage", "H (Haugen barnehage)"), ("lia", "Lia (Lia barnehage)")],
)
def test_a_misspelt_unit_is_refused_with_near_ones(dataset: Dataset, tmp_path: Path, asked: str, near: str) -> None:
    with pytest.raises(UsageRefusal) as refusal:
        report_of(dataset, tmp_path, asked)
    assert near in str(refusal.value.problems[0].params["near"])


def test_an_unknown_unit_without_near_ones_and_a_name_as_the_unit(dataset: Dataset, tmp_path: Path) -> None:
    with pytest.raises(UsageRefusal) as refusal:
        report_of(dataset, tmp_path, "xyz")
    assert refusal.value.problems[0].code == "reports.unknown_unit_no_near"
    assert report_of(dataset, tmp_path, "solbakken barnehage").unit_id == "S"


def test_a_parent_that_is_not_in_the_file_stands_by_its_id(dataset: Dataset, tmp_path: Path) -> None:
    rows = [row | ({"parent_id": "X"} if row["unit_id"] == "O" else {}) for row in lyngholt.unit_rows()]
    orphaned = replace(dataset, units=lyngholt.write(tmp_path, {"units": rows}).units)
    assert report_of(orphaned, tmp_path, "S").above == ("X", "Oppvekst")


def test_target_path_face_and_chance(dataset: Dataset, tmp_path: Path) -> None:
    aim = Aim(2.0, Month(2026, 12))
    report = report_of(dataset, tmp_path, "S", aim=aim, started=Month(2025, 1))
    assert report.target
    target = report.target.target
    assert target.baseline.month == Month(2024, 12)
    assert target.baseline.days.rate == pytest.approx(counted_rate({"S"}, Month(2024, 1), Month(2024, 12)))
    assert report.started == Month(2025, 1)
    assert report.chart
    assert [part.start for part in report.chart.segments] == [0, 24]
    page = page_of(report, Words("en"))
    assert page.tiles[0].face is report.target.smiley.face
    assert page.tiles[0].lines[0].startswith("The target is 98.0% presence in December 2026.")
    assert report.target.chance
    assert "Chance of reaching it:" in page.tiles[0].lines[1]
    assert any(name == "Target" for name, _ in page.method)


def test_the_baseline_is_as_given_or_the_first_year_of_the_data(dataset: Dataset, tmp_path: Path) -> None:
    first = report_of(dataset, tmp_path, "S", aim=Aim(2.0, Month(2029, 12)))
    assert first.target
    assert first.target.target.baseline.month == Month(2023, 12)
    assert first.target.chance is None, "more than two years ahead"
    given = report_of(dataset, tmp_path, "S", aim=Aim(2.0, Month(2026, 12), Month(2024, 6)))
    assert given.target
    assert given.target.target.baseline.month == Month(2024, 6)
    without = report_of(dataset, tmp_path, "S", aim=Aim(2.0, Month(2026, 12), Month(2023, 6)))
    assert without.target is None
    assert "reports.no_target" in {one.code for one in without.hidden}
    pool = report_of(dataset, tmp_path, "Lia", aim=Aim(2.0, Month(2026, 12)))
    assert pool.target
    assert pool.target.chance is None, "the model knows units, not pools"
    with pytest.raises(Refusal):
        report_of(dataset, tmp_path, "S", aim=Aim(2.0, Month(2023, 6)))


def test_a_new_level_is_drawn_when_a_year_can_carry_it(dataset: Dataset, tmp_path: Path) -> None:
    """Five months after measures began there is no band yet, and no month of the five is called unusual."""
    young = control_series(report_of(dataset, tmp_path, "S", started=Month(2025, 8)), Words("nb"))
    assert young
    assert [(level.first, level.last) for level in young.levels] == [(FIRST, Month(2025, 7))]
    assert {point.signal for point in young.points[-5:]} == {PointType.COMMON_CAUSE}
    grown = control_series(report_of(dataset, tmp_path, "S", started=Month(2025, 1)), Words("nb"))
    assert grown
    assert len(grown.levels) == 2
    same = report_of(dataset, tmp_path, "S", started=FIRST)
    assert same.chart
    assert len(same.chart.segments) == 1


def test_few_units_give_no_chance(dataset: Dataset, tmp_path: Path) -> None:
    report = report_of(dataset, tmp_path, "O", aim=Aim(2.0, Month(2026, 12)))
    assert report.target
    assert report.target.chance is None


def test_monthly_sums_give_a_report_without_kinds(dataset: Dataset, tmp_path: Path) -> None:
    sources = Sources(dataset, FIRST, LAST)
    frame = rates(dataset, sources.question("unit", "month", rollup=False)).frame
    rows = [
        {
            "unit_id": row["unit"],
            "month": row["month"],
            "agreed_days": row["agreed_days"],
            "total_days": row["absence_days"],
            "persons": row["persons"],
        }
        for row in frame.iter_rows(named=True)
    ]
    sums = lyngholt.write(tmp_path, {"units": lyngholt.unit_rows(), "monthly": rows})
    report = report_of(sums, tmp_path, "S")
    assert report.standing is Standing.OWN
    assert report.rolling.percent == pytest.approx(counted_rate({"S"}, LAST.plus(-11), LAST))
    assert report.quarters == ()
    assert "reports.no_kinds" in {one.code for one in report.hidden}
    assert "slik kilden har telt" in page_of(report, Words("nb")).method[0][1]
    nameless = report_of(replace(sums, units=()), tmp_path, "S")
    assert (nameless.name, nameless.above) == ("S", ())


def test_sums_without_persons_show_what_is_surely_large_enough(tmp_path: Path) -> None:
    """315 agreed days in a month of 31 are at least ten persons; 300 might be nine."""
    units = [{"unit_id": "X", "name": "X"}, *({"unit_id": unit, "parent_id": "X", "name": unit} for unit in "ABC")]
    days = {"A": 315.0, "B": 300.0, "C": 900.0}
    rows = [
        {"unit_id": unit, "month": f"2025-{month:02d}", "agreed_days": agreed, "total_days": agreed / 20}
        for unit, agreed in days.items()
        for month in (1, 3)
    ]
    sums = lyngholt.write(tmp_path, {"units": units, "monthly": rows})
    standings = {unit: report_of(sums, tmp_path, unit, Month(2025, 3)).standing for unit in "XABC"}
    assert standings == {
        "X": Standing.OWN,
        "A": Standing.POOLED_TO_PROTECT,
        "B": Standing.POOLED,
        "C": Standing.OWN,
    }


def test_where_few_were_absent_the_kinds_wait(tmp_path: Path) -> None:
    """Two persons absent in Solbakken: the quarter is shown, its kinds are not."""
    few = [
        spell
        for spell in lyngholt.spells()
        if not str(spell["person_id"]).startswith("S") or spell["person_id"] in ("S1", "S2")
    ]
    quiet = lyngholt.write(tmp_path, {"units": lyngholt.unit_rows(), "employments": lyngholt.people(), "absences": few})
    report = report_of(quiet, tmp_path, "S")
    assert report.rolling.percent is not None
    assert not report.shows_kinds
    page = page_of(report, Words("nb"))
    assert page.panels == ()
    assert page.quarters is None
    assert any("Slagene er skjult i 8\N{NO-BREAK SPACE}kvartaler" in line for line in page.withheld_lines)


def test_absent_persons_are_counted_once_and_only_on_working_days(dataset: Dataset) -> None:
    tree = {unit: parent for unit, (parent, _) in lyngholt.UNITS.items()}
    first, last = date(2025, 1, 1), date(2025, 3, 31)
    found = absent_persons(dataset, first, last, tree)
    away = {
        spell["person_id"]
        for spell in lyngholt.spells()
        if any(
            lyngholt.is_working_day(day)
            for day in lyngholt.days_between(max(spell["start"], first), min(spell["end"], last))
        )
    }
    assert found["L"] == Size(len(away), 0)
    mine = {person for person in away if str(person).startswith("S")}
    assert found["S"] == Size(len(mine), len(mine))


def test_a_unit_that_moves_inside_a_quarter_shows_no_kinds_in_it(dataset: Dataset, tmp_path: Path) -> None:
    rows = [row for row in lyngholt.unit_rows() if row["unit_id"] != "S"]
    rows.append({"unit_id": "S", "parent_id": "O", "name": "Solbakken", "valid_to": date(2025, 7, 31)})
    rows.append({"unit_id": "S", "parent_id": "T", "name": "Solbakken", "valid_from": date(2025, 8, 1)})
    moved = replace(dataset, units=lyngholt.write(tmp_path, {"units": rows}).units)
    report = report_of(moved, tmp_path, "S")
    gaps = {one.quarter.label: {rate.gap for rate in one.parts.values()} for one in report.quarters}
    assert gaps["2025Q3"] == {Gap.HIDDEN}
    assert gaps["2025Q4"] == {None}
    assert report.above == ("Lyngholt kommune", "Teknisk")
    assert report_of(moved, tmp_path, "S", Month(2025, 7)).above == ("Lyngholt kommune", "Oppvekst")


def test_a_new_unit_starts_its_chart_with_its_first_month(dataset: Dataset, tmp_path: Path) -> None:
    young = [row | ({"start": date(2025, 3, 1)} if row["unit_id"] == "S" else {}) for row in lyngholt.people()]
    report = report_of(
        replace(dataset, employments=lyngholt.write(tmp_path, {"employments": young}).employments), tmp_path, "S"
    )
    assert report.months[0].month == Month(2025, 3)
    assert report.rolling.gap is Gap.MISSING
    assert report.cost is None
    assert report.people is None
    assert page_of(report, Words("nb")).tiles[0].value == "Mangler tall"


def test_a_month_that_was_too_small_is_a_gap_and_hides_the_year(dataset: Dataset, tmp_path: Path) -> None:
    leave = [
        row | {"end": date(2025, 5, 31)}
        for row in lyngholt.people()
        if row["unit_id"] == "S" and str(row["person_id"])[1:] > "2"
    ]
    back = [row | {"start": date(2025, 7, 1), "end": None} for row in leave]
    rest = [row for row in lyngholt.people() if row["person_id"] not in {one["person_id"] for one in leave}]
    thin = replace(dataset, employments=lyngholt.write(tmp_path, {"employments": [*rest, *leave, *back]}).employments)
    report = report_of(thin, tmp_path, "S")
    assert report.rate_of(Month(2025, 6)).gap is Gap.HIDDEN
    assert report.rolling.gap is Gap.HIDDEN
    codes = {one.code for one in report.hidden}
    assert {"reports.months_hidden", "reports.rolling_hidden"} <= codes
    assert page_of(report, Words("en")).cost is None


def test_whole_quarters_only() -> None:
    assert whole_quarters(Month(2024, 2), Month(2024, 9)) == [Quarter(2024, 2), Quarter(2024, 3)]
    assert whole_quarters(Month(2024, 2), Month(2024, 4)) == []


def test_quarters_of_monthly_sums_are_none(tmp_path: Path) -> None:
    rows = [{"unit_id": "S", "month": "2025-01", "agreed_days": 100.0, "total_days": 5.0, "persons": 12}]
    sums = Sources(lyngholt.write(tmp_path, {"monthly": rows}), Month(2025, 1), Month(2025, 1))
    assert quarters_of(sums, months_of(sums), tmp_path) is None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_units_report_can_be_read_in_every_language(dataset: Dataset, tmp_path: Path, lang: str) -> None:
    text = html_of(page_of(report_of(dataset, tmp_path, "L"), Words(lang)))
    assert "{" not in text.split("</style>")[1]


def test_spells_reach_the_end_of_the_data() -> None:
    assert max(spell["end"] for spell in lyngholt.spells() if spell["person_id"] == "R1") == LAST.last
    assert timedelta(days=15).days < 16
