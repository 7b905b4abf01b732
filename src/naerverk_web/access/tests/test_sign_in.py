"""Coming in and going out: slow for those who guess, the same words for all, and out again by itself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from naerverk_web.access.devices import device_known
from naerverk_web.access.forms import sign_in as forms
from naerverk_web.access.models import Account, SignedIn, Tries
from naerverk_web.access.sessions import device_of
from naerverk_web.access.tries import address_of, begin_try, for_password, forget_tries
from naerverk_web.audit.models import Event
from naerverk_web.conftest import Cast

RIGHT = "tre grønne lykter på rad"
NOON = datetime(2026, 11, 21, 12, tzinfo=timezone.get_default_timezone())
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"


@pytest.fixture
def amina(cast: Cast) -> Account:
    account = cast.amina
    account.set_password(RIGHT)
    account.save()
    return account


def sign_in(browser: Client, email: str = "amina@lyngholt.example", password: str = RIGHT, **more: str) -> Any:
    return browser.post("/sign-in", {"username": email, "password": password, **more}, headers={"User-Agent": EDGE})


def said(answer: Any) -> list[str]:
    return [str(each) for each in answer.context["form"].non_field_errors()]


def test_amina_comes_in_and_it_is_written_down(amina: Account, client: Client) -> None:
    assert sign_in(client, email=" AMINA@lyngholt.example ").status_code == 302
    place = SignedIn.objects.get(account=amina)
    assert (place.device, place.shared) == ("Edge, Windows", False)
    event = Event.objects.latest("pk")
    assert (event.action, event.actor_name, event.outcome) == ("access.signed_in", "Amina", "done")
    assert client.get("/").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("email", ["amina@lyngholt.example", "nobody@lyngholt.example", "rune@lyngholt.example"])
def test_wrong_is_said_in_the_same_words_whoever_it_is(amina: Account, client: Client, email: str) -> None:
    answer = sign_in(client, email=email, password="feil passord her")
    assert said(answer) == [str(forms.NOT_TOGETHER)]
    assert answer.status_code == 200
    event = Event.objects.latest("pk")
    assert (event.action, event.outcome, event.actor_name) == ("access.sign_in", "refused", "")


def test_an_account_that_is_closed_is_not_told_apart(amina: Account, client: Client) -> None:
    Account.objects.filter(pk=amina.pk).update(is_active=False)
    assert said(sign_in(client)) == [str(forms.NOT_TOGETHER)]


@pytest.mark.parametrize("email", ["amina@lyngholt.example", "nobody@lyngholt.example", "rune@lyngholt.example"])
def test_the_password_is_hashed_once_whoever_it_is(
    amina: Account, client: Client, email: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hashing is what takes time: as often for an account as for none, and for one without a password."""
    from django.contrib.auth.hashers import ScryptPasswordHasher

    hashed = []
    real = ScryptPasswordHasher.encode
    monkeypatch.setattr(
        ScryptPasswordHasher, "encode", lambda self, *args, **more: hashed.append(1) or real(self, *args, **more)
    )
    sign_in(client, email=email, password="feil passord her")
    assert len(hashed) == 1


def test_no_password_and_no_unknown_address_is_ever_written_down(amina: Account, client: Client) -> None:
    sign_in(client, email="hemmelig@passord.example", password="hemmelig passord")
    sign_in(client)
    rows = [*Event.objects.values_list(), *Tries.objects.values_list(), *SignedIn.objects.values_list()]
    assert "hemmelig" not in str(rows)
    assert RIGHT not in str(rows)
    assert "127.0.0.1" not in str(rows)


def test_after_five_wrong_ones_even_the_right_one_waits(amina: Account, client: Client) -> None:
    for _ in range(5):
        sign_in(client, password="feil passord her")
    answer = sign_in(client)
    assert "1 minutt" in said(answer)[0]
    assert not SignedIn.objects.exists()
    assert Event.objects.latest("pk").action == "access.sign_in_must_wait"
    Tries.objects.update(last_at=timezone.now() - timedelta(seconds=31))
    assert sign_in(client).status_code == 302


def guess(email: str, address: str, at: datetime = NOON) -> timedelta:
    """One wrong password from an address; how long it has to wait."""
    return begin_try(for_password(email, RequestFactory().get("/", REMOTE_ADDR=address)), at=at)


