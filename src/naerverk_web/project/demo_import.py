"""What payroll has left for Ingrid before the demo begins: this month's absences, with mistakes in them.

Everything she is offered can be done here: say what a code means, mend a row, leave one out, confirm, undo.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from naerverk.calendar import Month
from naerverk.records import Employment, Spell
from naerverk_web.audit.public import Actor
from naerverk_web.intake.checking import check_batch
from naerverk_web.intake.models import Batch
from naerverk_web.intake.receiving import Incoming, receive

BY = Actor("", "lønnskontoret")
ROWS = 30
HEADER = "Ansattnr;Fra dato;Til dato;Fraværskode;Prosent"
CODES = ("Egenmelding", "Sykmelding", "Sykt barn", "Egenmelding", "Ferie")
UNKNOWN_CODE = "SBK"


def leave_file(jobs: Sequence[Employment], spells: Sequence[Spell], *, at: datetime, today: date) -> None:
    """Once: what Ingrid has done with it since stays as it is."""
    if Batch.objects.exists():
        return
    month = Month.of(today)
    text = "\r\n".join([HEADER, *_rows(_at_work(jobs, spells, month), month, today), ""])
    name = f"fravær-{month.label}.csv"
    batch = receive([Incoming(name, [text.encode("cp1252")])], at=at, by=BY, queue=False)
    check_batch(batch.pk, at=at)


def _at_work(jobs: Sequence[Employment], spells: Sequence[Spell], month: Month) -> list[str]:
    """Some of those who have a job and, as far as is known, no absence this month."""
    absent = {spell.person_id for spell in spells if spell.end is None or spell.end >= month.first}
    there = sorted({job.person_id for job in jobs if job.end is None} - absent)
    return there[:: max(len(there) // ROWS, 1)][:ROWS]


def _rows(people: Sequence[str], month: Month, today: date) -> Iterator[str]:
    days = (today - month.first).days + 1
    for n, person in enumerate(people):
        first = month.first + timedelta(days=3 * n % days)
        last = min(first + timedelta(days=n % 3), today)
        number, code = person, CODES[n % len(CODES)]
        if n == 4:
            number = f"{person}0"  # a slip of the finger: nobody has this number
        if n == 9:
            last = first - timedelta(days=1)
        if n in (12, 17, 22):
            code = UNKNOWN_CODE
        yield f"{number};{first:%d.%m.%Y};{last:%d.%m.%Y};{code};100"
