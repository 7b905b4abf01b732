"""The second step: codes that open once, paper for bad days, and no way around."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from naerverk_web.access.factors import PURPOSE, add_app, must_have, reset_factors, try_code
from naerverk_web.access.models import Account, Factor, RecoveryCode, SignedIn
from naerverk_web.access.public import give_role
from naerverk_web.access.recovery import make_codes
from naerverk_web.access.roles import ROLES
from naerverk_web.access.totp import code_at, new_secret, step_of
from naerverk_web.audit.models import Event
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.sealing.public import seal_value

RIGHT = "tre grønne lykter på rad"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def amina(cast: Cast) -> Account:
    cast.amina.set_password(RIGHT)
    cast.amina.save()
    return cast.amina


@pytest.fixture
def with_app(amina: Account) -> Account:
    """Amina set up her app a while ago."""
    ago = timezone.now() - timedelta(days=3)
    assert add_app(amina.pk, secret=SECRET, code=code_at(SECRET, ago), at=ago, by=SYSTEM)
    return amina


def password(browser: Client, **more: str) -> Any:
    return browser.post("/sign-in", {"username": "amina@lyngholt.example", "password": RIGHT, **more})


def code(browser: Client, said: str) -> Any:
    return browser.post("/sign-in/second", {"code": said})


def now_code() -> str:
    return code_at(SECRET, timezone.now())


def is_in(browser: Client) -> bool:
    return browser.get("/account").status_code == 200


@pytest.mark.parametrize(
    ("at", "code"),
    [(59, "94287082"), (1111111109, "07081804"), (1234567890, "89005924"), (20000000000, "65353130")],
)
def test_codes_are_those_of_the_standard(at: int, code: str) -> None:
    """The examples of RFC 6238, appendix B (the last six of eight digits)."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert code_at(secret, datetime.fromtimestamp(at, tz=timezone.get_fixed_timezone(0))) == code[2:]


def test_a_clock_may_be_half_a_minute_off_and_not_more() -> None:
    at = timezone.now()
    found = [step_of(SECRET, code_at(SECRET, at + timedelta(seconds=off)), at=at) for off in (-90, -30, 0, 30, 90)]
    assert [step is not None for step in found] == [False, True, True, True, False]


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12 34 56 78", "-12345"])
def test_what_is_no_code_is_none(code: str) -> None:
    assert step_of(SECRET, code, at=timezone.now()) is None


def test_the_password_alone_opens_nothing(with_app: Account, client: Client) -> None:
    answer = password(client, next="/roles")
    assert answer["Location"] == "/sign-in/second"
    assert not is_in(client)
    assert not SignedIn.objects.exists()
    answer = code(client, now_code())
    assert answer["Location"] == "/roles"
    assert is_in(client)


@pytest.mark.parametrize("need", ["offered", "required"])
def test_no_browser_keeps_the_page_with_the_secret_on_it(
    amina: Account, client: Client, settings: LazySettings, need: str
) -> None:
    settings.SECOND_FACTOR = need
    if need == "offered":
        add_app(amina.pk, secret=SECRET, code=now_code(), at=timezone.now(), by=SYSTEM)
    shown = client.get(password(client)["Location"])
    assert "no-store" in shown["Cache-Control"]


def test_a_code_opens_once(with_app: Account, client: Client) -> None:
    used = now_code()
    password(client)
    code(client, used)
    thief = Client()
    password(thief)
    assert "code" in code(thief, used).context["form"].errors
    assert not is_in(thief)


def test_an_older_code_than_the_last_is_not_taken_either(with_app: Account) -> None:
    at = timezone.now()
    assert try_code(with_app.pk, code_at(SECRET, at), at=at)
    assert not try_code(with_app.pk, code_at(SECRET, at - timedelta(seconds=30)), at=at)
    assert try_code(with_app.pk, code_at(SECRET, at + timedelta(seconds=30)), at=at)


def test_the_code_that_set_the_app_up_does_not_open(amina: Account) -> None:
    at = timezone.now()
    first = code_at(SECRET, at)
    assert add_app(amina.pk, secret=SECRET, code=first, at=at, by=SYSTEM)
    assert not try_code(amina.pk, first, at=at)


