"""A link by e-mail to choose a password: for who is new, and for who forgot. It works once, for 24 hours."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import send_mail
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django_tasks import task

from naerverk_web.access.models import Account
from naerverk_web.notices.public import tried_again


def site_of(request: HttpRequest) -> str:
    """Where this site is; Django has checked the host."""
    return f"{request.scheme}://{request.get_host()}"


def ask_for_link(email: str, site: str) -> None:
    """Send the link in the background if there is such an account. Asking takes as long when there is none."""
    pk = Account.objects.filter(email=email.strip().lower(), is_active=True).values_list("pk", flat=True).first()
    send_link.enqueue(account_id=pk or 0, site=site)


@task()
def send_link(account_id: int, site: str, tries: int = 0) -> None:
    """Write the e-mail. The secret of the link is made here, so that it never lies in the queue."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    if account is None:
        return
    who = urlsafe_base64_encode(force_bytes(account.pk))
    there = reverse("access:choose_password", args=[who, default_token_generator.make_token(account)])
    with translation.override(account.language or settings.LANGUAGE_CODE):
        said = _("Choose your password here. The link can be used once, within 24 hours:")
        ignore = _("If you did not ask for this, you need do nothing.")
        with tried_again(send_link, tries, account_id=account_id, site=site):
            send_mail(_("Password for Nærverk"), f"{said}\n\n{site}{there}\n\n{ignore}\n", None, [account.email])
