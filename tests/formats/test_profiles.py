"""Import profiles: the shipped ones on real files, and what Ingrid is told when her own is wrong."""

from pathlib import Path

import polars as pl
import pytest
from desk import Desk, found, rows

from naerverk.formats import load_profile
from naerverk.formats.layout import Unpivot
from naerverk.formats.profile import Profile, TableProfile, shipped
from naerverk.problems import Refusal, UsageRefusal
from shared import shared_path

DATA = Path(__file__).parent.parent / "data" / "published"


def test_every_shipped_profile_loads() -> None:
    assert shipped() == [
        "generic-no", "ks-published", "nav-published", "nhs-england", "nhs-england-benchmarking", "ssb-published",
        "uci-absenteeism",
    ]  # fmt: skip
    assert all(load_profile(name).name == name for name in shipped())


def test_nhs_england_gives_months_and_a_tree(desk: Desk) -> None:
    reading = desk.read("nhs-england", monthly=DATA / "nhs_sickness_absence_2024-04.csv")
    assert reading.problems == ()
    units = {row["unit_id"]: row for row in rows(reading, "units").iter_rows(named=True)}
    assert units["0AR"]["parent_id"] == "ics:QZZ"
    assert units["ics:QZZ"]["parent_id"] == "region:QZZ"
    assert units["region:QZZ"]["parent_id"] is None
    assert units["QNC"]["parent_id"] == "ics:QNC"
    assert units["0AR"]["name"] == "NHS North of England Commissioning Support Unit"
    months = rows(reading, "monthly").filter(pl.col("unit_id") == "0AR")
    assert months.select("month", "agreed_days", "total_days").rows() == [("2024-04", 52881.10823, 1868.54684)]


def test_a_staff_group_is_a_unit_below_its_organisation(desk: Desk) -> None:
    march, april = (DATA / f"nhs_benchmarking_2024-0{month}.csv" for month in (3, 4))
    renamed = desk.put("april.csv", april.read_text(encoding="utf-8").replace("HCHS Doctors", "HCHS doctors"))
    reading = desk.read("nhs-england-benchmarking", monthly=[march, renamed])
    assert reading.problems == ()
    months = rows(reading, "monthly")
    own = months.filter(unit_id="0AR").sort("month")
    assert own["agreed_days"].to_list() == [56272.33382, 52881.10823]
    withheld = months.filter(unit_id="0AR|HCHS doctors")
    assert withheld.select("agreed_days", "total_days").rows() == [(None, None), (None, None)]
    units = rows(reading, "units")
    assert units.filter(unit_id="0AR|Managers").select("parent_id", "name", "kind", "valid_from").rows() == [
        ("0AR", "Managers", "group", None)
    ]
    assert not units.filter(pl.col("unit_id").str.contains("All staff|Doctors")).height


def test_a_unit_that_moves_gets_dated_rows(desk: Desk) -> None:
    april = (DATA / "nhs_sickness_absence_2024-04.csv").read_text(encoding="utf-8")
    may = april.replace("30/04/2024,Y62", "31/05/2024,Y99").replace("30/04/2024", "31/05/2024")
    moved = may.replace("QNC,Staffordshire", "QXX,Elsewhere", 1)
    reading = desk.read("nhs-england", monthly=[desk.put("a.csv", april), desk.put("m.csv", moved)])
    assert reading.problems == ()
    stays = rows(reading, "units").filter(pl.col("unit_id").is_duplicated()).sort("unit_id", "valid_to")
    assert stays.height == 2
    assert [str(day) for day in stays["valid_to"]] == ["None", "2024-04-30"]
    assert [str(day) for day in stays["valid_from"]] == ["2024-05-01", "None"]


def test_a_unit_under_two_parents_in_one_month_is_an_error(desk: Desk) -> None:
    text = (DATA / "nhs_sickness_absence_2024-04.csv").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if ",0AR," in line)
    twice = f"{text}{row.replace('QZZ,Special', 'QYY,Other', 2)}\n"
    assert ("two_parents", "unit_id", 9) in found(desk.read("nhs-england", monthly=desk.put("a.csv", twice)))


def test_units_given_in_a_file_go_before_those_in_columns(desk: Desk) -> None:
    units = "unit_id,parent_id,name\nnhs,,NHS\n0AR,nhs,North\nRJ1,nhs,RJ1\nRXF,nhs,RXF\n"
    reading = desk.read("nhs-england", units=units, monthly=DATA / "nhs_sickness_absence_2024-04.csv")
    assert {code for code, _, _ in found(reading)} == {"unknown_unit"}
    assert rows(reading, "units")["unit_id"].to_list() == ["nhs", "0AR", "RJ1", "RXF"]


