"""Absence spells, with what was known when. No diagnosis, no cause, no text: dates, kind and grade."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from naerverk.records import Kind
from naerverk_web.organisation.models import Unit
from naerverk_web.people.models import Person
from naerverk_web.people.public import KnownRow


class Spell(KnownRow):
    """One unbroken absence; both ends included, blank end = ongoing, blank unit = all the person's employments."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="spells")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True)
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    grade_percent = models.DecimalField(max_digits=5, decimal_places=2, default=100)
    work_injury = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="spell_in_order"),
            models.CheckConstraint(
                condition=Q(grade_percent__gte=0, grade_percent__lte=100), name="spell_grade_possible"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.SELF_CERTIFIED.value) | Q(grade_percent=100),
                name="spell_self_certified_is_whole",
            ),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in Kind]), name="spell_of_a_known_kind"),
            *KnownRow.Meta.constraints,
            models.UniqueConstraint(
                "person",
                Coalesce("unit", 0),
                "start",
                "kind",
                condition=Q(known_to__isnull=True),
                name="spell_known_once",
            ),
        )
        indexes = (models.Index(fields=["start", "end"]),)

    def __str__(self) -> str:
        return f"{self.start}-{self.end or ''}"


class MonthlySum(KnownRow):
    """One unit's sums for one month, from an employer whose payroll gives no absences of persons. Blank: withheld."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField()
    agreed_days = models.FloatField(null=True, blank=True)
    self_certified_days = models.FloatField(null=True, blank=True)
    doctor_certified_days = models.FloatField(null=True, blank=True)
    total_days = models.FloatField(null=True, blank=True)
    persons = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(end__gte=F("start")), name="monthly_sum_in_order"),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{name}__isnull": True}) | Q(**{f"{name}__gte": 0}), name=f"monthly_{name}_possible"
                )
                for name in ("agreed_days", "self_certified_days", "doctor_certified_days", "total_days")
            ),
            *KnownRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["unit", "start"], condition=Q(known_to__isnull=True), name="monthly_sum_known_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.start}"


class Touched(models.Model):
    """Months of a unit whose figures must be made anew: something in them was brought in, corrected or undone."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE)
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(last__isnull=True) | Q(last__gte=F("first")), name="touched_in_order"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.first}"
