"""Settings that are there once for everybody: of two who have the form open, the second hears of the first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.formats import localize
from django.utils.translation import gettext as _


class SharedForm(forms.Form):
    """A form that sends along what was stored when it was opened, and overwrites nothing that came in between unseen.

    `now`: what is stored, by field. A value that somebody else has set meanwhile is shown beside the own one; saving
    once more puts the own one in its place.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, now: Mapping[str, Any]) -> None:
        self._now = dict(now)
        super().__init__(data, initial={**now, "seen": json.dumps(self._now)})

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        seen = _read(said.pop("seen", ""))
        for name, theirs in self._now.items():
            if name in said and theirs not in (seen.get(name, theirs), said[name]):
                text = _(
                    "Somebody else has set this to %(value)s meanwhile. Save again if yours should take that place."
                )
                self.add_error(name, text % {"value": self._shown(name, theirs)})
                # They have been told: the next time is over this value.
                self.data = {**self.data.dict(), "seen": json.dumps(self._now)}  # type: ignore[attr-defined]
        return said

    def _shown(self, name: str, value: object) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, localize(value)))


def _read(text: str) -> dict[str, Any]:
    try:
        seen = json.loads(text)
    except ValueError:
        return {}
    return seen if isinstance(seen, dict) else {}
