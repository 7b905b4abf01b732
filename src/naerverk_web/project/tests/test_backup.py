"""Terje backs the site up while it runs, loses it, and has it again; what cannot be trusted is refused in words."""

from __future__ import annotations

import errno
import gzip
import hashlib
import json
import re
import stat
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from pytest_django import Settings

from naerverk_web.project.backup import archive, making
from naerverk_web.project.backup.archive import BackupError
from naerverk_web.project.tests.sites import Site, fresh

# Sign-ins are not brought back to life, and restoring is itself an event.
NOT_COMPARED = {"django_session", "access_signedin", "audit_event", "audit_seal"}


@pytest.fixture(scope="module")
def lyngholt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A small site with people, absences and sealed files."""
    with fresh(tmp_path_factory.mktemp("sites") / "lyngholt") as site:
        site.run("update")
        site.bring_in(20)
        site.run("tick")
        yield site


@pytest.fixture(scope="module")
def backup(lyngholt: Site) -> Path:
    """Monday's backup and its keys, in the folder of backups."""
    folder = lyngholt.data / "kept"
    folder.mkdir()
    said = lyngholt.run("backup", folder / "monday", "--keys", folder / "keys")
    assert "Keep it in another place" in said
    return folder / "monday"


def test_a_restored_site_is_the_same_in_every_table_and_file(lyngholt: Site, backup: Path) -> None:
    with fresh(lyngholt.data / "new-machine") as site:
        said = site.run("restore", backup, "--keys", backup.with_name("keys"))
        assert "Restored: the site as it was" in said
        before, after = lyngholt.tables(), site.tables()
        assert before.keys() == after.keys()
        assert len(before["absence_spell"]) == 40
        for table in before.keys() - NOT_COMPARED:
            assert before[table] == after[table], table
        sealed = sorted((lyngholt.data / "files").rglob("*.sealed"))
        assert len(sealed) >= 3
        for path in sealed:
            assert (site.data / path.relative_to(lyngholt.data)).read_bytes() == path.read_bytes()
        assert (site.data / "confidential-key").read_text() == (lyngholt.data / "confidential-key").read_text()


def test_it_goes_over_a_site_with_data_only_when_told_to(lyngholt: Site, backup: Path) -> None:
    before = lyngholt.tables()
    lyngholt.bring_in(5)
    assert "holds data already" in lyngholt.run("restore", backup, fails=True)
    assert lyngholt.tables()["absence_spell"] != before["absence_spell"]
    lyngholt.run("restore", backup, "--replace")
    assert lyngholt.tables()["absence_spell"] == before["absence_spell"]


def test_without_its_key_the_restored_site_says_what_is_lost(lyngholt: Site, backup: Path) -> None:
    with fresh(lyngholt.data / "without-keys") as site:
        assert "--keys" in site.run("restore", backup, fails=True)
        assert len(site.tables()["absence_spell"]) == 40


def test_the_keys_are_apart_and_nobody_else_may_read_any_of_it(backup: Path, lyngholt: Site) -> None:
    for path in (backup, backup.with_name("keys")):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    key = (lyngholt.data / "confidential-key").read_text()
    assert key in backup.with_name("keys").read_text()
    with tarfile.open(backup) as archive:
        for name in archive.getnames():
            member = archive.extractfile(name)
            assert member is not None
            assert key.encode() not in member.read(), name


def test_a_damaged_backup_is_refused_and_nothing_is_touched(lyngholt: Site, backup: Path, tmp_path: Path) -> None:
    before = lyngholt.tables()
    for harm in ("cut", "one byte", "a member changed", "something else"):
        copy = tmp_path / harm
        copy.write_bytes(damaged(backup.read_bytes(), harm))
        assert "is damaged" in lyngholt.run("restore", copy, "--replace", fails=True), harm
    assert "no file" in lyngholt.run("restore", tmp_path / "missing", "--replace", fails=True)
    assert lyngholt.tables() == before


def damaged(whole: bytes, harm: str) -> bytes:
    if harm == "cut":
        return whole[: len(whole) // 2]
    if harm == "one byte":
        return whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:]
    if harm == "a member changed":
        plain = bytearray(gzip.decompress(whole))
        # Inside the database member, whose head takes the first 512 bytes.
        plain[4096] ^= 1
        return gzip.compress(bytes(plain))
    return b"Ansattnr;Enhet\n1001;O1\n"


def test_a_database_that_cannot_be_read_here_is_refused_while_the_one_before_is_there(
    lyngholt: Site, backup: Path, tmp_path: Path
) -> None:
    """Every checksum is right, but the dump is of another time: a newer PostgreSQL's, say."""
    before = lyngholt.tables()
    with tarfile.open(backup) as archive:
        archive.extractall(tmp_path / "parts", filter="data")
    strange = tmp_path / "parts" / "database"
    strange.write_bytes(b"PGDMP\x09\x09\x09 of tomorrow")
    manifest = json.loads((tmp_path / "parts" / "manifest.json").read_text())
    manifest["checksums"]["database"] = hashlib.sha256(strange.read_bytes()).hexdigest()
    (tmp_path / "parts" / "manifest.json").write_text(json.dumps(manifest))
    with tarfile.open(tmp_path / "tomorrow", "w:gz") as archive:
        for part in (tmp_path / "parts").iterdir():
            archive.add(part, part.name)
    lyngholt.run("restore", tmp_path / "tomorrow", "--replace", fails=True)
    assert lyngholt.tables() == before