def test_a_profile_for_none_of_the_files_is_a_usage_error(desk: Desk) -> None:
    with pytest.raises(UsageRefusal) as refusal:
        desk.read("nhs-england", absences="person_id,start,kind\n1,2024-01-02,holiday\n")
    assert refusal.value.problems[0].code == "formats.profile_lacks_table"


@pytest.mark.parametrize(
    ("profile", "file", "row"),
    [
        ("ssb-published", "ssb_all_industries.csv", ("Alle næringer", "2000Q2", "total", 6.9, "ssb_before_2018q4")),
        ("ssb-published", "ssb_fylke.csv", ("Oslo", "2016Q1", "total", 5.7, "ssb_before_2018q4")),
        ("ssb-published", "ssb_naering.csv", ("Industri", "2021Q1", "self_certified", 1.0, "ssb")),
        (
            "ssb-published",
            "ssb_naering_sektor.csv",
            ("Alle næringer|kommune", "2017Q2", "total", 8.0, "ssb_before_2018q4"),
        ),
        ("ssb-published", "ssb_naering_sektor.csv", ("Alle næringer", "2016Q2", "total", 5.8, "ssb_before_2018q4")),
        ("ssb-published", "ssb_occupation.csv", ("Helsefagarbeidere", "2025", "doctor_certified", 10.3, "ssb")),
        ("ks-published", "ks_legemeldt.csv", ("kommuner", "2020Q1", "doctor_certified", 8.4, "ssb")),
    ],
)
def test_published_tables_become_benchmarks(desk: Desk, profile: str, file: str, row: tuple[object, ...]) -> None:
    reading = desk.read(profile, benchmarks=DATA / file)
    assert reading.errors == ()
    told = rows(reading, "benchmarks").select("group", "period", "kind", "rate_percent", "definition").rows()
    assert row in told
    assert len(told) == len(set(told))


def test_nav_s_figures_are_a_plain_table_that_says_what_they_are(desk: Desk) -> None:
    text = "kilde;periode;område;definisjon;prosent\nNAV;2025K3;Vestland;legemeldt;5,1\nNAV;2025;Norge;totalt;6,9\n"
    told = rows(desk.read("nav-published", benchmarks=text), "benchmarks")
    assert told.select("source", "group", "period", "kind", "definition", "rate_percent").rows() == [
        ("NAV", "Vestland", "2025Q3", "doctor_certified", "nav_doctor_certified", 5.1),
        ("NAV", "Norge", "2025", "total", "nav_total", 6.9),
    ]
    english = "source,period,area,definition,rate\nNAV,2025,Norge,doctor_certified,5.4\n"
    assert rows(desk.read("nav-published", benchmarks=english), "benchmarks")["kind"].to_list() == ["doctor_certified"]
    unknown = desk.read("nav-published", benchmarks=text.replace("legemeldt", "noe annet"))
    assert [column for _code, column, _line in found(unknown)][:1] == ["definisjon"]


def test_parts_and_totals_of_published_rates(desk: Desk) -> None:
    text = "quarter,total,self_certified,doctor_certified\n2020K1,7.0,1.0,6.0\n2020K2,7.0,1.0,6.1\n"
    text += "2020K3,7.0,1.0,6.2\n2020K4,7.0,0.5,6.0\n2021K1,7.0,:,6.0\n"
    reading = desk.read("ssb-published", benchmarks=text)
    assert found(reading) == [
        ("sums_differ", "rate_percent", 3), ("parts_exceed_total", "rate_percent", 4),
        ("parts_below_total", "rate_percent", 5),
    ]  # fmt: skip
    real = desk.read("ssb-published", benchmarks=shared_path("data/ssb/ssb_all_industries_2000K2_2011K3.csv"))
    assert real.counts == {"formats.sums_differ": 13}


def test_suppressed_rates_are_blank_and_keep_their_status(desk: Desk) -> None:
    reading = desk.read("ssb-published", benchmarks=DATA / "ssb_naering_sektor.csv")
    hidden = rows(reading, "benchmarks").filter(pl.col("rate_percent").is_null())
    assert set(hidden["status"]) == {"suppressed_or_not_shown(:)"}
    text = (DATA / "ssb_fylke.csv").read_text(encoding="utf-8").replace("Oslo,5.5,5.7", "Oslo,:,..")
    reading = desk.read("ssb-published", benchmarks=desk.put("fylke.csv", text))
    assert reading.problems == ()
    assert rows(reading, "benchmarks").filter(group="Oslo")["rate_percent"].null_count() == 2


