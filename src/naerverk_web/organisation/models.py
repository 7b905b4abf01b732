"""Units and their dated states. A unit keeps its identity; name, parent and validity are rows."""

from django.db import models
from django.db.models import F, Q


class Unit(models.Model):
    """One unit through all its time, known by the id the employer's own systems use."""

    unit_id = models.CharField(max_length=64, unique=True)
    continues = models.ManyToManyField("self", symmetrical=False, related_name="continued_by", blank=True)

    def __str__(self) -> str:
        return self.unit_id


class UnitPeriod(models.Model):
    """What a unit was called and where it stood, from a day to a day (both included; blank = still so)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="periods")
    name = models.CharField(max_length=200)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="child_periods", null=True, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="unit_period_in_order",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("unit")), name="unit_not_its_own_parent"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="unit_has_a_name"),
            models.UniqueConstraint(fields=["unit", "valid_from"], name="unit_one_period_per_start"),
        )
        indexes = (models.Index(fields=["parent"]), models.Index(fields=["valid_from", "valid_to"]))

    def __str__(self) -> str:
        return self.name


class TreeChange(models.Model):
    """A change somebody made by hand, with the rows of the touched units before and after, so that it can be undone."""

    class Kind(models.TextChoices):
        STARTED = "started"
        RENAMED = "renamed"
        MOVED = "moved"
        MERGED = "merged"
        SPLIT = "split"

    at = models.DateTimeField(db_index=True)
    by_role = models.CharField(max_length=40, blank=True)
    """The role somebody acted in: the page shows no names, the log has them."""
    kind = models.CharField(max_length=10, choices=Kind.choices)
    from_day = models.DateField()
    before = models.JSONField()
    after = models.JSONField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True) | Q(undone_at__gte=F("at")), name="tree_change_in_order"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["started", "renamed", "moved", "merged", "split"]), name="tree_change_known_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.from_day}"


class Employer(models.Model):
    """Whose site this is: one row. The limits can be raised above the least the method allows, never lowered."""

    name = models.CharField(max_length=200)
    language = models.CharField(max_length=2)
    least_persons = models.PositiveSmallIntegerField(default=5)
    least_in_unit = models.PositiveSmallIntegerField(default=10)
    limits_chosen = models.BooleanField(default=False)
    limits_changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(pk=1), name="one_employer"),
            models.CheckConstraint(condition=~Q(name=""), name="employer_has_a_name"),
            models.CheckConstraint(condition=Q(language__in=["nb", "nn", "en"]), name="employer_known_language"),
            models.CheckConstraint(
                condition=Q(least_persons__gte=5, least_in_unit__gte=10) & Q(least_in_unit__gte=F("least_persons")),
                name="employer_limits_safe",
            ),
        )

    def __str__(self) -> str:
        return self.name
