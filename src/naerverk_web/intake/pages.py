"""What the pages of an import show: plain values for the components."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from naerverk_web.design.public import Cell, Column, Fact, Link, Table, tag
from naerverk_web.intake.forms import TABLE_NAMES, HoldsForm
from naerverk_web.intake.mending import can_mend
from naerverk_web.intake.models import Batch
from naerverk_web.intake.queries import (
    UNDER_WAY,
    Told,
    kept_codes,
    nothing_new,
    progress_of,
    unknown_codes,
    unknown_units,
)
from naerverk_web.intake.recognising import missing
from naerverk_web.intake.rejects import has_rejects
from naerverk_web.intake.states import INBOX, newest_done

STATE_NAMES = {
    "received": (_("Being checked"), "info"),
    "checked": (_("Needs you"), "watch"),
    "waiting_for_confirmation": (_("Waiting for your confirmation"), "watch"),
    "running": (_("Being brought in"), "info"),
    "done": (_("Done"), "good"),
    "failed": (_("Stopped, nothing brought in"), "watch"),
    "undone": (_("Undone"), "neutral"),
    "discarded": (_("Dropped"), "neutral"),
}
ERRORS = {
    "check_failed": _(
        "We could not check these files. Nothing has been brought in. Try again, or tell those who run Nærverk."
    ),
    "import_failed": _(
        "Something stopped the import. Nothing has been brought in. Try again, or tell those who run Nærverk."
    ),
}
MAKERS = {INBOX: _("the watched folder"), "naerverk import": _("the clock")}
UNDO_ERRORS = {
    "not_done": _("This import has not been brought in, so there is nothing to undo."),
    "not_newest": _("Only the newest import can be undone. Undo the ones after it first."),
    "corrected_since": _("Something in this import has been corrected afterwards. Undo would lose the correction."),
    "built_upon": _(
        "Something new stands on what this import brought, such as a role in a unit. Undo is not possible."
    ),
}


def batch_table(found: Sequence[Batch]) -> Table:
    """The list of imports."""
    columns = [Column(_("Files")), Column(_("When")), Column(_("Who")), Column(_("How it stands"))]
    rows = [
        [
            Cell(", ".join(file.name for file in each.files.all()), url=reverse("intake:batch", args=[each.pk])),
            Cell(_when(each), value=each.made_at.timestamp()),
            maker(each),
            tag(*STATE_NAMES[each.state]),
        ]
        for each in found
    ]
    return Table(_("Imports"), columns, rows, show_caption=False)


def maker(batch: Batch) -> str:
    """Who brought the files."""
    return str(MAKERS.get(batch.made_by_name, batch.made_by_name))


def batch_page(batch: Batch, problems: Sequence[Told], form: HoldsForm) -> dict[str, Any]:
    """Everything the page of one import shows."""
    under_way = batch.state in UNDER_WAY
    errors, warnings = [one for one in problems if one.is_error], [one for one in problems if not one.is_error]
    done, total = progress_of(batch) if batch.state == Batch.State.RECEIVED else (0, 0)
    newest = newest_done()
    return {
        "batch": batch,
        "maker": maker(batch),
        "trail": [Link(_("Imports"), reverse("intake:batches")), Link(_when(batch), current=True)],
        "files": _files(batch),
        "state_name": STATE_NAMES[batch.state][0],
        "under_way": under_way,
        "done": done,
        "total": total,
        "error": ERRORS.get(batch.error, ""),
        "to_match": [file for file in batch.files.all() if file.shape and missing_in(file)],
        "codes": unknown_codes(batch) if batch.state == Batch.State.CHECKED else [],
        "can_change_codes": batch.state in (Batch.State.CHECKED, Batch.State.WAITING) and bool(kept_codes(batch)),
        "units": unknown_units(batch) if batch.state == Batch.State.CHECKED else [],
        "errors": batch.errors,
        "error_table": _problem_table(batch, errors, _("Rows that need you")),
        "shown_errors": bool(errors),
        "warnings": warnings,
        "warning_table": _problem_table(batch, warnings, _("Worth a look")),
        "rejects": has_rejects(batch),
        "form": form,
        "asks": bool(form.fields) and _asks(batch, errors),
        "sentences": sentences(batch.changes),
        "nothing_new": nothing_new(batch),
        "receipt": [
            Fact(RECEIPT[name], number_format(value, force_grouping=True))
            for name, value in batch.receipt.items()
            if name in RECEIPT
        ],
        "can_undo": newest == batch,
    }


def sentences(changes: dict[str, int]) -> list[str]:
    """What will change, in at most three sentences: what is new, what is corrected, what is taken away."""
    if not changes:
        return []
    n = {name: changes.get(name, 0) for name in COUNTED}
    new = _listed(
        (ngettext("%(n)s new unit", "%(n)s new units", n["new_units"]), n["new_units"]),
        (ngettext("%(n)s new person", "%(n)s new persons", n["new_persons"]), n["new_persons"]),
        (ngettext("%(n)s new employment", "%(n)s new employments", n["new_jobs"]), n["new_jobs"]),
        (ngettext("%(n)s nearest leader", "%(n)s nearest leaders", n["new_leaders"]), n["new_leaders"]),
        (ngettext("%(n)s new absence", "%(n)s new absences", n["new_spells"]), n["new_spells"]),
        (ngettext("%(n)s new monthly sum", "%(n)s new monthly sums", n["new_sums"]), n["new_sums"]),
    )
    corrected = _listed(
        (ngettext("%(n)s employment", "%(n)s employments", n["changed_jobs"]), n["changed_jobs"]),
        (ngettext("%(n)s name", "%(n)s names", n["names"]), n["names"]),
        (ngettext("%(n)s nearest leader", "%(n)s nearest leaders", n["changed_leaders"]), n["changed_leaders"]),
        (ngettext("%(n)s absence", "%(n)s absences", n["corrected_spells"]), n["corrected_spells"]),
        (ngettext("%(n)s monthly sum", "%(n)s monthly sums", n["corrected_sums"]), n["corrected_sums"]),
    )
    gone = _listed(
        (ngettext("%(n)s employment", "%(n)s employments", n["gone_jobs"]), n["gone_jobs"]),
        (ngettext("%(n)s nearest leader", "%(n)s nearest leaders", n["gone_leaders"]), n["gone_leaders"]),
        (ngettext("%(n)s absence", "%(n)s absences", n["gone_spells"]), n["gone_spells"]),
    )
    said = (
        (_("Comes in: %(what)s."), new),
        (_("Is corrected: %(what)s."), corrected),
        (_("Is taken away, because it is not in the files: %(what)s."), gone),
    )
    return [str(sentence) % {"what": what} for sentence, what in said if what]


def _listed(*parts: tuple[str, int]) -> str:
    return ", ".join(text % {"n": number_format(count, force_grouping=True)} for text, count in parts if count)


def missing_in(file: Any) -> list[str]:
    """The required columns of a file that nobody has pointed out."""
    return missing(file.table, file.columns, file.shape) if file.table else ["table"]


def missing_any(batch: Batch) -> bool:
    """Whether some file is not understood yet."""
    return any(not file.shape or missing_in(file) for file in batch.files.all())


def _asks(batch: Batch, errors: Sequence[Told]) -> bool:
    """Whether it is time to say what the files hold: when nothing else is to be mended first."""
    mendable = any(one.code != "intake.overlaps_known" for one in errors)
    return batch.state in (Batch.State.CHECKED, Batch.State.WAITING) and not mendable and not missing_any(batch)


COUNTED = (
    "new_units", "new_persons", "new_jobs", "changed_jobs", "gone_jobs", "new_spells", "corrected_spells",
    "gone_spells", "new_leaders", "changed_leaders", "gone_leaders", "names",
    "new_sums", "corrected_sums",
)  # fmt: skip
RECEIPT = {
    "rows_units": _("Rows of units"),
    "units_changed": _("Units new or changed"),
    "rows_employments": _("Rows of employments"),
    "jobs_added": _("Employments written"),
    "jobs_closed": _("Employments corrected or taken away"),
    "rows_people": _("Rows of people"),
    "names_written": _("Names written"),
    "leaders_added": _("Nearest leaders written"),
    "leaders_closed": _("Nearest leaders corrected or taken away"),
    "rows_monthly": _("Rows of monthly sums"),
    "sums_added": _("Monthly sums written"),
    "sums_closed": _("Monthly sums corrected"),
    "rows_absences": _("Rows of absences"),
    "spells_added": _("Absences written"),
    "spells_closed": _("Absences corrected or taken away"),
}


def _files(batch: Batch) -> Table:
    columns = [Column(_("File")), Column(_("Looks like")), Column(_("Rows"), number=True), Column(_("Columns"))]
    rows = []
    for file in batch.files.all():
        count = batch.rows.get(file.table, file.shape.get("rows", ""))
        url = reverse("intake:columns", args=[batch.pk, file.number]) if file.shape else ""
        rows.append(
            [
                file.name,
                TABLE_NAMES.get(file.table, _("Not recognised")),
                Cell(number_format(count, force_grouping=True) if count != "" else "", value=count or None),
                Cell(_("Look at the columns") if url else "", url=url),
            ]
        )
    return Table(_("What we recognised"), columns, rows, sortable=False)


def _problem_table(batch: Batch, problems: Sequence[Told], caption: object) -> Table:
    columns = [Column(_("Where")), Column(_("What is wrong")), Column(_("Way out"))]
    files = {file.pk: file for file in batch.files.all()}
    rows = []
    for one in problems:
        file = files.get(one.file_id) if one.file_id else None
        where = " · ".join(str(part) for part in (one.file, _line(one.line), one.column) if part)
        way = ""
        if file and one.line and can_mend(file.shape):
            way = reverse("intake:row", args=[batch.pk, file.number, one.line])
        text = _("Mend or leave out") if way else ""
        if one.person:
            text, way = _("See the absences"), reverse("absence:spells", args=[one.person])
        rows.append([where, one.sentence, Cell(text, url=way)])
    return Table(caption, columns, rows, sortable=False)


def _line(line: int | None) -> str:
    return str(_("line %(line)s") % {"line": line}) if line else ""


def _when(batch: Batch) -> str:
    return date_format(localtime(batch.made_at), "DATETIME_FORMAT")
