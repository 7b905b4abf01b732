"""Whole years: Berit reads whether few have much or many have little, and how soon people are back; nobody is named."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from python_calamine import CalamineWorkbook

from naerverk.calendar import FIRST_DAY, LAST_DAY, Month
from naerverk.records import Employment, Kind, Spell
from naerverk.statistics.control_charts.finding import Measure
from naerverk_web.absence.public import import_spells
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.insight.models import PublishedVersion, YearFigure
from naerverk_web.insight.pages.years import Tenth, return_to_work, whole_years
from naerverk_web.insight.public import rebuild
from naerverk_web.insight.tests.lyngholt import AT, FIRST, LAST, TODAY, jobs
from naerverk_web.insight.tests.test_how import marks
from naerverk_web.insight.tests.test_stories import page
from naerverk_web.organisation.public import rename_unit, tree
from naerverk_web.people.public import import_employments

TOWN = {"H1": 90, "H2": 80, "O1": 110, "K1": 6, "L": 60}
DAYS = (16, 56, 182)


def town() -> Iterator[Spell]:
    """Absences of invented lengths; two years and two months, of which all of 2024 has been followed."""
    chance = random.Random(5)
    for unit, staff in TOWN.items():
        for n in range(staff):
            day = FIRST.first + timedelta(days=chance.randrange(150))
            while True:
                length = 190 + chance.randrange(60) if chance.random() < 0.12 else 1 + int(chance.expovariate(1 / 40))
                end = day + timedelta(days=length)
                if end > LAST.last:
                    break
                yield Spell(f"{unit}-{n}", day, Kind.DOCTOR_CERTIFIED, end, grade_percent=100.0)
                day = end + timedelta(days=30 + chance.randrange(250))
    for edge in (FIRST.first, LAST.last - timedelta(days=1)):
        yield Spell("L-0", edge, Kind.CHILD_SICK, edge)


@pytest.fixture
def years(cast: Cast) -> Cast:
    found: list[Employment] = list(jobs(staff=TOWN))
    import_employments(found, batch="town", at=AT, complete=True, by=SYSTEM)
    import_spells(list(town()), batch="town", at=AT, period=(FIRST_DAY, LAST_DAY), by=SYSTEM)
    rebuild(at=AT, today=TODAY, by=SYSTEM, source="Lyngholt")
    return cast


def stored(figure: str, status: str = "ok") -> dict[tuple[str, str], list[tuple[int, int | None]]]:
    found = defaultdict(list)
    for row in YearFigure.objects.filter(figure=figure, status=status).order_by("day"):
        found[row.unit_id, row.year].append((row.day, row.percent))
    return found


def test_what_is_stored_is_what_a_slow_count_gives(years: Cast) -> None:
    """Nobody is lost on the way in 2024, so the curve is the plain share of those that lasted longer."""
    curves = stored("return")
    assert ("L", "2024") in curves
    assert not any(year != "2024" for _, year in curves)
    lengths = [(s.end - s.start).days + 1 for s in town() if s.kind is Kind.DOCTOR_CERTIFIED and s.start.year == 2024]  # type: ignore[operator]
    for day, percent in curves["L", "2024"]:
        assert percent == round(100 * sum(length > day for length in lengths) / len(lengths))


def test_small_units_have_no_rows_with_figures(years: Cast) -> None:
    hidden = {unit for unit, _ in stored("tenth", "hidden")}
    assert "K1" in hidden
    assert {row.percent for row in YearFigure.objects.filter(status="hidden")} == {None}
    assert {percent for rows in stored("tenth").values() for _, percent in rows} <= set(range(101))


def test_few_with_much_or_many_with_little_is_said_and_what_fits(years: Cast) -> None:
    text = page(years.client("berit"), "/presence/units/L")
    percent = dict(stored("tenth")["L", "2025"])[0]
    assert f"sto for {percent} % av de tapte dagsverkene i 2025" in text
    for share, word, method in ((72, "Få med mye", "gradering for hver enkelt"), (50, "Både få med mye", "begge deler"),
                                (31, "Mange med litt", "tiltak for alle")):  # fmt: skip
        YearFigure.objects.filter(unit_id="L", figure="tenth", year="2025").update(percent=share)
        rebuilt(years)
        found = tenth(years, "L")
        assert found is not None
        assert found.title.startswith(word)
        assert f"{share}\N{NO-BREAK SPACE}%" in found.title
        assert method in found.sentence


def tenth(cast: Cast, unit: str, month: Month | None = None) -> Tenth | None:
    return whole_years(cast.viewer("berit"), unit, month).tenth


def rebuilt(cast: Cast) -> None:
    """Pages keep what they read until there are new figures."""
    from naerverk_web.insight.models import Build

    Build.objects.update(key=f"00000000-0000-4000-8000-{random.randrange(10**11):012}")


def test_a_month_before_the_year_was_whole_shows_the_year_before(years: Cast) -> None:
    early = tenth(years, "L", Month(2025, 6))
    assert early is not None
    assert "2024" in early.title
    assert tenth(years, "L", Month(2024, 6)) is None


def test_where_it_is_not_shown_it_says_why(years: Cast) -> None:
    found = tenth(years, "K1")
    assert found is not None
    assert not found.title
    assert "minst 50" in found.about
    assert "vises ikke her" in page(years.client("berit"), "/presence/unit/K1")
    assert "Det vises ingen kurve" in page(years.client("berit"), "/presence/return/K1")


def test_the_page_says_the_finding_then_the_drawing_then_the_numbers(years: Cast) -> None:
    berit = years.client("berit")
    assert "/presence/return/L" in page(berit, "/presence/unit/L")
    assert "/presence/return/K1" not in page(berit, "/presence/unit/K1")
    text = page(berit, "/presence/return/L")
    still = dict(stored("return")["L", "2024"])
    order = ("Av 100 legemeldte fravær", f"{100 - (still[56] or 0)} av 100 var tilbake", "nv-wide", "8 uker")
    places = [text.index(each) for each in order]
    assert places == sorted(places)
    assert "Kaplan" in text
    turned = page(berit, "/presence/return/L?show=absence")
    assert f"{still[56]} av 100 var fortsatt borte" in turned


def test_two_years_are_compared_in_words_of_certainty(years: Cast) -> None:
    rows = list(YearFigure.objects.filter(unit_id="L", figure="return"))
    for row in rows:
        row.pk, row.year, row._state.adding = None, "2023", True
        row.percent, row.low, row.high = (
            end + 40 if end and end < 60 else end for end in (row.percent, row.low, row.high)
        )
        row.save()
    found = return_to_work(years.viewer("berit"), "L", Measure.PRESENCE)
    assert found is not None
    assert "Tydelig flere var tilbake innen åtte uker enn i 2023." in found.lead
    assert [column.name for column in found.table.columns][1:] == ["2024", "Tilfeldigheter", "2023"]


def test_a_unit_without_the_finer_days_shows_a_blank_for_them(years: Cast) -> None:
    YearFigure.objects.filter(unit_id="L", figure="return", day=28).delete()
    rows = list(YearFigure.objects.filter(unit_id="L", figure="return"))
    build, same = rows[0].build, {"figure": "return", "unit_id": "L", "year": "2025", "status": "ok"}
    points = [(row.day, row.percent, row.low, row.high) for row in rows] + [(28, 50, 45, 55)]
    newer = [
        YearFigure(build=build, day=day, percent=percent, low=low, high=high, **same)
        for day, percent, low, high in points
    ]
    YearFigure.objects.bulk_create(newer)
    rebuilt(years)
    found = return_to_work(years.viewer("berit"), "L", Measure.ABSENCE)
    assert found is not None
    blank = next(row for row in found.table.rows if row[1] == "50\N{NO-BREAK SPACE}%")
    assert blank[-1] == "vises ikke"


def test_again_gives_the_same_and_nothing_new_is_published(years: Cast) -> None:
    before = set(YearFigure.objects.values_list("pk", "percent"))
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    assert set(YearFigure.objects.values_list("pk", "percent")) == before
    assert not PublishedVersion.objects.filter(layer__in=("tenth", "return"), number__gt=1).exists()


def test_the_workbook_holds_the_years_that_are_shown_and_no_others(years: Cast) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(years.client("berit").get("/presence/xlsx/L").content))
    assert book.sheet_names == ["Måneder", "Hele år", "Om tallene"]
    about = dict(row[:2] for row in book.get_sheet_by_name("Om tallene").to_python())
    assert {"Definisjon", "Periode", "Kjent når"} <= about.keys()
    assert all(about.values())
    header, *rows = book.get_sheet_by_index(1).to_python()
    assert header[:3] == ["Enhet", "År", "Tall"]
    names = {node.name: unit for unit, node in tree(TODAY).nodes.items()}
    found = {(names[str(row[0])], str(row[1]), int(float(row[3] or 0))): row[4] for row in rows}  # type: ignore[arg-type]
    direct = {"L", *tree(TODAY).below("L")}
    wanted = YearFigure.objects.filter(status="ok", unit_id__in=direct)
    assert found == {(row.unit_id, row.year, row.day): row.percent for row in wanted}


def test_the_text_of_whole_years_is_the_sheet_of_the_workbook(years: Cast) -> None:
    rename_unit("L", name="=cmd|'/c calc'!A0", from_day=LAST.first, by=SYSTEM)
    berit = years.client("berit")
    book = CalamineWorkbook.from_filelike(BytesIO(berit.get("/presence/xlsx/L").content)).get_sheet_by_index(1)
    sheet = [[f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row] for row in book.to_python()]
    answer = berit.get("/presence/csv-years/L")
    lines = list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert lines[1][0].startswith("'=cmd"), "no spreadsheet runs it"
    assert [[name.removeprefix("'"), *rest] for name, *rest in lines] == sheet
    assert "naervaer-aar.csv" in answer["Content-Disposition"]


def test_the_link_stands_where_a_year_is_shown(years: Cast) -> None:
    berit = years.client("berit")
    assert "/presence/csv-years/L" in page(berit, "/presence/unit/L")
    assert "/presence/csv-years/K1" not in page(berit, "/presence/unit/K1")
    # Nothing is shown of the library: a table without lines.
    assert len(berit.get("/presence/csv-years/K1").content.decode().splitlines()) == 1
    assert years.client("petter").get("/presence/csv-years/L").status_code == 404


def test_both_say_how_they_are_computed_and_tell_no_numbers_of_few(years: Cast) -> None:
    berit = years.client("berit")
    for address, mark in (
        ("/presence/unit/L", "/presence/how/tenth/L"),
        ("/presence/return/L", "/presence/how/return/L"),
    ):
        assert mark in marks(page(berit, address))
        told = page(berit, mark)
        assert "Definisjon" in told
        assert "ikke fortalt" in told
        assert "nv-sums" not in told
    assert berit.get("/presence/how/tenth/K1").status_code == 404
    assert years.client("aud").get("/presence/how/return/L").status_code == 404
