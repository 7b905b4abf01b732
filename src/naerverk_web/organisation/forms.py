"""What is filled in to change the tree, always from a day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naerverk_web.design.public import DayField


class _FromDay(forms.Form):
    from_day = DayField(label=_("From and including"))


class StartForm(forms.Form):
    """A new unit, by hand."""

    name = forms.CharField(label=_("Name"), max_length=200)
    number = forms.CharField(
        label=_("Number"), help_text=_("The one your payroll uses for the unit: files find it by that."), max_length=64
    )
    under = forms.ChoiceField(label=_("Under which unit"), required=False)
    from_day = DayField(
        label=_("From and including"),
        help_text=_("Leave empty when it has been there as long as your figures go back."),
        required=False,
    )

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["under"].choices = [("", _("At the top")), *units]  # type: ignore[attr-defined]


class RenameForm(_FromDay):
    """A new name."""

    name = forms.CharField(label=_("New name"), max_length=200)


class MoveForm(_FromDay):
    """A new place."""

    to = forms.ChoiceField(label=_("Under which unit"), required=False)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("At the top")), *units]  # type: ignore[attr-defined]


class MergeForm(_FromDay):
    """Which unit it becomes one with, and what they are called."""

    other = forms.ChoiceField(label=_("Together with"))
    into = forms.CharField(label=_("Number of the new unit"), max_length=64)
    name = forms.CharField(label=_("Name of the new unit"), max_length=200)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].choices = units  # type: ignore[attr-defined]


class SplitForm(_FromDay):
    """The two units it becomes."""

    first_id = forms.CharField(label=_("Number of the first new unit"), max_length=64)
    first_name = forms.CharField(label=_("Name of the first new unit"), max_length=200)
    second_id = forms.CharField(label=_("Number of the second new unit"), max_length=64)
    second_name = forms.CharField(label=_("Name of the second new unit"), max_length=200)
