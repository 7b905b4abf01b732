"""Recognising, checking and counting, with nothing brought in yet."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from naerverk.locale import Words
from naerverk.problems import Place, Problem, Refusal, Severity
from naerverk.records import Spell as SpellRow
from naerverk_web.absence.public import preview_spells, preview_sums
from naerverk_web.intake.elsewhere import is_published
from naerverk_web.intake.examining import Examined, examined, opened, understood
from naerverk_web.intake.models import Batch, BatchFile, BatchProblem, UnitCode
from naerverk_web.intake.recognising import TABLES, recognise
from naerverk_web.intake.rejects import keep_rejects
from naerverk_web.intake.sealing import seal_json
from naerverk_web.intake.states import State, move, newest_done, tell_maker
from naerverk_web.intake.vault import batch_folder
from naerverk_web.organisation.models import Unit
from naerverk_web.people.models import Employment
from naerverk_web.people.public import Unclear, preview_employments, preview_people

log = logging.getLogger(__name__)
PROBLEMS_KEPT = 500
PUBLISHED = "published"
"""What a file is whose figures others have published: no table of ours."""


def check_batch(batch_id: UUID, *, at: datetime) -> None:
    """Bring a received batch to `checked`, or to `waiting_for_confirmation` when nothing is missing."""
    batch = Batch.objects.get(pk=batch_id)
    if batch.state != State.RECEIVED:
        return
    refused = _recognise_new(batch)
    if refused:
        log.warning("files of %s were refused: %s", batch_id, ", ".join(sorted({one.code for one in refused})))
    if refused or not understood(batch):
        _keep(batch, refused, errors=len(refused), at=at)
        return
    today = timezone.localdate(at)
    with examined(batch, today=today, describe=Words("nb").say_problem, progress=_progress(batch)) as found:
        problems = found.problems
        changes = _changes(batch, found, problems) if not found.errors else {}
        errors = found.errors + _add_clashes(problems, changes)
        keep_rejects(batch, {found.files[name]: path for name, path in found.rejected.items() if name in found.files})
    _keep(
        batch,
        problems,
        errors=errors,
        at=at,
        rows={table: found.reading.row_counts[table] for table in found.tables if table in found.reading.row_counts},
        counts=dict(found.reading.counts),
        changes=changes,
    )


def choices_made(batch: Batch, tables: frozenset[str] | set[str]) -> bool:
    """Whether Ingrid has said what the files hold; nothing is assumed."""
    jobs = "employments" not in tables or batch.holds_everybody is not None
    return jobs and ("absences" not in tables or batch.holds_all_absences is not None)


def period_of(batch: Batch) -> tuple[date, date] | None:
    """The days of which the file holds all absences; None when it only adds."""
    if batch.holds_all_absences and batch.period_first and batch.period_last:
        return batch.period_first, batch.period_last
    return None


def _recognise_new(batch: Batch) -> list[Problem]:
    """Look at files nobody has looked at; what cannot be read, or has no place here, is a problem."""
    problems: list[Problem] = []
    with opened(batch) as (folder, found):
        for file, path in found.values():
            if not file.shape:
                problems += _recognise(file, path, folder)
            if file.shape.get("refused"):
                problems.append(_about(file, path, file.shape["refused"]))
            elif file.table == PUBLISHED:
                problems.append(Problem("intake.published_elsewhere", place=_about(file, path, "").place))
            elif file.shape and file.table not in (*TABLES, ""):
                problems.append(Problem("intake.table_not_here", place=_about(file, path, "").place))
    return problems


def _recognise(file: BatchFile, path: Path, folder: Path) -> list[Problem]:
    work = folder / f"look-{file.number}"
    work.mkdir()
    try:
        file.table, file.columns, file.shape = recognise(path, file.name, work)
    except Refusal as refusal:
        if not is_published(path, file.name):
            return list(refusal.problems)
        file.table = PUBLISHED
    if file.table not in TABLES and is_published(path, file.name):
        file.table, file.columns, file.shape = PUBLISHED, {}, {}
    file.save(update_fields=["table", "columns", "shape"])
    return []


def _about(file: BatchFile, path: Path, code: str) -> Problem:
    return Problem(f"formats.{code}", place=Place(path.name))


def _changes(batch: Batch, found: Examined, problems: list[Problem]) -> dict[str, int]:
    """What would change, in the numbers of the three sentences; what is seen to be wrong by it joins the problems."""
    changes: dict[str, int] = {}
    if "units" in found.tables:
        known = set(Unit.objects.values_list("unit_id", flat=True))
        changes["new_units"] = len({row.unit_id for row in found.units()} - known)
    if "employments" in found.tables:
        jobs = preview_employments(found.employments(), complete=bool(batch.holds_everybody))
        changes |= {
            "new_persons": jobs.new_persons,
            "new_jobs": jobs.new_jobs,
            "changed_jobs": jobs.changed_jobs,
            "gone_jobs": jobs.gone_jobs,
        }
    if "people" in found.tables:
        changes |= _people_changes(found, problems)
    if "monthly" in found.tables:
        sums = preview_sums(found.sums())
        changes |= {"new_sums": sums.new, "corrected_sums": sums.corrected, "sums_not_shown": _has_persons(found)}
    if "absences" in found.tables:
        spells = preview_spells(found.spells(), period=period_of(batch))
        problems += [_overlap(row) for row in spells.clashing]
        changes |= {
            "new_spells": spells.new,
            "corrected_spells": spells.corrected,
            "gone_spells": spells.gone,
            "clashes": spells.clashes,
        }
    return changes


def _has_persons(found: Examined) -> int:
    """Where employments are known, figures are made of persons, and monthly sums are kept but not shown."""
    return int("employments" in found.tables or Employment.objects.filter(known_to=None).exists())


def _people_changes(found: Examined, problems: list[Problem]) -> dict[str, int]:
    incoming = (row.person_id for row in found.employments()) if "employments" in found.tables else ()
    people = preview_people(found.people(), day=found.today, also=incoming)
    problems += [_unclear(one, found) for one in people.unclear]
    return {
        "new_leaders": people.new_leaders,
        "changed_leaders": people.changed_leaders,
        "gone_leaders": people.gone_leaders,
        "names": people.names,
        "unknown_people": people.unknown_people,
        "unknown_leaders": people.unknown_leaders,
    }


def _unclear(one: Unclear, found: Examined) -> Problem:
    """A leader's name that fits nobody or several: a warning, since the people come in without that leader."""
    file, column = next((name, file.columns["leader_id"]) for name, file in found.files.items() if _has_leaders(file))
    code = "intake.leader_name_of_several" if one.fit else "intake.leader_name_of_nobody"
    params = {"name": one.name, "fit": one.fit, "people": one.people}
    return Problem(code, Severity.WARNING, Place(file, None, column, one.name), params)


