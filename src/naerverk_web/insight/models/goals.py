"""The targets people have set."""

from django.db import models
from django.db.models import F, Q

from naerverk.statistics.targets.target import Kind
from naerverk_web.access.models import Account
from naerverk_web.organisation.models import Unit

_PROPOSED = Q(
    adopted_by=None,
    adopted_on=None,
    replaced_on=None,
    baseline_month="",
    baseline_lost=None,
    baseline_agreed=None,
    full_time_equivalents=None,
    signature="",
)
_ADOPTED = (
    Q(adopted_by__isnull=False, adopted_on__isnull=False)
    & Q(baseline_lost__gte=0, baseline_agreed__gt=0, full_time_equivalents__gt=0)
    & ~Q(baseline_month="")
    & ~Q(signature="")
)


class Goal(models.Model):
    """A target for one unit: proposed, then adopted. Its baseline is copied and locked when it is adopted.

    What is adopted is never changed: a new version takes its place, with a reason.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="goals")
    kind = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Kind])
    value = models.FloatField()
    due = models.CharField(max_length=7)
    proposed_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="proposed_goals")
    proposed_as = models.CharField(max_length=40, blank=True)
    """The role they held: pages show it in place of their name. Blank: it is no longer known."""
    proposed_on = models.DateField()
    adopted_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="adopted_goals", null=True)
    adopted_as = models.CharField(max_length=40, blank=True)
    adopted_on = models.DateField(null=True)
    replaced_on = models.DateField(null=True)
    baseline_month = models.CharField(max_length=7, blank=True)
    baseline_lost = models.FloatField(null=True)
    baseline_agreed = models.FloatField(null=True)
    full_time_equivalents = models.FloatField(null=True)
    signature = models.CharField(max_length=64, blank=True)
    owner = models.CharField(max_length=40, blank=True)
    """The role that answers for it: a key of the roles, never a person."""
    reason = models.CharField(max_length=300, blank=True)
    """Why it takes the place of the one before."""

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=_PROPOSED | _ADOPTED,
                name="goal_adopted_whole_or_not",
            ),
            models.CheckConstraint(
                condition=Q(replaced_on=None) | Q(replaced_on__gte=F("adopted_on")), name="goal_replaced_in_order"
            ),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(adopted_on__isnull=False, replaced_on=None), name="goal_one_in_force"
            ),
            models.UniqueConstraint(fields=["unit"], condition=Q(adopted_on=None), name="goal_one_proposed"),
        )

    def __str__(self) -> str:
        return f"{self.unit} {self.kind} {self.value} {self.due}"
