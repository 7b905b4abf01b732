"""Nothing of people is kept longer than was decided; a hold keeps it all; the figures do not pretend afterwards."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from naerverk.calendar import Month
from naerverk.records import Employment as Job
from naerverk.records import Kind, Sex
from naerverk.records import Spell as Absence
from naerverk_web.absence.models import Spell
from naerverk_web.absence.public import import_spells
from naerverk_web.access.forgetting import EMPTIED, NOBODY
from naerverk_web.access.models import Account, Linked, SignedIn, Tries
from naerverk_web.access.public import make_account
from naerverk_web.audit.models import Event
from naerverk_web.audit.public import seal
from naerverk_web.conftest import SYSTEM
from naerverk_web.insight.models import Build, Goal
from naerverk_web.insight.public import rebuild
from naerverk_web.notices.models import Notice
from naerverk_web.notices.public import tell
from naerverk_web.organisation.models import Unit
from naerverk_web.people.models import Employment, Person
from naerverk_web.people.public import import_employments, merge_persons
from naerverk_web.project import retention
from naerverk_web.project.retention import oldest_day, purge, purge_daily

pytestmark = pytest.mark.django_db
NOW = timezone.make_aware(datetime(2031, 3, 15, 12))
TODAY = NOW.date()
CUT = date(2026, 2, 1)


@pytest.fixture
def people(cast):
    """Rune works on; Gerd left in January 2026, long enough ago; Kari left the day after that is so."""
    jobs = [
        Job("rune", "O1", date(2020, 1, 1), 100, None, Sex.M, 1980, ""),
        Job("gerd", "O1", date(2020, 1, 1), 100, date(2026, 1, 31), Sex.F, 1960, ""),
        Job("kari", "O1", date(2020, 1, 1), 100, date(2026, 2, 1), Sex.F, 1961, ""),
    ]
    import_employments(jobs, batch="one", at=NOW - timedelta(days=1), complete=True, by=SYSTEM)
    days = [("rune", 2021), ("rune", 2030), ("gerd", 2025), ("kari", 2026)]
    spells = [Absence(who, date(year, 1, 12), Kind.DOCTOR_CERTIFIED, date(year, 1, 30)) for who, year in days]
    spells.append(Absence("rune", date(2026, 1, 31), Kind.SELF_CERTIFIED, date(2026, 2, 2)))
    import_spells(spells, batch="one", at=NOW - timedelta(days=1), period=None, by=SYSTEM)
    return cast


def test_the_oldest_month_is_kept_whole():
    assert oldest_day(TODAY) == CUT


@pytest.mark.parametrize("at_once", [1, 2000])
def test_old_absences_go_and_with_them_who_left(people, at_once, monkeypatch):
    monkeypatch.setattr(retention, "CHUNK", at_once)
    counts = purge(NOW)
    assert (counts["absences"], counts["employments"], counts["people"]) == (3, 1, 1)
    assert set(Person.objects.values_list("person_id", flat=True)) == {"rune", "kari"}
    assert Employment.objects.filter(person__person_id="kari").count() == 1
    assert sorted(Spell.objects.values_list("start", flat=True)) == [date(2026, 1, 31), date(2030, 1, 12)]
    assert purge(NOW)["absences"] == 0
    assert Event.objects.filter(action="project.purged").count() == 1


def test_a_number_joined_to_hers_goes_with_gerd(people):
    import_employments(
        [Job("gerd-2", "O1", date(2019, 1, 1), 50, date(2019, 12, 31), Sex.F, 1960, "")],
        batch="two", at=NOW, complete=False, by=SYSTEM,
    )  # fmt: skip
    merge_persons("gerd-2", into="gerd", at=NOW, by=SYSTEM)
    purge(NOW)
    assert not Person.objects.filter(person_id__startswith="gerd").exists()


def test_figures_begin_where_the_absences_begin(people):
    rebuild(at=NOW, today=TODAY, by=SYSTEM)
    assert Month.parse(Build.objects.get().first) >= Month.of(CUT)


def test_the_log_forgets_whom_it_was_about(people):
    seal()
    old = NOW - timedelta(days=731)
    Event.objects.update(at=old)
    assert Event.objects.exclude(actor_name="").exists()
    purge(NOW)
    assert set(Event.objects.filter(at=old).values_list("actor_name", "about_id")) == {("", "")}


def test_notices_tasks_and_sign_ins_do_not_pile_up(people):
    tell(people.amina.pk, "import_done")
    Notice.objects.update(made_at=NOW - timedelta(days=91))
    tell(people.amina.pk, "month_ready", month="mai 2026")
    Notice.objects.filter(title="month_ready").update(made_at=NOW - timedelta(days=89))
    SignedIn.objects.create(
        account=people.amina, session_key="s", began_at=NOW - timedelta(days=9), seen_at=NOW - timedelta(days=9)
    )
    old = DBTaskResult.objects.create(
        status="SUCCESSFUL", finished_at=NOW - timedelta(days=15), args_kwargs={"args": [], "kwargs": {}},
        task_path="x", queue_name="default", backend_name="default", run_after=NOW,
        exception_class_path="", traceback="",
    )  # fmt: skip
    purge(NOW)
    assert [notice.title for notice in Notice.objects.all()] == ["month_ready"]
    assert not SignedIn.objects.exists()
    assert not DBTaskResult.objects.filter(pk=old.pk).exists()


def test_wrong_tries_go_and_the_usual_place_of_somebody_stays_over_the_weekend(db):
    friday = NOW - timedelta(days=3)
    Tries.objects.create(key="amina at the ward", last_at=friday, right_at=friday)
    Tries.objects.create(key="a stranger", wrong=9, last_at=friday)
    purge(NOW)
    assert [row.key for row in Tries.objects.all()] == ["amina at the ward"]
    purge(NOW + timedelta(days=90))
    assert not Tries.objects.exists()


def test_who_proposed_a_target_is_emptied_and_the_target_stays(cast):
    long_ago = NOW - timedelta(days=500)
    bodil = make_account(email="bodil@lyngholt.example", name="Bodil", password="fjell vidde skog", by=SYSTEM)
    Account.objects.filter(pk=bodil.pk).update(made_at=long_ago)
    Linked.objects.create(account=bodil, issuer="https://x", subject="s")
    goal = Goal.objects.create(
        unit=Unit.objects.get(unit_id="O1"), kind="absolute", value=7, due="2032-12", proposed_by=bodil,
        proposed_on=long_ago.date(),
    )  # fmt: skip
    assert purge(NOW)["accounts"] == 1
    kept = Account.objects.get(pk=goal.proposed_by_id)
    assert (kept.name, kept.email, kept.is_active) == (NOBODY, f"{kept.pk}{EMPTIED}", False)
    assert not kept.has_usable_password()
    assert not kept.linked.exists()
    assert purge(NOW + timedelta(days=900))["accounts"] == 0


def test_it_is_done_once_a_day_and_not_at_all_under_a_hold(people, settings):
    settings.HOLD = True
    purge_daily(NOW)
    assert Spell.objects.count() == 5
    settings.HOLD = False
    purge_daily(NOW)
    assert Spell.objects.count() == 2
    import_spells(
        [Absence("rune", date(2022, 1, 12), Kind.DOCTOR_CERTIFIED, date(2022, 1, 30))],
        batch="two", at=NOW, period=None, by=SYSTEM,
    )  # fmt: skip
    purge_daily(NOW + timedelta(hours=1))
    assert Spell.objects.count() == 3
    purge_daily(NOW + timedelta(hours=21))
    assert Spell.objects.count() == 2
