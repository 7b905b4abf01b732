"""Figures that others have published, and which of them a unit is shown beside."""

from django.db import models
from django.db.models import Q

from naerverk_web.access.models import Account
from naerverk_web.organisation.models import Unit

PARTS = ("total", "self_certified", "doctor_certified")


class OutsideFigure(models.Model):
    """One published figure that was brought in beside those that come with the site."""

    source = models.CharField(max_length=120)
    definition = models.CharField(max_length=40)
    group = models.CharField(max_length=200)
    period = models.CharField(max_length=7)
    kind = models.CharField(max_length=20, choices=[(part, part) for part in PARTS])
    rate_percent = models.FloatField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["source", "definition", "group", "period", "kind"], name="outside_figure_once"
            ),
            models.CheckConstraint(
                condition=Q(rate_percent__gte=0, rate_percent__lte=100), name="outside_figure_in_percent"
            ),
        )

    def __str__(self) -> str:
        return f"{self.group} {self.period}"


class Beside(models.Model):
    """A published series that a unit, and the units below it, are shown beside."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="beside")
    source = models.CharField(max_length=120)
    group = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["unit", "source", "group"], name="beside_once"),)

    def __str__(self) -> str:
        return f"{self.unit} {self.group}"


class OutsideFile(models.Model):
    """A file of published figures: read, looked at, confirmed, perhaps undone. What it holds is public."""

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        DROPPED = "dropped"
        UNDONE = "undone"

    name = models.CharField(max_length=120)
    profile = models.CharField(max_length=40)
    rows = models.JSONField()
    """Source, definition, group, period, kind and rate of each figure, as read."""
    before = models.JSONField(default=list)
    """What the figures were that it changed, for undoing it: the same, with None for a new one."""
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="outside_files")
    made_as = models.CharField(max_length=40, blank=True)
    """The role they held."""
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "done", "dropped", "undone"]), name="outside_file_of_a_known_state"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "undone"]) | Q(done_at__isnull=False), name="outside_file_done_when"
            ),
        )

    def __str__(self) -> str:
        return self.name
