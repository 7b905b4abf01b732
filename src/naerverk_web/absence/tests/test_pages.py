"""Ingrid puts one absence right and says why; two numbers of one person become one."""

from datetime import UTC, date, datetime

import pytest

from naerverk.records import Employment as Job
from naerverk.records import Kind
from naerverk.records import Spell as Row
from naerverk_web.absence.models import Spell
from naerverk_web.absence.public import import_spells
from naerverk_web.audit.public import events
from naerverk_web.conftest import SYSTEM
from naerverk_web.people.models import Employment, Merge, Person
from naerverk_web.people.public import import_employments, merged_ids

MAY = datetime(2026, 5, 1, tzinfo=UTC)
COLD = Row("1001", date(2026, 3, 2), Kind.SELF_CERTIFIED, date(2026, 3, 4))
RIGHT = {"start": "2026-03-02", "end": "2026-03-03", "kind": "self_certified", "grade": "100", "reason": "wrong day"}


@pytest.fixture
def cold(cast):
    jobs = [Job(number, "O1", date(2020, 1, 1), 50) for number in ("1001", "1002")]
    import_employments(jobs, batch="jobs", at=MAY, complete=True, by=SYSTEM)
    holiday = Row("1001", date(2026, 3, 9), Kind.HOLIDAY, date(2026, 3, 13))
    import_spells([COLD, holiday], batch="first", at=MAY, period=None, by=SYSTEM)
    return f"/absences/{Spell.objects.get(start=COLD.start).pk}/"


def test_ingrid_finds_a_person_and_corrects_one_absence(cast, cold):
    ingrid = cast.client("ingrid")
    assert ingrid.post("/absences/", {"person": "9999"}).status_code == 422
    assert ingrid.post("/absences/", {"person": "1001"}).headers["Location"] == "/absences/of/1001/"
    assert cold in ingrid.get("/absences/of/1001/").content.decode()
    assert ingrid.head("/absences/").status_code == ingrid.head(cold).status_code == 200
    assert ingrid.get(cold).status_code == 200
    assert ingrid.post(cold, RIGHT).status_code == 302
    assert Spell.objects.get(start=COLD.start, known_to=None).end == date(2026, 3, 3)
    assert events(action="absence.corrected")[0].purpose == "wrong day"
    assert events(action="absence.read")


def test_a_number_with_a_slash_is_a_number_like_others(cast):
    Person.objects.create(person_id="12/34", name="Rune")
    ingrid = cast.client("ingrid")
    found = ingrid.post("/absences/", {"person": "12/34"}).headers["Location"]
    assert "Rune" in ingrid.get(found).content.decode()


def test_who_was_slower_is_shown_what_somebody_else_wrote(cast, cold):
    ingrid, siri = cast.client("ingrid"), cast.client("ingrid")
    assert ingrid.get(cold).status_code == siri.get(cold).status_code == 200
    ingrid.post(cold, RIGHT)
    answer = siri.post(cold, {**RIGHT, "end": "2026-03-05"}, follow=True)
    assert answer.redirect_chain == [("/absences/of/1001/", 302)]
    assert list(answer.context["messages"])
    assert Spell.objects.get(start=COLD.start, known_to=None).end == date(2026, 3, 3)


@pytest.mark.parametrize(
    "wrong",
    [
        {"reason": ""},
        {"end": "2026-03-01"},
        {"grade": "50"},
        {"grade": "101", "kind": "holiday"},
        {"end": "2026-03-09"},
    ],
)
def test_what_cannot_be_true_is_said_beside_the_field(wrong, cast, cold):
    assert cast.client("ingrid").post(cold, {**RIGHT, **wrong}).status_code == 422
    assert Spell.objects.filter(known_to=None).count() == 2


def test_two_numbers_of_one_person_become_one(cast, cold):
    ingrid = cast.client("ingrid")
    said = {"wrong": "1001", "right": "1002", "sure": "on"}
    for wrong in ({"right": "1001"}, {"right": "9999"}, {"sure": ""}):
        assert ingrid.post("/absences/merge", {**said, **wrong}).status_code == 422
    assert ingrid.post("/absences/merge", said).status_code == 302
    assert {spell.person.person_id for spell in Spell.objects.all()} == {"1002"}
    assert merged_ids() == {"1001": "1002"}
    assert Person.objects.get(person_id="1001").merged_into is not None


def test_numbers_joined_by_mistake_are_taken_apart(cast, cold):
    ingrid = cast.client("ingrid")
    before = people_and_rows()
    ingrid.post("/absences/merge", {"wrong": "1001", "right": "1002", "sure": "on"})
    assert people_and_rows() != before
    undo = f"/absences/merge/{Merge.objects.get().pk}/undo"
    assert undo in ingrid.get("/absences/merge").content.decode()
    assert ingrid.post(undo).status_code == 302
    assert people_and_rows() == before
    assert merged_ids() == {}
    assert ingrid.post(undo).status_code == 404


def test_of_three_numbers_the_last_two_are_taken_apart_first(cast, cold):
    import_employments([Job("1003", "O1", date(2020, 1, 1), 40)], batch="more", at=MAY, complete=False, by=SYSTEM)
    ingrid = cast.client("ingrid")
    for wrong, right in (("1001", "1002"), ("1002", "1003")):
        assert ingrid.post("/absences/merge", {"wrong": wrong, "right": right, "sure": "on"}).status_code == 302
    first, second = (f"/absences/merge/{merge.pk}/undo" for merge in Merge.objects.order_by("at"))
    answer = ingrid.post(first, follow=True)
    assert list(answer.context["messages"])
    assert merged_ids() == {"1001": "1003", "1002": "1003"}
    ingrid.post(second)
    ingrid.post(first)
    assert merged_ids() == {}


def people_and_rows():
    jobs = Employment.objects.order_by("pk").values_list("pk", "person__person_id", "known_to")
    return list(jobs), list(Spell.objects.order_by("pk").values_list("pk", "person__person_id"))


def test_two_with_absences_on_the_same_days_are_not_joined(cast, cold):
    import_spells([Row("1002", COLD.start, Kind.HOLIDAY, COLD.end)], batch="x", at=MAY, period=None, by=SYSTEM)
    said = {"wrong": "1001", "right": "1002", "sure": "on"}
    assert cast.client("ingrid").post("/absences/merge", said).status_code == 422
    assert merged_ids() == {}


@pytest.mark.parametrize("who", ["aud", "amina", "berit", "jonas", "it", "dpo"])
def test_nobody_else_sees_an_absence(who, cast, cold):
    client = cast.client(who)
    for path in ("/absences/", "/absences/of/1001/", cold, "/absences/merge"):
        assert client.get(path).status_code == 404
    assert client.post(cold, RIGHT).status_code == 404
    tried = [(e.about_id, e.outcome) for e in events(action="absence.read", about=("person", "1001"))]
    assert tried == [("1001", "refused")] * 3, "the log says at whom"
    assert Spell.objects.get(start=COLD.start).known_to is None
