"""A batch opened and read: files decrypted into a folder of our own, mended, checked against what is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from naerverk.calendar import Month
from naerverk.formats import Progress, Reading, load_profile, read
from naerverk.formats.profile import Profile
from naerverk.formats.rejects import Describe
from naerverk.problems import Problem, Severity
from naerverk.records import SCHEMA, Employment, Kind, MonthlySum, Person, Sex, Spell, Unit
from naerverk_web.intake.known import write_known_jobs, write_known_units
from naerverk_web.intake.mending import mended
from naerverk_web.intake.models import Batch, BatchFile, KindCode, UnitCode
from naerverk_web.intake.recognising import aliases_of, missing, people_shape, shapes_of
from naerverk_web.intake.sealing import open_json
from naerverk_web.intake.vault import open_into, opened_name, sealed_path
from naerverk_web.people.public import FromFiles, merged_ids
from naerverk_web.sealing.public import open_folder


@dataclass(frozen=True, slots=True)
class Examined:
    """Checked rows of a batch, as long as its folder is open."""

    reading: Reading
    tables: frozenset[str]
    units_in_file: frozenset[str]
    files: Mapping[str, BatchFile]
    rejected: Mapping[str, Path]
    """The rows that were not read, by the name of the file they stood in."""
    beside: Sequence[Path]
    """People that stood in files of employments."""
    has_leaders: bool
    """Whether any file has a column of leaders: without one, nothing is said of who leads whom."""
    today: date

    @property
    def problems(self) -> list[Problem]:
        """What is wrong in the files themselves; what is known already was checked when it came."""
        return [one for one in self.reading.problems if one.place.file in self.files]

    @property
    def errors(self) -> int:
        """How many problems stop the import."""
        return sum(one.severity is Severity.ERROR for one in self.problems)

    def units(self) -> Iterator[Unit]:
        """The rows of the units table."""
        for *values, continues in self._rows("units", Unit):
            if values[0] in self.units_in_file:
                names = (each.strip() for each in (continues or "").split(";"))
                yield Unit(*values, continues=tuple(name for name in names if name))

    def employments(self) -> Iterator[Employment]:
        """The rows of the employments table."""
        for person, unit, start, fte, end, sex, *rest in self._rows("employments", Employment):
            yield Employment(person, unit, start, fte, end, Sex(sex) if sex else Sex.UNKNOWN, *rest)

    def spells(self) -> Iterator[Spell]:
        """The rows of the absences table."""
        kinds = {kind.value: kind for kind in Kind}
        for person, start, kind, *rest in self._rows("absences", Spell):
            yield Spell(person, start, kinds[kind], *rest)

    def sums(self) -> Iterator[MonthlySum]:
        """The rows of the monthly table."""
        for unit, month, *days in self._rows("monthly", MonthlySum):
            yield MonthlySum(unit, Month.parse(month), *days)

    def people(self) -> FromFiles:
        """Names, and who leads whom. Beside a job stands the leader of today, whenever the job began."""
        listed = [Person(*cells) for cells in self._rows("people", Person)]
        beside = [Person(*cells) for cells in _cells(self.beside, Person)]
        now = {row.person_id: replace(row, start=None, end=None) for row in sorted(beside, key=self._rank)}
        names = {row.person_id: row.name[:200] for row in (*now.values(), *listed) if row.name}
        return FromFiles(names, (*now.values(), *listed), self._jobs()) if self.has_leaders else FromFiles(names)

    def _jobs(self) -> dict[str, list[tuple[date, date | None]]]:
        """When everybody is employed, by the files and by what is known of those who are not in them."""
        found: dict[str, list[tuple[date, date | None]]] = {}
        for person, _, start, _, end, *_rest in _cells(self.reading.dataset.employments, Employment):
            found.setdefault(person, []).append((start, end))
        return found

    def _rank(self, row: Person) -> tuple[bool, bool, date]:
        """The job of today goes before others, one with a leader before one without, the newest before older ones."""
        start, end = row.start or date.min, row.end or date.max
        return start <= self.today <= end, bool(row.leader_id), start

    def _rows(self, table: str, record: type[Any]) -> Iterator[tuple[Any, ...]]:
        return _cells(getattr(self.reading.dataset, table) if table in self.tables else (), record)


def _cells(paths: Sequence[Path], record: type[Any]) -> Iterator[tuple[Any, ...]]:
    """The cells in the order of the record's fields, which is quicker than by name."""
    names = [each.name for each in fields(record)]
    ids = [name for name in ("person_id", "unit_id", "parent_id") if name in names]
    for path in paths:
        yield from pl.scan_parquet(path).select(names).with_columns(pl.col(ids).cast(pl.String)).collect().iter_rows()


