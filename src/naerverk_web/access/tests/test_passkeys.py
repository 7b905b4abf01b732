"""Passkeys: the right answer to what was asked, from the right place, by the right key, and no copy."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import sha256, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

from naerverk_web.access.factors import add_app
from naerverk_web.access.models import Account, Factor, SignedIn
from naerverk_web.access.totp import code_at, new_secret
from naerverk_web.audit.models import Event
from naerverk_web.conftest import SYSTEM, Cast

RIGHT = "tre grønne lykter på rad"
SITE = "http://testserver"
FLAG = AuthenticatorData.FLAG


@dataclass
class Device:
    """A phone with one passkey, that can also be told to lie."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    id: bytes = field(default_factory=lambda: os.urandom(32))
    count: int = 0
    origin: str = SITE
    host: str = "testserver"
    verified: bool = True

    def _flags(self, more: int = 0) -> int:
        return FLAG.UP | (FLAG.UV if self.verified else 0) | more

    def _client(self, kind: str, options: dict[str, Any]) -> CollectedClientData:
        return CollectedClientData.create(kind, options["publicKey"]["challenge"], self.origin)

    def make(self, options: dict[str, Any]) -> str:
        made = AttestedCredentialData.create(bytes(16), self.id, ES256.from_cryptography_key(self.key.public_key()))
        data = AuthenticatorData.create(sha256(self.host.encode()), self._flags(FLAG.AT), self.count, bytes(made))
        client = self._client("webauthn.create", options)
        return self._said(client, attestationObject=AttestationObject.create("none", data, {}))

    def sign(self, options: dict[str, Any]) -> str:
        data = AuthenticatorData.create(sha256(self.host.encode()), self._flags(), self.count)
        client = self._client("webauthn.get", options)
        signature = self.key.sign(data + client.hash, ec.ECDSA(SHA256()))
        return self._said(client, authenticatorData=data, signature=signature)

    def _said(self, client: CollectedClientData, **response: bytes) -> str:
        sent = {name: websafe_encode(bytes(value)) for name, value in response.items()}
        name = websafe_encode(self.id)
        said = {"clientDataJSON": websafe_encode(bytes(client)), **sent}
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": said})


@pytest.fixture
def amina(cast: Cast) -> Account:
    cast.amina.set_password(RIGHT)
    cast.amina.save()
    return cast.amina


@pytest.fixture
def phone(cast: Cast, amina: Account) -> Device:
    """Amina's phone, with a passkey that is added."""
    device = Device()
    browser = Client()
    password(browser)
    browser.post("/account/confirm", {"password": RIGHT})
    add(browser, device)
    assert Factor.objects.get().account == amina
    return device


def password(browser: Client) -> Any:
    return browser.post("/sign-in", {"username": "amina@lyngholt.example", "password": RIGHT})


def add(browser: Client, device: Device) -> Any:
    options = browser.post("/passkeys/new/ask").json()
    return browser.post("/passkeys/new", {"answer": device.make(options)})


def come(browser: Client, device: Device, **more: str) -> Any:
    options = browser.post("/passkeys/ask").json()
    return browser.post("/passkeys/answer", {"answer": device.sign(options), **more})


def is_in(browser: Client) -> bool:
    return browser.get("/account").status_code == 200


def test_a_passkey_opens_without_a_password(phone: Device, client: Client) -> None:
    assert come(client, phone, next="/roles")["Location"] == "/roles"
    assert is_in(client)
    assert SignedIn.objects.count() == 2


def test_a_device_that_has_not_known_its_owner_does_not(phone: Device, client: Client) -> None:
    phone.verified = False
    come(client, phone)
    assert not is_in(client)


def test_after_the_password_it_need_not(phone: Device, client: Client) -> None:
    phone.verified = False
    assert password(client)["Location"] == "/sign-in/second"
    come(client, phone)
    assert is_in(client)


@pytest.mark.parametrize(
    "lie",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://testserver.evil.example"},
        {"host": "evil.example"},
        {"key": ec.generate_private_key(ec.SECP256R1())},
        {"id": b"x" * 32},
    ],
)
def test_another_place_or_key_does_not_open(phone: Device, client: Client, lie: dict[str, Any]) -> None:
    for name, value in lie.items():
        setattr(phone, name, value)
    assert come(client, phone)["Location"] == "/sign-in"
    assert not is_in(client)
    assert Event.objects.latest("pk").action == "access.passkey"


def test_an_answer_opens_once(phone: Device, client: Client) -> None:
    options = client.post("/passkeys/ask").json()
    answer = phone.sign(options)
    client.post("/passkeys/answer", {"answer": answer})
    client.post("/sign-out")
    client.post("/passkeys/answer", {"answer": answer})
    assert not is_in(client)


