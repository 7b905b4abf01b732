"""How figures are computed: the numbers told are right by counting days, and come out on a calculator."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import lyngholt
import pytest
from lyngholt import LAST, counted
from solbakken import solbakken, without_figures

from naerverk.calendar import Month, rolling12, working_days
from naerverk.locale import LANGUAGES, Words
from naerverk.records import Dataset
from naerverk.reports.aims import Aim
from naerverk.reports.explanation import FIGURES, KnownWhen, Told, explained
from naerverk.reports.explanation.aims import promised
from naerverk.reports.figures import Part, Standing, UnitReport
from naerverk.reports.unit_report import Asked, unit_report
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.targets.target import Baseline, Days, Kind, Target

TODAY = date(2026, 1, 12)
KNOWN = KnownWhen(date(2026, 1, 11), date(2026, 1, 9), ("Foreløpig.",))
NUMBER = r"([−\d][\d\xa0]*(?:,\d+)?)"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return lyngholt.lyngholt(tmp_path_factory.mktemp("lyngholt"))


@pytest.fixture(scope="module")
def report(dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> UnitReport:
    return report_of(dataset, tmp_path_factory.mktemp("work"), "S", aim=Aim(6.0, Month(2026, 12)))


def report_of(dataset: Dataset, workdir: Path, unit: str, month: Month = LAST, **more: object) -> UnitReport:
    return unit_report(dataset, Asked(unit, month, **more), source="lyngholt", today=TODAY, workdir=workdir)


def told(report: UnitReport, figure: str, lang: str = "nb") -> tuple[Told, ...]:
    return explained(report, figure, KNOWN, Words(lang))


def sums(report: UnitReport, figure: str) -> str:
    return "\n".join(each for part in told(report, figure) for each in part.sums)


def numbers(pattern: str, text: str) -> list[tuple[float, ...]]:
    found = re.findall(pattern.replace("#", NUMBER).replace(" ", "[ \xa0]"), text)
    assert found, (pattern, text)
    return [tuple(number(each) for each in one) for one in found]


def number(text: str) -> float:
    return float(text.replace("\xa0", "").replace("−", "-").replace(",", "."))


ABSENCE = r"# tapte dagsverk × 100 / # avtalte dagsverk = # % fravær, vist som # %"


def months_counted(last: Month) -> tuple[float, float]:
    agreed, lost = counted({"S"}, rolling12(last)[0].first, last.last)
    return lost, agreed


def test_twelve_months_and_the_twelve_before_are_told_day_by_day(report: UnitReport) -> None:
    now, before = numbers(ABSENCE, sums(report, "rolling"))
    for (lost, agreed, percent, shown), last in ((now, LAST), (before, LAST.plus(-12))):
        assert (lost, agreed) == pytest.approx(months_counted(last), abs=0.005)
        assert percent == pytest.approx(100 * lost / agreed, abs=0.006)
        assert shown == pytest.approx(percent, abs=0.051)


def test_a_month_stands_beside_the_same_month_a_year_before(report: UnitReport) -> None:
    found = numbers(ABSENCE, sums(report, "month"))
    for (lost, agreed, *_), month in zip(found, (LAST, LAST.plus(-12)), strict=True):
        assert (agreed, lost) == pytest.approx(counted({"S"}, month.first, month.last), abs=0.005)


def test_every_point_of_the_chart_has_its_row(report: UnitReport) -> None:
    table = told(report, "months")[0].table
    assert table is not None
    assert len(table.rows) == 36
    for row, one in zip(table.rows, report.months, strict=True):
        agreed, lost = counted({"S"}, one.month.first, one.month.last)
        assert (number(row[1]), number(row[2])) == pytest.approx((lost, agreed), abs=0.005)
    absence = replace(report, measure=Measure.ABSENCE)
    assert told(absence, "months")[0].table.header[-1] == "Fravær"
    [(mean, distance, low, high)] = numbers(r"# % ± 2,66 × # % = fra # % til # %", sums(absence, "months"))
    assert (low, high) == pytest.approx((mean - 2.66 * distance, mean + 2.66 * distance), abs=0.03)
    rates = [
        100 * lost / agreed for agreed, lost in (counted({"S"}, o.month.first, o.month.last) for o in report.months)
    ]
    assert mean == pytest.approx(sum(rates) / 36, abs=0.006)


def test_people_more_at_work_come_out(report: UnitReport) -> None:
    text = sums(report, "people")
    [(agreed, days, jobs)] = numbers(r"# avtalte dagsverk i desember 2025 / # arbeidsdager = # årsverk", text)
    assert days == working_days(LAST.first, LAST.last)
    assert jobs == pytest.approx(agreed / days, abs=0.006)
    facts = "\n".join(value for part in told(report, "people") for _, value in part.facts)
    [(persons, of_jobs, share)] = numbers(
        r"# personer i desember 2025, # årsverk\. I snitt er stillingene på # %", facts
    )
    assert (of_jobs, share) == pytest.approx((jobs, 100 * jobs / persons), abs=0.051)
    [(before, now, fte, more)] = numbers(r"\(# % før − # % nå\) × # årsverk = # flere på jobb", text)
    assert (fte, more) == pytest.approx((jobs, (before - now) * jobs / 100), abs=0.01)
    [(middle, margin, low, high)] = numbers(r"# ± # = fra # til #", text)
    assert (middle, low, high) == pytest.approx((more, more - margin, more + margin), abs=0.011)


def test_fewer_at_work_are_told_as_the_page_says_it(report: UnitReport) -> None:
    assert report.people
    turned = replace(
        report,
        rolling=report.rolling_before,
        rolling_before=report.rolling,
        people=replace(report.people, more=-report.people.more, low=-report.people.high, high=-report.people.low),
    )
    text = sums(turned, "people")
    [(now, before, fte, fewer)] = numbers(r"\(# % nå − # % før\) × # årsverk = # færre på jobb", text)
    assert fewer == pytest.approx((now - before) * fte / 100, abs=0.006)
    [(middle, margin, low, high)] = numbers(r"# ± # = fra # til #", text)
    assert (middle, low, high) == pytest.approx((fewer, fewer - margin, fewer + margin), abs=0.011)


def by_doctor(spell: dict[str, object]) -> bool:
    return spell["kind"] == "doctor_certified"


def graded(spell: dict[str, object]) -> bool:
    return by_doctor(spell) and float(str(spell["grade_percent"])) < 100


@pytest.mark.parametrize("part", list(Part))
def test_the_parts_of_a_quarter_are_told_day_by_day(report: UnitReport, part: Part) -> None:
    quarter = report.quarters[-1].quarter
    agreed, all_lost = counted({"S"}, quarter.first, quarter.last)

    def short(spell: dict[str, object]) -> bool:
        return (min(spell["end"], quarter.last) - spell["start"]).days < 16

    lost = {
        Part.DOCTOR_CERTIFIED: counted({"S"}, quarter.first, quarter.last, by_doctor)[1],
        Part.SHORT: counted({"S"}, quarter.first, quarter.last, short)[1],
        Part.GRADED: counted({"S"}, quarter.first, quarter.last, graded)[1],
    }
    lost |= {
        Part.SELF_CERTIFIED: all_lost - lost[Part.DOCTOR_CERTIFIED],
        Part.LONG: all_lost - lost[Part.SHORT],
    }
    of = lost[Part.DOCTOR_CERTIFIED] if part is Part.GRADED else agreed
    kinds = "dagsverk med sykmelding" if part is Part.GRADED else "avtalte dagsverk"
    such = "graderte" if part is Part.GRADED else "slike"
    found, *_ = numbers(rf"# {such} dagsverk × 100 / # {kinds} = # %, vist som # %", sums(report, part))
    assert found[:2] == pytest.approx((lost[part], of), abs=0.005)
    assert found[2] == pytest.approx(100 * lost[part] / of, abs=0.006)
    rows = told(report, part)[-2].table
    assert rows is not None
    assert len(rows.rows) == len(report.quarters)


def test_both_views_of_the_cost_come_out(report: UnitReport) -> None:
    text = sums(report, "production")
    [(days, share, inside, after)] = numbers(r"# tapte dagsverk × # % = # i arbeidsgiverperioden; # etter", text)
    assert days == pytest.approx(months_counted(LAST)[0], abs=0.005)
    assert (inside, after) == pytest.approx((days * share / 100, days * (1 - share / 100)), abs=0.01)
    [(a, value, b, bears, employer)] = numbers(r"Arbeidsgiveren: # × # kr \+ # × # kr = # kr", text)
    assert employer == pytest.approx(a * value + b * bears, abs=30)
    [(c, total, own, state)] = numbers(r"Staten: # × \(# kr − # kr\) = # kr", text)
    assert state == pytest.approx(c * (total - own), abs=30)
    [(first, second, together)] = numbers(r"Til sammen: # kr \+ # kr = # kr", text)
    assert (first, second, together) == pytest.approx((employer, state, employer + state), abs=2)
    text = sums(report, "budget")
    [(lost, price, replacement)] = numbers(r"Vikar: # tapte dagsverk × # kr = # kr", text)
    assert replacement == pytest.approx(lost * price, abs=30)
    [(one, admin, relief, net)] = numbers(r"Netto: # kr \+ # kr − # kr = # kr", text)
    assert (one, relief) == pytest.approx((replacement, state), abs=2)
    assert net == pytest.approx(one + admin - relief, abs=2)
    assumed = dict(told(report, "budget")[-2].facts)
    assert "anslag" in assumed["Andel av dagene i arbeidsgiverperioden"]


def test_what_more_at_work_is_worth_is_told_only_when_it_is_said(report: UnitReport) -> None:
    assert report.people
    assert "arbeidsdager i året" not in sums(replace(report, people=replace(report.people, low=-1)), "production")
    sure = replace(report, people=replace(report.people, more=2.0, low=0.5, high=3.5))
    [(people, days, price, amount)] = numbers(
        r"# flere på jobb × # arbeidsdager i året × # kr per tapt dagsverk = # kr", sums(sure, "production")
    )
    assert amount == pytest.approx(people * days * price, abs=10)


def test_the_path_to_the_target_comes_out(report: UnitReport) -> None:
    text = sums(report, "rolling")
    pattern = r"# % \+ \(# % − # %\) × # / # måneder = # % fravær, eller # % nærvær"
    [(start, aim, again, gone, whole, path, presence)] = numbers(pattern, text)
    assert (again, aim) == (start, 6.0)
    assert path == pytest.approx(start + (aim - start) * gone / whole, abs=0.02)
    assert presence == pytest.approx(100 - path, abs=0.006)
    [(now, on_path, above)] = numbers(r"# % nå − # % på målbanen = # poeng", text)
    assert (on_path, above) == pytest.approx((path, now - path), abs=0.011)
    said = " ".join(each for part in told(report, "rolling") for each in part.texts)
    assert "omtrent" in said or "Den sies ikke her" in said


@pytest.mark.parametrize(("kind", "value"), [(Kind.ABSOLUTE, 8.2), (Kind.PRESENCE, 91.8), (Kind.RELATIVE, -12.5)])
def test_a_target_tells_its_start_its_aim_and_its_people(kind: Kind, value: float) -> None:
    target = Target(kind, value, Baseline(LAST, Days(940, 10_000)), Month(2027, 12))
    text = "\n".join(each for part in promised(target, 880, Words("nb"), locked=True) for each in part.sums)
    [(lost, agreed, percent, _)] = numbers(ABSENCE, text)
    assert (lost, agreed, percent) == (940, 10_000, 9.4)
    [(start, aim, jobs, more)] = numbers(r"\(# % − # %\) × # årsverk = # flere på jobb hver dag", text)
    assert (start, aim, jobs) == pytest.approx((9.4, target.rate, 880), abs=0.006)
    assert more == pytest.approx(10.56 if kind is not Kind.RELATIVE else 880 * 0.125 * 0.094, abs=0.006)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("figure", FIGURES)
def test_every_figure_can_be_told_in_every_language(report: UnitReport, figure: str, lang: str) -> None:
    parts = told(report, figure, lang)
    names = [name for name, _ in parts[-1].facts]
    assert len(names) == len(set(names)) == 6, "definition, source, period, people, known when, what is not shown"
    assert "2026" in dict(parts[-1].facts)[names[4]]
    for part in parts:
        for text in (part.title, *part.texts, *part.sums, *(f"{name} {value}" for name, value in part.facts)):
            assert "{" not in text


def test_what_is_hidden_has_no_numbers_here_either() -> None:
    """Two months and a quarter are hidden; and this report does not know the days behind its percents."""
    shown = solbakken()
    table = told(shown, "months")[0].table
    assert table is not None
    assert {row[1:3] for row in table.rows} == {("–", "–")}
    assert [row[3] for row in table.rows].count("skjult") == 2
    assert told(shown, "rolling")[0].sums == ()
    assert any("fra neste gang" in text for part in told(shown, Part.SHORT) for text in part.texts)
    hidden = replace(shown, quarters=shown.quarters[:3])
    assert any("Skjult" in part.texts for part in told(hidden, Part.GRADED))
    rolling = replace(shown, rolling=replace(shown.rolling, percent=None))
    assert told(rolling, "rolling")[0].texts[-1].startswith("Det er ikke noe tall")


@pytest.mark.parametrize("standing", [Standing.TOO_SMALL, Standing.PROTECTING, Standing.EMPTY, Standing.NO_DATA])
@pytest.mark.parametrize("figure", FIGURES)
def test_a_unit_without_figures_has_nothing_to_tell(standing: Standing, figure: str) -> None:
    assert told(without_figures(standing), figure) == ()


def test_six_in_lia_are_told_together_with_their_sibling(dataset: Dataset, tmp_path: Path) -> None:
    pool = report_of(dataset, tmp_path, "Lia")
    parts = told(pool, "rolling")
    [(lost, agreed, *_)] = numbers(ABSENCE, parts[0].sums[0])
    names = {"Lia barnehage": "Lia", "Haugen barnehage": "H", "Solbakken barnehage": "S", "Bjørkely barnehage": "B"}
    units = {names[name] for name in pool.pooled_with}
    assert (agreed, lost) == pytest.approx(counted(units, rolling12(LAST)[0].first, LAST.last), abs=0.005)
    assert any("Lia barnehage" in value for _, value in parts[-1].facts)
    assert told(pool, Part.SHORT) == (), "kinds are not shown for units together"
