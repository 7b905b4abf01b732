"""What is filled in when absences of one person are put right by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naerverk.records import Kind, RecordError, Spell
from naerverk_web.absence.kinds import KIND_NAMES
from naerverk_web.design.public import DayField

RECORD_ERRORS = {
    "end_before_start": ("end", _("The last day comes before the first.")),
    "grade_out_of_range": ("grade", _("Write a grade from 0 to 100.")),
    "self_certified_graded": ("grade", _("Self-certified absence always counts whole days: write 100.")),
}


class FindForm(forms.Form):
    """Whose absences."""

    person = forms.CharField(label=_("Employee number"), max_length=64)


class CorrectForm(forms.Form):
    """One absence as it should be. There is no field for a cause, and there shall be none."""

    start = DayField(label=_("First day"))
    end = DayField(label=_("Last day"), required=False, help_text=_("Blank: still absent."))
    kind = forms.ChoiceField(label=_("Kind"), choices=[(kind.value, name) for kind, name in KIND_NAMES.items()])
    grade = forms.FloatField(label=_("Grade in percent"), initial=100)
    reason = forms.CharField(
        label=_("Why is it corrected?"),
        max_length=80,
        help_text=_("For the log, such as: wrong last day. Never write anything about health."),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors:
            try:
                self.row = Spell("?", said["start"], Kind(said["kind"]), said["end"], None, said["grade"])
            except RecordError as wrong:
                self.add_error(*RECORD_ERRORS[wrong.code])
        return said


class MergeForm(forms.Form):
    """Two employee numbers that turn out to be one person."""

    wrong = forms.CharField(label=_("The number that goes"), max_length=64)
    right = forms.CharField(label=_("The number that stays"), max_length=64)
    sure = forms.BooleanField(label=_("I have checked that both are the same person."))
