"""What Ingrid fills in on the way of a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from naerverk.records import SCHEMA, Kind
from naerverk_web.absence.public import KIND_NAMES
from naerverk_web.design.public import SharedForm
from naerverk_web.intake.receiving import Holds
from naerverk_web.intake.recognising import BESIDE, TABLES, columns_of

MOST_FILES = 12
LARGEST = 300 * 1024 * 1024

TABLE_NAMES = {
    "units": _("Units"), "employments": _("Employments"), "absences": _("Absences"), "people": _("People and leaders"),
    "monthly": _("Monthly sums"), "published": _("Published figures"),
}  # fmt: skip
COLUMN_NAMES = {
    "person_id": _("Employee number"),
    "unit_id": _("Unit number"),
    "parent_id": _("Unit above"),
    "name": _("Name of the unit"),
    "kind": _("Kind"),
    "valid_from": _("Valid from"),
    "valid_to": _("Valid to"),
    "continues": _("Continues"),
    "start": _("First day"),
    "end": _("Last day"),
    "fte_percent": _("Position share"),
    "sex": _("Sex"),
    "birth_year": _("Year of birth"),
    "occupation": _("Occupation"),
    "grade_percent": _("Grade"),
    "work_injury": _("Work injury"),
    "leader_id": _("Nearest leader (employee number or name)"),
    "month": _("Month"),
    "agreed_days": _("Agreed days"),
    "self_certified_days": _("Self-certified days"),
    "doctor_certified_days": _("Doctor-certified days"),
    "total_days": _("All days of sickness absence"),
    "persons": _("Persons"),
}
PEOPLE_COLUMNS = {"name": _("Name of the person"), "start": _("Leader from"), "end": _("Leader to")}
"""What columns are called that mean another thing in files of people; the name also beside employments."""


class ManyFiles(forms.ClearableFileInput):
    """A plain file field that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # type: ignore[override]
        found = data if isinstance(data, list | tuple) else [data]
        files = [super(FilesField, self).clean(each, initial) for each in found or [None]]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(_("Choose at most %(most)s files at a time."), params={"most": MOST_FILES})
        if any(file.size > LARGEST for file in files):
            raise forms.ValidationError(_("A file is larger than 300 MB. Split it, for example by year."))
        return files


class UploadForm(forms.Form):
    """The files of a month."""

    files = FilesField(
        label=_("Files"),
        help_text=_("Units, employments, leaders and absences, or monthly sums: CSV, Excel, ODS or Parquet."),
        widget=ManyFiles(attrs={"multiple": True}),
        max_length=1000,
    )


EVERYBODY = [
    ("yes", _("Everybody: jobs that are not in the file are taken away, also from earlier months")),
    ("no", _("Only some: everybody else stays as they are")),
]
ABSENCES = [
    ("all", _("All absences of a period: others in the period are taken away")),
    ("some", _("Only some: other absences stay as they are")),
]


