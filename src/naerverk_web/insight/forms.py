"""What people fill in on the pages of figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from naerverk.calendar import Month
from naerverk.locale import Words
from naerverk.statistics.targets.target import Kind
from naerverk_web.access.public import ROLES
from naerverk_web.design.public import DayField, SharedForm
from naerverk_web.insight.models import Theme
from naerverk_web.insight.models.smileys import LEAST_NEAR, MOST_NEAR
from naerverk_web.insight.outside import Published
from naerverk_web.insight.outside.files import LARGEST

MONTHS_AHEAD = 48


class Period(forms.Form):
    """Which month; the newest first."""

    month = forms.ChoiceField(label=_("Month"))

    def __init__(self, months: Sequence[Month], words: Words, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["month"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(month.label, words.month(month)) for month in reversed(months)]


OWNERS = [(key, ROLES[key].name) for key in ("leader", "senior_leader", "hr_adviser", "union_rep", "safety_rep")]


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

    owner = forms.ChoiceField(label=_("Who answers for it"), choices=OWNERS, help_text=_("A role, never a person."))
    reason = forms.CharField(
        label=_("Why a new target"),
        max_length=300,
        required=False,
        help_text=_("What is adopted is not changed: the new target takes its place, and both can be seen."),
    )

    def __init__(self, last: Month, words: Words, *args: Any, replaces: bool = False, **more: Any) -> None:
        super().__init__(*args, **more)
        if replaces:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]
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


class OutcomeForm(forms.Form):
    """One line of the goal card."""

    theme = forms.ChoiceField(label=_("About"), choices=Theme.choices)
    name = forms.CharField(
        label=_("What shall become better"),
        max_length=120,
        help_text=_("For example: users who are satisfied with the service. Never about a single person."),
    )
    measured_in = forms.CharField(
        label=_("Measured in"), max_length=30, help_text=_("For example: percent, points, days, kroner.")
    )
    start = forms.FloatField(label=_("Where we start"), localize=True, min_value=-1e9, max_value=1e9)
    start_on = DayField(label=_("Measured on"))
    goal = forms.FloatField(label=_("Where we want to be"), localize=True, min_value=-1e9, max_value=1e9)
    due_on = DayField(label=_("Reached by"))
    owner = forms.ChoiceField(label=_("Who answers for it"), choices=OWNERS, help_text=_("A role, never a person."))

    def clean(self) -> dict[str, Any]:
        """Later than the start, and somewhere else."""
        said = super().clean() or {}
        if "start_on" in said and "due_on" in said and said["due_on"] <= said["start_on"]:
            self.add_error("due_on", _("Choose a day after the start."))
        if "start" in said and said.get("goal") == said["start"]:
            self.add_error("goal", _("The goal is the same as the start. Write where you want to be."))
        return said


class ValueForm(forms.Form):
    """What was measured on a day."""

    on = DayField(label=_("Measured on"))
    value = forms.FloatField(label=_("Value"), localize=True, min_value=-1e9, max_value=1e9)

    def __init__(self, today: date, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.today = today

    def clean_on(self) -> date:
        """Not in the future."""
        on: date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return on


class EndForm(forms.Form):
    """Why a line is taken off the card."""

    because = forms.CharField(label=_("Why it is taken off the card"), max_length=300)


class ClosingForm(forms.Form):
    """The day a month is closed."""

    closes_on = DayField(label=_("Closes on"))


BETWEEN = _("Write a number from 0.1 to 2.")


class RuleForm(SharedForm):
    """The rule of the smiley."""

    points = forms.FloatField(
        label=_("Almost on track: at most so many points above the path"),
        help_text=_("Percentage points, from 0.1 to 2. On or below the path is on track; more above it is off track."),
        localize=True,
        validators=[MinValueValidator(LEAST_NEAR, BETWEEN), MaxValueValidator(MOST_NEAR, BETWEEN)],
    )


class ReportMailForm(forms.Form):
    """How the month's report goes to leaders."""

    how = forms.ChoiceField(
        label=_("The e-mail to leaders"),
        choices=[("attach", _("holds the report itself, as PDF")), ("link", _("holds only a link to the report"))],
        widget=forms.RadioSelect,
        help_text=_(
            "The report holds only figures that everybody who works in the unit may see, and a leader on a shift reads"
            " what is there without signing in. Choose the link where e-mail is read by others too."
        ),
    )