def test_codes_are_taken_with_gaps_as_apps_show_them(with_app: Account) -> None:
    at = timezone.now()
    shown = code_at(SECRET, at)
    assert try_code(with_app.pk, f" {shown[:3]} {shown[3:]} ", at=at)


def test_guessing_codes_is_slow_and_written_down(with_app: Account, client: Client) -> None:
    password(client)
    for number in range(5):
        code(client, f"00000{number}")
    answer = code(client, now_code())
    assert "1 minutt" in answer.context["form"].errors["code"][0]
    assert not is_in(client)
    again = Client()
    password(again)
    assert "minutt" in code(again, now_code()).context["form"].errors["code"][0], "a new password starts nothing afresh"
    assert Event.objects.filter(action="access.code", outcome="refused", about_id=str(with_app.pk)).count() == 5
    assert Event.objects.filter(action="access.code_must_wait").exists()


def test_a_recovery_code_opens_once_and_is_told(with_app: Account, client: Client) -> None:
    codes = make_codes(with_app.pk)
    assert len(set(codes)) == 10
    password(client)
    code(client, codes[3].upper())
    assert is_in(client)
    other = Client()
    password(other)
    code(other, codes[3])
    assert not is_in(other)
    assert Event.objects.filter(action="access.recovery_code_used").count() == 1
    assert RecoveryCode.objects.filter(used_at=None).count() == 9


def test_somebody_else_s_recovery_code_opens_nothing(with_app: Account, cast: Cast) -> None:
    assert not try_code(with_app.pk, make_codes(cast.aud.pk)[0], at=timezone.now())


def test_new_codes_make_the_old_ones_worthless(with_app: Account) -> None:
    old = make_codes(with_app.pk)[0]
    make_codes(with_app.pk)
    assert not try_code(with_app.pk, old, at=timezone.now())


def test_secrets_and_codes_are_not_in_the_database(with_app: Account) -> None:
    codes = make_codes(with_app.pk)
    rows = str([*Factor.objects.values_list(), *RecoveryCode.objects.values_list(), *Event.objects.values_list()])
    assert SECRET not in rows + str(bytes(Factor.objects.get().sealed))
    assert not [each for each in codes if each in rows or each.replace("-", "") in rows]


def test_waiting_ends(with_app: Account, client: Client) -> None:
    password(client)
    session = client.session
    session["waiting"] = {**session["waiting"], "at": session["waiting"]["at"] - 601}
    session.save()
    assert code(client, now_code())["Location"] == "/sign-in"


def test_a_new_password_ends_waiting(with_app: Account, client: Client) -> None:
    password(client)
    with_app.set_password("fire blå båter ved kai")
    with_app.save()
    assert code(client, now_code())["Location"] == "/sign-in"


def test_a_closed_account_does_not_get_in_by_waiting(with_app: Account, client: Client) -> None:
    password(client)
    Account.objects.filter(pk=with_app.pk).update(is_active=False)
    assert code(client, now_code())["Location"] == "/sign-in"


@pytest.mark.parametrize("there", ["/sign-in/second", "/sign-in/set-up"])
def test_nobody_begins_in_the_middle(db: None, client: Client, there: str) -> None:
    assert client.get(there)["Location"] == "/sign-in"
    assert client.post(there, {"code": "123456"})["Location"] == "/sign-in"


def test_the_session_s_key_is_new_after_the_password_and_after_the_code(with_app: Account, client: Client) -> None:
    client.get("/sign-in")
    session = client.session
    session["planted"] = True
    session.save()
    keys = [client.cookies["sessionid"].value] if "sessionid" in client.cookies else [session.session_key]
    password(client)
    keys.append(client.session.session_key)
    code(client, now_code())
    keys.append(client.session.session_key)
    assert len(set(keys)) == 3


def test_a_shared_computer_is_still_shared_after_the_code(with_app: Account, client: Client) -> None:
    password(client, shared="on")
    code(client, now_code())
    assert SignedIn.objects.get().shared
    assert "known_device" not in client.cookies


