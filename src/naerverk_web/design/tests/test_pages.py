"""The page around the content, the switches, the gallery, and the pages for when something is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import resolve
from pytest_django import Settings

from naerverk_web.conftest import Cast
from naerverk_web.design.public import Link

# The language of a page is the employer's, when nobody has chosen.
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Place:
    """As the floors above write their menu."""

    name: str
    route: str


@pytest.fixture
def demo(settings: Settings) -> None:
    settings.DEMO = True


def page(address: str = "/design/", **context: object) -> str:
    request = RequestFactory().get(address)
    request.resolver_match = resolve(address)
    return render_to_string("design/page.html", context, request)


def body(response: Any) -> str:
    return str(response.content.decode())


def test_the_gallery_is_open_to_all_where_nothing_is_real(client: Client, demo: None) -> None:
    response = client.get("/design/")
    assert response.status_code == 200
    assert "Solbakken barnehage" in body(response)


def test_there_is_no_gallery_where_people_are_real(client: Client, settings: Settings) -> None:
    settings.DEMO = settings.DEBUG = False
    assert client.get("/design/").status_code == 404


@pytest.mark.parametrize(
    ("lang", "word"), [("nb", "Hopp til innholdet"), ("nn", "Hopp til innhaldet"), ("en", "Skip to")]
)
def test_aud_chooses_her_language_without_signing_in(client: Client, demo: None, lang: str, word: str) -> None:
    response = client.post("/design/language", {"language": lang, "next": "/design/"})
    assert response.headers["Location"] == "/design/"
    assert word in body(client.get("/design/"))


def test_the_page_speaks_bokmal_to_those_who_have_not_chosen(client: Client, demo: None) -> None:
    assert '<html lang="nb" data-color="neutral" data-color-scheme="auto">' in body(client.get("/design/"))


def test_dark_is_remembered_by_the_browser_and_not_by_a_script(client: Client, demo: None) -> None:
    client.post("/design/colours", {"scheme": "dark", "next": "/design/"})
    shown = body(client.get("/design/"))
    assert 'data-color-scheme="dark"' in shown
    assert 'value="dark" aria-pressed="true"' in shown
    assert "<script>" not in shown
    assert "style=" not in shown


def test_colours_that_do_not_exist_are_not_remembered(client: Client, demo: None) -> None:
    client.post("/design/colours", {"scheme": "pink", "next": "/design/"})
    assert "colour_scheme" not in client.cookies
    client.cookies["colour_scheme"] = '"><script>'
    assert 'data-color-scheme="auto"' in body(client.get("/design/"))


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_the_switch_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    assert client.post("/design/colours", {"scheme": "dark", "next": elsewhere}).headers["Location"] == "/"


def test_the_switches_change_only_by_post(client: Client) -> None:
    assert client.get("/design/colours").status_code == 405
    assert client.get("/design/language").status_code == 405


def test_the_menu_marks_where_the_reader_is() -> None:
    places = [Place("Gallery", "design:gallery"), Place("Home", "project:home")]
    shown = page(menu=places)
    assert '<a href="/design/" aria-current="page">Gallery</a>' in shown
    assert '<a href="/">Home</a>' in shown


def test_a_page_deeper_in_a_room_lies_in_its_first_place() -> None:
    places = [Place("Home", "project:home"), Place("Gallery", "design:gallery")]
    assert '<a href="/design/" aria-current="page">' in page("/design/colours", menu=places)


def test_a_page_may_say_where_it_lies() -> None:
    places = [Place("Home", "project:home"), Place("Gallery", "design:gallery")]
    assert '<a href="/" aria-current="page">' in page(menu=places, place="project:home")


def test_the_menu_takes_links_as_they_are() -> None:
    assert '<a href="/x" aria-current="page">There</a>' in page(menu=[Link("There", "/x", current=True)])


def test_a_demo_says_so_on_every_page(settings: Settings) -> None:
    settings.DEMO = True
    assert "nv-demo" in page()
    settings.DEMO = False
    assert "nv-demo" not in page()


def test_messages_are_said_politely() -> None:
    left = [Message(constants.SUCCESS, "Lagret."), Message(constants.ERROR, "<b>Ikke</b> lagret.")]
    shown = page(messages=left)
    assert '<div class="nv-toasts" id="toasts" role="status">' in shown
    assert 'nv-toast" data-color="success"' in shown
    assert "&lt;b&gt;Ikke&lt;/b&gt; lagret." in shown


def test_amina_sees_her_name_and_the_way_out(cast: Cast) -> None:
    shown = body(cast.client("amina").get("/"))
    assert "<span>Amina</span>" in shown
    assert 'action="/sign-out"' in shown


def test_search_stands_in_the_header_when_there_is_one() -> None:
    assert 'href="/design/#search-q"' in page(search_route="design:gallery")


def test_a_stranger_gets_a_plain_page_without_data(cast: Cast) -> None:
    response = cast.client("aud").get("/no-such-page/%3Cscript%3E")
    assert response.status_code == 404
    assert "Vi finner ikke denne siden" in body(response)
    assert "script%3E" not in body(response).split("<main")[1]


def test_a_wrong_method_gets_a_plain_page(cast: Cast) -> None:
    response = cast.client("amina").get("/sign-out")
    assert response.status_code == 405
    assert response["Allow"].startswith("POST")
    assert "Ingenting er endret" in body(response)


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "405", "500"])
def test_pages_for_when_something_is_wrong_need_nothing(name: str) -> None:
    """They are shown also when the request, the session or the database is what is wrong."""
    shown = render_to_string(f"{name}.html")
    assert shown.count("<h1") == 1
    assert 'class="nv-lead"' in shown


def test_a_form_from_elsewhere_is_refused_in_words() -> None:
    response = Client(enforce_csrf_checks=True).post("/design/colours", {"scheme": "dark"})
    assert response.status_code == 403
    assert "Ingenting er lagret" in body(response)