def test_the_uci_file_gives_no_rates_and_says_why(desk: Desk) -> None:
    reading = desk.read("uci-absenteeism", absences=DATA / "uci_absenteeism.csv")
    assert found(reading) == [("no_dates_no_exposure", None, None)]
    with pytest.raises(Refusal) as refusal:
        desk.read("uci-absenteeism", monthly=DATA / "uci_absenteeism.csv")
    assert refusal.value.problems[0].code == "formats.no_dates_no_exposure"
    bare = desk.read(absences=DATA / "uci_absenteeism.csv")
    assert "no_dates_no_exposure" in {code for code, _, _ in found(bare)}


NORWEGIAN = "Ansattnr;Enhet;Fra dato;Til dato;Fraværskode;Prosent\n1001;410;02.01.2024;05.01.2024;Egenmelding;100,0\n"


def test_a_norwegian_export_is_read_with_the_generic_profile(desk: Desk) -> None:
    absences = NORWEGIAN + "1002;411;02.02.2024;31.12.9999;Sykmelding gradert;50,5\n"
    head = "Ansattnr;Enhet;Startdato;Sluttdato;Stillingsprosent;Kjønn;Fødselsår\n"
    jobs = f"{head}1001;410;01.08.2019;;80;K;1980\n1002;411;01.08.2019;;100;Mann;\n"
    units = "Enhetsnr;Enhetsnavn;Overordnet enhet\n4;Helse;\n410;Blåbærhaugen;4\n411;Åsen;4\n"
    reading = desk.read(
        "generic-no",
        units=units.encode("latin-1"),
        employments=jobs.encode("latin-1"),
        absences=absences.encode("latin-1"),
    )
    assert reading.problems == ()
    assert rows(reading, "employments")["sex"].to_list() == ["F", "M"]
    assert rows(reading, "absences").select("kind", "grade_percent", "end").rows()[1] == (
        "doctor_certified",
        50.5,
        None,
    )


def test_unknown_codes_of_a_norwegian_export_are_named_in_its_own_words(desk: Desk) -> None:
    reading = desk.read("generic-no", absences=NORWEGIAN.replace("Egenmelding", "ZZ9"))
    assert found(reading) == [("unknown_kind", "Fraværskode", 2)]
    assert reading.problems[0].place.value == "ZZ9"


def test_what_takes_several_rows_to_see_is_named_in_its_own_words_too(desk: Desk) -> None:
    jobs = "Ansattnr;Enhet;Startdato;Stillingsprosent\n1001;410;01.01.2024;100\n1001;410;01.01.2024;100\n"
    strangers = NORWEGIAN.replace("1001", "1009") + "1001;410;01.12.2023;02.12.2023;Ferie;100,0\n"
    reading = desk.read("generic-no", employments=jobs, absences=strangers)
    assert found(reading) == [
        ("identical_row", "Ansattnr", 3), ("unknown_person", "Ansattnr", 2),
        ("absence_outside_employment", "Fra dato", 3),
    ]  # fmt: skip


def test_a_profile_of_ones_own(desk: Desk) -> None:
    profile = desk.put(
        "ours.yaml",
        "table: employments\ndates: [dd/mm/yyyy]\nheader_line: 3\ndelimiter: '|'\nencoding: latin-1\ndecimal: ','\n"
        "columns:\n  person_id: Nr\n  unit_id: {value: '4'}\n  start: Fra\n"
        "  fte_percent: {names: [Andel], scale: 100}\n"
        "  sex: Kj\ncodes:\n  sex: {1: M, 2: F}\n",
    )
    text = "Uttrekk|fra lønn\n\nNr|Fra|Andel|Kj\n7|01/02/2020|0,8|2\n8|2020-02-01|1|1\n"
    reading = desk.read(str(profile), employments=text)
    assert found(reading) == [("unreadable_date", "Fra", 5)]
    assert rows(reading, "employments").select("person_id", "unit_id", "fte_percent", "sex").rows() == [
        ("7", "4", 80.0, "F")
    ]


