"""How the tests look at pages: what is wrong is found, also on a page that comes while they look."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Error, Page, Route

from browser import fine, violations

pytestmark = pytest.mark.browser

HEAD = '<!doctype html><html lang="nb"><head><title>Side</title><link rel="icon" href="data:,"></head>'
GOOD = f"{HEAD}<body><main><h1>Side</h1><p>Alt er bra.</p></main></body></html>"
BAD = GOOD.replace("<p>", '<img src="data:,"><p>')
WIDE = GOOD.replace("<p>", '<p style="width: 3000px">')
# Another page comes in the middle of what axe does, as after a click that a script answers on a slow machine.
SWAPPED = (
    "const run = () => { location.assign('%s'); return new Promise(() => {}); };"
    "Object.defineProperty(window, 'axe', { get: () => ({ run }), set: () => {} });"
)


@pytest.fixture
def page(chromium: Browser) -> Page:
    """Knows the pages /good, /bad and /wide; /to-bad is swapped for /bad while axe looks, /again for itself."""
    pages = {"good": GOOD, "bad": BAD, "wide": WIDE}
    for name, then in (("to-bad", "/bad"), ("again", "/again?")):
        pages[name] = GOOD.replace("</main>", f"</main><script>{SWAPPED % then}</script>")
    opened = chromium.new_context(base_url="http://pages.example").new_page()

    def answered(route: Route) -> None:
        route.fulfill(body=pages[route.request.url.rsplit("/", 1)[1].strip("?")], content_type="text/html")

    opened.route("**/*", answered)
    return opened


def test_a_good_page_is_fine(page: Page) -> None:
    page.goto("/good")
    fine(page)


@pytest.mark.parametrize(("name", "said"), [("bad", "image-alt"), ("wide", "3")])
def test_what_is_wrong_is_said(page: Page, name: str, said: str) -> None:
    page.goto(f"/{name}")
    with pytest.raises(AssertionError, match=said):
        fine(page)


def test_a_page_that_comes_while_one_looks_is_the_one_looked_at(page: Page) -> None:
    page.goto("/to-bad")
    assert [rule for rule, _ in violations(page)] == ["image-alt"]
    assert page.url.endswith("/bad")


def test_a_page_that_never_stands_still_is_no_good_page(page: Page) -> None:
    page.goto("/again")
    with pytest.raises((AssertionError, Error)):
        violations(page)


def test_an_error_that_comes_every_time_is_an_error(page: Page) -> None:
    page.goto("/good")
    page.close()
    with pytest.raises(Error):
        violations(page)
