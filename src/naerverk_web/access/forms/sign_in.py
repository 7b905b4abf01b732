"""Coming in: e-mail and password, a link to a new password, a new password."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from naerverk_web.access.models import Account
from naerverk_web.access.tries import Counted, begin_try, for_link, for_password, for_password_again, forget_tries
from naerverk_web.audit.public import Actor, record


class SignInForm(AuthenticationForm):
    """E-mail and password. Says the same whether the account exists or not; too many wrong tries have to wait."""

    shared = forms.BooleanField(
        label=_("This is a shared computer"),
        help_text=_("You are signed out after five minutes without use, and nothing is kept on the computer."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Wait, or try; the password is not even looked at while waiting."""
        email, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not email or not password or self.request is None:
            return self.cleaned_data
        counted = for_password(email, self.request)
        wait = begin_try(counted, at=timezone.now())
        if wait:
            _refused("access.sign_in_must_wait", email)
            raise must_wait(wait)
        try:
            cleaned = super().clean()
        except forms.ValidationError:
            _refused("access.sign_in", email)
            raise forms.ValidationError(NOT_TOGETHER, code="invalid_login") from None
        forget_tries(counted, at=timezone.now())
        return cleaned


NOT_TOGETHER = _("The e-mail address and the password do not belong together. Check both and try again.")
WAIT = ngettext_lazy(
    "There have been many tries. Wait %(minutes)d minute, and try again.",
    "There have been many tries. Wait %(minutes)d minutes, and try again.",
    "minutes",
)


def must_wait(wait: timedelta) -> forms.ValidationError:
    minutes = math.ceil(wait.total_seconds() / 60)
    return forms.ValidationError(WAIT, code="wait", params={"minutes": minutes})


def _refused(action: str, email: str) -> None:
    """What was typed is not written down when no account has it: people type passwords in the wrong field."""
    refused(action, Account.objects.filter(email=email.strip().lower()).values_list("pk", flat=True).first())


def refused(action: str, account_id: int | None) -> None:
    """Write down that somebody was not let in; nobody knows yet who it is."""
    record(action, by=Actor("", ""), about=("account", str(account_id or "")), refused=True)


class AskForLink(forms.Form):
    """The address of the one who forgot the password; asking often is made slow."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        wait = begin_try(for_link(email, self.request), at=timezone.now())
        if wait:
            raise must_wait(wait)
        return email


class NewPassword(PasswordChangeForm):
    """The present password once, the new one twice. Guessing the present one is made slow here too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Its label says it all; Django's own words for it are stiff, and not Nynorsk.
        self.fields["new_password2"].help_text = ""

    def clean_old_password(self) -> str:
        counted = begin_again(self.user.pk)
        old: str = super().clean_old_password()
        forget_tries(counted, at=timezone.now())
        return old


class PasswordAgain(forms.Form):
    """The own password once more, before something that decides who gets in."""

    password = forms.CharField(
        label=_("Password"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )

    def __init__(self, *args: Any, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.account = account

    def clean_password(self) -> str:
        counted = begin_again(self.account.pk)
        password: str = self.cleaned_data["password"]
        if not self.account.check_password(password):
            refused("access.password_again", self.account.pk)
            raise forms.ValidationError(_("This is not your password. Try again."), code="wrong")
        forget_tries(counted, at=timezone.now())
        return password


def begin_again(account_id: int) -> tuple[Counted, ...]:
    """Count a try at the own password."""
    counted = for_password_again(account_id)
    wait = begin_try(counted, at=timezone.now())
    if wait:
        raise must_wait(wait)
    return counted