def right(email: str, address: str, at: datetime = NOON) -> None:
    """One right password."""
    forget_tries(for_password(email, RequestFactory().get("/", REMOTE_ADDR=address)), at=at)


def test_the_wait_grows_and_has_a_longest(db: None) -> None:
    at, waits = NOON, []
    for _ in range(16):
        guess("a@b.example", "10.0.0.1", at)
        wait = guess("a@b.example", "10.0.0.1", at)
        waits.append(int(wait.total_seconds()))
        at += wait
    grown = sorted({wait for wait in waits if wait})
    assert grown == [30, 60, 120, 240, 480, 900]


def test_a_try_that_waits_is_not_counted(db: None) -> None:
    for _ in range(5):
        guess("a@b.example", "10.0.0.1")
    before = sorted(Tries.objects.values_list("wrong", flat=True))
    assert guess("a@b.example", "10.0.0.1") == timedelta(seconds=30)
    assert sorted(Tries.objects.values_list("wrong", flat=True)) == before


def test_many_accounts_from_one_address_wait_too(db: None) -> None:
    waits = [guess(f"{number}@b.example", "10.0.0.1") for number in range(51)]
    assert not any(waits[:50])
    assert waits[50] == timedelta(seconds=30)
    assert not guess("0@b.example", "10.0.0.2")


def test_one_account_from_many_addresses_waits_too(db: None) -> None:
    waits = [guess("a@b.example", f"10.0.0.{number}") for number in range(31)]
    assert not any(waits[:30])
    assert waits[30] == timedelta(seconds=30)


def test_strangers_who_guess_do_not_shut_amina_out_at_her_usual_place(db: None) -> None:
    guess("amina@lyngholt.example", "10.1.1.1")
    right("amina@lyngholt.example", "10.1.1.1")
    for number in range(200):
        guess("amina@lyngholt.example", f"66.6.0.{number}")
    assert guess("amina@lyngholt.example", "77.7.7.7") > timedelta(), "a new place waits"
    assert not guess("amina@lyngholt.example", "10.1.1.1"), "the usual one does not"


def test_a_usual_place_is_slow_too_for_who_guesses_there(db: None) -> None:
    guess("amina@lyngholt.example", "10.1.1.1")
    right("amina@lyngholt.example", "10.1.1.1")
    waits = [guess("amina@lyngholt.example", "10.1.1.1") for _ in range(6)]
    assert [bool(wait) for wait in waits] == [False] * 5 + [True]


def test_a_usual_place_is_forgotten_after_a_season(db: None) -> None:
    guess("amina@lyngholt.example", "10.1.1.1")
    right("amina@lyngholt.example", "10.1.1.1")
    there = RequestFactory().get("/", REMOTE_ADDR="10.1.1.1")
    assert {each.kind for each in for_password("amina@lyngholt.example", there)} == {"place", "crowd"}
    guess("b@b.example", "10.2.2.2", NOON + timedelta(days=91))
    assert {each.kind for each in for_password("amina@lyngholt.example", there)} == {"place", "account", "address"}


def test_her_own_phone_opens_though_somebody_guesses_from_her_own_network(amina: Account, client: Client) -> None:
    sign_in(client)
    assert client.cookies["known_device"]["httponly"]
    assert "amina" not in client.cookies["known_device"].value
    client.post("/sign-out")
    stranger = Client()
    for _ in range(5):
        sign_in(stranger, password="feil passord her")
    assert "forsøk" in said(sign_in(stranger))[0]
    assert sign_in(client).status_code == 302


def test_a_shared_or_forged_device_is_not_known(amina: Account, client: Client) -> None:
    sign_in(client, shared="on")
    assert "known_device" not in client.cookies
    other = Client()
    sign_in(other)
    given = other.cookies["known_device"].value
    for cookie, known in ((given, True), (given[:-1] + "!", False), ("rubbish", False), ("", False)):
        request = RequestFactory().get("/", headers={"Cookie": f"known_device={cookie}"})
        assert bool(device_known(request, amina.email)) is known
        assert not device_known(request, "aud@lyngholt.example")


def test_a_town_hall_that_signs_in_rightly_never_waits(db: None) -> None:
    for number in range(200):
        assert not guess(f"{number}@b.example", "10.0.0.1")
        right(f"{number}@b.example", "10.0.0.1")


