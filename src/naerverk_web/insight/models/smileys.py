"""The smiley of a unit: who may see it without signing in, and how near the path counts as near."""

from django.db import models
from django.db.models import F, Q

from naerverk.statistics.targets.smiley import NEAR_POINTS
from naerverk_web.access.models import Account
from naerverk_web.organisation.models import Unit

LEAST_NEAR, MOST_NEAR = 0.1, 2.0


class SmileyLink(models.Model):
    """An address that shows one unit's smiley to whoever has it. Only a digest of the address is kept."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="smiley_links")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="smiley_links")
    made_as = models.CharField(max_length=40, blank=True)
    """The role they held."""
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["unit"], condition=Q(ended_at=None), name="smiley_link_one_open"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("made_at")), name="smiley_link_in_order"
            ),
        )

    def __str__(self) -> str:
        return str(self.unit)


class SmileyRule(models.Model):
    """How many points above the path still count as almost on it. No row: as the library has it."""

    near_points = models.FloatField(default=NEAR_POINTS)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(pk=1), name="smiley_rule_is_one"),
            models.CheckConstraint(
                condition=Q(near_points__gte=LEAST_NEAR, near_points__lte=MOST_NEAR), name="smiley_rule_within_reason"
            ),
        )

    def __str__(self) -> str:
        return f"{self.near_points}"