@contextmanager
def opened(batch: Batch) -> Iterator[tuple[Path, dict[str, tuple[BatchFile, Path]]]]:
    """The files of a batch decrypted and mended, by the name the library sees."""
    with open_folder() as folder:
        found: dict[str, tuple[BatchFile, Path]] = {}
        for file in batch.files.all():
            path = folder / opened_name(file.number, file.name)
            open_into(sealed_path(batch.pk, file.number), path)
            mends = dict(file.mends.values_list("line", "cells"))
            mended(path, file.shape, {line: open_json(cells) if cells else None for line, cells in mends.items()})
            found[path.name] = file, path
        yield folder, found


@contextmanager
def examined(batch: Batch, *, today: date, describe: Describe, progress: Progress | None = None) -> Iterator[Examined]:
    """Read a batch whose files have been recognised."""
    with opened(batch) as (folder, found):
        files = {name: file for name, (file, _) in found.items()}
        uploaded: dict[str, list[Path]] = {}
        for file, path in found.values():
            uploaded.setdefault(file.table, []).append(path)
        profile = _profile(list(files.values()), folder)
        beside = [path for file, path in found.values() if people_shape(file.table, file.columns, file.shape)]
        persons, units, people = _described(uploaded, beside, profile, folder)
        with_known = _with_known(uploaded, persons, units, everybody=bool(batch.holds_everybody), folder=folder)
        work = folder / "read"
        work.mkdir()
        reading = read(
            with_known,
            workdir=work,
            profile=profile,
            today=today,
            rejects=folder / "rejects.csv",
            progress=progress,
            describe=describe,
        )
        leaders = any(file.columns.get("leader_id") for file in files.values())
        tables = frozenset([*uploaded, *(["people"] if beside else [])])
        rejected = dict(zip(reading.rejected_from, reading.rejected, strict=True))
        yield Examined(reading, tables, frozenset(units), files, rejected, people, leaders, today)


def understood(batch: Batch) -> bool:
    """Whether every file has its table and its required columns."""
    return all(file.table and not missing(file.table, file.columns, file.shape) for file in batch.files.all())


def _described(
    uploaded: Mapping[str, Sequence[Path]], beside: Sequence[Path], profile: Profile, folder: Path
) -> tuple[set[str], set[str], Sequence[Path]]:
    """The persons and the units that the files describe anew, and the people that stand beside employments."""
    describing = {table: paths for table, paths in uploaded.items() if table in ("units", "employments")}
    if not describing:
        return set(), set(), ()
    if beside:
        describing["people"] = beside
    work = folder / "described"
    work.mkdir()
    found = read(describing, workdir=work, profile=profile).dataset
    return _ids(found.employments, "person_id"), _ids(found.units, "unit_id"), found.people


def _ids(paths: Sequence[Path], key: str) -> set[str]:
    return {each for path in paths for each in pl.read_parquet(path, columns=[key])[key].cast(pl.String).unique()}


def _with_known(
    uploaded: Mapping[str, Sequence[Path]], persons: set[str], units: set[str], *, everybody: bool, folder: Path
) -> dict[str, Sequence[Path]]:
    files: dict[str, Sequence[Path]] = {table: list(paths) for table, paths in uploaded.items()}
    files["units"] = [*files.get("units", ()), write_known_units(folder, without=units)]
    if not everybody or "employments" not in uploaded:
        files["employments"] = [*files.get("employments", ()), write_known_jobs(folder, without=persons)]
    return files


def _profile(files: Sequence[BatchFile], folder: Path) -> Profile:
    """One import profile for the batch: the shape of each file, and our own for what is known already."""
    kinds = dict(KindCode.objects.values_list("code", "kind"))
    units = dict(UnitCode.objects.exclude(unit=None).values_list("code", "unit__unit_id"))
    joined = merged_ids()
    spellings = {"person_id": joined, "leader_id": joined, "unit_id": units, "parent_id": units}
    tables: dict[str, list[dict[str, Any]]] = {}
    for file in files:
        shapes = shapes_of(file.table, file.columns, file.shape, kinds=kinds, spellings=spellings)
        tables.setdefault(file.table, []).extend(shapes)
        if beside := people_shape(file.table, file.columns, file.shape):
            tables.setdefault("people", []).append({**beside, "aliases": aliases_of(beside, spellings)})
    for table in ("units", "employments"):
        tables.setdefault(table, []).append({"columns": {column.name: column.name for column in SCHEMA[table]}})
    path = folder / "profile.yaml"
    path.write_text(yaml.safe_dump({"name": "intake", "tables": tables}, allow_unicode=True), encoding="utf-8")
    return load_profile(str(path))
