"""The access review asks the list of employees who has left: the house puts the two together."""

from datetime import timedelta

from django.utils import timezone

from naerverk_web.access.models import Grant
from naerverk_web.people.models import Employment, Person


def test_one_who_has_left_is_worth_a_look(cast):
    now, today = timezone.now(), timezone.localdate()
    person = Person.objects.create(person_id="7", account=cast.siv)
    unit = Grant.objects.get(account=cast.siv).unit
    job = {"person": person, "unit": unit, "start": today - timedelta(days=99), "fte_percent": 100, "known_from": now}
    Employment.objects.create(**job, end=today - timedelta(days=2))
    browser = cast.client("ingrid")
    assert browser.get("/access/review?all").content.decode().count("Arbeidsforholdet er avsluttet") == 1
    Employment.objects.create(**{**job, "start": today - timedelta(days=1)})
    assert "Arbeidsforholdet er avsluttet" not in browser.get("/access/review?all").content.decode()


def test_a_role_for_one_who_has_left_is_not_given_to_vanish_at_once(cast):
    now, today = timezone.now(), timezone.localdate()
    person = Person.objects.create(person_id="7", account=cast.siv)
    unit = Grant.objects.get(account=cast.siv).unit
    Employment.objects.create(
        person=person, unit=unit, start=today - timedelta(days=99), end=today - timedelta(days=2), fte_percent=100,
        known_from=now,
    )  # fmt: skip
    asked = {
        "email": "siv@lyngholt.example", "role": "union_rep", "unit": "O1", "from_day": today.isoformat(),
        "appointed_by": "Fagforbundet",
    }  # fmt: skip
    answer = cast.client("ingrid").post("/access/give", asked)
    assert "Arbeidsforholdet til denne personen er avsluttet" in answer.content.decode()
    Person.objects.update(account=None)
    assert cast.client("ingrid").post("/access/give", asked)["Location"] == "/access"
