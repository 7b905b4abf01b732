"""Giving and ending roles."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from naerverk_web.access.models import Account, Grant
from naerverk_web.access.policy import Viewer
from naerverk_web.access.review import have_left
from naerverk_web.access.roles import ROLES
from naerverk_web.design.public import DayField
from naerverk_web.organisation.public import Tree

WHOLE = "*"


class GiveRole(forms.Form):
    """A role for somebody, on a unit and all below it, from a day."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("Of the one who gets the role."), max_length=254)
    name = forms.CharField(
        label=_("Name"), help_text=_("Only for somebody who is new here."), max_length=200, required=False
    )
    role = forms.ChoiceField(label=_("Role"))
    unit = forms.ChoiceField(label=_("Unit"), help_text=_("The role holds for the unit and all units below it."))
    from_day = DayField(label=_("First day"))
    to_day = DayField(label=_("Last day"), help_text=_("Leave empty when nobody knows yet."), required=False)
    deputy = forms.BooleanField(
        label=_("Stand-in"), help_text=_("For somebody who is away. Needs a last day."), required=False
    )
    appointed_by = forms.CharField(
        label=_("Appointed by"),
        help_text=_("Who decided it: a leader, the union, the election of safety representatives."),
        max_length=200,
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        choose = [("", _("Choose"))]
        self.fields["role"].choices = choose + [(key, role.name) for key, role in ROLES.items()]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [*choose, (WHOLE, _("The whole organisation")), *_units(viewer.tree)]  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).strip().lower()
        self.account = Account.objects.filter(email=email).first()
        if self.account is not None and self.account.pk == self.viewer.account_id:
            raise forms.ValidationError(
                _("Nobody gives a role to themselves. Ask a colleague who may give roles."), code="self"
            )
        if self.account is not None and self.account.pk in have_left(self.viewer.tree.on):
            raise forms.ValidationError(
                _(
                    "The employment of this person has ended, so the role would end at once. Take the link between"
                    " account and person away first."
                ),
                code="left",
            )
        return email

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if "email" in given and self.account is None and not given.get("name"):
            self.add_error("name", _("Nobody here has this e-mail address. Write the name to make an account."))
        role = ROLES.get(given.get("role", ""))
        if role and role.whole and given.get("unit", WHOLE) != WHOLE:
            self.add_error("unit", _("This role holds for the whole organisation. Choose that."))
        first, last = given.get("from_day"), given.get("to_day")
        if first and last and last < first:
            self.add_error("to_day", _("The last day is before the first day."))
        if given.get("deputy") and not last and "to_day" not in self.errors:
            self.add_error("to_day", _("A stand-in needs a last day."))
        if not self.errors and self._is_held():
            self.add_error("role", _("The person already has this role in this unit in that time."))
        return given

    @property
    def unit_id(self) -> str | None:
        """The chosen unit; None is the whole organisation."""
        unit = self.cleaned_data["unit"]
        return None if unit == WHOLE else unit

    def _is_held(self) -> bool:
        given = self.cleaned_data
        held = Grant.objects.filter(account=self.account, role=given["role"], unit__unit_id=self.unit_id)
        held = held.filter(Q(valid_to=None) | Q(valid_to__gte=given["from_day"]))
        return held.filter(valid_from__lte=given["to_day"] or date.max).exists()


def _units(tree: Tree) -> list[tuple[str, str]]:
    """All units, each below the one it belongs to."""
    ids = [unit_id for root in tree.roots for unit_id in tree.subtree(root)]
    paths = {unit_id: [node.name for node in tree.path(unit_id)] for unit_id in ids}
    return [
        (unit_id, "\N{EN SPACE}" * (len(path) - 1) + path[-1])
        for unit_id, path in sorted(paths.items(), key=lambda each: [name.casefold() for name in each[1]])
    ]


class EndRole(forms.Form):
    """The last day of a role."""

    last_day = DayField(
        label=_("Last day"),
        help_text=_("The role holds through this day. A day before the first day takes the role away altogether."),
    )

    def __init__(self, *args: Any, is_last_giver: bool, meanwhile: date | None, **kwargs: Any) -> None:
        """`meanwhile`: the last day that somebody else has set since the form was opened."""
        super().__init__(*args, **kwargs)
        self.is_last_giver, self.meanwhile = is_last_giver, meanwhile

    def clean(self) -> dict[str, Any]:
        if self.is_last_giver:
            raise forms.ValidationError(
                _("Nobody else could give roles after that. Give the role to somebody else first."), code="last"
            )
        if self.meanwhile not in (None, self.cleaned_data.get("last_day", self.meanwhile)):
            text = _("Somebody has set the last day to %(day)s meanwhile. Save again if yours should take that place.")
            self.add_error("last_day", text % {"day": date_format(self.meanwhile, "SHORT_DATE_FORMAT")})
        return self.cleaned_data
