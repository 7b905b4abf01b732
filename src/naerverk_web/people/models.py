"""Persons and their dated employments, with what was known when: a corrected row is closed, never overwritten."""

from django.db import models
from django.db.models import F, Q

from naerverk_web.access.models import Account
from naerverk_web.organisation.models import Unit
from naerverk_web.people.known import KnownRow


class Person(models.Model):
    """Somebody who is or was employed, by the id the employer's own systems use. No national id, no address."""

    class Sex(models.TextChoices):
        F = "F"
        M = "M"
        X = "X"
        UNKNOWN = "", "-"

    person_id = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200, blank=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    account = models.OneToOneField(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="person")
    batch = models.CharField(max_length=36, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(person_id=""), name="person_has_an_id"),
            models.CheckConstraint(condition=Q(sex__in=["F", "M", "X", ""]), name="person_sex_known_word"),
            models.CheckConstraint(
                condition=Q(birth_year__isnull=True) | Q(birth_year__gte=1900, birth_year__lte=2100),
                name="person_birth_year_possible",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")), name="person_not_merged_into_itself"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.person_id


class Employment(KnownRow):
    """One dated state of one job; both ends included, blank end = still employed."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="employments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="employments")
    start = models.DateField()
    end = models.DateField(null=True, blank=True)
    fte_percent = models.DecimalField(max_digits=7, decimal_places=4)
    occupation = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="employment_in_order"),
            models.CheckConstraint(
                condition=Q(fte_percent__gt=0, fte_percent__lte=100), name="employment_fte_possible"
            ),
            *KnownRow.Meta.constraints,
            models.UniqueConstraint(
                "person",
                "unit",
                "start",
                "fte_percent",
                "occupation",
                condition=Q(known_to__isnull=True),
                name="employment_known_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.start}"


class NearestLeader(KnownRow):
    """Who leads whom, from a day to a day, as the file or a person said."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="leaders")
    leader = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="led")
    start = models.DateField()
    end = models.DateField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(end__isnull=True) | Q(end__gte=F("start")), name="nearest_leader_in_order"
            ),
            models.CheckConstraint(condition=~Q(person=F("leader")), name="nobody_leads_themselves"),
            *KnownRow.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "start"], condition=Q(known_to__isnull=True), name="one_nearest_leader_per_start"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} -> {self.leader_id}"


class Overwritten(models.Model):
    """What was known of a person before a batch said otherwise: undo puts it back."""

    batch = models.CharField(max_length=36, db_index=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    sex = models.CharField(max_length=1, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["batch", "person"], name="overwritten_once_per_batch"),)

    def __str__(self) -> str:
        return f"{self.batch} {self.person_id}"


class Merge(models.Model):
    """Two numbers that were joined, and the keys of the rows that moved, so that it can be undone."""

    wrong = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    right = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=~Q(wrong=F("right")), name="merge_of_two"),
            models.UniqueConstraint(
                fields=["wrong"], condition=Q(undone_at__isnull=True), name="merged_into_one_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"{self.wrong_id} -> {self.right_id}"
