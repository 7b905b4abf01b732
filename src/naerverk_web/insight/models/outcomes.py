"""The goal card's other lines: what shall become better besides presence, entered by hand."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naerverk_web.access.models import Account
from naerverk_web.organisation.models import Unit


class Theme(models.TextChoices):
    """What an outcome is about."""

    SERVICE = "service", _("Service")
    USERS = "users", _("Satisfied users")
    ENVIRONMENT = "environment", _("Working environment")
    COMPETENCE = "competence", _("Competence")
    ECONOMY = "economy", _("Economy")
    PRIDE = "pride", _("Pride")


class Outcome(models.Model):
    """One line: from a start value to a goal by a day. Higher or lower is better as the goal lies."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="outcomes")
    theme = models.CharField(max_length=20, choices=Theme.choices)
    name = models.CharField(max_length=120)
    measured_in = models.CharField(max_length=30)
    start = models.FloatField()
    start_on = models.DateField()
    goal = models.FloatField()
    due_on = models.DateField()
    owner = models.CharField(max_length=40)
    set_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="set_outcomes")
    set_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(theme__in=Theme.values), name="outcome_of_a_known_theme"),
            models.CheckConstraint(condition=Q(due_on__gt=F("start_on")), name="outcome_in_order"),
            models.CheckConstraint(condition=~Q(goal=F("start")), name="outcome_goes_somewhere"),
            models.CheckConstraint(condition=Q(ended_on=None) | ~Q(ended_because=""), name="outcome_ends_with_reason"),
        )

    def __str__(self) -> str:
        return self.name


class OutcomeValue(models.Model):
    """What was measured on a day."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="values")
    on = models.DateField()
    value = models.FloatField()
    noted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="noted_values")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["outcome", "on"], name="outcome_value_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.on} {self.value}"