@pytest.mark.parametrize("role", ROLES)
def test_which_roles_need_a_second_step(role: str) -> None:
    needs = {"leader", "hr_adviser", "data_protection_officer", "system_admin"}
    assert ROLES[role].is_trusted is (role in needs)


def test_where_it_is_required_amina_sets_it_up_on_the_way_in(
    amina: Account, client: Client, settings: LazySettings
) -> None:
    settings.SECOND_FACTOR = "required"
    assert must_have(amina)
    assert password(client, next="/roles")["Location"] == "/sign-in/set-up"
    page = client.get("/sign-in/set-up").content.decode()
    secret = re.search(r'nv-secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")  # type: ignore[index]
    assert "<svg" in page
    assert not is_in(client)
    wrong = client.post("/sign-in/set-up", {"code": "000000"})
    assert wrong.context["form"].errors
    assert secret in wrong.content.decode().replace(" ", ""), "the same secret after a slip"
    shown = client.post("/sign-in/set-up", {"code": code_at(secret, timezone.now())})
    assert len(shown.context["codes"]) == 10
    assert 'href="/roles"' in shown.content.decode()
    assert is_in(client)
    assert secret not in str(client.session.items())
    assert "no-store" in shown.headers["Cache-Control"]


def test_a_role_given_meanwhile_asks_for_the_step_at_the_next_request(cast: Cast, settings: LazySettings) -> None:
    settings.SECOND_FACTOR = "required"
    cast.jonas.set_password(RIGHT)
    cast.jonas.save()
    browser = Client()
    browser.post("/sign-in", {"username": "jonas@lyngholt.example", "password": RIGHT})
    assert browser.get("/account").status_code == 200
    give_role(
        cast.jonas.pk, role="leader", unit_id="O1", from_day=timezone.localdate(), appointed_by="Berit", by=SYSTEM
    )
    assert browser.get("/account")["Location"] == "/sign-in?next=/account"
    assert Event.objects.filter(action="access.second_step_needed", actor_id=str(cast.jonas.pk)).count() == 1
    assert "data om personer" in browser.get("/sign-in?next=/account").content.decode()
    answer = browser.post(
        "/sign-in?next=/account", {"username": "jonas@lyngholt.example", "password": RIGHT, "next": "/account"}
    )
    assert answer["Location"] == "/sign-in/set-up"
    shown = browser.get("/sign-in/set-up").content.decode()
    secret = re.search(r'class="nv-secret">([^<]+)<', shown)[1].replace(" ", "")  # type: ignore[index]
    browser.post("/sign-in/set-up", {"code": code_at(secret, timezone.now())})
    assert browser.get("/account").status_code == 200


@pytest.mark.parametrize("shared", [{}, {"Nv-Shared": "yes"}])
def test_a_piece_of_a_page_sends_the_whole_window_there(
    shared: dict[str, str], cast: Cast, settings: LazySettings
) -> None:
    """Also on a shared computer: it is the same person, who is asked for more."""
    settings.SECOND_FACTOR = "required"
    headers = {"HX-Request": "true", "HX-Current-URL": "http://x/units/", **shared}
    assert cast.client("amina").get("/account", headers=headers)["HX-Redirect"] == "/sign-in?next=/units/"


def test_a_window_from_before_the_app_does_not_stay_open_for_who_has_only_the_password(
    amina: Account, client: Client, settings: LazySettings
) -> None:
    password(client)
    at = timezone.now()
    add_app(amina.pk, secret=SECRET, code=code_at(SECRET, at), at=at, by=SYSTEM)
    settings.SECOND_FACTOR = "required"
    assert client.get("/account")["Location"].startswith("/sign-in")


def test_who_adds_an_app_here_stays_in(amina: Account, client: Client, settings: LazySettings) -> None:
    password(client)
    client.post("/account/confirm", {"password": RIGHT})
    shown = client.get("/account/second-step/app").content.decode()
    secret = re.search(r'class="nv-secret">([^<]+)<', shown)[1].replace(" ", "")  # type: ignore[index]
    client.post("/account/second-step/app", {"code": code_at(secret, timezone.now())})
    settings.SECOND_FACTOR = "required"
    assert client.get("/account").status_code == 200


def test_jonas_sees_sums_only_and_needs_none(cast: Cast, client: Client, settings: LazySettings) -> None:
    settings.SECOND_FACTOR = "required"
    cast.jonas.set_password(RIGHT)
    cast.jonas.save()
    client.post("/sign-in", {"username": cast.jonas.email, "password": RIGHT})
    assert is_in(client)


def test_one_who_has_a_step_cannot_make_another_on_the_way_in(
    with_app: Account, client: Client, settings: LazySettings
) -> None:
    """Who has only the password would add a phone of their own."""
    settings.SECOND_FACTOR = "required"
    password(client)
    assert client.get("/sign-in/set-up")["Location"] == "/sign-in/second"
    assert client.post("/sign-in/set-up", {"code": "123456"})["Location"] == "/sign-in/second"
    assert client.post("/passkeys/new/ask")["Location"] == "/sign-in/second"
    assert Factor.objects.count() == 1


def test_switching_it_off_does_not_open_accounts_that_have_one(
    with_app: Account, client: Client, settings: LazySettings
) -> None:
    settings.SECOND_FACTOR = "off"
    assert password(client)["Location"] == "/sign-in/second"
    code(client, now_code())
    assert is_in(client)
    assert client.get("/account/second-step").status_code == 200
    client.post("/account/confirm", {"password": RIGHT})
    assert client.get("/account/second-step/app").status_code == 404


def test_adding_asks_for_the_password_again(amina: Account, client: Client) -> None:
    password(client)
    assert client.get("/account/second-step/app")["Location"] == "/account/confirm?next=/account/second-step/app"
    assert client.post("/account/second-step/app", {"code": "1"})["Location"].startswith("/account/confirm")
    wrong = client.post("/account/confirm?next=/account/second-step/app", {"password": "feil passord her"})
    assert wrong.context["form"].errors
    there = client.post("/account/confirm?next=/account/second-step/app", {"password": RIGHT})
    assert there["Location"] == "/account/second-step/app"
    page = client.get("/account/second-step/app").context["app"]
    shown = client.post("/account/second-step/app", {"code": code_at(page.secret, timezone.now())})
    assert len(shown.context["codes"]) == 10
    assert Factor.objects.get().account == amina
    assert Event.objects.filter(action="access.factor_added", actor_name="Amina").exists()


def test_the_password_given_again_holds_ten_minutes(amina: Account, client: Client) -> None:
    password(client)
    client.post("/account/confirm", {"password": RIGHT})
    assert client.get("/account/second-step/app").status_code == 200
    session = client.session
    session["confirmed"] -= 601
    session.save()
    assert client.get("/account/second-step/app").status_code == 302


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_the_password_again_leads_nowhere_else(amina: Account, client: Client, there: str) -> None:
    password(client)
    answer = client.post(f"/account/confirm?next={there}", {"password": RIGHT})
    assert answer["Location"] == "/account/second-step"


def test_guessing_the_password_again_is_slow(amina: Account, client: Client) -> None:
    password(client)
    for _ in range(5):
        client.post("/account/confirm", {"password": "feil passord her"})
    assert "mange forsøk" in client.post("/account/confirm", {"password": RIGHT}).context["form"].errors["password"][0]


def test_one_without_a_password_must_have_come_in_lately(cast: Cast) -> None:
    browser = cast.client("rune")
    assert browser.get("/account/second-step/app").status_code == 200
    SignedIn.objects.update(began_at=timezone.now() - timedelta(minutes=11))
    assert browser.get("/account/second-step/app").status_code == 302
    assert "Logg inn på nytt" in browser.get("/account/confirm").content.decode()
    assert browser.post("/account/confirm", {"password": ""}).status_code == 200


def test_taking_the_last_away_takes_the_codes_too(with_app: Account, client: Client) -> None:
    make_codes(with_app.pk)
    client.force_login(with_app)
    client.post("/account/confirm", {"password": RIGHT})
    pk = Factor.objects.get().pk
    assert "eneste" in client.get(f"/account/second-step/{pk}/remove").content.decode()
    assert Factor.objects.exists()
    client.post(f"/account/second-step/{pk}/remove")
    assert not Factor.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert Event.objects.filter(action="access.factor_removed").exists()


def test_the_last_one_stays_where_the_role_needs_it(with_app: Account, client: Client, settings: LazySettings) -> None:
    settings.SECOND_FACTOR = "required"
    password(client)
    code(client, now_code())
    client.post("/account/confirm", {"password": RIGHT})
    pk = Factor.objects.get().pk
    assert "Legg til en annen først" in client.post(f"/account/second-step/{pk}/remove").content.decode()
    assert Factor.objects.exists()


def test_ingrid_helps_amina_who_lost_phone_and_paper(with_app: Account, cast: Cast, client: Client) -> None:
    make_codes(with_app.pk)
    client.force_login(with_app)
    ingrid = cast.client("ingrid")
    assert "Nullstill" in ingrid.get(f"/access/accounts/{with_app.pk}").content.decode()
    assert "ring" in ingrid.get(f"/access/accounts/{with_app.pk}/reset").content.decode()
    assert Factor.objects.exists(), "looking changes nothing"
    ingrid.post(f"/access/accounts/{with_app.pk}/reset")
    assert not Factor.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert not is_in(client), "signed out everywhere"
    event = Event.objects.get(action="access.factors_reset")
    assert (event.actor_name, event.about_id) == ("Ingrid", str(with_app.pk))
    waiting = cast.client("amina").get("/notices/").content.decode()
    assert "Det andre trinnet i innloggingen din er nullstilt" in waiting


def test_nobody_resets_their_own(cast: Cast) -> None:
    at = timezone.now()
    add_app(cast.ingrid.pk, secret=SECRET, code=code_at(SECRET, at), at=at, by=SYSTEM)
    answer = cast.client("ingrid").post(f"/access/accounts/{cast.ingrid.pk}/reset")
    assert "sin egen" in answer.content.decode()
    assert Factor.objects.exists()


def test_nobody_touches_somebody_else_s(with_app: Account, cast: Cast) -> None:
    pk = Factor.objects.get().pk
    assert cast.client("ingrid").post(f"/account/second-step/{pk}/remove").status_code == 404
    assert cast.client("aud").post(f"/access/accounts/{with_app.pk}/reset").status_code == 404
    assert Factor.objects.filter(pk=pk).exists()


def test_the_owner_gets_a_letter(with_app: Account, settings: LazySettings) -> None:
    from naerverk_web.access.letters import SAID, send_letter

    for what in SAID:
        send_letter.func(account_id=with_app.pk, what=what)
    assert [each.to for each in mail.outbox] == [[with_app.email]] * len(SAID)
    assert {each.subject for each in mail.outbox} == {"Innloggingen din i Nærverk er endret"}
    assert "nullstilt" in "".join(each.body for each in mail.outbox)
    mail.outbox.clear()
    Account.objects.update(is_active=False)
    send_letter.func(account_id=with_app.pk, what="codes_made")
    assert mail.outbox == []


def test_a_secret_begun_by_one_is_not_handed_to_the_next(cast: Cast, client: Client) -> None:
    client.force_login(cast.rune)
    first = client.get("/account/second-step/app").context["app"].secret
    kept = client.session["new_app"]
    assert client.get("/account/second-step/app").context["app"].secret == first
    client.force_login(cast.jonas)
    session = client.session
    session["new_app"] = kept
    session.save()
    assert client.get("/account/second-step/app").context["app"].secret != first


def test_resetting_nothing_is_no_error(amina: Account) -> None:
    assert reset_factors(amina.pk, by=SYSTEM) == 0


@pytest.mark.parametrize("wrong", [{"kind": "sms"}, {"kind": "passkey"}, {"key": "k"}])
def test_the_database_refuses_nonsense(amina: Account, wrong: dict[str, object]) -> None:
    sealed = seal_value({"secret": new_secret()}, purpose=PURPOSE)
    row = {"account": amina, "kind": "app", "sealed": sealed, "made_at": timezone.now(), **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        Factor.objects.create(**row)