class HoldsForm(forms.Form):
    """What the files hold. Nothing is chosen beforehand."""

    everybody = forms.ChoiceField(label=_("Whom does the list of employments hold?"), widget=forms.RadioSelect)
    absences = forms.ChoiceField(label=_("Which absences does the file hold?"), widget=forms.RadioSelect)
    first = forms.DateField(label=_("First day of the period"), required=False)
    last = forms.DateField(label=_("Last day of the period"), required=False)

    def __init__(self, *args: Any, tables: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["everybody"].choices = EVERYBODY  # type: ignore[attr-defined]
        self.fields["absences"].choices = ABSENCES  # type: ignore[attr-defined]
        for name in ("first", "last"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        if "employments" not in tables:
            del self.fields["everybody"]
        if "absences" not in tables:
            for name in ("absences", "first", "last"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("absences") == "all":
            for name in ("first", "last"):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, _("Say from and to which day the file holds all absences."))
            if said.get("first") and said.get("last") and said["last"] < said["first"]:
                self.add_error("last", _("The last day comes before the first."))
        return said

    @property
    def holds(self) -> Holds:
        """The answer."""
        said = self.cleaned_data
        all_absences = {"all": True, "some": False}.get(said.get("absences", ""))
        period = (said["first"], said["last"]) if all_absences else None
        return Holds({"yes": True, "no": False}.get(said.get("everybody", "")), all_absences, period)


class ColumnsForm(forms.Form):
    """Which table a file is, and which of its columns is which; the columns follow the table."""

    follow: Mapping[str, str] = {
        "hx-post": "", "hx-trigger": "change consume", "hx-target": "#columns", "hx-select": "#columns",
        "hx-select-oob": "#columns-said:innerHTML,#columns-read", "hx-swap": "outerHTML",
    }  # fmt: skip

    def __init__(self, *args: Any, header: Sequence[str], table: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["table"] = forms.ChoiceField(
            label=_("What the file holds"),
            choices=[(name, TABLE_NAMES[name]) for name in TABLES],
            widget=forms.Select(attrs=dict(self.follow)),
        )
        names = [("", _("Not in the file")), *((name, name) for name in header)]
        must = {column.name for column in SCHEMA.get(table, ()) if column.required}
        for name in columns_of(table):
            field = forms.ChoiceField(label=label_of(table, name), choices=names, required=name in must)
            self.fields[f"column_{name}"] = field

    @property
    def columns(self) -> dict[str, str]:
        """Our column -> the file's."""
        said = self.cleaned_data.items()
        return {name.removeprefix("column_"): value for name, value in said if name != "table" and value}


def label_of(table: str, name: str) -> object:
    """What a column is called on the screen."""
    if table == "people" or (table in BESIDE and name == "name"):
        return PEOPLE_COLUMNS.get(name, COLUMN_NAMES[name])
    return COLUMN_NAMES[name]


class CodesForm(SharedForm):
    """What the absence codes mean."""

    def __init__(self, data: Mapping[str, Any] | None, *, unknown: Sequence[str], kept: Mapping[str, str]) -> None:
        """`kept`: what was said before."""
        # A code keeps its field when somebody else says meanwhile what it means.
        self._names = {code: f"code_{number}" for number, code in enumerate(sorted({*unknown, *kept}))}
        self._kept = kept
        super().__init__(data, now={name: kept.get(code, "") for code, name in self._names.items()})
        kinds = [("", _("Choose")), *((kind.value, KIND_NAMES[kind]) for kind in Kind)]
        for code in (*unknown, *kept):
            self.fields[self._names[code]] = forms.ChoiceField(label=code, choices=kinds)

    @property
    def kinds(self) -> dict[str, Kind]:
        """Code -> kind, of those that are new or changed."""
        said = {code: Kind(self.cleaned_data[name]) for code, name in self._names.items()}
        return {code: kind for code, kind in said.items() if self._kept.get(code) != kind.value}


class UnitsForm(forms.Form):
    """Which unit of the tree the unknown ones are."""

    def __init__(self, *args: Any, codes: Sequence[str], units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = codes
        for number, code in enumerate(codes):
            self.fields[f"unit_{number}"] = forms.ChoiceField(
                label=code, choices=[("", _("Leave it waiting")), *units], required=False
            )

    @property
    def units(self) -> dict[str, str]:
        """Code -> unit."""
        said = {code: self.cleaned_data[f"unit_{number}"] for number, code in enumerate(self.codes)}
        return {code: unit for code, unit in said.items() if unit}


class RowForm(forms.Form):
    """One row of the file, cell by cell."""

    def __init__(
        self,
        *args: Any,
        header: Sequence[str],
        cells: Sequence[str],
        said: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """`said`: what is wrong, by the name of the column."""
        super().__init__(*args, **kwargs)
        padded = [*cells, *[""] * (len(header) - len(cells))]
        for number, (name, cell) in enumerate(zip(header, padded, strict=False)):
            self.fields[f"cell_{number}"] = forms.CharField(
                label=name or f"{number + 1}", initial=cell, required=False, max_length=1000, strip=False
            )
            if not self.is_bound and name in (said or {}):
                self.errors[f"cell_{number}"] = self.error_class([(said or {})[name]])

    @property
    def cells(self) -> list[str]:
        """The row as it should be."""
        return [self.cleaned_data[name] for name in self.fields]


class LeaveOutForm(forms.Form):
    """Why a row is left out."""

    reason = forms.CharField(label=_("Why is the row left out?"), max_length=200)
