"""Fields that the forms of several rooms share."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)
"""Wide enough for every employment; the ends of the calendar itself have no day before or after."""


class DayField(forms.DateField):
    """A day, by the browser's own calendar."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not FIRST <= value <= LAST:
            raise forms.ValidationError(_("Choose a day between 1900 and 2100."), code="far")