def test_tries_are_forgotten_after_a_day(db: None) -> None:
    for _ in range(5):
        guess("a@b.example", "10.0.0.1")
    assert not guess("c@b.example", "10.0.0.9", NOON + timedelta(days=1, seconds=1))
    assert Tries.objects.count() == 3


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "127.0.0.1"),
        (1, "6.6.6.6, 10.1.2.3", "10.1.2.3"),
        (2, "6.6.6.6, 10.1.2.3, 10.0.0.1", "10.1.2.3"),
        (2, "10.0.0.1", "127.0.0.1"),
        (1, "rubbish", "unknown"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
    ],
)
def test_the_address_is_what_our_own_proxy_saw(
    settings: LazySettings, proxies: int, forwarded: str, address: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded})
    assert address_of(request) == address


@pytest.mark.parametrize("wrong", [{"username": ""}, {"password": ""}, {"username": "\x00"}])
def test_a_form_that_is_not_filled_in_says_so_and_counts_nothing(
    amina: Account, client: Client, wrong: dict[str, str]
) -> None:
    answer = client.post("/sign-in", {"username": "amina@lyngholt.example", "password": RIGHT, **wrong})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Tries.objects.exists()


def later(minutes: float) -> None:
    """Nobody touches the computer for so long."""
    ago = timedelta(minutes=minutes)
    for place in SignedIn.objects.all():
        SignedIn.objects.filter(pk=place.pk).update(began_at=place.began_at - ago, seen_at=place.seen_at - ago)


def test_a_shared_computer_signs_out_after_five_minutes(amina: Account, client: Client) -> None:
    sign_in(client, shared="on")
    page = client.get("/").content.decode()
    assert '<noscript><meta http-equiv="refresh" content="301"></noscript>' in page
    assert 'data-after="280"' in page
    later(4.9)
    assert client.get("/").status_code == 200
    later(5.1)
    answer = client.get("/account")
    assert answer["Location"] == "/sign-in?idle", "the next one is not told where the one before was"
    assert not SignedIn.objects.exists()
    assert Event.objects.latest("pk").action == "access.signed_out"
    assert "fem minutter" in client.get(answer["Location"]).content.decode()


def test_use_keeps_a_shared_computer_open(amina: Account, client: Client) -> None:
    sign_in(client, shared="on")
    for _ in range(5):
        later(3)
        assert client.get("/").status_code == 200


BY_ITSELF = {"HX-Request": "true", "Nv-By-Itself": "yes"}


def test_a_page_that_asks_by_itself_does_not_keep_a_shared_computer_open(amina: Account, client: Client) -> None:
    sign_in(client, shared="on")
    for _ in range(2):
        later(2)
        assert client.get("/account", headers=BY_ITSELF).status_code == 200
    later(1.1)
    answer = client.get("/account", headers=BY_ITSELF)
    assert answer.headers["HX-Redirect"] == "/sign-in?idle", "the page goes, instead of waiting for ever"
    assert "fem minutter" in client.get("/sign-in?idle").content.decode()


def test_a_second_window_on_a_shared_computer_keeps_the_page_to_itself_too(amina: Account, client: Client) -> None:
    """The first to ask ends the session; the other one's page must not be handed on to whoever sits down next."""
    sign_in(client, shared="on")
    assert "Nv-Shared" in client.get("/account").content.decode()
    later(5.1)
    there = {**BY_ITSELF, "Nv-Shared": "yes", "HX-Current-URL": "http://testserver/account"}
    assert client.get("/account", headers=there).headers["HX-Redirect"] == "/sign-in?idle"
    answer = client.get("/account", headers=there)
    assert answer.headers["HX-Redirect"] == "/sign-in?ended"
    page = client.get("/sign-in?ended").content.decode()
    assert "ikke lenger logget inn" in page
    assert "tilbake til siden" not in page


def test_somebody_who_types_says_so_and_stays(amina: Account, client: Client) -> None:
    sign_in(client, shared="on")
    for _ in range(5):
        later(3)
        assert client.post("/account/stay").status_code == 204
    later(5.1)
    assert client.post("/account/stay")["Location"] == "/sign-in?idle"


def test_an_own_computer_is_left_alone(amina: Account, client: Client) -> None:
    sign_in(client)
    later(300)
    answer = client.get("/")
    assert answer.status_code == 200
    assert "http-equiv" not in answer.content.decode()


