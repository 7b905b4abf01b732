"""The pages in a real browser: phone and desktop, bokmål and nynorsk, nothing for axe to find, nothing sticks out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from browser import fine
from naerverk_web.access.models import Factor, Grant, RecoveryCode, SignedIn
from naerverk_web.access.totp import code_at
from naerverk_web.conftest import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=900)
RIGHT = "tre grønne lykter på rad"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(
    params=[("nb", PHONE, "light"), ("nn", PHONE, "dark"), ("nb", DESKTOP, "dark"), ("nn", DESKTOP, "light")],
    ids=["nb-phone", "nn-phone", "nb-desktop", "nn-desktop"],
)
def page(request: pytest.FixtureRequest, chromium: Browser, live_server: LiveServer, cast: Cast) -> Iterator[Page]:
    """Ingrid's browser, before she signs in; at the end its console has nothing to complain about."""
    cast.ingrid.set_password(RIGHT)
    cast.ingrid.save()
    lang, size, scheme = request.param
    window = chromium.new_context(
        viewport=size, locale=lang, base_url=live_server.url, reduced_motion="reduce", color_scheme=scheme
    )
    complaints: list[str] = []
    opened = window.new_page()
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    window.close()
    assert [said for said in complaints if "404" not in said] == []


def test_ingrid_signs_in_gives_a_role_ends_it_and_goes(page: Page, cast: Cast) -> None:
    page.goto("/access")
    fine(page)
    page.locator("#id_username").fill("ingrid@lyngholt.example")
    page.locator("#id_password").fill("feil passord her")
    page.keyboard.press("Enter")
    expect(page.locator("ds-error-summary, [role=alert]").first).to_be_visible()
    fine(page)
    page.locator("#id_password").fill(RIGHT)
    page.get_by_label("delt datamaskin").check()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\d/access$"))
    fine(page)
    page.get_by_role("link", name="Gi e").click()
    fine(page)
    page.locator("#id_email").fill("siv@lyngholt.example")
    page.locator("#id_role").select_option("leader")
    page.locator("#id_deputy").check()
    page.locator("#id_appointed_by").fill("Berit")
    page.locator("main form button").click()
    expect(page.locator("#id_unit_error")).to_be_visible()
    fine(page)
    page.locator("#id_unit").select_option("O1")
    page.locator("#id_to_day").fill("2099-12-31")
    page.locator("main form button").click()
    page.wait_for_url(re.compile(r"\d/access$"))
    pk = Grant.objects.get(account=cast.siv, role="leader").pk
    page.locator(f"a[href='/access/{pk}/end']").click()
    fine(page)
    page.locator("main form button").click()
    page.wait_for_url(re.compile(r"\d/access$"))
    with_app = Factor.objects.create(account=cast.amina, kind="app", sealed=b"x", made_at=timezone.now())
    person = f"/access/accounts/{with_app.account_id}"
    for place in (
        "/account",
        "/account/password",
        "/roles",
        "/access/review",
        "/access/review?all",
        person,
        f"{person}/reset",
    ):
        page.goto(place)
        fine(page)
    page.goto("/account")
    page.get_by_role("button", name="Logg ut her").click()
    page.wait_for_url(re.compile(r"\d/sign-in$"))
    page.go_back()
    expect(page.locator("#id_username")).to_be_visible()


def code_of(page: Page) -> str:
    secret = page.locator(".nv-secret").inner_text().replace(" ", "")
    return code_at(secret, timezone.now())


@pytest.mark.parametrize("page", [("nb", PHONE, "dark"), ("nn", DESKTOP, "light")], indirect=True, ids=["nb", "nn"])
def test_ingrid_sets_up_an_app_and_a_passkey_and_uses_both(page: Page, settings: LazySettings) -> None:
    settings.SECOND_FACTOR = "required"
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    with_password(page)
    page.wait_for_url(re.compile("/sign-in/set-up$"))
    fine(page)
    page.locator("#id_code").fill("000000")
    page.keyboard.press("Enter")
    expect(page.locator("#id_code_error")).to_be_visible()
    fine(page)
    page.locator("#id_code").fill(code_of(page))
    page.keyboard.press("Enter")
    expect(page.locator(".nv-codes li")).to_have_count(10)
    fine(page)
    with page.expect_download() as saved:
        page.locator("a[download]").click()
    paper = saved.value.path().read_text().split()
    assert paper == page.locator(".nv-codes li").all_inner_texts()
    page.locator("main a.ds-button").first.click()
    page.wait_for_url(re.compile(r"\d/access$"))
    add_passkey(page)
    sign_out(page)
    page.locator("form[data-passkey] button").click()
    page.wait_for_url(re.compile(r"\d/$"))
    sign_out(page)
    with_password(page)
    page.wait_for_url(re.compile("/sign-in/second$"))
    fine(page)
    page.locator("#id_code").fill(paper[0])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\d/access$"))
    assert RecoveryCode.objects.filter(used_at=None).count() == 9


def with_password(page: Page) -> None:
    page.goto("/access")
    page.locator("#id_username").fill("ingrid@lyngholt.example")
    page.locator("#id_password").fill(RIGHT)
    page.keyboard.press("Enter")


def add_passkey(page: Page) -> None:
    page.goto("/account/second-step")
    page.locator("form[data-passkey] button").click()
    page.wait_for_url(re.compile("/account/confirm"))
    fine(page)
    page.locator("#id_password").fill(RIGHT)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("second-step$"))
    page.locator("form[data-passkey] button").click()
    expect(page.locator("main .nv-card")).to_have_count(2)
    fine(page)
    page.locator("a[href$=remove]").first.click()
    fine(page)


def sign_out(page: Page) -> None:
    page.goto("/account")
    page.locator("form[action='/sign-out'] button").last.click()
    page.wait_for_url(re.compile(r"/sign-in$"))


@pytest.mark.parametrize("page", [("nb", PHONE, "light"), ("nn", DESKTOP, "dark")], indirect=True, ids=["nb", "nn"])
def test_a_shared_computer_warns_before_it_signs_out(page: Page, cast: Cast) -> None:
    page.clock.install()
    page.goto("/account/password")
    page.locator("#id_username").fill("ingrid@lyngholt.example")
    page.locator("#id_password").fill(RIGHT)
    page.get_by_label("delt datamaskin").check()
    page.keyboard.press("Enter")
    # The sign-in page has this address too, as where to go next.
    page.wait_for_url(re.compile(r"^[^?]+/account/password$"))
    warning = page.locator("#idle")
    page.locator("#id_old_password").fill("halvskrevet")
    # Who types is here: after a minute the server is told, and the time begins anew.
    with page.expect_response("**/account/stay"):
        page.clock.run_for(62_000)
    page.clock.run_for(200_000)
    expect(warning).to_be_hidden()
    page.clock.run_for(30_000)
    expect(warning).to_be_visible()
    expect(warning.get_by_role("button")).to_be_focused()
    fine(page)
    page.clock.run_for(35_000)
    expect(warning.get_by_role("status")).not_to_be_empty()
    with page.expect_response("**/account/stay"):
        page.keyboard.press("Enter")
    expect(warning).to_be_hidden()
    expect(page.locator("#id_old_password")).to_have_value("halvskrevet")
    expect(page.locator("#id_old_password")).to_be_focused()
    SignedIn.objects.update(seen_at=timezone.now() - timedelta(minutes=6), began_at=timezone.now() - timedelta(hours=1))
    page.clock.run_for(300_000)
    page.wait_for_url(re.compile(r"/sign-in\?idle$"))
    expect(page.locator("#id_username")).to_be_visible()
