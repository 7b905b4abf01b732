"""Reading batches, for those who may bring data in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from naerverk.locale import LANGUAGES, Words
from naerverk.problems import Place, Problem
from naerverk_web.access.public import Permission, Viewer
from naerverk_web.intake.models import Batch, BatchFile, BatchProblem, KindCode
from naerverk_web.intake.sealing import open_json
from naerverk_web.intake.vault import batch_folder

UNDER_WAY = (Batch.State.RECEIVED, Batch.State.RUNNING)
OWN = {
    "formats.unknown_kind": gettext_noop("We do not know the absence code %(value)s. Say once what it means."),
    "intake.table_not_here": gettext_noop(
        "This file holds something that cannot be brought in here. Units, employments, absences, people and monthly "
        "sums can."
    ),
    "intake.published_elsewhere": gettext_noop(
        "These are published figures of Statistics Norway, KS or NAV. Somebody must look at them and confirm them: "
        "choose the file under Presence, Comparison, and drop this import."
    ),
    "intake.overlaps_known": gettext_noop(
        "The absence of %(value)s from %(day)s overlaps one that is here already. Say that the file holds all absences "
        "of the period, or correct the dates."
    ),
    "intake.sums_not_shown": gettext_noop(
        "Employments are known here, so figures are made of persons. The monthly sums are kept, but not shown."
    ),
    "intake.unknown_people": gettext_noop(
        "Employee numbers in the list of people that have no employment: %(n)s. They are left out."
    ),
    "intake.leader_name_of_nobody": gettext_noop(
        "Nobody who is employed is called %(name)s, who stands as nearest leader. People it concerns: %(people)s. They "
        "are taken in without a leader, until the file has the employee number or the name as it is known here."
    ),
    "intake.leader_name_of_several": gettext_noop(
        "%(fit)s people who are employed are called %(name)s, who stands as nearest leader. People it concerns: "
        "%(people)s. They are taken in without a leader. Write the employee number in the file, or set the leader on "
        "each person's page: the next file is understood then."
    ),
    "intake.unknown_leaders": gettext_noop(
        "Nearest leaders whose employee number nobody has: %(n)s. The people they lead are taken in without a leader."
    ),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One problem in words."""

    file: str
    file_id: int | None
    line: int | None
    column: str
    sentence: str
    is_error: bool
    code: str
    person: str = ""
    """Whose absences show what is wrong, where no row of a file does."""


def batches(viewer: Viewer) -> list[Batch]:
    """The imports, newest first."""
    viewer.must(Permission.IMPORT_DATA)
    return list(Batch.objects.order_by("-made_at").prefetch_related("files")[:100])


def batch_seen_by(viewer: Viewer, batch_id: UUID) -> Batch:
    """One import; 404 for those who may not, and where there is none."""
    viewer.must(Permission.IMPORT_DATA)
    return get_object_or_404(Batch.objects.prefetch_related("files"), pk=batch_id)


def file_seen_by(viewer: Viewer, batch_id: UUID, number: int) -> BatchFile:
    """One file of an import."""
    viewer.must(Permission.IMPORT_DATA)
    return get_object_or_404(BatchFile.objects.select_related("batch"), batch_id=batch_id, number=number)


def nothing_new(batch: Batch) -> bool:
    """Whether bringing the batch in would change nothing."""
    return batch.state == Batch.State.WAITING and not any(batch.changes.values())


def tables_of(batch: Batch) -> set[str]:
    """The tables the files hold."""
    return {file.table for file in batch.files.all()}


def said(batch: Batch) -> dict[str, object]:
    """What has been said about the files so far, for the form."""
    yes_no = {True: "yes", False: "no", None: ""}
    all_some = {True: "all", False: "some", None: ""}
    return {
        "everybody": yes_no[batch.holds_everybody],
        "absences": all_some[batch.holds_all_absences],
        "first": batch.period_first,
        "last": batch.period_last,
    }


def unknown_codes(batch: Batch) -> list[str]:
    """Absence codes nobody has said the meaning of."""
    kept = {code.casefold() for code in KindCode.objects.values_list("code", flat=True)}
    found = _values(batch, "formats.unknown_kind")
    return sorted(code for code in found if code.casefold() not in kept)


def kept_codes(batch: Batch) -> dict[str, str]:
    """Absence codes in the files of which it was said what they mean, here or before: code -> kind."""
    there = {str(code).casefold() for file in batch.files.all() for code, *_rest in file.shape.get("codes", ())}
    known = KindCode.objects.order_by("code").values_list("code", "kind")
    return {code: kind for code, kind in known if code.casefold() in there}


def unknown_units(batch: Batch) -> list[str]:
    """Units in the files that the tree does not know."""
    return sorted(_values(batch, "formats.unknown_unit"))


def progress_of(batch: Batch) -> tuple[int, int]:
    """How far the reading has come, in bytes."""
    try:
        done, total = (batch_folder(batch.pk) / "progress").read_text(encoding="ascii").split()
    except (OSError, ValueError):
        return 0, 0
    return int(done), int(total)


def _values(batch: Batch, code: str) -> set[str]:
    told = (open_json(sealed)["value"] for sealed in batch.problems.filter(code=code).values_list("told", flat=True))
    return {value for value in told if value}


def problems_of(batch: Batch, lang: str) -> list[Told]:
    """What is wrong, in words; P4, so the caller records the reading."""
    words = Words(lang if lang in LANGUAGES else "nb")
    names = {f"file-{file.number}": file.name for file in batch.files.all()}
    found = batch.problems.select_related("file")
    return [_told(each, words, names) for each in found]


def _told(one: BatchProblem, words: Words, names: dict[str, str]) -> Told:
    told = open_json(one.told)
    params = {name: _shown(value, names) for name, value in told["params"].items()}
    place = Place(one.file.name if one.file else None, one.line, one.column or None, told["value"])
    own = OWN.get(one.code)
    sentence = (
        _(own) % {"value": told["value"] or "", "day": "", **params}
        if own
        else words.say_problem(Problem(one.code, place=place, params=params))
    )
    person = told["value"] or "" if one.code == "intake.overlaps_known" else ""
    return Told(place.file or "", one.file_id, one.line, one.column, sentence, one.is_error, one.code, person)


def _shown(value: object, names: dict[str, str]) -> object:
    """Our short names of files become the names they came with."""
    return names.get(str(value).split(".")[0], value)
