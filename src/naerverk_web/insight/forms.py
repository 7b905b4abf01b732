"""The period picker, and a proposed target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naerverk.calendar import Month
from naerverk.locale import Words
from naerverk.statistics.targets.target import Kind

MONTHS_AHEAD = 48


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