def test_an_answer_to_another_browser_s_question_does_not_open(phone: Device, client: Client) -> None:
    answer = phone.sign(Client().post("/passkeys/ask").json())
    client.post("/passkeys/ask")
    client.post("/passkeys/answer", {"answer": answer})
    assert not is_in(client)


def test_a_copy_is_found_by_its_count(phone: Device, client: Client) -> None:
    phone.count = 7
    come(client, phone)
    assert is_in(client)
    copy, thief = phone, Client()
    for count in (7, 6, 0):
        copy.count = count
        come(thief, copy)
        assert not is_in(thief)
    phone.count = 8
    come(thief, phone)
    assert is_in(thief)


def test_aud_s_passkey_is_no_second_step_for_amina(phone: Device, cast: Cast, client: Client) -> None:
    """Aud knows Amina's password and has a passkey of her own."""
    hers = Device()
    add(cast.client("aud"), hers)
    password(client)
    come(client, hers)
    assert not is_in(client)
    options = Client().post("/passkeys/ask").json()
    client.post("/passkeys/answer", {"answer": hers.sign(options)})
    assert not is_in(client)


def test_a_question_of_before_the_password_is_no_second_step(phone: Device, client: Client) -> None:
    options = client.post("/passkeys/ask").json()
    password(client)
    client.post("/passkeys/answer", {"answer": phone.sign(options)})
    assert not is_in(client)


def test_a_closed_account_s_passkey_does_not_open(phone: Device, amina: Account, client: Client) -> None:
    Account.objects.filter(pk=amina.pk).update(is_active=False)
    come(client, phone)
    assert not is_in(client)


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "{}",
        "[]",
        "null",
        "7",
        '"x"',
        '{"rawId": 1}',
        '{"id":"YQ","rawId":"YQ","response":{}}',
        "x" * 9000,
        pytest.param("[" * 200_000, id="deep"),
    ],
)
@pytest.mark.parametrize("place", ["/passkeys/answer", "/passkeys/new"])
def test_rubbish_is_no_answer(phone: Device, cast: Cast, answer: str, place: str) -> None:
    browser = cast.client("rune") if place.endswith("new") else Client()
    browser.post("/passkeys/ask" if place.endswith("answer") else "/passkeys/new/ask")
    assert browser.post(place, {"answer": answer}).status_code == 302
    assert Factor.objects.count() == 1


def test_a_known_passkey_is_not_added_again(phone: Device, cast: Cast) -> None:
    answer = add(cast.client("rune"), phone)
    assert answer["Location"] == "/account/second-step"
    assert Factor.objects.count() == 1


def test_a_passkey_on_the_way_in_gives_codes_and_opens(amina: Account, client: Client, settings: LazySettings) -> None:
    settings.SECOND_FACTOR = "required"
    password(client)
    shown = add(client, Device())
    assert len(shown.context["codes"]) == 10
    assert is_in(client)


@pytest.mark.parametrize("place", ["/passkeys/new/ask", "/passkeys/new"])
def test_nobody_adds_one_out_of_turn(cast: Cast, amina: Account, client: Client, place: str) -> None:
    assert client.post(place)["Location"] == "/sign-in"
    password(client)
    assert client.post(place)["Location"].startswith("/account/confirm")


def test_where_none_are_offered_none_is_added(cast: Cast, settings: LazySettings) -> None:
    settings.SECOND_FACTOR = "off"
    assert cast.client("rune").post("/passkeys/new/ask").status_code == 404


def test_somebody_else_s_session_in_the_browser_is_over(phone: Device, cast: Cast) -> None:
    browser = cast.client("aud")
    come(browser, phone)
    assert browser.session["_auth_user_id"] == str(cast.amina.pk)
    assert is_in(browser)


def test_passkeys_wait_too(phone: Device, client: Client) -> None:
    for _ in range(50):
        client.post("/passkeys/answer", {"answer": "{}"})
    come(client, phone)
    assert not is_in(client)


def test_the_next_page_is_one_of_ours(phone: Device, client: Client) -> None:
    assert come(client, phone, next="https://evil.example/")["Location"] == "/"


def test_a_shared_computer_is_shared_this_way_too(phone: Device, client: Client) -> None:
    come(client, phone, shared="on")
    assert SignedIn.objects.get(session_key=client.session.session_key).shared
    assert "known_device" not in client.cookies


def test_one_with_an_app_may_add_a_passkey_and_keeps_the_codes(amina: Account, client: Client) -> None:
    at, secret = timezone.now(), new_secret()
    add_app(amina.pk, secret=secret, code=code_at(secret, at), at=at, by=SYSTEM)
    client.force_login(amina)
    client.post("/account/confirm", {"password": RIGHT})
    client.post("/account/second-step/codes")
    assert add(client, Device())["Location"] == "/account/second-step"