def test_nothing_is_written_over(lyngholt: Site, backup: Path) -> None:
    assert "exists already" in lyngholt.run("backup", backup, fails=True)
    assert "no folder" in lyngholt.run("backup", lyngholt.data / "nowhere" / "monday", fails=True)


def test_a_limit_on_files_stops_the_backup_in_a_sentence(lyngholt: Site) -> None:
    folder = lyngholt.data / "too-full"
    folder.mkdir()
    said = lyngholt.run("backup", folder, "--keys", folder / "keys", fails=True, blocks=60)
    assert re.search(r"could not (be written: disk I|write to .*: File too large)", said), said
    assert list(folder.iterdir()) == [], "no keys without their backup"
    assert not list(lyngholt.data.glob("opened/*"))


@dataclass(frozen=True)
class Desk:
    """Terje's backup of a small site in this process, so that its disk can be made to fail."""

    data: Path
    folder: Path

    def try_it(self, target: Path | None = None, keys: Path | None = None) -> str:
        """What the command says when it fails."""
        with pytest.raises(CommandError) as said:
            call_command("backup", str(target or self.folder), *(["--keys", str(keys)] if keys else []))
        return str(said.value)

    def left(self) -> list[Path]:
        """What lies where it should not."""
        return [path for path in (*self.folder.rglob("*"), *self.data.glob("opened/*"))]


@pytest.fixture
def desk(db: None, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk(tmp_path / "data", tmp_path / "kept")
    for folder in (made.data, made.folder):
        folder.mkdir()
    settings.DATA, settings.MEDIA_ROOT = made.data, made.data / "files"
    monkeypatch.setattr(making, "dump", lambda target: target.write_bytes(b"rows"))
    return made


def full(out: BinaryIO, *_: object) -> None:
    out.write(b"half of it")
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_no_half_backup_and_no_keys(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_pack", full)
    said = desk.try_it(keys=desk.folder / "keys")
    assert said.startswith(f"{desk.folder}/naerverk-")
    assert "No space left on device. No backup was made" in said
    assert desk.left() == []


def test_a_place_that_is_none_is_named(desk: Desk) -> None:
    (desk.folder / "file").touch()
    assert "could not be written" in desk.try_it(desk.folder / ("x" * 300))
    assert "no folder" in desk.try_it(desk.folder / "file" / "monday", keys=desk.folder / "keys")
    assert desk.left() == [desk.folder / "file"]


def test_keys_are_written_whole_or_not_at_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(path: Path, text: str, **_: object) -> None:
        path.write_bytes(text[:5].encode())
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", cut)
    assert "No space left" in desk.try_it(keys=desk.folder / "keys")
    assert desk.left() == []


def test_a_backup_that_the_log_cannot_tell_of_is_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(making, "record", no_room)
    assert "database or disk is full" in desk.try_it()
    assert desk.left() == []


def test_a_disk_without_room_does_not_make_a_good_backup_look_damaged(tmp_path: Path) -> None:
    with (
        pytest.raises(BackupError, match="No space left on device") as said,
        archive.refused_when_damaged(tmp_path / "monday"),
    ):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert "damaged" not in str(said.value)


def test_an_update_of_a_site_with_data_makes_a_backup_first(lyngholt: Site) -> None:
    assert "Backup" not in lyngholt.run("update")
    lyngholt.run("migrate", "notices", "zero")
    said = lyngholt.run("update")
    assert "Backup before the update" in said
    made = next((lyngholt.data / "backups").iterdir())
    lyngholt.run("restore", made, "--replace")
    assert "notices_notice" in lyngholt.tables()


def test_the_newest_change_of_every_room_can_be_taken_back_and_made_again(lyngholt: Site) -> None:
    before = lyngholt.tables()
    listed = [line.split() for line in lyngholt.run("showmigrations", "--plan").splitlines()]
    rooms: dict[str, list[str]] = {}
    for words in listed:
        room, name = words[-1].split(".", 1)
        rooms.setdefault(room, []).append(name)
    # The first one of a room makes its tables: taking it back would take the rows.
    for room, names in reversed(rooms.items()):
        if len(names) > 1 and room in ("people", "absence", "intake", "insight", "access", "organisation", "audit"):
            lyngholt.run("migrate", room, names[-2])
    lyngholt.run("update")
    assert lyngholt.tables().keys() == before.keys()
    assert lyngholt.tables()["absence_spell"] == before["absence_spell"]