def _has_leaders(file: BatchFile) -> bool:
    return bool(file.columns.get("leader_id"))


def _add_clashes(problems: list[Problem], changes: dict[str, int]) -> int:
    """What is wrong between the files and what is known; the number of errors."""
    for name in ("unknown_people", "unknown_leaders", "sums_not_shown"):
        if n := changes.pop(name, 0):
            problems.append(Problem(f"intake.{name}", Severity.WARNING, params={"n": n}))
    return changes.pop("clashes", 0)


def _overlap(row: SpellRow) -> Problem:
    day = row.start.strftime("%d.%m.%Y")
    return Problem("intake.overlaps_known", place=Place(value=row.person_id), params={"day": day})


@transaction.atomic
def _keep(
    batch: Batch,
    problems: list[Problem],
    *,
    errors: int,
    at: datetime,
    rows: dict[str, int] | None = None,
    counts: dict[str, int] | None = None,
    changes: dict[str, int] | None = None,
) -> None:
    """Write down what was found; a batch that was discarded meanwhile stays discarded."""
    tables = set(batch.files.values_list("table", flat=True))
    ready = changes is not None and not errors and choices_made(batch, tables)
    newest = newest_done()
    moved = move(
        batch.pk,
        come_from=(State.RECEIVED,),
        to=State.WAITING if ready else State.CHECKED,
        at=at,
        rows=rows or {},
        problem_counts=counts or {},
        errors=errors,
        changes=changes or {},
        basis=str(newest.pk) if newest else "",
        error="",
    )
    if not moved:
        return
    batch.problems.all().delete()
    BatchProblem.objects.bulk_create(_problem(batch, one) for one in problems[:PROBLEMS_KEPT])
    _queue_unknown_units(problems, at)
    tell_maker(batch, "file_waiting")


def _problem(batch: Batch, one: Problem) -> BatchProblem:
    number = (one.place.file or "").removeprefix("file-").split(".")[0]
    files = {file.number: file for file in batch.files.all()}
    return BatchProblem(
        batch=batch,
        file=files.get(int(number)) if number.isdigit() else None,
        line=one.place.line,
        column=(one.place.column or "")[:200],
        code=one.code,
        is_error=one.severity is Severity.ERROR,
        told=seal_json({"value": one.place.value, "params": dict(one.params)}),
    )


def _queue_unknown_units(problems: list[Problem], at: datetime) -> None:
    codes = {one.place.value for one in problems if one.code == "formats.unknown_unit" and one.place.value}
    UnitCode.objects.bulk_create((UnitCode(code=code[:64], first_seen=at) for code in codes), ignore_conflicts=True)


def _progress(batch: Batch) -> Callable[[str, int, int], None]:
    path = batch_folder(batch.pk) / "progress"

    def moved(file: str, done: int, total: int) -> None:
        path.write_text(f"{done} {total}", encoding="ascii")

    return moved
