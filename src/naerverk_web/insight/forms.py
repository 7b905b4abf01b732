"""What people fill in on the pages of figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from naerverk.calendar import Month
from naerverk.locale import Words
from naerverk.statistics.targets.target import Kind
from naerverk_web.insight.outside import Published

MONTHS_AHEAD = 48
LARGEST = 5 * 1024 * 1024


class Period(forms.Form):
    """Which month; the newest first."""

    month = forms.ChoiceField(label=_("Month"))

    def __init__(self, months: Sequence[Month], words: Words, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["month"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(month.label, words.month(month)) for month in reversed(months)]


class Proposal(forms.Form):
    """What is to be reached, and when."""

    kind = forms.ChoiceField(
        label=_("The target is"),
        choices=[
            (Kind.PRESENCE.value, _("presence in percent")),
            (Kind.ABSOLUTE.value, _("absence in percent")),
            (Kind.RELATIVE.value, _("a change in absence, in percent of today's")),
        ],
        widget=forms.RadioSelect,
        initial=Kind.PRESENCE.value,
    )
    value = forms.DecimalField(
        label=_("Percent"),
        max_digits=5,
        decimal_places=2,
        localize=True,
        help_text=_("For example 93.5 for presence, 6.5 for absence, or -20 for a fifth less absence."),
    )
    due = forms.ChoiceField(
        label=_("To be reached by"), help_text=_("It holds for the twelve months that end with this month.")
    )

    def __init__(self, last: Month, words: Words, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["due"]
        assert isinstance(field, forms.ChoiceField)
        months = [last.plus(n) for n in range(1, MONTHS_AHEAD + 1)]
        field.choices = [(month.label, words.month(month)) for month in months]
        field.initial = next(month.label for month in months[11:] if month.month == 12)


class BesideForm(forms.Form):
    """Which published series a unit stands beside."""

    series = forms.MultipleChoiceField(
        label=_("Published figures"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None: what suits the kind of unit, or what the unit above has."),
    )

    def __init__(self, published: Sequence[Published], *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["series"]
        assert isinstance(field, forms.MultipleChoiceField)
        series = {each.series.key: f"{each.series.name} ({each.series.source})" for each in published}
        field.choices = sorted(series.items(), key=lambda one: one[1].casefold())


class PublishedFile(forms.Form):
    """A table as Statistics Norway or KS publishes it."""

    file = forms.FileField(label=_("File"), help_text=_("CSV or Excel, at most 5 MB."))

    def clean_file(self) -> UploadedFile:
        """Small enough to be what it says."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError(_("The file is larger than 5 MB. Choose a smaller table."))
        return file
