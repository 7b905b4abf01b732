"""What every page in a browser must be, asked of the page only when it stands still."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page

LOOKS = 4
# Which document this is (its birth), told when all of it is there and what it brought along has been painted.
STANDS_STILL = """async () => {
  if (document.readyState !== 'complete') await new Promise(done => addEventListener('load', done, { once: true }));
  await document.fonts.ready;
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
  return performance.timeOrigin;
}"""
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def fine(page: Page) -> None:
    """Axe finds nothing and nothing is wider than the window."""
    found = violations(page)
    assert found == [], f"{page.url}: {found}"
    content, window = page.evaluate(WIDTHS)
    assert content <= window, f"{page.url} is {content} wide in a window of {window}"


def violations(page: Page, options: dict[str, Any] | None = None) -> list[tuple[str, str]]:
    """What axe finds, as rule and element. A page that is swapped while axe looks is looked at again when it is there.

    A busy machine may swap the page after the address is right. What axe finds on a page that stays is never asked
    twice, and an error that comes every time is raised.
    """
    for _ in range(LOOKS - 1):
        try:
            if (found := _looked_once(page, options)) is not None:
                return found
        except Error:
            continue
    if (found := _looked_once(page, options)) is None:
        raise AssertionError(f"{page.url} is swapped again and again")
    return found


def _looked_once(page: Page, options: dict[str, Any] | None) -> list[tuple[str, str]] | None:
    """None when another page had come before axe was done."""
    page.wait_for_load_state("load")
    before = page.evaluate(STANDS_STILL)
    found = Axe().run(page, options=options).response["violations"]
    after = page.evaluate(STANDS_STILL)
    return [(each["id"], node["html"][:160]) for each in found for node in each["nodes"]] if before == after else None
