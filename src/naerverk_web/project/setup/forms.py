"""What is asked the first time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from naerverk_web.access.models import Account
from naerverk_web.design.public import SharedForm
from naerverk_web.organisation.public import LEAST_IN_UNIT, LEAST_PERSONS

MOST_PERSONS, MOST_IN_UNIT = 30, 50


class FirstAccount(forms.Form):
    """Who sets up."""

    name = forms.CharField(label=_("Your name"), max_length=200)
    email = forms.EmailField(label=_("Your e-mail address"), help_text=_("You sign in with it."), max_length=254)
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. A few words in a row are easy to remember and hard to guess."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )
    again = forms.CharField(
        label=_("The password once more"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if Account.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Somebody has an account with this address. Choose another one."))
        return email

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("password") and said.get("again") and said["password"] != said["again"]:
            self.add_error("again", _("The two passwords are not the same."))
        elif said.get("password"):
            try:
                password_validation.validate_password(
                    said["password"], Account(email=said.get("email", ""), name=said.get("name", ""))
                )
            except forms.ValidationError as weak:
                self.add_error("password", weak)
        return said


class EmployerForm(SharedForm):
    """Whose site this is."""

    name = forms.CharField(
        label=_("Name of the organisation"), help_text=_("As your employees know it."), max_length=200
    )
    language = forms.ChoiceField(
        label=_("Language"),
        help_text=_("What everybody sees first. Each may choose another under the own name at the top."),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )


class LimitsForm(SharedForm):
    """The limits; only upwards."""

    least_in_unit = forms.IntegerField(
        label=_("Employees a unit needs to have figures of its own"),
        help_text=_("10 is the least. Smaller units are counted together with others."),
        min_value=LEAST_IN_UNIT,
        max_value=MOST_IN_UNIT,
    )
    least_persons = forms.IntegerField(
        label=_("Persons any figure must rest on"),
        help_text=_("5 is the least: with fewer, colleagues could recognise somebody."),
        min_value=LEAST_PERSONS,
        max_value=MOST_PERSONS,
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if said.get("least_persons", 0) > said.get("least_in_unit", MOST_IN_UNIT):
            self.add_error("least_in_unit", _("It must be at least as many as the persons a figure rests on."))
        return said
