"""The gallery in a real browser: phone and desktop, light and dark, bokmål and nynorsk, keyboard, print, no scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from browser import violations
from naerverk_web.design.components.figures import progress

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=900)
Opener = Callable[..., Page]


@pytest.fixture
def gallery(chromium: Browser, live_server: LiveServer, settings: Settings) -> Iterator[Opener]:
    """Opens the gallery in a new window; at the end nothing may have gone wrong in the browser's console."""
    settings.DEMO = True
    complaints: list[str] = []
    windows = []

    def opened(width: ViewportSize = PHONE, **choices: Any) -> Page:
        window = chromium.new_context(viewport=width, **{"locale": "nb", **choices})
        windows.append(window)
        page = window.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{live_server.url}/design/")
        return page

    yield opened
    for window in windows:
        window.close()
    assert complaints == []


def open_all(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def wider_than_window(page: Page) -> Any:
    """What sticks out of the window, apart from what lies in a box of its own to scroll in."""
    return page.evaluate("""() => {
      const wide = document.documentElement.clientWidth;
      return [...document.querySelectorAll('body *')]
        .filter(each => each.checkVisibility() && !each.closest('.nv-scroll *, .ds-sr-only'))
        .filter(each => each.getBoundingClientRect().right > wide + 1)
        .map(each => each.outerHTML.slice(0, 120));
    }""")


@pytest.mark.parametrize("lang", ["nb", "nn"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_everybody_can_use_it(gallery: Opener, window: ViewportSize, scheme: str, lang: str) -> None:
    """Axe finds nothing, also in what is folded, in the menus and in the dialog."""
    page = gallery(window, color_scheme=scheme, locale=lang, reduced_motion="reduce")
    assert page.get_attribute("html", "lang") == lang
    open_all(page)
    assert violations(page) == []
    page.get_by_role("button", name="Språk").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Angre importen").click()
    assert violations(page) == []


@pytest.mark.parametrize("lang", ["nb", "nn"])
@pytest.mark.parametrize("width", [320, 360, 768, 1024, 1280])
def test_nothing_sticks_out(gallery: Opener, width: int, lang: str) -> None:
    page = gallery({"width": width, "height": 800}, locale=lang)
    open_all(page)
    for kind in page.get_by_role("radio", name="Tal").all():
        kind.evaluate("each => each.click()")  # where it lies, something that is open may lie above it
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert wider_than_window(page) == []


def test_all_can_be_read_at_twice_the_size(gallery: Opener) -> None:
    """The browser's zoom halves the window; larger letters alone leave it as it is."""
    zoomed = gallery({"width": 640, "height": 450}, device_scale_factor=2)
    assert wider_than_window(zoomed) == []
    page = gallery(DESKTOP)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= DESKTOP["width"]
    assert wider_than_window(page) == []


@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_keyboard_reaches_all_and_shows_where_it_is(gallery: Opener, window: ViewportSize) -> None:
    page = gallery(window)
    wanted = page.evaluate("""() => {
      const reachable = [...document.querySelectorAll(
        'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]'
      )].filter(each => each.checkVisibility({ visibilityProperty: true }));
      const one = (each) => each.type !== 'radio' || each === (
        reachable.find(other => other.name === each.name && other.checked) ??
        reachable.find(other => other.name === each.name));
      return reachable.filter(one).map((each, place) => (each.dataset.stop = place));
    }""")
    seen, hidden = set(), []
    for _ in range(len(wanted) + 5):
        page.keyboard.press("Tab")
        stop, clear = page.evaluate("""() => {
          const here = document.activeElement;
          const box = here.closest('label, .ds-field') ?? here;
          // The parts of a date are marked by the browser itself.
          const marked = [here, box].some(each => getComputedStyle(each).outlineStyle === 'solid');
          return [here.dataset.stop ?? null, marked || here.type === 'date'];
        }""")
        seen.add(stop)
        if stop is not None and not clear:
            hidden.append(page.evaluate("document.activeElement.outerHTML.slice(0, 160)"))
    assert seen - {None} == {str(stop) for stop in wanted}
    assert hidden == []


def test_the_first_stop_leads_past_the_menu(gallery: Opener) -> None:
    page = gallery(DESKTOP)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hopp til innholdet")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Lyngholt kommune")).to_be_focused()


def test_the_menu_on_a_phone_opens_and_closes_without_a_script(gallery: Opener) -> None:
    page = gallery(PHONE, java_script_enabled=False)
    link = page.get_by_role("link", name="Samarbeid")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Meny").click()
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()


def test_dark_and_nynorsk_are_chosen_without_a_script(gallery: Opener) -> None:
    page = gallery(PHONE, java_script_enabled=False, color_scheme="light")
    page.get_by_role("button", name="Språk og visning").click()
    page.get_by_role("button", name="Mørk").click()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")
    page.get_by_role("button", name="Språk og visning").click()
    page.get_by_role("button", name="Nynorsk").click()
    expect(page.get_by_text("Betre enn vanleg")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-color-scheme", "dark")


def test_a_chart_turns_into_numbers_without_a_script(gallery: Opener) -> None:
    page = gallery(PHONE, java_script_enabled=False)
    figure = page.get_by_role("figure", name="Sju måneder under det vanlige nivået")
    expect(figure.locator(".nv-narrow svg")).to_be_visible()
    expect(figure.locator(".nv-wide svg")).to_be_hidden()
    figure.get_by_text("Tall", exact=True).click()
    expect(figure.locator(".nv-narrow svg")).to_be_hidden()
    expect(figure.get_by_role("cell", name="6,6 %").last).to_be_visible()


def names(page: Page) -> list[str]:
    rows = page.get_by_role("table", name="Enheter i oppvekst og omsorg").locator("tbody tr:visible th")
    return rows.all_inner_texts()


def test_a_table_is_sorted_by_its_headers(gallery: Opener) -> None:
    page = gallery(DESKTOP)
    table = page.get_by_role("table", name="Enheter i oppvekst og omsorg")
    now = table.get_by_role("columnheader", name="Nå")
    now.get_by_role("button").click()
    expect(now).to_have_attribute("aria-sort", "descending")
    assert [names(page)[0], names(page)[-1]] == ["Hjemmetjenesten øst", "Ås bibliotek"]
    now.get_by_role("button").click()
    assert [names(page)[0], names(page)[-1]] == ["Solbakken barnehage", "Ås bibliotek"], "what is not shown stays last"
    unit = table.get_by_role("columnheader", name="Enhet")
    unit.get_by_role("button").click()
    expect(now).to_have_attribute("aria-sort", "none")
    assert names(page)[0] == "Haugen omsorgssenter"
    assert names(page)[-1] == "Ås bibliotek", "å is the last letter"


def test_a_table_is_sorted_on_a_phone_too(gallery: Opener) -> None:
    page = gallery(PHONE)
    page.get_by_label("Sorter etter").select_option(label="For ett år siden")
    assert names(page)[0] == "Hjemmetjenesten øst"
    cell = page.get_by_role("table", name="Enheter i oppvekst og omsorg").get_by_role("cell", name="11,6 %")
    assert cell.evaluate("each => getComputedStyle(each, '::before').content").startswith('"For ett år siden"')


def test_a_table_is_searched_and_says_how_much_is_left(gallery: Opener) -> None:
    page = gallery(PHONE)
    page.get_by_label("Søk i tabellen").fill("BARNE")
    assert names(page) == ["Solbakken barnehage"]
    expect(page.get_by_text("Viser 1 av 5")).to_be_visible()
    page.get_by_label("Søk i tabellen").fill("")
    assert len(names(page)) == 5


def test_a_dialog_gives_the_focus_back(gallery: Opener) -> None:
    page = gallery(PHONE)
    opener = page.get_by_role("button", name="Angre importen")
    opener.click()
    dialog = page.get_by_role("dialog", name="Angre importen?")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Behold den").click()
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_errors_are_met_above_and_lead_to_the_field(gallery: Opener) -> None:
    page = gallery(PHONE)
    page.get_by_text("Vis skjemaet med feil").click()
    expect(page.locator("ds-error-summary")).to_be_focused()
    page.get_by_role("link", name="E-post: Skriv").click()
    field = page.locator("#id_wrong-mail")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    assert "e-postadresse" in page.locator("#id_wrong-mail_error").inner_text()


def test_a_message_can_be_closed(gallery: Opener) -> None:
    page = gallery(PHONE)
    page.get_by_role("button", name="Lukk").click()
    expect(page.get_by_text("Planen er lagret.")).to_be_hidden()


def test_a_message_can_come_along_with_an_answer(gallery: Opener) -> None:
    page = gallery(PHONE)
    message = render_to_string("design/components/toast.html", {"text": "Sendt.", "colour": "success", "outside": True})
    page.evaluate("html => htmx.swap('#content', html, { swapStyle: 'none' })", message)
    toast = page.locator("#toasts").get_by_text("Sendt.")
    expect(toast).to_be_visible()
    page.locator("#toasts").get_by_role("button", name="Lukk").click()
    expect(toast).to_be_hidden()


def test_progress_is_asked_for_until_the_page_is_left(gallery: Opener) -> None:
    page = gallery(PHONE)
    half, done = (progress("Leser filen", done, 10, "/job") for done in (5, 10))
    page.route("**/job", lambda route: route.fulfill(body=render_to_string("design/components/progress.html", done)))
    page.evaluate(
        "html => { content.insertAdjacentHTML('beforeend', html); htmx.process(content); }",
        render_to_string("design/components/progress.html", half),
    )
    expect(page.get_by_label("Leser filen", exact=True)).to_have_attribute("value", "10")


def test_a_form_is_sent_once_however_often_its_button_is_pressed(gallery: Opener) -> None:
    page = gallery(PHONE)
    sent, busy = page.evaluate("""() => {
      let sent = 0;
      window.addEventListener('submit', (event) => {
        if (!event.defaultPrevented) sent += 1;
        event.preventDefault();
      });
      const button = document.querySelector('.nv-form button');
      button.click();
      button.click();
      return [sent, button.getAttribute('aria-busy')];
    }""")
    assert (sent, busy) == (1, "true")


FIGURE = "Slik er «Nærvær, siste 12 måneder» regnet ut"


@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_how_a_figure_is_computed_opens_by_key_and_gives_the_focus_back(gallery: Opener, window: ViewportSize) -> None:
    page = gallery(window, reduced_motion="reduce")
    mark = page.get_by_role("link", name=FIGURE)
    mark.focus()
    page.keyboard.press("Enter")
    opened = page.get_by_role("dialog", name="Nærvær, siste 12 måneder")
    expect(opened).to_be_visible()
    expect(opened.get_by_text("= 6,60 % fravær")).to_be_visible()
    assert violations(page) == []
    assert wider_than_window(page) == []
    page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    expect(mark).to_be_focused()
    mark.click()
    opened.get_by_role("button", name="Lukk").click()
    expect(mark).to_be_focused()


def test_without_scripts_the_mark_leads_to_a_page(gallery: Opener) -> None:
    page = gallery(PHONE, java_script_enabled=False)
    page.get_by_role("link", name=FIGURE).click()
    expect(page.get_by_role("heading", level=1, name="Nærvær, siste 12 måneder")).to_be_visible()
    expect(page.get_by_text("= 6,60 % fravær")).to_be_visible()


def test_the_marks_of_a_table_s_columns_are_words_on_a_phone(gallery: Opener) -> None:
    phone, desktop = gallery(PHONE), gallery(DESKTOP)
    expect(phone.get_by_text("Slik er det regnet ut:").first).to_be_visible()
    expect(phone.get_by_role("link", name="Slik er «Nå» regnet ut")).to_be_hidden()
    expect(desktop.get_by_text("Slik er det regnet ut:").first).to_be_hidden()
    desktop.get_by_role("link", name="Slik er «Nå» regnet ut").click()
    expect(desktop.get_by_role("dialog")).to_be_visible()
    desktop.keyboard.press("Escape")
    expect(desktop.get_by_role("columnheader", name="Nå")).to_have_attribute("aria-sort", "none")


def test_paper_is_white_opens_what_is_folded_and_shows_the_numbers(gallery: Opener) -> None:
    page = gallery(DESKTOP, color_scheme="dark")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_role("navigation", name="Hovedmeny")).to_be_hidden()
    expect(page.get_by_text("skrevet ut")).to_be_visible()
    expect(page.get_by_text("Du ser tall for grupper på ti").first).to_be_visible()
    expect(page.locator(".nv-how").first).to_be_hidden()
    expect(page.get_by_role("cell", name="6,6 %").first).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details[open]").count() == 0


def test_those_who_want_stillness_get_it(gallery: Opener) -> None:
    page = gallery(PHONE, reduced_motion="reduce")
    longest = page.evaluate("""() => Math.max(...[...document.querySelectorAll('*')].map(each => {
      const style = getComputedStyle(each);
      return Math.max(parseFloat(style.animationDuration), parseFloat(style.transitionDuration));
    }))""")
    assert longest < 0.001
