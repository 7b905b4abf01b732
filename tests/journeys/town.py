"""Lyngholt at the end of 2025, where its story begins: 880 full-time jobs and 9.4 per cent absence in the last year.

Run in a process of its own: `python -m journeys.town FOLDER` fills the database that the settings point to, and leaves
in FOLDER the files an HR adviser would bring, and the ids of what is Amina's and nobody else's.
"""

from __future__ import annotations

import io
import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

AT, TODAY = datetime(2026, 1, 15, 8, tzinfo=UTC), date(2026, 1, 15)
PASSWORD = "tre grønne lykter på rad"


def lyngholt(folder: Path) -> None:
    """The municipality with its cast and figures as the demo makes it, before anybody has adopted a target."""
    from django.core.management import call_command

    from naerverk_web.project.demo import make_demo

    call_command("migrate", verbosity=0)
    make_demo(employees=1200, at=AT, today=TODAY, story=False)
    _hire_three()
    (folder / "ids.json").write_text(json.dumps(_ids_of_amina()))


def _hire_three() -> None:
    """Some left in December: with three more from the autumn on, the year's story is right to the decimal."""
    from naerverk.records import Employment
    from naerverk_web.audit.public import Actor
    from naerverk_web.insight.public import rebuild
    from naerverk_web.people.public import import_employments

    by, start = Actor("", "journeys"), date(2025, 9, 1)
    hired = [Employment(f"h{n}", "u0041", start, 100.0) for n in range(3)]
    import_employments(hired, batch="hired", at=AT, complete=False, by=by)
    rebuild(at=AT, today=TODAY, by=by, source="Lyngholt")


def nothing(_: Path) -> None:
    """Tables, and nothing in them."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def empty(folder: Path) -> None:
    """Nothing but Ingrid, and beside the database the files of three years."""
    from django.core.management import call_command

    from naerverk.synthetic import make
    from naerverk_web.access.public import give_role, make_account
    from naerverk_web.audit.public import Actor

    call_command("migrate", verbosity=0)
    by = Actor("", "journeys")
    ingrid = make_account(email="ingrid@lyngholt.example", name="Ingrid", password=PASSWORD, by=by)
    give_role(ingrid.pk, role="hr_adviser", unit_id=None, from_day=TODAY, appointed_by="Lyngholt", by=by)
    make(1200, years=3, seed=7, out=folder / "files")


def _ids_of_amina() -> dict[str, object]:
    """For each placeholder in an address, something of Amina's unit, or of nobody's but hers."""
    from naerverk.statistics.targets.target import Kind
    from naerverk_web.absence.models import Spell
    from naerverk_web.access.models import Account, Grant, SignedIn
    from naerverk_web.access.policy import viewer_for
    from naerverk_web.insight.disclosed.figures import figures
    from naerverk_web.insight.targets.goals import propose_target
    from naerverk_web.insight.targets.smileys import make_link
    from naerverk_web.intake.receiving import Incoming, receive

    amina = Account.objects.get(email="amina@lyngholt.example")
    grant = Grant.objects.get(account=amina)
    spell = Spell.objects.filter(person__employments__unit=grant.unit).first()
    ingrid = viewer_for(Account.objects.get(email="ingrid@lyngholt.example"), TODAY)
    batch = receive([Incoming("march.csv", io.BytesIO(b"person_id;start\n1;x\n"))], at=AT, by=ingrid.actor)
    viewer = viewer_for(amina, TODAY)
    found = figures()
    assert found is not None
    assert spell is not None
    number = propose_target(
        viewer, grant.unit.unit_id, kind=Kind.ABSOLUTE, value=8.0, due=found.last.plus(12), on=TODAY
    )
    place = SignedIn.objects.create(account=amina, session_key="elsewhere", device="Amina's", began_at=AT, seen_at=AT)
    return {
        "unit_id": grant.unit.unit_id, "change": "rename", "person_id": spell.person.person_id, "spell_id": spell.pk,
        "batch_id": str(batch.pk), "month": found.last.label, "merge_id": 1, "goal": number, "line": 2,
        "grant": grant.pk, "figure": "rolling", "place": place.pk,
        "token": make_link(viewer, grant.unit.unit_id, at=AT),
    }  # fmt: skip


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "naerverk_web.project.settings"
    import django

    django.setup()
    {"lyngholt": lyngholt, "empty": empty, "nothing": nothing}[sys.argv[1]](Path(sys.argv[2]))
