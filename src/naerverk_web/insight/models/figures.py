"""Disclosed figures, made from spells by `making`: nothing that the publication plan hides is stored here."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from naerverk.charts.series import Gap
from naerverk.reports.figures import Part
from naerverk.statistics.disclosure.publication_plan import Reason

THE_BUILD = 1
"""There is one making at a time, so two that are written at once meet at this number."""


class Build(models.Model):
    """The making of the figures that are there: when, of which months, from what. Its key is new each time."""

    key = models.UUIDField(default=uuid4, unique=True)
    by_hand = models.CharField(max_length=60, blank=True)
    made_at = models.DateTimeField()
    first = models.CharField(max_length=7)
    last = models.CharField(max_length=7)
    source = models.CharField(max_length=200)
    definition = models.CharField(max_length=20)
    version = models.CharField(max_length=20)

    def __str__(self) -> str:
        return f"{self.first}-{self.last}"


class MonthFigure(models.Model):
    """One unit's month: whole, or the rest that is left of it when its shown children are taken away."""

    class Part(models.TextChoices):
        WHOLE = "whole"
        REST = "rest"

    class Status(models.TextChoices):
        OK = "ok"
        HIDDEN = "hidden"

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="months")
    unit_id = models.CharField(max_length=64)
    parent_id = models.CharField(max_length=64, blank=True)
    month = models.CharField(max_length=7)
    part = models.CharField(max_length=5, choices=Part.choices)
    agreed_days = models.FloatField(null=True)
    absence_days = models.FloatField(null=True)
    rate_percent = models.FloatField(null=True)
    persons = models.PositiveIntegerField(null=True)
    status = models.CharField(max_length=6, choices=Status.choices)
    reason = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Reason], blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["build", "unit_id", "month", "part"], name="month_figure_once"),
            models.CheckConstraint(
                condition=Q(status="ok", agreed_days__isnull=False, absence_days__isnull=False)
                | Q(agreed_days=None, absence_days=None, rate_percent=None, persons=None, status="hidden"),
                name="month_figure_hidden_is_blank",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month} {self.part}"


class QuarterFigure(models.Model):
    """One part of a unit's absence in one quarter, in percent; blank with the reason when it cannot be shown.

    `absence_days` of `of_days` are what the percent was made of; blank in figures from before they were kept.
    """

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="quarters")
    unit_id = models.CharField(max_length=64)
    quarter = models.CharField(max_length=6)
    part = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Part])
    percent = models.FloatField(null=True)
    absence_days = models.FloatField(null=True)
    of_days = models.FloatField(null=True)
    gap = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Gap], blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["build", "unit_id", "quarter", "part"], name="quarter_figure_once"),
            models.CheckConstraint(
                condition=Q(percent__isnull=False, gap="")
                | (Q(percent=None, absence_days=None, of_days=None) & ~Q(gap="")),
                name="quarter_figure_or_gap",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.quarter} {self.part}"
