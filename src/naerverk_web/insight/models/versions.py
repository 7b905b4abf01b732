"""What has been published of each period: which units, on which tree. No figures, and never deleted."""

from django.db import models
from django.db.models import Q


class Layer(models.TextChoices):
    """Months show totals; quarters split them; years tell of the tenth with most absence, and of the return to work."""

    MONTH = "month"
    QUARTER = "quarter"
    TENTH = "tenth"
    RETURN = "return"


class PublishedVersion(models.Model):
    """One version of a period's plan; a new one only when it differs from the last."""

    layer = models.CharField(max_length=7, choices=Layer.choices)
    label = models.CharField(max_length=7)
    number = models.PositiveIntegerField()
    published_at = models.DateTimeField()
    plan = models.JSONField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["layer", "label", "number"], name="published_version_once"),
            models.CheckConstraint(condition=Q(layer__in=Layer.values), name="published_version_of_a_known_layer"),
        )

    def __str__(self) -> str:
        return f"{self.label} {self.number}"
