"""Ingrid drops published figures on the import page among payroll's files: each finds its way."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from naerverk_web.conftest import Cast
from naerverk_web.insight.models import OutsideFigure, OutsideFile
from naerverk_web.intake.inbox import look_into_inbox
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


def test_a_file_too_large_for_a_published_table_is_not_looked_at_for_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("naerverk_web.insight.views.published.LARGEST", len(NAV.encode()) - 1)
    assert send(cast, nav=NAV).url == f"/imports/{Batch.objects.get().pk}/"
    assert not OutsideFile.objects.exists()


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


@pytest.mark.parametrize("text", [NAV, KS, NAV.replace("5,4", "fem")])
def test_the_watched_folder_says_where_somebody_must_take_them(
    cast: Cast, settings: Any, tmp_path: Path, text: str
) -> None:
    settings.INBOX, settings.MEDIA_ROOT = tmp_path / "inbox", tmp_path / "files"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.INBOX.mkdir()
    (settings.INBOX / "tall.csv").write_text(text, encoding="utf-8")
    for minute in (1, 2):
        look_into_inbox(datetime(2026, 4, 10, 12, minute, tzinfo=UTC))
    address = f"/imports/{Batch.objects.get().pk}/"
    ingrid = cast.client("ingrid")
    shown = ingrid.get(address).content.decode()
    assert "Velg fila under Nærvær, Sammenligning, og forkast denne importen" in shown
    assert "columns" not in shown.split("</main>")[0], "there are no columns to be pointed out"
    assert not OutsideFile.objects.exists()
    ingrid.post(f"{address}discard")
    look_into_inbox(datetime(2026, 4, 10, 12, 3, tzinfo=UTC))
    assert [path.name for path in (settings.INBOX / "rejected").rglob("*.csv")] == ["tall.csv"]


def test_the_command_says_the_same_and_brings_nothing_in(cast: Cast, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    (tmp_path / "nav.csv").write_text(NAV, encoding="utf-8")
    said = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("import_files", str(tmp_path / "nav.csv"), stdout=said)
    assert refused.value.returncode == 1
    assert "nav.csv" in said.getvalue()
    assert "Sammenligning" in said.getvalue()
    assert not OutsideFile.objects.exists()
