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
