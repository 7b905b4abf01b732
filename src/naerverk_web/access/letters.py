"""Short e-mails about changes in how somebody signs in, at once: the owner is to know when it was somebody else."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from naerverk_web.access.models import Account
from naerverk_web.notices.public import tried_again

SAID = {
    "factor_added": gettext_lazy("An authenticator app or a passkey has been added to your sign-in."),
    "factor_removed": gettext_lazy("An authenticator app or a passkey has been taken away from your sign-in."),
    "factors_reset": gettext_lazy("Somebody who gives roles where you work has reset the second step of your sign-in."),
    "codes_made": gettext_lazy("You have new recovery codes. The old ones no longer work."),
    "recovery_code_used": gettext_lazy("A recovery code was used to sign in to your account."),
}


def write_to(account_id: int, what: str) -> None:
    """Send the letter in the background."""
    send_letter.enqueue(account_id=account_id, what=what)


@task()
def send_letter(account_id: int, what: str, tries: int = 0) -> None:
    """Write it in the language of the reader; again later when the mail server refuses."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        return
    with translation.override(account.language or settings.LANGUAGE_CODE):
        said = str(SAID[what])
        then = _("If it was not you or agreed with you, tell those who run Nærverk where you work at once.")
        with tried_again(send_letter, tries, account_id=account_id, what=what):
            send_mail(_("Your sign-in to Nærverk has changed"), f"{said}\n\n{then}\n", None, [account.email])
