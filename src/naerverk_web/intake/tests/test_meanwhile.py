"""While an import is worked out, others go on working: what they change is never lost, and nobody waits."""

from datetime import date

import pytest
from django.db import connection
from django.utils import timezone

from naerverk.records import Kind
from naerverk.records import Spell as Row
from naerverk_web.absence.models import Spell
from naerverk_web.absence.public import correct_spell, spell_rows, undo_spells
from naerverk_web.audit.public import Actor, record
from naerverk_web.conftest import SYSTEM
from naerverk_web.intake import applying
from naerverk_web.intake.actions import confirm
from naerverk_web.intake.models import Batch
from naerverk_web.intake.tests.conftest import ABSENCES, MARCH, csv
from naerverk_web.people.public import import_employments, set_nearest_leader

LONGER = ABSENCES.replace("04.03.2026", "06.03.2026")


@pytest.fixture
def in_between(monkeypatch):
    """What somebody does each time an import has been worked out and is not written yet."""
    done, plan_of = [], applying.plan_of

    def between(act, times=1):
        def planned(*args, **kwargs):
            plan = plan_of(*args, **kwargs)
            if len(done) < times:
                done.append(act())
            return plan

        monkeypatch.setattr(applying, "plan_of", planned)
        return done

    return between


@pytest.fixture
def known(ingrid, march):
    ingrid.post(march + "holds", MARCH)
    ingrid.post(march + "confirm")


def absences():
    return sorted(
        (row[0], date.fromisoformat(row[2]), row[3] and date.fromisoformat(row[3]))
        for row in spell_rows(date(2026, 1, 1), date(2026, 12, 31))
    )


def corrected():
    """Ingrid's colleague makes the absence of 1003 a day shorter."""
    spell = Spell.objects.get(person__person_id="1003", known_to=None)
    shorter = Row("?", spell.start, Kind.HOLIDAY, date(2026, 3, 12))
    return correct_spell(spell.pk, row=shorter, reason="wrong last day", at=timezone.now(), by=SYSTEM)


def test_a_correction_by_hand_in_between_is_seen_and_closed_like_any_other_row(ingrid, known, bring, in_between):
    url = bring(csv("fravær.csv", LONGER))
    ingrid.post(url + "holds", MARCH)
    done = in_between(corrected)
    ingrid.post(url + "confirm")
    batch = Batch.objects.latest("made_at")
    assert (batch.state, len(done)) == (Batch.State.DONE, 1)
    # The file holds all absences of the period, so it has the last word; undo gives the colleague's back.
    assert absences()[0] == ("1001", date(2026, 3, 2), date(2026, 3, 6))
    assert absences()[2] == ("1003", date(2026, 3, 9), date(2026, 3, 13))
    assert (batch.receipt["spells_added"], batch.receipt["spells_closed"]) == (2, 2)
    ingrid.post(url + "undo")
    assert absences()[0] == ("1001", date(2026, 3, 2), date(2026, 3, 4))
    assert absences()[2] == ("1003", date(2026, 3, 9), date(2026, 3, 12))


def test_a_correction_that_comes_and_goes_in_between_is_a_change_too(ingrid, known, bring, in_between):
    url = bring(csv("fravær.csv", LONGER))
    ingrid.post(url + "holds", MARCH)
    tries = in_between(lambda: undo_spells(corrected(), at=timezone.now(), by=SYSTEM))
    worked_out = []
    monkey = applying.plan_of
    applying.plan_of = lambda *args, **kwargs: worked_out.append(1) or monkey(*args, **kwargs)
    ingrid.post(url + "confirm")
    applying.plan_of = monkey
    assert (len(tries), len(worked_out)) == (1, 2)
    assert Batch.objects.latest("made_at").receipt["spells_closed"] == 1


@pytest.mark.parametrize(
    "act",
    [
        lambda: set_nearest_leader("1001", leader_id="1002", from_day=date(2026, 1, 1), at=timezone.now(), by=SYSTEM),
        lambda: import_employments([], batch="other", at=timezone.now(), complete=False, by=SYSTEM),
        lambda: record("organisation.renamed", by=SYSTEM),
        lambda: record("project.purged", by=Actor("", "clock")),
    ],
)
def test_when_something_changes_again_and_again_the_import_is_checked_anew(ingrid, known, bring, in_between, act):
    url = bring(csv("fravær.csv", LONGER))
    ingrid.post(url + "holds", MARCH)
    before = absences()
    in_between(act, times=applying.TRIES)
    ingrid.post(url + "confirm")
    assert Batch.objects.latest("made_at").state == Batch.State.WAITING
    assert absences() == before
    ingrid.post(url + "confirm")
    assert Batch.objects.latest("made_at").state == Batch.State.DONE


def test_those_who_only_look_or_sign_in_do_not_disturb(ingrid, known, bring, in_between):
    url = bring(csv("fravær.csv", LONGER))
    ingrid.post(url + "holds", MARCH)

    def looks():
        for path in ("/people/", "/people/1001/", "/absences/of/1001/"):
            ingrid.get(path)
        record("access.signed_in", by=SYSTEM)

    in_between(looks, times=applying.TRIES)
    ingrid.post(url + "confirm")
    assert Batch.objects.latest("made_at").state == Batch.State.DONE


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_while_an_import_is_worked_out(ingrid, march, in_between):
    ingrid.post(march + "holds", MARCH)
    batch = Batch.objects.get()
    confirm(batch.pk, at=timezone.now(), by=SYSTEM, queue=False)
    held = in_between(lambda: connection.in_atomic_block)
    assert applying.apply_batch(batch.pk, at=timezone.now())
    assert held == [False]
    assert Batch.objects.get().state == Batch.State.DONE