def test_a_shared_computer_keeps_nothing(amina: Account, settings: LazySettings) -> None:
    browser = Client()
    browser.post("/sign-in", {"username": amina.email, "password": RIGHT, "shared": "on"}, secure=True)
    answer = browser.post("/sign-out", secure=True)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    cookie = browser.cookies["sessionid"]
    assert cookie.value == ""


@pytest.mark.parametrize(
    ("page", "back"),
    [("http://testserver/account?a=1", "/account"), ("http://[", "/"), ("", "/"), ("javascript:0", "0")],
)
def test_a_piece_of_a_page_sends_the_whole_window_to_sign_in(db: None, client: Client, page: str, back: str) -> None:
    answer = client.get("/roles", headers={"HX-Request": "true", "HX-Current-URL": page})
    assert answer.headers["HX-Redirect"] == f"/sign-in?next={back}&ended"
    assert "ikke lenger logget inn" in client.get(answer.headers["HX-Redirect"]).content.decode()


def test_the_next_page_is_one_of_ours(amina: Account, client: Client) -> None:
    sent = {"username": amina.email, "password": RIGHT, "next": "https://evil.example/"}
    assert client.post("/sign-in", sent)["Location"] == "/"


def test_a_session_that_nobody_wrote_down_opens_nothing(amina: Account, client: Client) -> None:
    sign_in(client)
    SignedIn.objects.all().delete()
    assert client.get("/account")["Location"] == "/sign-in?next=/account"


def test_amina_sees_and_ends_her_other_browsers(amina: Account, client: Client) -> None:
    phone, ward = Client(), Client()
    for browser in (client, phone, ward):
        sign_in(browser)
    page = client.get("/account")
    assert [place.here for place in page.context["places"]].count(True) == 1
    ward_row = SignedIn.objects.get(session_key=ward.session.session_key)
    client.post(f"/account/places/{ward_row.pk}/end")
    assert ward.get("/account").status_code == 302
    assert phone.get("/account").status_code == 200
    client.post("/account/places/end")
    assert phone.get("/account").status_code == 302
    assert client.get("/account").status_code == 200
    assert Event.objects.filter(action="access.sessions_ended").count() == 2


def test_nobody_ends_somebody_else_s_session(amina: Account, cast: Cast, client: Client) -> None:
    sign_in(client)
    row = SignedIn.objects.get(account=amina)
    assert cast.client("aud").post(f"/account/places/{row.pk}/end").status_code == 404
    assert SignedIn.objects.filter(pk=row.pk).exists()


def test_a_new_password_signs_out_everywhere_else(amina: Account, client: Client) -> None:
    phone = Client()
    sign_in(client)
    sign_in(phone)
    new = "fire blå båter ved kai"
    answer = client.post(
        "/account/password", {"old_password": RIGHT, "new_password1": new, "new_password2": new}, follow=True
    )
    assert "nytt passord" in answer.content.decode()
    assert client.get("/account").status_code == 200
    assert phone.get("/account").status_code == 302
    assert sign_in(Client(), password=new).status_code == 302
    assert Event.objects.filter(action="access.password_changed", actor_name="Amina").exists()


@pytest.mark.parametrize("new", ["kort", "amina@lyngholt.example", "qwerty123456"])
def test_a_weak_password_is_not_taken(amina: Account, client: Client, new: str) -> None:
    sign_in(client)
    answer = client.post("/account/password", {"old_password": RIGHT, "new_password1": new, "new_password2": new})
    assert answer.context["form"].errors["new_password2"]


def test_guessing_the_old_password_is_slow_too(amina: Account, client: Client) -> None:
    sign_in(client)
    new = "fire blå båter ved kai"
    for _ in range(5):
        client.post("/account/password", {"old_password": "feil", "new_password1": new, "new_password2": new})
    answer = client.post("/account/password", {"old_password": RIGHT, "new_password1": new, "new_password2": new})
    assert "mange forsøk" in answer.context["form"].errors["old_password"][0]


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (EDGE, "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("curl/8", ""),
        ("<script>", ""),
    ],
)
def test_a_device_is_told_in_two_words(agent: str, device: str) -> None:
    assert device_of(agent) == device


@pytest.mark.parametrize("wrong", [{"session_key": ""}, {"seen_at": NOON - timedelta(seconds=1)}])
def test_the_database_refuses_nonsense(amina: Account, wrong: dict[str, object]) -> None:
    row = {"account": amina, "session_key": "k", "began_at": NOON, "seen_at": NOON, **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        SignedIn.objects.create(**row)