def test_wide_months_are_unpivoted_and_a_bad_cell_rejects_its_whole_row(desk: Desk) -> None:
    profile = desk.put(
        "wide.yaml",
        "table: monthly\ncolumns: {unit_id: Enhet}\n"
        "unpivot: {value: agreed_days, pattern: '(?P<month>\\d{4}-\\d{2})'}\n",
    )
    reading = desk.read(str(profile), monthly="Enhet;2024-01;2024-02\na;120;130\nb;x;140\n")
    assert found(reading) == [("unreadable_number", "2024-01", 3)]
    assert rows(reading, "monthly").select("unit_id", "month", "agreed_days").rows() == [
        ("a", "2024-01", 120.0), ("a", "2024-02", 130.0),
    ]  # fmt: skip
    assert desk.rejects.read_text(encoding="utf-8").splitlines()[1].startswith("b;x;140;")


def test_a_column_of_percents_is_refused_by_its_heading(desk: Desk) -> None:
    profile = desk.put(
        "percent.yaml",
        "table: monthly\ncolumns: {unit_id: Enhet, month: Måned, agreed_days: Dagsverk, total_days: Sykefravær %}\n",
    )
    reading = desk.read(str(profile), monthly="Enhet;Måned;Dagsverk;Sykefravær %\na;2024-01;120;6,7\n")
    assert found(reading) == [("percent_for_days", "Sykefravær %", 1)]


def test_profiles_also_read_parquet(desk: Desk) -> None:
    path = desk.folder / "export.parquet"
    pl.DataFrame({"Ansattnr": [1], "Fra dato": ["01.02.2024"], "Fraværskode": ["EGM"]}).write_parquet(path)
    reading = desk.read("generic-no", absences=path)
    assert reading.problems == ()
    assert rows(reading, "absences")["kind"].to_list() == ["self_certified"]


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("table: monthly\n  x: [", "profile_not_yaml", ""),
        ("table: years\n", "profile_wrong", "there is no table 'years'"),
        ("table: units\ncolumns: {unit: a}\n", "profile_wrong", "units has no column 'unit'"),
        ("table: units\nencoding: latin-99\n", "profile_wrong", "there is no encoding"),
        ("table: units\ndates: [mm.yy]\n", "profile_wrong", "mm.yy"),
        ("table: units\ncolumns: {valid_from: {names: a, dates: [soon]}}\n", "profile_wrong", "soon"),
        ("table: units\ncolour: red\n", "profile_wrong", ""),
        ("[1, 2]\n", "profile_wrong", ""),
        ("table: [units]\n", "profile_wrong", "table must be the name of one table"),
        ("tables: {units: []}\n", "profile_wrong", "at least 1 item"),
        ("table: units\nencoding: rot13\n", "profile_wrong", "there is no encoding"),
        ("table: units\nheader_line: 99999999999999999999\n", "profile_wrong", "less than or equal"),
        ("table: units\ntree: [{id: unit}]\n", "profile_wrong", "tree is for monthly only, not for units"),
        ("table: absences\nmonth_from: date\n", "profile_wrong", "month_from is for monthly only"),
        ("table: monthly\ndefinitions: [{definition: ssb}]\n", "profile_wrong", "definitions is for benchmarks only"),
        ("table: shifts\ndimensions: [ward]\n", "profile_wrong", "dimensions is for monthly and benchmarks only"),
        ("table: monthly\nunpivot: {value: days}\n", "profile_wrong", "monthly has no column 'days'"),
        ("table: monthly\nunpivot: {value: total_days, pattern: '(['}\n", "profile_wrong", "cannot be read"),
        ("table: monthly\nunpivot: {value: total_days, pattern: '(?P<day>.*)'}\n", "profile_wrong", "no column 'day'"),
        ("table: monthly\ncolumns: {total_days: {names: a, scale: .nan}}\n", "profile_wrong", "finite"),
        ("table: monthly\ncolumns: {total_days: {names: a, scale: -1}}\n", "profile_wrong", "greater than 0"),
        # YAML takes this for a date, and there is no such day.
        ("table: monthly\nwithheld: [2024-13-45]\n", "profile_not_yaml", ""),
        ("[" * 3_000, "profile_not_yaml", ""),
    ],
)
def test_a_wrong_profile_says_what_is_wrong(desk: Desk, text: str, code: str, words: str) -> None:
    with pytest.raises(UsageRefusal) as refusal:
        load_profile(str(desk.put("p.yaml", text)))
    assert {one.code for one in refusal.value.problems} == {f"formats.{code}"}
    assert words in str(refusal.value.problems[0].params.get("what", ""))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_profile_with_another_encoding_than_the_files_is_said_to_have_it(desk: Desk, encoding: str) -> None:
    profile = desk.put("p.yaml", f"table: units\nencoding: {encoding}\ncolumns: {{unit_id: unit_id, name: name}}\n")
    assert found(desk.read(str(profile), units="unit_id,name\ncare,Care\n")) == [("not_in_encoding", None, None)]


