"""Setting up an authenticator app: a secret that waits, encrypted, until the first right code."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from naerverk_web.access.factors import PURPOSE, add_app
from naerverk_web.access.forms.second import Code
from naerverk_web.access.models import Account
from naerverk_web.access.totp import drawn, in_groups, new_secret
from naerverk_web.audit.public import Actor
from naerverk_web.sealing.public import SealError, open_value, seal_value

KEPT = "new_app"


class NewApp:
    """An app that is being set up in this browser for an account: the same secret until it is confirmed."""

    def __init__(self, request: HttpRequest, account: Account) -> None:
        self.request, self.account = request, account
        self.secret = self._kept() or self._new()
        self.form = Code(
            request.POST if request.method == "POST" else None,
            account_id=account.pk,
            help_text=_("The six digits that the app shows now."),
            is_right=self._add,
        )

    @property
    def typed(self) -> str:
        """The secret for those who type it."""
        return in_groups(self.secret)

    @property
    def drawing(self) -> SafeString:
        """The secret for those who scan it."""
        return drawn(self.secret, email=self.account.email)

    def done(self) -> None:
        """Forget the secret here: the app has it now."""
        self.request.session.pop(KEPT, None)

    def _kept(self) -> str | None:
        try:
            kept = open_value(bytes.fromhex(self.request.session.get(KEPT, "")), purpose=PURPOSE)
        except SealError:
            return None
        # Somebody else may have begun in the same browser.
        return kept["secret"] if kept["account"] == self.account.pk else None

    def _new(self) -> str:
        secret = new_secret()
        sealed = seal_value({"secret": secret, "account": self.account.pk}, purpose=PURPOSE)
        self.request.session[KEPT] = sealed.hex()
        return secret

    def _add(self, code: str) -> bool:
        by = Actor(str(self.account.pk), self.account.name)
        return add_app(self.account.pk, secret=self.secret, code=code, at=timezone.now(), by=by)
