"""Signing in by the employer's provider: who it is, what their groups give, and what is not believed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from naerverk_web.access.factors import add_app
from naerverk_web.access.groups import check_table
from naerverk_web.access.models import Account, Grant, Linked, SignedIn
from naerverk_web.access.public import Permission, viewer_for
from naerverk_web.access.tests.small_provider import CLIENT, SECRET, SmallProvider, running
from naerverk_web.access.totp import code_at, new_secret
from naerverk_web.audit.models import Event
from naerverk_web.conftest import SYSTEM, Cast

KARI = {"sub": "k-1", "email": "Kari@lyngholt.example", "email_verified": True, "name": "Kari", "groups": ["barnehage"]}
AMINA = {"sub": "a-1", "email": "amina@lyngholt.example", "email_verified": True, "name": "Amina", "groups": []}
TODAY = timezone.localdate()


@pytest.fixture
def provider(cast: Cast, settings: LazySettings, tmp_path: Path) -> Iterator[SmallProvider]:
    """Lyngholt's provider. Kari is in the group of Solbakken's leaders."""
    table = tmp_path / "roles.csv"
    table.write_text("group,role,unit\nbarnehage,leader,O1\nbarnehage,amu_member,O\nhr,hr_adviser,\ngone,leader,X9\n")
    cache.clear()
    with running() as small:
        settings.OIDC_ISSUER, settings.OIDC_NAME, settings.OIDC_ROLES = small.issuer, "Lyngholt", str(table)
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = CLIENT, SECRET
        small.who = dict(KARI)
        yield small


def come(browser: Client, provider: SmallProvider, query: str = "") -> Any:
    asked = browser.get(f"/sign-in/provider{query}")
    return browser.get(provider.agree(asked["Location"]))


def is_in(browser: Client) -> bool:
    return browser.get("/account").status_code == 200


def said(browser: Client) -> str:
    return browser.get("/sign-in").content.decode()


def roles(email: str) -> set[tuple[str, str]]:
    viewer = viewer_for(Account.objects.get(email=email), TODAY)
    return {(held.role, held.unit_id or "") for held in viewer.held}


def test_the_button_is_there_only_where_a_provider_is(provider: SmallProvider, settings: LazySettings) -> None:
    assert "Logg inn med Lyngholt" in said(Client())
    settings.OIDC_ISSUER = ""
    assert "Logg inn med Lyngholt" not in said(Client())


def test_kari_is_new_and_gets_what_her_groups_give(provider: SmallProvider, client: Client) -> None:
    assert come(client, provider, "?next=/roles")["Location"] == "/roles"
    kari = Account.objects.get(email="kari@lyngholt.example")
    assert (kari.name, kari.has_usable_password()) == ("Kari", False)
    assert roles(kari.email) == {("leader", "O1"), ("amu_member", "O")}
    assert {grant.appointed_by for grant in kari.grants.all()} == {"Lyngholt: barnehage"}
    assert SignedIn.objects.get().by_provider
    actions = set(Event.objects.values_list("action", flat=True))
    assert {"access.provider_linked", "access.role_given", "access.signed_in"} <= actions


def test_again_changes_nothing(provider: SmallProvider) -> None:
    come(Client(), provider)
    before = list(Grant.objects.values_list("pk", flat=True))
    come(Client(), provider)
    assert list(Grant.objects.values_list("pk", flat=True)) == before


def test_a_role_ends_when_the_group_is_gone(provider: SmallProvider, client: Client) -> None:
    come(Client(), provider)
    Grant.objects.filter(account__email="kari@lyngholt.example").update(valid_from=TODAY - timedelta(days=30))
    provider.who["groups"] = ["hr"]
    come(client, provider)
    assert roles("kari@lyngholt.example") == {("hr_adviser", "")}
    ended = Grant.objects.get(account__email="kari@lyngholt.example", role="leader")
    assert ended.valid_to == TODAY - timedelta(days=1)


def test_roles_given_by_hand_are_left_alone(provider: SmallProvider, client: Client) -> None:
    provider.who = dict(AMINA)
    come(client, provider)
    assert is_in(client)
    assert roles("amina@lyngholt.example") == {("leader", "O1")}
    assert Grant.objects.get(account__email="amina@lyngholt.example").group == ""


def test_a_stranger_gets_no_account(provider: SmallProvider, client: Client) -> None:
    provider.who["groups"] = ["kantine"]
    come(client, provider)
    assert not is_in(client)
    assert not Account.objects.filter(email="kari@lyngholt.example").exists()
    assert "Du har ikke tilgang her ennå" in said(client)


def test_a_group_for_a_unit_that_is_gone_gives_nothing(provider: SmallProvider, client: Client) -> None:
    provider.who["groups"] = ["gone"]
    come(client, provider)
    assert not Account.objects.filter(email="kari@lyngholt.example").exists()


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_nobody_vouches_for_is_not_believed(
    provider: SmallProvider, client: Client, verified: object
) -> None:
    provider.who = {**AMINA, "email_verified": verified}
    come(client, provider)
    assert not is_in(client)
    assert not Linked.objects.exists()


def test_a_provider_that_vouches_for_all_of_them_may_say_so_once(
    provider: SmallProvider, client: Client, settings: LazySettings
) -> None:
    settings.OIDC_EMAILS_VERIFIED = True
    provider.who = {**AMINA, "email_verified": None}
    come(client, provider)
    assert is_in(client)


def test_afterwards_the_subject_counts_and_not_the_address(provider: SmallProvider, client: Client) -> None:
    provider.who = dict(AMINA)
    come(Client(), provider)
    provider.who = {**AMINA, "email": "amina.new@lyngholt.example", "email_verified": False}
    come(client, provider)
    assert client.session["_auth_user_id"] == str(Account.objects.get(email="amina@lyngholt.example").pk)


def test_who_got_amina_s_old_address_does_not_get_her_account(provider: SmallProvider, client: Client) -> None:
    provider.who = dict(AMINA)
    come(Client(), provider)
    provider.who = {**AMINA, "sub": "b-2"}
    come(client, provider)
    assert not is_in(client)
    assert "tilhørt en annen" in said(client)


def test_a_closed_account_stays_closed(provider: SmallProvider, client: Client, cast: Cast) -> None:
    Account.objects.filter(pk=cast.amina.pk).update(is_active=False)
    provider.who = dict(AMINA)
    come(client, provider)
    assert not is_in(client)


def test_roles_by_group_hold_only_where_the_provider_let_them_in(provider: SmallProvider, client: Client) -> None:
    """Else somebody who has left the group, or the employer, would keep them by a password."""
    come(Client(), provider)
    kari = Account.objects.get(email="kari@lyngholt.example")
    client.force_login(kari)
    assert client.get("/account").context["may_give"] is False
    assert viewer_for(kari, TODAY).may(Permission.SEE_PEOPLE, "O1")
    assert not viewer_for(kari, TODAY, by_provider=False).held
    assert client.get("/presence/units/O1").status_code == 404


@pytest.mark.parametrize(
    ("lies", "words"),
    [
        ({"iss": "https://evil.example"}, "en annen leverandør"),
        ({"aud": "another"}, "en annen tjeneste"),
        ({"aud": [CLIENT, "another"], "azp": "another"}, "en annen tjeneste"),
        ({"exp": 1_700_000_000}, "for gammelt"),
        ({"nonce": "another"}, "en annen innlogging"),
        ({"nonce": None}, "kunne ikke kontrolleres"),
        ({"exp": None}, "kunne ikke kontrolleres"),
        ({"sub": None}, "kunne ikke kontrolleres"),
        ({"iat": 4_000_000_000}, "kunne ikke kontrolleres"),
        ({"discovery": "https://evil.example"}, "en annen leverandør"),
    ],
)
def test_what_is_not_for_us_is_not_believed(
    provider: SmallProvider, client: Client, lies: dict[str, Any], words: str
) -> None:
    provider.lies = lies
    asked = client.get("/sign-in/provider")
    if "discovery" not in lies:
        client.get(provider.agree(asked["Location"]))
    assert not is_in(client)
    assert words in said(client)
    assert Event.objects.filter(action="access.provider", outcome="refused").exists()
    assert not Account.objects.filter(email="kari@lyngholt.example").exists()


@pytest.mark.parametrize("key", [ec.generate_private_key(ec.SECP256R1()), SECRET * 8])
def test_a_token_signed_by_somebody_else_is_not_believed(provider: SmallProvider, client: Client, key: object) -> None:
    provider.signs_with = key
    come(client, provider)
    assert not is_in(client)


def test_an_answer_belongs_to_the_browser_that_asked(provider: SmallProvider, client: Client) -> None:
    """Else somebody could make Amina sign in as themselves, or use a code they have seen."""
    back = provider.agree(Client().get("/sign-in/provider")["Location"])
    client.get("/sign-in/provider")
    client.get(back)
    assert not is_in(client)
    assert "hører ikke til denne nettleseren" in said(client)


def test_an_answer_is_taken_once_and_in_time(provider: SmallProvider, client: Client) -> None:
    back = provider.agree(client.get("/sign-in/provider")["Location"])
    session = client.session
    session["provider_asked"] = {**session["provider_asked"], "at": session["provider_asked"]["at"] - 601}
    session.save()
    client.get(back)
    assert "mer enn ti minutter" in said(client)
    client.get(back)
    assert not is_in(client)


@pytest.mark.parametrize("query", ["", "?error=access_denied&state={state}", "?state=x&code=y", "?iss=z&state={state}"])
def test_a_sign_in_that_was_not_finished_is_told_so(provider: SmallProvider, client: Client, query: str) -> None:
    client.get("/sign-in/provider")
    state = client.session["provider_asked"]["state"]
    assert client.get(f"/sign-in/provider/back{query.format(state=state)}")["Location"] == "/sign-in"
    assert not is_in(client)


def test_a_provider_that_is_down_is_told_so(provider: SmallProvider, client: Client) -> None:
    provider.is_down = True
    assert client.get("/sign-in/provider")["Location"] == "/sign-in"
    assert "svarer ikke nå" in said(client)


@pytest.mark.parametrize("page", ["/.well-known/openid-configuration", "/token", "/keys", "/userinfo"])
def test_a_provider_that_breaks_off_in_the_middle_is_told_so(
    provider: SmallProvider, client: Client, page: str
) -> None:
    provider.breaks_off = page
    provider.who, provider.more = {"sub": "k-1"}, dict(KARI)
    asked = client.get("/sign-in/provider")
    if asked["Location"] != "/sign-in":
        client.get(provider.agree(asked["Location"]))
    assert not is_in(client)
    assert "svarer ikke nå" in said(client)


def test_groups_may_come_from_the_second_question(provider: SmallProvider, client: Client) -> None:
    provider.who = {"sub": "k-1"}
    provider.more = dict(KARI)
    come(client, provider)
    assert roles("kari@lyngholt.example") == {("leader", "O1"), ("amu_member", "O")}


def test_the_second_question_is_about_the_same_person(provider: SmallProvider, client: Client) -> None:
    provider.who = {"sub": "k-2"}
    provider.more = dict(KARI)
    come(client, provider)
    assert not is_in(client)


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_it_leads_nowhere_else(provider: SmallProvider, client: Client, there: str) -> None:
    assert come(client, provider, f"?next={there}")["Location"] == "/"


def test_a_shared_computer_is_shared_this_way_too(provider: SmallProvider, client: Client) -> None:
    come(client, provider, "?shared")
    assert SignedIn.objects.get().shared


def test_the_second_step_may_be_asked_here(provider: SmallProvider, cast: Cast, settings: LazySettings) -> None:
    at, secret = timezone.now(), new_secret()
    add_app(cast.amina.pk, secret=secret, code=code_at(secret, at), at=at, by=SYSTEM)
    provider.who = dict(AMINA)
    assert come(Client(), provider)["Location"] == "/"
    settings.OIDC_SECOND_FACTOR = "here"
    browser = Client()
    assert come(browser, provider)["Location"] == "/sign-in/second"
    browser.post("/sign-in/second", {"code": code_at(secret, at + timedelta(seconds=30))})
    assert SignedIn.objects.filter(by_provider=True).count() == 2


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("", "line 1"),
        ("group;role;unit\n", "line 1"),
        ("group,role,unit\na,king,\n", "line 2: 'king' is no role"),
        ("group,role,unit\n\na,leader\n", "line 3: write three columns"),
        ("group,role,unit\na,hr_adviser,O1\n", "Leave the unit empty"),
        ("group,role,unit\n,leader,O1\n", "line 2"),
    ],
)
def test_a_mistake_in_the_list_is_told_at_start_and_lets_nobody_in(
    provider: SmallProvider, client: Client, settings: LazySettings, table: str, words: str
) -> None:
    Path(settings.OIDC_ROLES).write_text(table)
    assert words in str(check_table(None)[0])
    come(client, provider)
    assert not is_in(client)
    assert "har en feil" in said(client)


def test_a_good_list_and_none_needed_are_no_mistake(provider: SmallProvider, settings: LazySettings) -> None:
    assert check_table(None) == []
    settings.OIDC_ROLES = "/nowhere.csv"
    assert "cannot be read" in str(check_table(None)[0])
    settings.OIDC_ISSUER = ""
    assert check_table(None) == []


def test_one_who_is_in_is_not_sent_away(provider: SmallProvider, cast: Cast) -> None:
    assert cast.client("amina").get("/sign-in/provider")["Location"] == "/"
