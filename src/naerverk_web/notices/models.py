"""Notices waiting for people, and when they want them by e-mail."""

from django.db import models
from django.db.models import Q

from naerverk_web.notices.titles import TITLES


class Notice(models.Model):
    """One thing to tell one account. The title is a code; nothing here names a person or a health matter."""

    account_id = models.BigIntegerField(db_index=True)
    title = models.CharField(max_length=60, choices=[(code, code) for code in TITLES])
    params = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(title__in=list(TITLES)), name="notice_of_a_known_title"),
            models.CheckConstraint(condition=Q(link="") | Q(link__startswith="/"), name="notice_links_stay_here"),
        )
        indexes = (models.Index(fields=["account_id", "read_at"]),)

    def __str__(self) -> str:
        return self.title


class Preference(models.Model):
    """How one account wants its e-mail."""

    class Mail(models.TextChoices):
        DAILY = "daily"
        WEEKLY = "weekly"
        NEVER = "never"

    account_id = models.BigIntegerField(unique=True)
    mail = models.CharField(max_length=10, choices=Mail.choices, default=Mail.DAILY)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(mail__in=["daily", "weekly", "never"]), name="mail_known_choice"),
        )

    def __str__(self) -> str:
        return f"{self.account_id} {self.mail}"


class Letter(models.Model):
    """One e-mail on its way: what it is about and to whom. What it says is written when it is sent, and not kept."""

    class State(models.TextChoices):
        WAITING = "waiting"
        HANDED = "handed"
        SENT = "sent"
        NEEDLESS = "needless"
        GIVEN_UP = "given_up"
        UNSURE = "unsure"

    account_id = models.BigIntegerField()
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=60)
    """What it is about: the same account, kind and key is one e-mail, however often it is asked for."""
    params = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    state_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    refused_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=60, blank=True)
    """What went wrong last: the sort of error, and the number the mail server gave. Never its words."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["account_id", "kind", "key"], name="letter_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "handed", "sent", "needless", "given_up", "unsure"]),
                name="letter_of_a_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="given_up") | Q(refused_at__isnull=False), name="letter_given_up_was_refused"
            ),
        )
        indexes = (models.Index(fields=["state", "due_at"]),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
