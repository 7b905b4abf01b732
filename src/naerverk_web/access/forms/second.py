"""The second step of signing in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naerverk_web.access.forms.sign_in import must_wait, refused
from naerverk_web.access.tries import begin_try, for_code, forget_tries


class Code(forms.Form):
    """One code, and whoever knows whether it is right. Guessing is made slow."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        ),
    )

    def __init__(
        self, *args: Any, account_id: int, help_text: object, is_right: Callable[[str], bool], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = str(help_text)
        self.account_id, self.is_right = account_id, is_right

    def clean_code(self) -> str:
        counted, code, at = for_code(self.account_id), str(self.cleaned_data["code"]), timezone.now()
        wait = begin_try(counted, at=at)
        if wait:
            refused("access.code_must_wait", self.account_id)
            raise must_wait(wait)
        if not self.is_right(code):
            refused("access.code", self.account_id)
            raise forms.ValidationError(
                _("This code is not right now, or has been used. Wait for the next one and try again."), code="wrong"
            )
        forget_tries(counted, at=at)
        return code
