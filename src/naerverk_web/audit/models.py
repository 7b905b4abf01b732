"""Events and the chain of seals over them. Actors are stored as values: an event outlives its account."""

from django.db import models


class Event(models.Model):
    """One thing that somebody did, saw or was refused."""

    class Outcome(models.TextChoices):
        DONE = "done"
        REFUSED = "refused"

    at = models.DateTimeField(db_index=True)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_name = models.CharField(max_length=200, blank=True)
    action = models.CharField(max_length=80)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.DONE)
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.CharField(max_length=80, blank=True)
    purpose = models.CharField(max_length=80, blank=True)
    # Emptied when its time is out; the hash of it stays, so the chain still verifies.
    details = models.JSONField(default=dict)
    content_hash = models.CharField(max_length=64)

    class Meta:
        # Each way in which the log is read has its index, with the time last: nothing is sorted to find the newest.
        indexes = (
            models.Index(fields=["about_kind", "about_id", "at"], name="audit_about"),
            models.Index(fields=["actor_id", "at"], name="audit_actor"),
            models.Index(fields=["action", "at"], name="audit_action"),
            models.Index(fields=["action", "at"], name="audit_refused", condition=models.Q(outcome="refused")),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"


class Seal(models.Model):
    """One link of the chain: a hash over the hashes of the events from `first` to `last`, and the previous link."""

    at = models.DateTimeField()
    first_event = models.BigIntegerField()
    last_event = models.BigIntegerField(unique=True)
    events = models.PositiveIntegerField()
    previous = models.CharField(max_length=64, blank=True)
    link = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(last_event__gte=models.F("first_event")), name="audit_seal_in_order"
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_event}-{self.last_event}"
