"""Solbakken beside published figures: only like with like, and plain words on what may be concluded."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from naerverk_web.conftest import Cast
from naerverk_web.insight.models import Beside, OutsideFigure
from naerverk_web.insight.outside import SSB, choose_beside, published_outside, series_beside
from naerverk_web.insight.outside.comparing import Compared, Verdict, compared
from naerverk_web.insight.pages.change import Certainty
from naerverk_web.insight.tests.test_stories import page

TEACHERS = f"{SSB}#Førskole-/barnehagelærere"
ALL = f"{SSB}#Alle næringer"


def by_period(cast: Cast, unit: str = "O1") -> dict[tuple[str, str], Compared]:
    found = compared(cast.viewer("ingrid"), unit)
    assert found is not None
    return {(each.published.series.group, each.published.kind): each for each in found}


def test_a_year_of_the_same_kind_is_compared(seen: Cast) -> None:
    choose_beside(seen.viewer("ingrid"), "O", [TEACHERS])
    one = by_period(seen)["Førskole-/barnehagelærere", "doctor_certified"]
    assert (one.verdict, one.period, one.published.percent) == (Verdict.COMPARED, "2025", 9.4)
    assert one.own is not None
    assert one.low is not None
    assert one.high is not None
    assert one.low < one.own < one.high
    assert one.certainty is not Certainty.UNKNOWN
    text = page(seen.client("amina"), "/presence/compare/O1")
    assert text.index("Førskole-/barnehagelærere") < text.index("<figure")
    for word in ("legemeldt", "2025", "9,4", SSB, "ferie ikke trukket fra"):
        assert word in text


def test_another_time_or_another_definition_says_nothing(seen: Cast) -> None:
    choose_beside(seen.viewer("ingrid"), "L", [ALL, f"{SSB}#Alle næringer|kommune"])
    found = by_period(seen)
    old, older = found["Alle næringer", "total"], found["Alle næringer|kommune", "total"]
    assert (old.verdict, old.published.period, old.period) == (Verdict.OTHER_TIME, "2021Q1", "2025Q1")
    assert (older.verdict, older.certainty) == (Verdict.OTHER_DEFINITION, Certainty.UNKNOWN)
    assert "sier ikke noe sikkert om forskjellen" in page(seen.client("amina"), "/presence/compare/O1")


def test_the_nearest_choice_above_holds(seen: Cast) -> None:
    ingrid = seen.viewer("ingrid")
    choose_beside(ingrid, "L", [ALL])
    choose_beside(ingrid, "O1", [TEACHERS])
    assert [one.key for one in series_beside(ingrid.tree, "O1")] == [TEACHERS]
    assert [one.key for one in series_beside(ingrid.tree, "H1")] == [ALL]
    choose_beside(ingrid, "O1", ["nonsense"])
    assert [one.key for one in series_beside(ingrid.tree, "O1")] == [ALL]


def test_the_library_shows_nothing_to_compare(seen: Cast) -> None:
    assert compared(seen.viewer("berit"), "K1") is None
    assert "viser ikke egne tall" in page(seen.client("berit"), "/presence/compare/K1")


def test_ingrid_chooses_and_brings_in_newer_figures(seen: Cast) -> None:
    ingrid = seen.client("ingrid")
    assert ingrid.post("/presence/compare-with/O1", {"series": [TEACHERS]}).status_code == 302
    assert Beside.objects.get().group == "Førskole-/barnehagelærere"
    csv = "naering,sektor,kvartal,sykefravaersprosent,status\nAlle næringer,alle,2025K3,6.1,\n".encode()
    before = len(published_outside())
    for _time in range(2):
        there = ingrid.post("/presence/published", {"file": SimpleUploadedFile("ssb.csv", csv)}).url
        ingrid.post(f"{there}/decide", {"confirm": "1"})
    assert len(published_outside()) == before + 1
    assert (OutsideFigure.objects.get().source, OutsideFigure.objects.get().period) == (SSB, "2025Q3")
    choose_beside(seen.viewer("ingrid"), "O1", [ALL])
    assert by_period(seen)["Alle næringer", "total"].verdict is Verdict.COMPARED


@pytest.mark.parametrize("content", [b"", b"\x00\xff\x00", b"a,b\n1,2\n", b"kvartal;x\n\n"])
def test_any_other_file_is_refused_in_words(seen: Cast, content: bytes) -> None:
    answer = seen.client("ingrid").post("/presence/published", {"file": SimpleUploadedFile("x.csv", content)})
    assert answer.url == "/presence/published-files"
    assert not OutsideFigure.objects.exists()


def test_only_hr_chooses(seen: Cast) -> None:
    for name in ("amina", "berit", "aud"):
        assert seen.client(name).post("/presence/compare-with/O1", {"series": [ALL]}).status_code == 404
        assert seen.client(name).post("/presence/published").status_code == 404
