"""What people in Lyngholt come for, done with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from journeys.conftest import Site
from journeys.looking import unreached
from journeys.person import Person
from journeys.strangers import addresses_with_ids
from naerverk.calendar import Month
from naerverk.locale import Words

pytestmark = pytest.mark.browser
SignIn = Callable[[str], Person]
DECEMBER = Month(2025, 12)


def of_the_library(person: Person, code: str) -> str:
    """The beginning of the library's sentence about a unit that is pooled."""
    return Words(person.lang).say(code, unit="Lyngholt bibliotek", smallest=10, parent="", units="").split(".")[0]


@pytest.mark.first("nb-phone")
def test_amina_reads_her_unit(signed_in: SignIn) -> None:
    amina = signed_in("Amina")
    amina.goes_by_menu("Presence")
    assert amina.page.title().startswith(amina.page.locator("h1").inner_text())
    amina.finds(Words(amina.lang).month(DECEMBER))
    amina.finds(amina.says("What now?"))
    sentence = amina.page.locator("h1 + p").inner_text()
    assert "Nærvær" in sentence
    assert amina.page.locator(".nv-figure-large").inner_text().count("%")
    amina.chooses("Numbers")
    expect(amina.page.get_by_role("table").filter(visible=True).first).to_contain_text("%")
    amina.presses("How this was computed")
    amina.looks()
    amina.follows("Absence")
    assert {"nb": "ravær", "nn": "råvær"}[amina.lang] in amina.page.locator("h1 + p").inner_text()


@pytest.mark.first("nn-desktop")
def test_berit_adopts_the_target_and_hangs_its_smiley_up(
    signed_in: SignIn, at_keyboard: Callable[[Site], Person], lyngholt: Site
) -> None:
    """880 full-time equivalents, from 9.4 to 8.2 per cent: 10.6 more at work every day."""
    berit = signed_in("Berit")
    berit.goes_by_menu("Presence")
    berit.follows("Presence")
    propose = berit.first_of("Propose a target", "Propose a new target")
    berit.follows(propose)
    berit.follows("Propose")
    berit.reads("Some answers need a change")
    berit.chooses("absence in percent")
    berit.writes("Percent", "8,2")
    berit.chooses("To be reached by", Words(berit.lang).month(Month(2026, 12)))
    if propose == "Propose a new target":
        # She has been here before, in another language or at another screen.
        berit.writes("Why a new target", "Kommunestyret vil det same")
    berit.follows("Propose")
    means = berit.says("%(people)s more at work every day, of %(jobs)s full-time jobs", people="10,6", jobs="880")
    berit.finds(means)
    berit.follows("Adopt the target")
    berit.reads("The target is adopted, and its baseline is locked.")
    berit.finds(means)
    hangs_the_smiley_up(berit, at_keyboard(lyngholt))


def hangs_the_smiley_up(berit: Person, passer_by: Person) -> None:
    """An address for the wall of the town hall: whoever comes by sees it without signing in, until it is taken back."""
    berit.follows("Targets")
    berit.follows("Smiley for the intranet")
    berit.follows("Make an address")
    address = f"{berit.page.locator('.nv-address').first.inner_text()}?lang={passer_by.lang}"
    passer_by.opens(address)
    passer_by.finds("Lyngholt kommune")
    expect(passer_by.page.locator(".nv-smiley-large")).to_be_visible()
    assert unreached(passer_by.page) == []
    berit.follows("Take the address back")
    berit.reads("The address no longer works.")
    gone = passer_by.page.reload()
    assert gone is not None
    assert gone.status == 404


@pytest.mark.first("nn-phone")
def test_the_library_of_six_is_pooled_and_says_so(signed_in: SignIn) -> None:
    berit = signed_in("Berit")
    berit.opens("/presence/units/u0049")
    berit.reads("small, counted together with others")
    berit.follows("Lyngholt bibliotek")
    berit.finds(of_the_library(berit, "reports.why_pooled"))


@pytest.mark.first("nb-desktop")
def test_aud_the_stranger_finds_nothing_of_aminas(signed_in: SignIn, lyngholt: Site) -> None:
    """Every address with an id in it, with an id of Amina's unit, in a browser where Aud is at home."""
    aud = signed_in("Aud")
    aud.goes_by_menu("Presence")
    found = list(addresses_with_ids(lyngholt.ids))
    assert len(found) > 25
    ask, token = aud.page.request, {"X-CSRFToken": aud.token(), "Referer": lyngholt.address}
    for address in found:
        answers = {ask.get(address).status, ask.post(address, headers=token).status}
        assert 404 in answers, address
        assert answers <= {404, 405}, address
    aud.opens(f"/presence/unit/{lyngholt.ids['unit_id']}")
    aud.reads("We cannot find this page")
    aud.follows("Go to the home page")