def test_a_column_that_the_profile_forgot_is_told_as_that(desk: Desk) -> None:
    profile = desk.put("p.yaml", "table: units\ncolumns: {unit_id: Nr}\n")
    reading = desk.read(str(profile), units="Nr,Name\ncare,Care\n")
    assert found(reading) == [("column_not_in_profile", "name", 1)]
    assert reading.problems[0].params["nearest"] == "Name"


def test_a_missing_profile_names_the_shipped_ones(desk: Desk) -> None:
    with pytest.raises(UsageRefusal) as refusal:
        load_profile("nhs-scotland")
    assert "generic-no" in str(refusal.value.problems[0].params["profiles"])
    with pytest.raises(UsageRefusal) as refusal:
        load_profile(str(desk.put("p.yaml", "name: Blåbær\n".encode("latin-1"))))
    assert refusal.value.problems[0].code == "formats.cannot_open"


def test_several_tables_and_shapes() -> None:
    profile = Profile.model_validate(
        {"name": "p", "tables": {"units": {"columns": {"unit_id": "U"}}, "shifts": [{}, {}]}}
    )
    assert profile.only_table() is None
    assert len(profile.layouts("shifts")) == 2


def test_an_unpivot_by_names_or_by_pattern() -> None:
    by_name = Unpivot("rate_percent", headings={"total": {"kind": "total"}})
    assert by_name.meaning(" total ") == {"kind": "total"}
    assert by_name.meaning("other") is None
    assert Unpivot("rate_percent", pattern="(?P<period>\\d{4})").meaning("2024") == {"period": "2024"}


def test_the_whole_nhs_file(desk: Desk) -> None:
    reading = desk.read("nhs-england-benchmarking", monthly=shared_path("data/nhs/nhs_benchmarking_2023-2024.csv.gz"))
    assert reading.problems == ()
    assert reading.row_counts["monthly"] == 75_835
    months = rows(reading, "monthly")
    assert months["agreed_days"].null_count() == 11_062
    assert months.filter(pl.col("unit_id").str.ends_with("|HCHS doctors")).height == 4450 + 2205


def test_the_published_rates_of_every_organisation(desk: Desk) -> None:
    files = [shared_path(f"data/nhs/nhs_sickness_absence_2024-0{month}.csv") for month in range(4, 10)]
    reading = desk.read("nhs-england", monthly=files)
    assert reading.problems == ()
    months = rows(reading, "monthly").with_columns(rate=(100 * pl.col("total_days") / pl.col("agreed_days")).round(2))
    published = pl.concat([pl.read_csv(file, infer_schema=False) for file in files]).with_columns(
        month=pl.col("DATE").str.to_date("%d/%m/%Y").dt.strftime("%Y-%m"),
        published=pl.col("SICKNESS_ABSENCE_RATE_PERCENT").cast(pl.Float64),
    )
    both = months.join(published, left_on=["unit_id", "month"], right_on=["ORG_CODE", "month"])
    assert both.height == 1710
    assert both.filter((pl.col("rate") - pl.col("published")).abs() > 0.0051).height == 0
    england = months.group_by("month").agg(rate=100 * pl.col("total_days").sum() / pl.col("agreed_days").sum())
    assert [round(rate, 3) for rate in england.sort("month")["rate"]] == [4.764, 4.712, 4.874, 5.198, 4.793, 4.962]


PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "profiles.md"


def test_the_example_in_the_reference_works(desk: Desk) -> None:
    example = PAGE.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    export = "Ansattnr;Avdeling;Fra dato;Til dato;Fraværskode;Prosent\n7;4;01.02.2024;03.02.2024;010;100\n"
    reading = desk.read(str(desk.put("example.yaml", example)), absences=export.encode("latin-1"))
    assert reading.problems == ()
    assert rows(reading, "absences")["kind"].to_list() == ["self_certified"]


def test_every_key_and_every_shipped_profile_stands_in_the_reference() -> None:
    page = PAGE.read_text(encoding="utf-8")
    names = [*TableProfile.model_fields, *Profile.model_fields, *shipped()]
    assert [name for name in names if f"`{name}`" not in page] == []
