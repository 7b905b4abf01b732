"""Monthly sums from payroll: a unit's own row is its figure, a unit without one is the sum of what lies below it."""

import csv
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generative.organisations import write
from naerverk.calendar import Month
from naerverk.formats import load_profile, read
from naerverk.problems import Refusal, UsageRefusal
from naerverk.records import Dataset
from naerverk.statistics.definitions import Definition
from naerverk.statistics.parts import parts
from naerverk.statistics.question import Question
from naerverk.statistics.rates import periods_for, rates, whole_months
from shared import shared_path

MARCH, APRIL = Month(2024, 3), Month(2024, 4)
BY_UNIT = Question(("unit",), MARCH, MARCH)


def unit(name, parent=None, first=None, last=None):
    return (name, parent, name, None, first, last, None)


HEALTH = [unit("health"), unit("home", "health"), unit("night", "health")]


def sums(folder, rows, units=HEALTH):
    return Dataset(units=write(folder, "units", units), monthly=write(folder, "monthly", rows))


def month_row(name, agreed, own=None, doctor=None, total=None, persons=None, month="2024-03"):
    return (name, month, agreed, own, doctor, total, persons)


def lines(dataset, question, *columns):
    return rates(dataset, question).frame.select(columns).rows()


def test_a_unit_without_a_row_is_the_sum_of_its_children_and_its_persons_are_not_known(tmp_path):
    dataset = sums(tmp_path, [month_row("home", 100, 1, 4, 5, 20), month_row("night", 60, 0, 3, 3, 9)])
    assert lines(dataset, BY_UNIT, "unit", "agreed_days", "absence_days", "rate_percent", "persons", "spells") == [
        ("health", 160.0, 8.0, 5.0, None, None),
        ("home", 100.0, 5.0, 5.0, 20, None),
        ("night", 60.0, 3.0, 5.0, 9, None),
    ]


def test_a_unit_with_a_row_of_its_own_is_that_row_and_never_added_to_what_lies_below(tmp_path):
    rows = [month_row("health", 200, 2, 8, 10, 31), month_row("home", 100, 1, 4, 5), month_row("night", 60, 0, 3, 3)]
    dataset = sums(tmp_path, rows)
    assert lines(dataset, BY_UNIT, "agreed_days", "absence_days", "persons")[0] == (200.0, 10.0, 31)
    assert lines(dataset, Question((), MARCH, MARCH), "agreed_days", "absence_days", "persons") == [(200.0, 10.0, 31)]


def test_a_blank_below_makes_the_sum_blank_and_not_too_small(tmp_path):
    dataset = sums(tmp_path, [month_row("home", 100, 1, 4, 5, 20), month_row("night", 60)])
    assert lines(dataset, BY_UNIT, "unit", "agreed_days", "absence_days", "rate_percent") == [
        ("health", 160.0, None, None),
        ("home", 100.0, 5.0, 5.0),
        ("night", 60.0, None, None),
    ]


def test_a_total_left_out_is_the_sum_of_its_kinds_and_no_agreed_days_give_no_rate(tmp_path):
    rows = [month_row("home", 100, 1, 4), month_row("night", 0, 0, 0, 0), month_row("health", 100, 1, None, None)]
    by_kind = Question(("unit", "kind"), MARCH, MARCH)
    assert lines(sums(tmp_path, rows), by_kind, "unit", "kind", "absence_days", "rate_percent") == [
        ("health", "self_certified", 1.0, 1.0),
        ("health", "doctor_certified", None, None),
        ("health", "total", None, None),
        ("home", "self_certified", 1.0, 1.0),
        ("home", "doctor_certified", 4.0, 4.0),
        ("home", "total", 5.0, 5.0),
        ("night", "self_certified", 0.0, None),
        ("night", "doctor_certified", 0.0, None),
        ("night", "total", 0.0, None),
    ]
    kinds = rates(sums(tmp_path, rows), Question(("kind", "unit"), MARCH, MARCH)).frame["kind"]
    assert kinds.unique(maintain_order=True).to_list() == ["self_certified", "doctor_certified", "total"]


def test_over_several_months_days_are_added_and_persons_are_blank(tmp_path):
    rows = [month_row("home", 100, 1, 4, 5, 20), month_row("home", 50, 1, 0, 1, 21, "2024-04")]
    dataset = sums(tmp_path, rows)
    both = Question(("unit", "year"), MARCH, APRIL)
    assert lines(dataset, both, "unit", "year", "agreed_days", "absence_days", "rate_percent", "persons") == [
        ("health", "2024", 150.0, 6.0, 4.0, None),
        ("home", "2024", 150.0, 6.0, 4.0, None),
    ]
    by_month = Question(("month", "unit"), MARCH, APRIL)
    assert lines(dataset, by_month, "month", "unit", "persons") == [
        ("2024-03", "health", None),
        ("2024-03", "home", 20),
        ("2024-04", "health", None),
        ("2024-04", "home", 21),
    ]


