"""Files of published figures: nothing is stored before Ingrid has seen it, and the newest file can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from naerverk.calendar import Quarter
from naerverk_web.conftest import Cast
from naerverk_web.insight.models import MonthFigure, OutsideFigure, OutsideFile
from naerverk_web.insight.outside import choose_beside
from naerverk_web.insight.outside import files as outside_files
from naerverk_web.insight.outside.comparing import Verdict, compared
from naerverk_web.insight.outside.files import take_published
from naerverk_web.insight.tests.test_stories import page

NAV = """kilde;periode;område;definisjon;prosent
NAV;2025K3;Vestland;legemeldt;5,1
NAV;2025;Vestland;legemeldt;5,4
NAV;2025K3;Norge;totalt;6,9
"""


def send(client: Client, text: str = NAV, name: str = "nav.csv") -> str:
    answer: Any = client.post("/presence/published", {"file": SimpleUploadedFile(name, text.encode())})
    assert answer.status_code == 302
    return str(answer.url)


def rates() -> dict[tuple[str, str, str], float]:
    rows = OutsideFigure.objects.values_list("group", "period", "kind", "rate_percent")
    return {(group, period, kind): rate for group, period, kind, rate in rows}


def test_ingrid_sees_what_a_file_holds_before_anything_is_stored(seen: Cast) -> None:
    ingrid = seen.client("ingrid")
    there = send(ingrid)
    text = page(ingrid, there)
    for words in ("nav.csv", "NAV", "2025–3. kvartal 2025", "NAVs definisjon, legemeldt", "Vestland", "5,1"):
        assert words in text
    assert not OutsideFigure.objects.exists()
    ingrid.post(f"{there}/decide", {"confirm": "1"})
    assert rates() == {
        ("Vestland", "2025Q3", "doctor_certified"): 5.1,
        ("Vestland", "2025", "doctor_certified"): 5.4,
        ("Norge", "2025Q3", "total"): 6.9,
    }
    assert "Hentet inn" in page(ingrid, "/presence/published-files")


def test_a_dropped_file_leaves_nothing(seen: Cast) -> None:
    ingrid = seen.client("ingrid")
    there = send(ingrid)
    ingrid.post(f"{there}/decide", {"drop": "1"})
    ingrid.post(f"{there}/decide", {"confirm": "1"})
    assert not OutsideFigure.objects.exists()
    assert OutsideFile.objects.get().state == "dropped"


def test_changed_figures_are_shown_and_undone_newest_first(seen: Cast) -> None:
    ingrid = seen.client("ingrid")
    first = send(ingrid)
    ingrid.post(f"{first}/decide", {"confirm": "1"})
    second = send(ingrid, NAV.replace("5,1", "5,3").replace("2025K3;Norge", "2025K4;Norge"))
    text = page(ingrid, second)
    assert text.index("5,3") < text.index("5,4"), "what changes stands first"
    ingrid.post(f"{second}/decide", {"confirm": "1"})
    assert rates()["Vestland", "2025Q3", "doctor_certified"] == 5.3
    ingrid.post(f"{first}/decide", {"undo": "1"})
    assert rates()["Vestland", "2025Q3", "doctor_certified"] == 5.3, "the newer one first"
    ingrid.post(f"{second}/decide", {"undo": "1"})
    assert rates()["Vestland", "2025Q3", "doctor_certified"] == 5.1
    assert ("Norge", "2025Q4", "total") not in rates()
    ingrid.post(f"{first}/decide", {"undo": "1"})
    assert rates() == {}
    ingrid.post(f"{first}/decide", {"undo": "1"})
    assert OutsideFile.objects.filter(state="undone").count() == 2


def test_confirming_twice_is_once(seen: Cast) -> None:
    ingrid = seen.client("ingrid")
    there = send(ingrid)
    for _time in range(2):
        ingrid.post(f"{there}/decide", {"confirm": "1"})
    ingrid.post(f"{there}/decide", {"undo": "1"})
    assert rates() == {}, "the second confirmation did not take its own figures for what was there before"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [("5,1", "x"), ("legemeldt", "selvmeldt"), ("2025K3", "2025K7"), ("5,1", "140")],
)
def test_a_file_with_errors_says_what_is_wrong(seen: Cast, wrong: str, words: str) -> None:
    ingrid = seen.client("ingrid")
    there = send(ingrid, NAV.replace(wrong, words, 1))
    assert there == "/presence/published-files"
    assert words in page(ingrid, there)
    assert not OutsideFile.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"person_id;unit_id;from;to;position_percent\n1;O1;2024-01-01;;100\n",
        b"ansattnr;periode;prosent\n1;januar;50\n",
        b"",
        b"PK\x03\x04 cut off",
        b"kilde;kilde\nNAV;NAV\n",
    ],
    ids=["near to a column", "some of the columns", "empty", "damaged", "a heading twice"],
)
def test_what_is_no_published_table_is_left_to_the_import(seen: Cast, content: bytes) -> None:
    for name in ("file.csv", "file.xlsx"):
        assert take_published(seen.viewer("ingrid"), name, content, at=timezone.now()) is None
    assert not OutsideFile.objects.exists()


def test_a_table_without_end_is_refused(seen: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside_files, "MOST_FIGURES", 2)
    ingrid = seen.client("ingrid")
    assert "mer enn 2 publiserte tall" in page(ingrid, send(ingrid))


def test_a_file_that_is_too_large_is_said_to_be(seen: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("naerverk_web.insight.forms.LARGEST", len(NAV.encode()) - 1)
    ingrid = seen.client("ingrid")
    assert "større enn 5 MB" in page(ingrid, send(ingrid))
    assert not OutsideFile.objects.exists()


def test_nav_is_compared_with_doctor_certified_absence_alone(seen: Cast) -> None:
    ingrid = seen.client("ingrid")
    ingrid.post(f"{send(ingrid)}/decide", {"confirm": "1"})
    choose_beside(seen.viewer("ingrid"), "O1", ["NAV#Vestland", "NAV#Norge"])
    beside = compared(seen.viewer("amina"), "O1") or ()
    found = {(one.published.series.group, one.published.period): one for one in beside}
    quarter, total = found["Vestland", "2025Q3"], found["Norge", "2025Q3"]
    assert (quarter.verdict, total.verdict) == (Verdict.COMPARED, Verdict.OTHER_DEFINITION)
    months = [month.label for month in Quarter(2025, 3).months]
    rows = MonthFigure.objects.filter(unit_id="O1", part="whole", month__in=months)
    everything = 100 * sum(row.absence_days or 0 for row in rows) / sum(row.agreed_days or 0 for row in rows)
    assert quarter.own is not None
    assert quarter.own < everything, "the doctor-certified part, not all absence"
    text = page(seen.client("amina"), "/presence/compare/O1")
    assert "Tall etter yrke" not in text
    assert "NAV, 3. kvartal 2025: NAVs definisjon, legemeldt" in text
    for words in ("NAV: NAVs definisjon, legemeldt", "NAV teller bare legemeldt", "telt på en annen måte", "2025"):
        assert words in text


def test_only_hr_sees_the_files(seen: Cast) -> None:
    there = send(seen.client("ingrid"))
    for name in ("amina", "berit", "it"):
        assert seen.client(name).get(there).status_code == 404
        assert seen.client(name).post(f"{there}/decide", {"confirm": "1"}).status_code == 404
    assert seen.client("ingrid").get("/presence/published-files/999").status_code == 404
    assert seen.client("ingrid").post("/presence/published-files/999/decide").status_code == 302
    assert not OutsideFigure.objects.exists()
