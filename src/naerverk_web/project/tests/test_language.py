"""The language of a page: what the reader chose, else what the employer speaks, else what the browser asks for."""

from datetime import date, datetime

import pytest
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.organisation.public import name_employer


def spoken(browser: Client, **headers: str) -> str:
    return browser.get("/sign-in", follow=True, headers=headers)["Content-Language"]


def test_a_choice_follows_the_account_to_another_browser(cast: Cast) -> None:
    phone, computer = cast.client("amina"), cast.client("amina")
    assert phone.post("/design/language", {"language": "nn", "next": "/"}).status_code == 302
    assert computer.get("/")["Content-Language"] == "nn"
    assert cast.client("jonas").get("/")["Content-Language"] == "nb"


def test_a_choice_before_sign_in_stays_in_that_browser(cast: Cast) -> None:
    browser = Client()
    browser.post("/design/language", {"language": "en", "next": "/sign-in"})
    assert (spoken(browser), spoken(Client())) == ("en", "nb")


def test_the_employers_language_goes_before_the_browsers(cast: Cast) -> None:
    assert spoken(Client(), **{"Accept-Language": "en"}) == "en"
    name_employer(name="Lyngholt", language="nn", by=SYSTEM)
    assert spoken(Client(), **{"Accept-Language": "en"}) == "nn"


@pytest.mark.parametrize("chosen", ["", "de", "<b>", "nb\0"])
def test_a_language_we_do_not_speak_changes_nothing(cast: Cast, chosen: str) -> None:
    browser = cast.client("amina")
    browser.post("/design/language", {"language": chosen, "next": "/"})
    assert browser.get("/")["Content-Language"] == "nb"


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_days_are_written_the_norwegian_way_in_every_language(language: str) -> None:
    shown = Template("{{ day|date:'SHORT_DATE_FORMAT' }} {{ at|date:'SHORT_DATETIME_FORMAT' }}")
    with translation.override(language):
        at = datetime(2026, 5, 3, 14, 5)
        assert shown.render(Context({"day": date(2026, 5, 3), "at": at})) == "03.05.2026 03.05.2026 14:05"
