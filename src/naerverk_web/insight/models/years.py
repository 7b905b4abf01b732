"""Disclosed figures of whole years, made from spells by `making`."""

from django.db import models
from django.db.models import Q

from naerverk_web.insight.models.figures import Build


class YearFigure(models.Model):
    """The share of the tenth with most absence, or the share still absent after a day of it, in whole percent."""

    class Figure(models.TextChoices):
        TENTH = "tenth"
        RETURN = "return"

    class Status(models.TextChoices):
        OK = "ok"
        HIDDEN = "hidden"

    build = models.ForeignKey(Build, on_delete=models.CASCADE, related_name="years")
    figure = models.CharField(max_length=6, choices=Figure.choices)
    unit_id = models.CharField(max_length=64)
    year = models.CharField(max_length=4)
    day = models.PositiveSmallIntegerField()
    percent = models.PositiveSmallIntegerField(null=True)
    low = models.PositiveSmallIntegerField(null=True)
    high = models.PositiveSmallIntegerField(null=True)
    status = models.CharField(max_length=6, choices=Status.choices)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["build", "figure", "unit_id", "year", "day"], name="year_figure_once"),
            models.CheckConstraint(
                condition=Q(status="ok", percent__isnull=False, percent__lte=100)
                | Q(percent=None, low=None, high=None, day=0, status="hidden"),
                name="year_figure_hidden_is_blank",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.year} {self.figure} {self.day}"
