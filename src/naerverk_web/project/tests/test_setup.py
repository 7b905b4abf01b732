"""The first run: Tor starts an empty site, and goes through it step by step; a stranger on the network cannot."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from naerverk_web.access.models import Account, Grant
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.organisation.models import Employer
from naerverk_web.organisation.public import employer, name_employer, tree
from naerverk_web.project.setup import first_link

TOR = {"name": "Tor", "email": "tor@lyngholt.example", "password": "fjell vidde skog", "again": "fjell vidde skog"}


def link() -> str:
    out = StringIO()
    call_command("first_link", site="http://here", stdout=out)
    lines = [line.strip() for line in out.getvalue().splitlines() if "http://here" in line]
    return lines[0].removeprefix("http://here") if lines else ""


@pytest.fixture(autouse=True)
def without_second_step(settings):
    settings.SECOND_FACTOR = "off"


@pytest.fixture
def tor(db):
    """Tor with his new account, after the first page."""
    browser = Client()
    answer = browser.post(link(), TOR)
    assert (answer.status_code, answer["Location"]) == (302, "/setup/organisation")
    return browser


def test_the_link_leads_to_where_people_reach_the_site(db, settings):
    settings.OWN_ADDRESS = "https://presence.example.no"
    out = StringIO()
    call_command("first_link", site="http://127.0.0.1:8000", stdout=out)
    assert "  https://presence.example.no/setup/first/" in out.getvalue()


def test_the_link_in_the_terminal_makes_one_account_and_then_nothing(db):
    there = link()
    assert Client().get(there).status_code == 200
    assert Client().post(there, TOR).status_code == 302
    assert Account.objects.get().name == "Tor"
    assert Client().get(there).status_code == Client().post(there, {**TOR, "email": "x@y.no"}).status_code == 404
    assert link() == ""


def test_when_the_last_one_who_lets_others_in_has_left_the_terminal_has_a_link_again(tor):
    assert link() == ""
    Grant.objects.update(
        valid_from=timezone.localdate() - timedelta(days=9), valid_to=timezone.localdate() - timedelta(days=1)
    )
    there = link()

    taken = Client().post(there, TOR)
    assert taken.status_code == 422
    assert "har en konto med denne adressen" in taken.content.decode()
    assert Client().post(there, {**TOR, "email": "kari@lyngholt.example"}).status_code == 302
    assert link() == "", "Kari gives roles now"
    assert Client().get(there).status_code == 404


def test_where_a_second_step_is_required_it_is_made_before_anything_is_set_up(db, settings):
    settings.SECOND_FACTOR = "required"
    browser = Client()
    assert browser.post(link(), TOR)["Location"] == "/sign-in/set-up"
    assert browser.get("/setup/organisation")["Location"].startswith("/sign-in")


@pytest.mark.parametrize("word", ["first", "first:1:x", "x", "first:1u2h0A:" + "A" * 43])
def test_a_stranger_cannot_guess_the_link(db, word):
    assert Client().get(f"/setup/first/{word}").status_code == 404
    assert Client().post(f"/setup/first/{word}", TOR).status_code == 404
    assert not Account.objects.exists()


def test_an_old_link_is_dead(db, monkeypatch):
    there, then = link(), timezone.now() + timedelta(days=first_link.VALID_DAYS, minutes=1)
    monkeypatch.setattr("django.core.signing.time.time", then.timestamp)
    assert Client().get(there).status_code == 404


def test_the_sign_in_page_says_where_the_link_is_until_there_is_an_account(db):
    assert "vinduet der det ble startet" in Client().get("/sign-in").content.decode()
    Client().post(link(), TOR)
    assert "vinduet der det ble startet" not in Client().get("/sign-in").content.decode()


@pytest.mark.parametrize(
    "wrong", [{"again": "another one here"}, {"password": "short", "again": "short"}, {"email": "tor"}, {"name": ""}]
)
def test_what_is_wrong_with_the_first_account_is_said(db, wrong):
    answer = Client().post(link(), {**TOR, **wrong})
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert not Account.objects.exists()


def test_step_by_step_to_the_home_page(tor):
    answer = tor.post("/setup/organisation", {"name": "Lyngholt kommune", "language": "nn"})
    assert answer["Location"] == "/setup/limits"
    answer = tor.post("/setup/limits", {"least_persons": 5, "least_in_unit": 12})
    assert answer["Location"] == "/setup/units"
    assert "Gå vidare" not in tor.get("/setup/units").content.decode()
    answer = tor.post("/units/new", {"name": "Lyngholt kommune", "number": "1", "under": "", "from_day": ""})
    assert answer.status_code == 302
    assert "Gå vidare" in tor.get("/setup/units").content.decode()
    assert [node.name for node in tree(timezone.localdate()).nodes.values()] == ["Lyngholt kommune"]
    assert "/imports/new" in tor.get("/setup/figures").content.decode()
    assert employer().least_in_unit == 12


def test_who_leaves_finds_the_next_step_again_on_the_home_page(tor):
    assert 'href="/setup/organisation"' in tor.get("/").content.decode()
    tor.post("/setup/organisation", {"name": "Lyngholt", "language": "nb"})
    assert 'href="/setup/limits"' in tor.get("/").content.decode()
    assert 'href="/setup/limits"' in tor.get("/setup/").content.decode()


def test_going_back_and_saving_again_changes_only_that(tor):
    tor.post("/setup/organisation", {"name": "Lyngholt", "language": "nb"})
    tor.post("/setup/limits", {"least_persons": 6, "least_in_unit": 11})
    assert 'href="/setup/organisation"' in tor.get("/setup/limits").content.decode()
    assert tor.post("/setup/organisation", {"name": "Lyngholt kommune", "language": "nb"})["Location"] == "/setup/"
    assert (employer().name, employer().least_persons) == ("Lyngholt kommune", 6)


@pytest.mark.parametrize("low", [{"least_persons": 4}, {"least_in_unit": 9}, {"least_persons": 15}])
def test_limits_below_the_safe_floor_are_refused_with_the_reason(tor, low):
    tor.post("/setup/organisation", {"name": "Lyngholt", "language": "nb"})
    answer = tor.post("/setup/limits", {"least_persons": 5, "least_in_unit": 10, **low})
    assert answer.status_code == 422
    assert answer.context["form"].errors
    assert Employer.objects.get().limits_chosen is False


def test_limits_wait_for_the_organisation(tor):
    assert tor.get("/setup/limits")["Location"] == "/setup/organisation"


def hidden(answer: Any) -> str:
    """What the form sends along of what was stored when it was opened."""
    return str(answer.context["form"]["seen"].value())


@pytest.mark.parametrize(
    ("address", "first", "second", "theirs"),
    [
        ("/setup/limits", {"least_in_unit": "15", "least_persons": "5"}, {"least_in_unit": "12", "least_persons": "5"},
         "15"),
        ("/setup/organisation", {"name": "Fjell", "language": "nb"}, {"name": "Fjord", "language": "nb"}, "Fjell"),
        ("/presence/smiley-rule", {"points": "0,7"}, {"points": "0,3"}, "0,7"),
    ],
)  # fmt: skip
def test_of_two_who_change_a_setting_the_second_sees_both_values(
    cast: Cast, address: str, first: dict[str, str], second: dict[str, str], theirs: str
) -> None:
    name_employer(name="Lyngholt", language="nb", by=SYSTEM)
    who = "it" if address.startswith("/setup") else "ingrid"
    one, other = cast.client(who), cast.client(who)
    opened = hidden(one.get(address))
    assert one.post(address, {**first, "seen": opened}).status_code == 302
    told = other.post(address, {**second, "seen": opened})
    assert f"har satt dette til {theirs} imens" in told.content.decode()
    assert f'value="{next(iter(second.values()))}"' in told.content.decode(), "the own value stands in its field"
    assert hidden(one.get(address)) == hidden(told), "nothing is overwritten"
    assert other.post(address, {**second, "seen": hidden(told)}).status_code == 302
    assert hidden(one.get(address)) != hidden(told), "saving once more is an answer"


@pytest.mark.parametrize("seen", ["", "nonsense", "[]"])
def test_a_form_that_does_not_say_what_it_saw_is_taken_as_it_is(cast: Cast, seen: str) -> None:
    name_employer(name="Lyngholt", language="nb", by=SYSTEM)
    said = {"least_in_unit": "15", "least_persons": "5", "seen": seen}
    assert cast.client("it").post("/setup/limits", said).status_code == 302
