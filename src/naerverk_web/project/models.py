"""When the clock of the site was last heard."""

from django.db import models


class Beat(models.Model):
    """One row, written anew each time the clock goes round; the health address reads it."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"
