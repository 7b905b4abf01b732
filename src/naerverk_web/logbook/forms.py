"""What somebody asks the log."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from naerverk_web.access.public import Viewer
from naerverk_web.audit.public import Asked
from naerverk_web.design.public import DayField
from naerverk_web.logbook.queries import accounts_called
from naerverk_web.logbook.sentences import FAMILIES, REFUSED, actions_of

MOST_ACCOUNTS = 20


class AskForm(forms.Form):
    """Who, about whom, what, when: everything may be left empty."""

    person = forms.CharField(label=_("About employee number"), max_length=64, required=False)
    by = forms.CharField(label=_("Done by (name or e-mail address)"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("What"), required=False)
    first = DayField(label=_("First day"), required=False)
    last = DayField(label=_("Last day"), required=False)
    refused = forms.BooleanField(label=_("Only what was refused"), required=False)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.accounts: list[tuple[int, str]] = []
        self.fields["kind"].choices = [("", _("Everything")), *((key, name) for key, (name, _r) in FAMILIES.items())]

    def clean_by(self) -> str:
        words: str = self.cleaned_data["by"]
        if not words:
            return ""
        self.accounts = accounts_called(self.viewer, words)
        if not self.accounts:
            raise forms.ValidationError(_("No account has this name. Look at how it is written."), code="nobody")
        if len(self.accounts) > MOST_ACCOUNTS:
            raise forms.ValidationError(_("Many accounts fit. Write more of the name."), code="many")
        return words

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("first"), said.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day comes before the first."))
        return said

    def asked(self) -> Asked:
        """The same for the log itself; days are those of the clock on the wall."""
        said = self.cleaned_data
        last = said["last"] + timedelta(days=1) if said["last"] else None
        return Asked(
            person=said["person"],
            actors=tuple(str(pk) for pk, _name in self.accounts),
            actions=self._actions(),
            since=_midnight(said["first"]) if said["first"] else None,
            until=_midnight(last) if last else None,
            refused=said["refused"],
        )

    def _actions(self) -> tuple[str, ...]:
        kind, refused = self.cleaned_data["kind"], self.cleaned_data["refused"]
        if not kind:
            return tuple(REFUSED) if refused else ()
        # Where nothing can be refused, nothing was: the whole family finds just that.
        return actions_of(kind, refused=refused) or actions_of(kind)

    def in_words(self) -> list[str]:
        """What is asked for, as one says it."""
        said = self.cleaned_data
        names = ", ".join(dict.fromkeys(name or str(pk) for pk, name in self.accounts))
        parts = (
            (said["person"], _("About employee number %(number)s") % {"number": said["person"]}),
            (names, _("Done by %(names)s") % {"names": names}),
            (said["kind"], FAMILIES[said["kind"]][0] if said["kind"] else ""),
            (said["first"], _("From %(day)s") % {"day": _day(said["first"])}),
            (said["last"], _("To %(day)s") % {"day": _day(said["last"])}),
            (said["refused"], _("Only what was refused")),
        )
        return [str(words) for is_asked, words in parts if is_asked]


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
