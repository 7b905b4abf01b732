"""E-mail goes out by the queue: a mail server that is slow or away holds nobody up."""

from __future__ import annotations

from django.core.mail import send_mail
from django_tasks import task


@task()
def post(address: str, subject: str, text: str) -> None:
    """Hand one e-mail to the mail server."""
    send_mail(subject, text, None, [address])
