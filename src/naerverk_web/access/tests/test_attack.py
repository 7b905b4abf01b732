"""What somebody with time and ill will tries at the door."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client

from naerverk_web.access.models import Account, SignedIn
from naerverk_web.conftest import Cast

RIGHT = "tre grønne lykter på rad"
ELSEWHERE = ["https://evil.example/", "//evil.example", "/\\evil.example", "http:///evil.example", "\x00"]
EVIL = [*ELSEWHERE, "javascript:alert(1)"]


@pytest.fixture
def amina(cast: Cast) -> Account:
    cast.amina.set_password(RIGHT)
    cast.amina.save()
    return cast.amina


def sign_in(browser: Client, **more: Any) -> Any:
    return browser.post("/sign-in", {"username": "amina@lyngholt.example", "password": RIGHT}, **more)


def test_a_session_planted_in_her_browser_is_not_hers_afterwards(amina: Account, client: Client) -> None:
    """The thief opens a session, plants its cookie, and waits for Amina to sign in with it."""
    thief = Client()
    thief.post("/passkeys/ask")
    planted = thief.cookies["sessionid"].value
    client.cookies["sessionid"] = planted
    sign_in(client)
    assert client.cookies["sessionid"].value != planted
    assert client.get("/account").status_code == 200
    assert thief.get("/account").status_code == 302


def test_a_session_that_has_ended_opens_nothing_again(amina: Account, client: Client) -> None:
    sign_in(client)
    stolen = client.cookies["sessionid"].value
    client.post("/sign-out")
    thief = Client()
    thief.cookies["sessionid"] = stolen
    assert thief.get("/account").status_code == 302


@pytest.mark.parametrize("cookie", ["", "x", "x" * 4000, "../../etc/passwd", "\u00e6", "a" * 32])
def test_a_made_up_cookie_opens_nothing_and_breaks_nothing(db: None, cookie: str) -> None:
    browser = Client(raise_request_exception=False)
    browser.cookies["sessionid"] = cookie
    browser.cookies["known_device"] = cookie
    assert browser.get("/account").status_code == 302
    assert browser.post("/sign-in", {"username": "a@b.example", "password": "x"}).status_code == 200


@pytest.mark.parametrize("there", EVIL)
def test_no_door_leads_elsewhere(amina: Account, there: str) -> None:
    for place in ("/sign-in", f"/sign-in?next={there}"):
        browser = Client()
        sent = {"username": amina.email, "password": RIGHT, "next": there}
        assert browser.post(place, sent)["Location"] == "/"


def test_cookies_are_kept_from_scripts_and_from_other_sites(amina: Account, settings: LazySettings) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    browser = Client()
    sign_in(browser, secure=True)
    for name, same in (("sessionid", "Lax"), ("known_device", "Strict")):
        cookie = browser.cookies[name]
        assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, same), name
    assert browser.cookies["sessionid"]["expires"] == "", "gone with the browser"


@pytest.mark.parametrize("host", ["evil.example", "testserver.evil.example", "testserver@evil.example", "", "[::1"])
def test_another_host_is_not_answered(amina: Account, settings: LazySettings, host: str) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    browser = Client(raise_request_exception=False)
    for place in ("/sign-in", "/password", "/sign-in/provider"):
        assert browser.get(place, headers={"Host": host}).status_code == 400


def test_the_link_in_the_letter_does_not_follow_a_forged_host(amina: Account, settings: LazySettings) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    forged = {"X-Forwarded-Host": "evil.example", "X-Original-Host": "evil.example", "Forwarded": "host=evil.example"}
    Client().post("/password", {"email": amina.email}, headers=forged)
    assert len(mail.outbox) == 1
    assert "http://testserver/password/" in mail.outbox[0].body
    assert "evil" not in mail.outbox[0].body


def without_what_differs(page: bytes) -> str:
    text = re.sub(r'(value=|X-CSRFToken": )"[\w@.-]*"', "", page.decode())
    return re.sub(r"csrf\w*", "", text)


@pytest.mark.parametrize("email", ["nobody@lyngholt.example", "rune@lyngholt.example", "closed@lyngholt.example"])
def test_nobody_learns_who_has_an_account(amina: Account, email: str) -> None:
    """Byte for byte the same page: for an account, for none, for one without a password, for one that is closed."""
    Account.objects.create_user("closed@lyngholt.example", "Closed", RIGHT)
    Account.objects.filter(email="closed@lyngholt.example").update(is_active=False)
    for place, sent in (("/sign-in", {"password": "feil passord her"}), ("/password", {})):
        pages = []
        for typed in (amina.email, email):
            name = "username" if place == "/sign-in" else "email"
            answer = Client().post(place, {name: typed, **sent})
            pages.append((answer.status_code, without_what_differs(answer.content)))
        assert pages[0] == pages[1]


def test_the_passkey_s_question_tells_of_no_account(amina: Account) -> None:
    asked = Client().post("/passkeys/ask").json()["publicKey"]
    assert "allowCredentials" not in asked
    assert asked["userVerification"] == "required"


def test_a_name_is_never_run(amina: Account, client: Client) -> None:
    evil = "<script>alert(1)</script>\"'"
    Account.objects.filter(pk=amina.pk).update(name=evil)
    sign_in(client)
    SignedIn.objects.update(device="<b>x</b>")
    for page in ("/account", "/account/second-step", "/account/confirm", "/"):
        content = client.get(page).content.decode()
        assert "<script>alert" not in content, page
        assert "<b>x</b>" not in content, page
