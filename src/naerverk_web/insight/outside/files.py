"""Files of published figures: recognised, looked at before anything is stored, confirmed, undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

import polars as pl
from django.db import transaction

from naerverk.calendar import PeriodError, Quarter
from naerverk.formats import load_profile, read
from naerverk.problems import Refusal, refuse
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.audit.public import record
from naerverk_web.insight.models import OutsideFigure, OutsideFile
from naerverk_web.insight.outside import SSB, Published, Series, published_outside

PROFILES = ("ssb-published", "ks-published", "nav-published")
COLUMNS = ("source", "definition", "group", "period", "kind", "rate_percent")
MOST_FIGURES = 50_000
LARGEST = 5 * 1024 * 1024
"""Bytes. Published tables are small: a larger file is not even looked at for them."""

State = OutsideFile.State


@dataclass(frozen=True, slots=True)
class Change:
    """One figure of a file: `before` is what it is here now, None when there is none."""

    published: Published
    before: float | None

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def is_other(self) -> bool:
        """Whether the file says something else than what is here."""
        return self.before is not None and self.before != self.published.percent


@dataclass(frozen=True, slots=True)
class Delivered:
    """A file as its page shows it. `may_undo`: nothing newer has been brought in."""

    number: int
    name: str
    state: str
    changes: tuple[Change, ...]
    may_undo: bool


def take_published(viewer: Viewer, name: str, content: bytes, *, at: datetime) -> int | None:
    """Keep a file of published figures until somebody confirms it: its number, or None when it is something else.

    Refusal when it is one, but with errors.
    """
    viewer.must(Permission.MANAGE_ORGANISATION)
    profile, rows = _read(name, content)
    if not profile:
        return None
    if len(rows) > MOST_FIGURES:
        raise refuse("formats.too_many_figures", most=MOST_FIGURES)
    shown = "".join(letter for letter in PurePath(name).name if letter.isprintable())[-120:] or "file"
    file = OutsideFile.objects.create(
        name=shown,
        profile=profile,
        rows=rows,
        made_by_id=viewer.account_id,
        made_as=viewer.role_for(Permission.MANAGE_ORGANISATION),
        made_at=at,
    )
    return int(file.pk)


def is_published(name: str, path: Path) -> bool:
    """Whether a file, with the name it was given, is one of published figures, be it with errors; nothing is kept."""
    if path.stat().st_size > LARGEST:
        return False
    try:
        profile, _rows = _read(name, path.read_bytes())
    except Refusal:
        return True
    return bool(profile)


def files_of(viewer: Viewer) -> list[OutsideFile]:
    """The newest files, without what they hold."""
    viewer.must(Permission.MANAGE_ORGANISATION)
    return list(OutsideFile.objects.defer("rows", "before").order_by("-pk")[:50])


def file_of(viewer: Viewer, number: int) -> Delivered | None:
    """One of them, with what it changes: against what is here now, or against what was there when it was done."""
    viewer.must(Permission.MANAGE_ORGANISATION)
    file = OutsideFile.objects.filter(pk=number).first()
    if file is None:
        return None
    changes = tuple(_changes(file))
    return Delivered(number, file.name, file.state, changes, may_undo=_newest() == number)


@transaction.atomic
def confirm_file(viewer: Viewer, number: int, *, at: datetime) -> bool:
    """Bring its figures in; False when somebody was first."""
    file = _locked(viewer, number, State.WAITING)
    if file is None:
        return False
    before = []
    for *key, rate in file.rows:
        known = OutsideFigure.objects.filter(**dict(zip(COLUMNS, key, strict=False))).first()
        before.append([*key, known.rate_percent if known else None])
        OutsideFigure.objects.update_or_create(**dict(zip(COLUMNS, key, strict=False)), defaults={"rate_percent": rate})
    file.before, file.state, file.done_at = before, State.DONE, at
    file.save(update_fields=["before", "state", "done_at"])
    record("insight.published_brought_in", by=viewer.actor, details={"file": number, "figures": len(file.rows)})
    return True


@transaction.atomic
def drop_file(viewer: Viewer, number: int) -> bool:
    """Leave it: nothing of it was stored as a figure."""
    file = _locked(viewer, number, State.WAITING)
    if file:
        OutsideFile.objects.filter(pk=number).update(state=State.DROPPED)
        record("insight.published_dropped", by=viewer.actor, details={"file": number})
    return file is not None


@transaction.atomic
def undo_file(viewer: Viewer, number: int) -> bool:
    """As it was before the file; False when a newer one was brought in, which is undone first."""
    file = _locked(viewer, number, State.DONE)
    if file is None or _newest() != number:
        return False
    for *key, rate in file.before:
        here = OutsideFigure.objects.filter(**dict(zip(COLUMNS, key, strict=False)))
        if rate is None:
            here.delete()
        else:
            here.update(rate_percent=rate)
    OutsideFile.objects.filter(pk=number).update(state=State.UNDONE)
    record("insight.published_undone", by=viewer.actor, details={"file": number})
    return True


def _locked(viewer: Viewer, number: int, state: str) -> OutsideFile | None:
    viewer.must(Permission.MANAGE_ORGANISATION)
    return OutsideFile.objects.select_for_update().filter(pk=number, state=state).first()


def _newest() -> int | None:
    return OutsideFile.objects.filter(state=State.DONE).order_by("-done_at", "-pk").values_list("pk", flat=True).first()


def _changes(file: OutsideFile) -> Iterator[Change]:
    if file.state == State.WAITING:
        now = {(one.series, one.definition, one.period, one.kind): one.percent for one in published_outside()}
        before = [now.get((one.series, one.definition, one.period, one.kind)) for one in map(_published, file.rows)]
    else:
        before = [rate for *_, rate in file.before] or [None] * len(file.rows)
    for row, rate in zip(file.rows, before, strict=True):
        yield Change(_published(row), rate)


def _published(row: list[object]) -> Published:
    source, definition, group, period, kind, rate = row
    return Published(Series(str(source), str(group)), str(definition), str(period), str(kind), float(str(rate)))


def _read(name: str, content: bytes) -> tuple[str, list[list[object]]]:
    """By the first profile whose columns the file has; empty when it has those of none."""
    for profile in PROFILES:
        with TemporaryDirectory(prefix="naerverk-") as folder:
            # Its own name is what problems are told of; only the last part of it is one.
            file, work = Path(folder) / (PurePath(name).name[-80:] or "file"), Path(folder) / "work"
            work.mkdir()
            file.write_bytes(content)
            try:
                reading = read({"benchmarks": [file]}, workdir=work, profile=load_profile(profile))
                reading.refuse_errors()
            except Refusal as refusal:
                if _is_of_its_rows(refusal):
                    raise
                continue
            frame = pl.concat([pl.read_parquet(path) for path in reading.dataset.benchmarks])
            return profile, [_row(*row) for row in frame.select(COLUMNS).drop_nulls().iter_rows()]
    return "", []


def _is_of_its_rows(refusal: Refusal) -> bool:
    """Whether the columns were those of the profile: a file or a header with something wrong is something else."""
    return all((each.place.line or 1) > 1 for each in refusal.problems)


def _row(source: str, definition: str, group: str, period: str, *rest: object) -> list[object]:
    try:
        # A year is four figures; anything else must be a quarter.
        if not (len(period) == 4 and period.isdigit()):
            Quarter.parse(period)
    except PeriodError:
        raise refuse("formats.no_such_period", period=period) from None
    return [SSB if source == "Statistics Norway" else source, definition, group, period, *rest]
