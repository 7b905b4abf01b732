"""The smiley outside the site: whoever has the address sees a face and a word, and nothing else of the unit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from naerverk.calendar import Month
from naerverk.statistics.targets.target import Kind
from naerverk_web.access.models import Tries
from naerverk_web.audit.models import Event
from naerverk_web.conftest import Cast
from naerverk_web.insight.disclosed import figures as stored
from naerverk_web.insight.models import MonthFigure, SmileyLink, SmileyRule
from naerverk_web.insight.targets.goals import adopt_target, propose_target
from naerverk_web.insight.targets.smiley_rule import near_points
from naerverk_web.insight.targets.smileys import make_link
from naerverk_web.insight.tests.lyngholt import AT, LAST, TODAY
from naerverk_web.insight.tests.test_stories import page

FACE = "nv-smiley-large"


@pytest.fixture(autouse=True)
def no_figures_from_before() -> Iterator[None]:
    yield
    stored._figures.cache_clear()


def adopt(cast: Cast, unit: str = "O1", presence: float = 95) -> None:
    berit, due = cast.viewer("berit"), Month(2027, 12)
    number = propose_target(berit, unit, kind=Kind.PRESENCE, value=presence, due=due, on=TODAY, reason="Ny")
    assert adopt_target(berit, unit, number, on=TODAY)


def address(cast: Cast, who: str = "amina", unit: str = "O1") -> str:
    return "/smiley/" + make_link(cast.viewer(who), unit, at=AT)


def hide(unit: str, month: str) -> None:
    nothing = {"agreed_days": None, "absence_days": None, "rate_percent": None, "persons": None}
    MonthFigure.objects.filter(unit_id=unit, month=month).update(status="hidden", reason="small", **nothing)
    stored._figures.cache_clear()


def test_amina_makes_an_address_and_anybody_who_has_it_sees_the_face(seen: Cast) -> None:
    adopt(seen)
    amina = seen.client("amina")
    assert "/presence/smiley/O1" in page(amina, "/presence/targets/O1")
    assert "Lag en adresse" in page(amina, "/presence/smiley/O1")
    made = amina.post("/presence/smiley-link/O1")
    assert made["Cache-Control"] == "no-store"
    found = re.search(r"http://testserver(/smiley/[\w-]{43})", made.content.decode())
    assert found
    text = page(Client(), found[1])
    for words in ("Solbakken barnehage", "februar 2026", FACE, "i rute"):
        assert words.casefold() in text.casefold()
    assert found[1] not in page(amina, "/presence/smiley/O1"), "it is told once"
    assert [e.actor_name for e in Event.objects.filter(action="insight.smiley_link_made")] == ["Amina"]


def test_the_page_holds_no_figures_and_leads_nowhere(seen: Cast) -> None:
    adopt(seen)
    text = page(Client(), address(seen))
    body = text[text.index("<body") :]
    bare = re.sub(r"<svg.*?</svg>|</?h1.*?>|2026", "", body, flags=re.DOTALL)
    assert not re.search(r"\d", bare), "the year, and no more"
    assert "<a " not in body
    assert "<script" not in text


@pytest.mark.parametrize("who", [None, "amina", "aud"])
def test_it_sets_no_cookie_whoever_looks(seen: Cast, who: str | None) -> None:
    adopt(seen)
    there = address(seen)
    answer = (seen.client(who) if who else Client()).get(there)
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert dict(Client().get("/smiley/wrong").cookies) == {}


@pytest.mark.parametrize(("lang", "words"), [("nb", "februar 2026"), ("nn", "februar 2026"), ("en", "February 2026")])
def test_the_address_may_say_the_language(seen: Cast, lang: str, words: str) -> None:
    adopt(seen)
    answer = Client(headers={"accept-language": "sv"}).get(f"{address(seen)}?lang={lang}")
    assert answer["Content-Language"] == lang
    assert f'<html lang="{lang}"' in answer.content.decode()
    assert words in answer.content.decode()


def test_another_language_is_the_employer_s(seen: Cast) -> None:
    adopt(seen)
    assert Client().get(f"{address(seen)}?lang=<b>")["Content-Language"] == "nb"


def test_an_address_that_is_taken_back_is_as_if_it_never_was(seen: Cast) -> None:
    adopt(seen)
    there = address(seen)
    seen.client("ingrid").post("/presence/smiley-end/O1")
    gone, wrong = Client().get(there), Client().get("/smiley/never-was")
    assert (gone.status_code, gone.content, gone["Content-Type"]) == (404, wrong.content, wrong["Content-Type"])
    assert gone["Cache-Control"] == "no-store"
    assert wrong.status_code == 404
    assert seen.client("ingrid").post("/presence/smiley-end/O1").status_code == 302, "twice is no harm"


def test_a_new_address_takes_the_place_of_the_old(seen: Cast) -> None:
    adopt(seen)
    old, new = address(seen), address(seen, "ingrid")
    assert [Client().get(each).status_code for each in (old, new)] == [404, 200]
    assert SmileyLink.objects.filter(ended_at=None).count() == 1


def test_the_address_itself_is_not_kept(seen: Cast) -> None:
    adopt(seen)
    token = address(seen).removeprefix("/smiley/")
    assert token not in repr(list(SmileyLink.objects.values())) + repr(list(Event.objects.values()))
    assert len(token) == 43, "256 bits"


@pytest.mark.parametrize("unit", ["K1", "H2"])
def test_without_figures_of_its_own_or_a_target_there_is_no_face(seen: Cast, unit: str) -> None:
    text = page(Client(), address(seen, "berit", unit))
    assert FACE not in text
    assert "Ingen smiley denne måneden" in text
    assert seen.client("berit").post(f"/presence/smiley-link/{unit}").status_code == 302, "none is made by hand"
    assert SmileyLink.objects.filter(unit__unit_id=unit).count() == 1


def test_a_unit_that_becomes_too_small_shows_no_face_and_does_not_say_why(seen: Cast) -> None:
    adopt(seen)
    there, none = address(seen), address(seen, "berit", "K1")
    assert FACE in page(Client(), there)
    hide("O1", LAST.label)
    bare = [re.sub(r"<title.*?</title>|<h1.*?</h1>", "", page(Client(), each)) for each in (there, none)]
    assert bare[0] == bare[1]
    assert FACE not in bare[0]


def test_one_hidden_month_of_the_twelve_is_enough(seen: Cast) -> None:
    adopt(seen)
    there = address(seen)
    hide("O1", "2025-07")
    assert FACE not in page(Client(), there)


def test_it_follows_the_closed_month(seen: Cast) -> None:
    adopt(seen)
    there = address(seen)
    seen.client("ingrid").post("/presence/closing/2026-01", {"now": "1", "sure": "1"})
    assert "januar 2026" in page(Client(), there)


def test_by_default_no_other_site_may_show_it_within_its_pages(seen: Cast) -> None:
    adopt(seen)
    answer = Client().get(address(seen))
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Frame-Options"] == "DENY"
    assert "iframe" not in seen.client("amina").post("/presence/smiley-link/O1").content.decode()


def test_the_sites_of_the_settings_may(seen: Cast, settings: Settings) -> None:
    settings.SMILEY_FRAMES = ["https://intranett.lyngholt.example"]
    adopt(seen)
    answer = Client().get(address(seen))
    policy = answer["Content-Security-Policy"]
    assert "frame-ancestors https://intranett.lyngholt.example" in policy
    assert "default-src 'self'" in policy
    assert "X-Frame-Options" not in answer
    assert "&lt;iframe src=" in seen.client("amina").post("/presence/smiley-link/O1").content.decode()
    assert Client().get("/sign-in")["X-Frame-Options"] == "DENY", "this page alone"


def test_guessing_is_made_slow_but_an_address_that_works_never_waits(seen: Cast) -> None:
    adopt(seen)
    there, stranger = address(seen), Client()
    codes = [stranger.get(f"/smiley/guess-{n}").status_code for n in range(52)]
    assert codes == [404] * 50 + [429] * 2
    late = stranger.get("/smiley/guess-99")
    assert int(late["Retry-After"]) <= 31
    assert dict(late.cookies) == {}
    assert stranger.get(there).status_code == 200
    assert Client(REMOTE_ADDR="10.1.2.3").get("/smiley/guess").status_code == 404, "others do not wait"


def test_an_intranet_that_still_shows_an_old_address_is_not_shut_out(seen: Cast) -> None:
    adopt(seen)
    there = address(seen)
    seen.client("amina").post("/presence/smiley-end/O1")
    assert {Client().get(there).status_code for _ in range(60)} == {404}
    assert not Tries.objects.exists()


def test_only_the_leader_top_management_and_hr_give_it_out(seen: Cast) -> None:
    adopt(seen)
    for name in ("jonas", "siv", "rune", "petter", "aud", "it"):
        client = seen.client(name)
        assert client.get("/presence/smiley/O1").status_code == 404, name
        assert client.post("/presence/smiley-link/O1").status_code == 404, name
        assert client.post("/presence/smiley-end/O1").status_code == 404, name


def test_hr_changes_the_rule_and_all_smileys_follow(seen: Cast) -> None:
    adopt(seen)
    there, ingrid, amina = address(seen), seen.client("ingrid"), seen.client("amina")
    places = ("/presence/targets/O1", "/presence/units/O", "/presence/unit/O1")
    # A tenth of a point above the path today.
    SmileyRule.objects.create(near_points=0.1)
    row = MonthFigure.objects.get(unit_id="O1", month=LAST.label, part="whole")
    assert row.absence_days is not None
    assert row.agreed_days is not None
    more = row.absence_days + 0.005 * 12 * row.agreed_days
    MonthFigure.objects.filter(pk=row.pk).update(absence_days=more, rate_percent=100 * more / row.agreed_days)
    stored._figures.cache_clear()
    assert "Ikke i rute" in page(Client(), there)
    assert ingrid.post("/presence/smiley-rule", {"points": "2"}).status_code == 302
    assert near_points() == 2
    assert "Nesten i rute" in page(Client(), there)
    for client, place in zip((amina, ingrid, amina), places, strict=True):
        assert "Nesten i rute" in page(client, place), place
    for wrong in ("0", "2.5", "nonsense", ""):
        assert ingrid.post("/presence/smiley-rule", {"points": wrong}).status_code == 200
    assert near_points() == 2
    assert amina.post("/presence/smiley-rule", {"points": "1"}).status_code == 404


@pytest.mark.parametrize("wrong", [{"near_points": 0.0}, {"near_points": 3.0}, {"pk": 2}])
def test_the_database_refuses_a_rule_without_reason(db: None, wrong: dict[str, float]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        SmileyRule.objects.create(**wrong)


def test_the_database_keeps_one_open_address_for_a_unit(seen: Cast) -> None:
    address(seen)
    row = SmileyLink.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        SmileyLink.objects.create(unit=row.unit, digest="x", made_by=row.made_by, made_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        SmileyLink.objects.update(ended_at=row.made_at - timedelta(days=1))