def test_without_rollup_only_rows_of_the_file_are_given(tmp_path):
    dataset = sums(tmp_path, [month_row("home", 100, 1, 4, 5)])
    assert lines(dataset, Question(("unit",), MARCH, MARCH, rollup=False), "unit") == [("home",)]


def test_several_organisations_in_one_file_are_added_and_months_without_rows_are_left_out(tmp_path):
    rows = [month_row("home", 100, 1, 4, 5, 20), month_row("school", 40, 1, 1, 2, 12)]
    question = Question(("month",), Month(2024, 2), APRIL)
    assert lines(sums(tmp_path, rows), question, "month", "agreed_days", "absence_days", "persons") == [
        ("2024-03", 140.0, 7.0, None)
    ]
    assert lines(sums(tmp_path, rows), Question(("month",), APRIL, APRIL), "month") == []


def test_without_units_every_row_stands_alone(tmp_path):
    dataset = Dataset(monthly=write(tmp_path, "monthly", [month_row("home", 100, 1, 4, 5)]))
    assert lines(dataset, BY_UNIT, "unit", "agreed_days") == [("home", 100.0)]


def test_a_unit_that_moved_in_the_month_counts_where_it_was_last(tmp_path):
    units = [
        unit("a"),
        unit("b"),
        unit("home", "a", None, date(2024, 3, 14)),
        unit("home", "b", date(2024, 3, 15), date(2024, 3, 31)),
        unit("home", "a", date(2024, 4, 1)),
    ]
    rows = [month_row("home", 100, 1, 4, 5), month_row("home", 90, 1, 4, 5, None, "2024-04")]
    question = Question(("month", "unit"), MARCH, APRIL)
    assert lines(sums(tmp_path, rows, units), question, "month", "unit") == [
        ("2024-03", "b"),
        ("2024-03", "home"),
        ("2024-04", "a"),
        ("2024-04", "home"),
    ]


def test_units_in_a_circle_are_refused_with_the_unit(tmp_path):
    units = [unit("a", "b"), unit("b", "a")]
    with pytest.raises(Refusal) as refused:
        rates(sums(tmp_path, [month_row("a", 1, 0, 0, 0)], units), BY_UNIT)
    assert refused.value.problems[0].code == "statistics.unit_cycle"


@pytest.mark.parametrize("name", ["sex", "age_group", "length"])
def test_what_monthly_sums_cannot_know_is_refused(tmp_path, name):
    with pytest.raises(UsageRefusal) as refused:
        rates(sums(tmp_path, [month_row("home", 1)]), Question(("unit", name), MARCH, MARCH))
    assert refused.value.problems[0].params == {"words": name}


def test_monthly_sums_cannot_be_counted_by_another_definition(tmp_path):
    with pytest.raises(UsageRefusal) as refused:
        rates(sums(tmp_path, [month_row("home", 1)]), Question((), MARCH, MARCH, Definition.REGULATION))
    assert refused.value.problems[0].code == "statistics.monthly_definition"


def test_monthly_sums_fill_the_months_they_name_and_say_whose_count_they_are(tmp_path):
    dataset = sums(tmp_path, [month_row("home", 1), month_row("home", 1, month="2023-11")])
    assert whole_months(dataset) == (Month(2023, 11), MARCH)
    table = rates(dataset, BY_UNIT)
    assert table.origin.definition.startswith("reported ")
    assert (table.origin.population, table.origin.source) == ("as reported", "units.parquet, monthly.parquet")
    with pytest.raises(Refusal) as refused:
        whole_months(Dataset(monthly=write(tmp_path, "monthly", [])))
    assert refused.value.problems[0].code == "statistics.no_whole_month"


def test_monthly_sums_have_a_rolling_year_when_they_name_twelve_months(tmp_path):
    months = [MARCH.plus(n) for n in range(12)]
    dataset = sums(
        tmp_path, [month_row("home", 100.0, own=1.0, doctor=n / 2, month=m.label) for n, m in enumerate(months)]
    )
    question = Question(("unit", "rolling12"), MARCH, months[-1])
    assert [period.label for period in periods_for(dataset, question)] == [months[-1].label]


def rows_made_of(dataset, question):
    """Table row -> the places in the file of the monthly rows it is made of."""
    table = rates(dataset, question)
    made = parts(dataset, question, table)
    found = {row: [] for row in range(table.frame.height)}
    for row, part in made.of_rows.rows():
        found[row].append(part)
    return found, made.persons.rows()


def test_a_figure_is_made_of_the_rows_furthest_down(tmp_path):
    rows = [month_row("home", 100, 1, 4, 5, 20), month_row("night", 60, 0, 3, 3, 9), month_row("health", 160, 1, 7, 8)]
    made, persons = rows_made_of(sums(tmp_path, rows), BY_UNIT)
    assert made == {0: [0, 1], 1: [0], 2: [1]}
    assert persons == [(0, 20), (1, 9), (2, None)]


