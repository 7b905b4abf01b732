"""Ingrid drops published figures on the import page among payroll's files: each finds its way."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from naerverk_web.conftest import Cast
from naerverk_web.insight.models import OutsideFigure, OutsideFile
from naerverk_web.intake.models import Batch, BatchFile

NAV = "kilde;periode;område;definisjon;prosent\nNAV;2025;Vestland;legemeldt;5,4\n"
KS = "kvartal,alle_sektorer,kommuner,fylkeskommuner\n2025K3,6.0,7.1,5.9\n"
ABSENCES = "Ansattnr;Enhet;Fra dato;Til dato;Fraværskode\n1001;O1;02.03.2026;04.03.2026;EGM\n"


def send(cast: Cast, **files: str) -> Any:
    given = [SimpleUploadedFile(f"{name}.csv", text.encode()) for name, text in files.items()]
    return cast.client("ingrid").post("/imports/new", {"files": given})


def test_published_figures_get_their_own_preview(cast: Cast) -> None:
    answer = send(cast, nav=NAV)
    file = OutsideFile.objects.get()
    assert answer.url == f"/presence/published-files/{file.pk}"
    assert (file.profile, file.state) == ("nav-published", "waiting")
    assert not Batch.objects.exists()
    assert not OutsideFigure.objects.exists()


def test_the_form_of_ks_is_known_too(cast: Cast) -> None:
    send(cast, ks=KS)
    assert (OutsideFile.objects.get().profile, len(OutsideFile.objects.get().rows)) == ("ks-published", 3)


def test_payroll_s_files_go_on_as_before(cast: Cast) -> None:
    answer = send(cast, fravaer=ABSENCES)
    assert answer.url == f"/imports/{Batch.objects.get().pk}/"
    assert not OutsideFile.objects.exists()
    assert BatchFile.objects.get().size == len(ABSENCES.encode()), "whole, though another looked at it first"


def test_mixed_files_part_ways(cast: Cast) -> None:
    answer = send(cast, nav=NAV, fravaer=ABSENCES)
    assert answer.url.startswith("/imports/")
    assert [file.name for file in BatchFile.objects.all()] == ["fravaer.csv"]
    assert OutsideFile.objects.count() == 1


def test_errors_in_published_figures_are_said_beside_the_field(cast: Cast) -> None:
    answer = send(cast, nav=NAV.replace("5,4", "fem"))
    assert answer.status_code == 422
    assert "fem" in answer.content.decode()
    assert not OutsideFile.objects.exists()
    assert not Batch.objects.exists()
