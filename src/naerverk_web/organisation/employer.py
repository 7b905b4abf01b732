"""Whose site this is, its language, and the limits under which figures are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from naerverk_web.audit.public import Actor, record
from naerverk_web.organisation.models import Employer

LEAST_PERSONS, LEAST_IN_UNIT = 5, 10


@dataclass(frozen=True, slots=True)
class Settled:
    """What is settled about the employer; an empty name before anybody has said anything."""

    name: str = ""
    language: str = ""
    least_persons: int = LEAST_PERSONS
    least_in_unit: int = LEAST_IN_UNIT
    limits_chosen: bool = False


def employer() -> Settled:
    """What holds now."""
    names = ("name", "language", "least_persons", "least_in_unit", "limits_chosen")
    row = Employer.objects.values_list(*names).first()
    return Settled(*row) if row else Settled()


@transaction.atomic
def name_employer(*, name: str, language: str, by: Actor) -> None:
    """Say whose site this is and which language is spoken first."""
    Employer.objects.update_or_create(pk=1, defaults={"name": name.strip(), "language": language})
    record("organisation.employer_named", by=by, details={"language": language})


@transaction.atomic
def choose_limits(*, least_persons: int, least_in_unit: int, at: datetime, by: Actor) -> None:
    """From how many persons a figure is shown, and from how many employees a unit. IntegrityError below the floor."""
    row = Employer.objects.select_for_update().get()
    same = (row.least_persons, row.least_in_unit) == (least_persons, least_in_unit)
    row.least_persons, row.least_in_unit, row.limits_chosen = least_persons, least_in_unit, True
    row.limits_changed_at = row.limits_changed_at if same else at
    row.save()
    details = {"least_persons": least_persons, "least_in_unit": least_in_unit}
    record("organisation.limits_chosen", by=by, details=details)
