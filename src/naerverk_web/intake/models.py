"""Batches of files on their way in. What they hold of persons (P4) is kept encrypted only, and for a short time."""

import uuid

from django.db import models
from django.db.models import F, Q

from naerverk.records import Kind
from naerverk_web.access.models import Account
from naerverk_web.organisation.models import Unit


class Batch(models.Model):
    """One import: from the files received to the receipt, and back again when it is undone."""

    class State(models.TextChoices):
        RECEIVED = "received"
        CHECKED = "checked"
        WAITING = "waiting_for_confirmation"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        UNDONE = "undone"
        DISCARDED = "discarded"

    OPEN = (State.RECEIVED, State.CHECKED, State.WAITING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True)
    made_by_name = models.CharField(max_length=200)
    state = models.CharField(max_length=24, choices=State.choices, default=State.RECEIVED)
    state_at = models.DateTimeField()
    # Three-valued on purpose: None is "nobody has said yet", and there is no default for what takes rows away.
    holds_everybody = models.BooleanField(null=True, blank=True)
    holds_all_absences = models.BooleanField(null=True, blank=True)
    period_first = models.DateField(null=True, blank=True)
    period_last = models.DateField(null=True, blank=True)
    rows = models.JSONField(default=dict)
    problem_counts = models.JSONField(default=dict)
    errors = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=dict)
    basis = models.CharField(max_length=36, blank=True)
    receipt = models.JSONField(default=dict)
    error = models.CharField(max_length=60, blank=True)
    tree_before = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True, blank=True)
    purged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "received", "checked", "waiting_for_confirmation", "running",
                        "done", "failed", "undone", "discarded",
                    ]
                ),
                name="batch_of_a_known_state",
            ),
            models.CheckConstraint(
                condition=Q(period_first__isnull=True, period_last__isnull=True)
                | Q(period_first__isnull=False, period_last__gte=F("period_first")),
                name="batch_period_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(holds_all_absences=True) | Q(period_first__isnull=False), name="batch_all_of_a_period"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["done", "undone"]) | Q(done_at__isnull=False), name="batch_done_when"
            ),
        )  # fmt: skip
        indexes = (models.Index(fields=["state", "state_at"]), models.Index(fields=["-made_at"]))

    def __str__(self) -> str:
        return str(self.id)


class BatchFile(models.Model):
    """One file as it came: its name, its fingerprint, and what it was recognised as."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="files")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    table = models.CharField(max_length=20, blank=True)
    columns = models.JSONField(default=dict)
    shape = models.JSONField(default=dict)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["batch", "number"], name="batch_file_numbered_once"),)
        ordering = ("number",)

    def __str__(self) -> str:
        return self.name


class BatchProblem(models.Model):
    """One thing wrong in a file. The value itself is P4 and stands in `told`, encrypted."""

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="problems")
    file = models.ForeignKey(BatchFile, on_delete=models.CASCADE, null=True, blank=True)
    line = models.PositiveIntegerField(null=True, blank=True)
    column = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=80)
    is_error = models.BooleanField()
    told = models.BinaryField()

    class Meta:
        ordering = ("file__number", "line", "pk")

    def __str__(self) -> str:
        return self.code


class Mend(models.Model):
    """One row of a file that Ingrid corrected here, or left out with a reason. The cells are P4, encrypted."""

    file = models.ForeignKey(BatchFile, on_delete=models.CASCADE, related_name="mends")
    line = models.PositiveIntegerField()
    cells = models.BinaryField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["file", "line"], name="one_mend_per_row"),
            models.CheckConstraint(condition=Q(cells__isnull=False) | ~Q(reason=""), name="row_left_out_with_a_reason"),
        )

    def __str__(self) -> str:
        return f"{self.file_id}:{self.line}"


class KindCode(models.Model):
    """What an absence code of this employer means: said once, kept for every later file."""

    code = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    made_at = models.DateTimeField()
    made_by_name = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in Kind]), name="kind_code_of_a_known_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code} = {self.kind}"


class UnitCode(models.Model):
    """A unit that files name and the tree does not know: it waits here until somebody says which unit it is."""

    code = models.CharField(max_length=64, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, blank=True)
    first_seen = models.DateTimeField()

    def __str__(self) -> str:
        return self.code