def test_a_row_that_holds_more_than_those_below_is_a_part_of_itself(tmp_path):
    more = [month_row("home", 100, 1, 4, 5, 20), month_row("health", 160, 1, 7, 8, 31)]
    assert rows_made_of(sums(tmp_path, more), BY_UNIT)[0] == {0: [0, 1], 1: [0]}
    blank_below = [month_row("home", 160, None, 7, None, 20), month_row("health", 160, 1, 7, 8, 31)]
    assert rows_made_of(sums(tmp_path, blank_below), BY_UNIT)[0] == {0: [0, 1], 1: [0]}
    blank_above = [month_row("home", 160, 1, 7, 8, 20), month_row("health", 160, None, 7, 8.1, 31)]
    assert rows_made_of(sums(tmp_path, blank_above), BY_UNIT)[0] == {0: [0], 1: [0]}


def test_kinds_of_a_row_and_the_whole_file_share_its_parts(tmp_path):
    rows = [month_row("home", 100, 1, 4, 5, 20), month_row("night", 60, 0, 3, 3, 9)]
    dataset = sums(tmp_path, rows)
    assert rows_made_of(dataset, Question(("kind",), MARCH, MARCH))[0] == {0: [0, 1], 1: [0, 1], 2: [0, 1]}


NAMES = [f"u{number}" for number in range(7)]
CELLS = st.one_of(st.none(), st.integers(0, 50))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    parents=st.tuples(*(st.one_of(st.none(), st.integers(0, place - 1)) for place in range(1, 7))),
    found=st.dictionaries(st.sampled_from(NAMES), st.tuples(CELLS, CELLS, CELLS), min_size=1),
)
def test_every_unit_of_an_invented_tree_is_its_row_or_the_sum_of_its_children(tmp_path_factory, parents, found):
    above = {NAMES[0]: None} | {
        name: None if parent is None else NAMES[parent] for name, parent in zip(NAMES[1:], parents, strict=True)
    }

    def counted(name):
        """By the law's words, with no memory and no tree but `above`: None when nothing is there at all."""
        if name in found:
            agreed, own, doctor = found[name]
            return agreed, None if own is None or doctor is None else own + doctor
        below = [one for child in NAMES if above[child] == name and (one := counted(child))]
        if not below:
            return None
        return tuple(None if None in column else sum(column) for column in zip(*below, strict=True))

    folder = tmp_path_factory.mktemp("tree")
    rows = [month_row(name, *cells) for name, cells in found.items()]
    dataset = sums(folder, rows, [unit(name, parent) for name, parent in above.items()])
    expected = [(name, *counted(name)) for name in NAMES if counted(name)]
    assert lines(dataset, BY_UNIT, "unit", "agreed_days", "absence_days") == expected


ENGLAND = [f"data/nhs/nhs_sickness_absence_2024-{month:02}.csv" for month in range(4, 10)]


@pytest.fixture(scope="module")
def england(tmp_path_factory):
    files = [shared_path(name) for name in ENGLAND]
    reading = read({"monthly": files}, workdir=tmp_path_factory.mktemp("england"), profile=load_profile("nhs-england"))
    assert reading.errors == ()
    return reading.dataset


def published_rows():
    """The publisher's own files, row by row."""
    for name in ENGLAND:
        with shared_path(name).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield name[-11:-4], row


def test_england_from_april_to_september_2024(england):
    frame = rates(england, Question(("month",), APRIL, Month(2024, 9))).frame
    assert [round(rate, 3) for rate in frame["rate_percent"]] == [4.764, 4.712, 4.874, 5.198, 4.793, 4.962]
    lost, available = dict.fromkeys(frame["month"], 0.0), dict.fromkeys(frame["month"], 0.0)
    for month, row in published_rows():
        lost[month] += float(row["FTE_DAYS_LOST"])
        available[month] += float(row["FTE_DAYS_AVAILABLE"])
    assert frame["absence_days"].to_list() == pytest.approx(list(lost.values()), rel=1e-12)
    assert frame["agreed_days"].to_list() == pytest.approx(list(available.values()), rel=1e-12)


def test_each_organisations_published_rate_to_2_decimals(england):
    frame = rates(england, Question(("unit", "month"), APRIL, Month(2024, 9))).frame
    ours = {(unit, month): rate for unit, month, rate in frame.select("unit", "month", "rate_percent").rows()}
    compared = 0
    for month, row in published_rows():
        if row["SICKNESS_ABSENCE_RATE_PERCENT"]:
            compared += 1
            assert abs(ours[row["ORG_CODE"], month] - float(row["SICKNESS_ABSENCE_RATE_PERCENT"])) <= 0.005 + 1e-9
    assert compared > 1_700


def test_a_region_of_england_is_the_sum_of_its_organisations_in_every_month(england):
    frame = rates(england, Question(("month", "unit"), APRIL, Month(2024, 9))).frame
    regions = frame.filter(pl.col("unit").str.starts_with("region:"))
    counted = {}
    for month, row in published_rows():
        key = (month, f"region:{row['NHSE_REGION_CODE']}")
        counted[key] = counted.get(key, 0.0) + float(row["FTE_DAYS_LOST"])
    found = {(month, unit): days for month, unit, days in regions.select("month", "unit", "absence_days").rows()}
    assert found == pytest.approx(counted, rel=1e-12)
