"""Making all figures anew: computed while others write, written in one short moment, and only where they differ."""

from __future__ import annotations

from datetime import date, datetime
from uuid import uuid4

from django.db import IntegrityError, transaction

from naerverk.statistics.definitions import VERSION
from naerverk_web.absence.public import forget_touched
from naerverk_web.audit.public import Actor, record
from naerverk_web.insight.closing.months import note_corrections
from naerverk_web.insight.disclosed.revision import hold_changes, revision
from naerverk_web.insight.disclosed.versions import note_versions
from naerverk_web.insight.making.from_spells import Made, Nothing, make
from naerverk_web.insight.models import THE_BUILD, Build

TRIES = 4


def rebuild(*, at: datetime, today: date, by: Actor, source: str = "") -> int | None:
    """Make all figures anew from what is known; the number of the build, or None while no month is whole.

    The figures before are gone and the new ones there in the same moment. The same data give the same figures.
    Nobody who writes waits while they are computed. When something was brought in meanwhile, or somebody else has made
    them, they are made again; after some tries of what is known then, while those who bring in wait.
    """
    for _ in range(TRIES):
        made = make(today)
        if made and _put(made, at=at, today=today, by=by, source=source):
            break
    else:
        with transaction.atomic():
            hold_changes()
            made = make(today)
            if not (made and _put(made, at=at, today=today, by=by, source=source)):
                raise RuntimeError("figures were changed by somebody who does not note it")
    return THE_BUILD if isinstance(made, Made) else None


def _put(made: Made | Nothing, *, at: datetime, today: date, by: Actor, source: str) -> bool:
    """Write the figures if they are of what is known now; whether they were."""
    try:
        with transaction.atomic():
            if revision() != made.revision or not _take_over(made, at, source):
                return False
            if isinstance(made, Made):
                _write(made, at, today)
            forget_touched(made.revision.touched)
            _record(made, by)
    except IntegrityError:
        # Two made the very first figures, and the other one was quicker.
        if Build.objects.filter(pk=THE_BUILD).exists() and made.revision.figures is None:
            return False
        raise
    return True


def _take_over(made: Made | Nothing, at: datetime, source: str) -> bool:
    """Put one's name on the figures, unless somebody else has done so since these were read."""
    key = made.revision.figures
    if key and not Build.objects.select_for_update().filter(key=key):
        return False
    if isinstance(made, Nothing):
        Build.objects.filter(key=key).delete()
        return True
    values = {
        "key": uuid4(),
        "made_at": at,
        "first": made.first.label,
        "last": made.last.label,
        "source": source,
        "definition": made.definition,
        "version": VERSION,
        "by_hand": made.revision.by_hand,
    }
    if key:
        Build.objects.filter(key=key).update(**values)
    else:
        Build.objects.create(pk=THE_BUILD, **values)
    return True


def _write(made: Made, at: datetime, today: date) -> None:
    for difference in made.differences:
        difference.write(THE_BUILD)
    for published in made.published:
        note_versions(published, at=at)
    note_corrections(today)


def _record(made: Made | Nothing, by: Actor) -> None:
    details: dict[str, object] = {"touched": len(made.revision.touched)}
    if isinstance(made, Made):
        details |= {"first": made.first.label, "last": made.last.label}
        details["written"] = sum(len(each.new) for each in made.differences)
    record("insight.rebuilt", by=by, details=details)
