"""The closing calendar: when each month is closed, and what was shown then."""

from django.db import models
from django.db.models import Q

from naerverk_web.access.models import Account


class Closing(models.Model):
    """One month: the day it is to be closed, and when it was. Until then its figures are provisional."""

    month = models.CharField(max_length=7, unique=True)
    closes_on = models.DateField()
    reminded = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="closed_months")

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(closed_by=None) | Q(closed_at__isnull=False), name="closing_by_somebody_is_closed"
            ),
        )

    def __str__(self) -> str:
        return self.month


class ClosedFigure(models.Model):
    """What was shown of a unit's month when it was closed, and since when something else is shown."""

    month = models.CharField(max_length=7)
    unit_id = models.CharField(max_length=64)
    part = models.CharField(max_length=5)
    rate_percent = models.FloatField()
    corrected_on = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["month", "unit_id", "part"], name="closed_figure_once"),
            models.CheckConstraint(
                condition=Q(rate_percent__gte=0, rate_percent__lte=100), name="closed_figure_in_percent"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.month}"


class ReportMail(models.Model):
    """How the month's report goes to leaders: in the e-mail itself, or as a link. No row: as `attach` has it."""

    attach = models.BooleanField(default=True)

    class Meta:
        constraints = (models.CheckConstraint(condition=Q(pk=1), name="report_mail_is_one"),)

    def __str__(self) -> str:
        return "attached" if self.attach else "linked"
