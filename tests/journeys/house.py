"""What every page must be, whoever meets it and wherever."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Page, ViewportSize

from browser import violations
from journeys.words import in_another_language

PHONE = ViewportSize(width=360, height=740)
DESKTOP = ViewportSize(width=1280, height=900)
NARROWEST = ViewportSize(width=320, height=640)
ZOOMED = ViewportSize(width=640, height=450)
TEXTS = """() => {
  const texts = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const own = node.parentElement.closest('[lang]') === document.documentElement;
    if (own && !node.parentElement.closest('script, style')) texts.add(node.data.replace(/\\s+/g, ' ').trim());
  }
  for (const each of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]'))
    for (const name of ['aria-label', 'placeholder', 'title', 'alt']) texts.add(each.getAttribute(name) ?? '');
  texts.add(document.title.replace(/ – Nærverk$/, ''));
  return [...texts].filter(text => text);
}"""
WIDER = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  return [...document.querySelectorAll('body *')]
    .filter(each => each.checkVisibility() && !each.closest('.nv-scroll *, .ds-sr-only'))
    .filter(each => each.getBoundingClientRect().right > wide + 1)
    .map(each => each.outerHTML.slice(0, 120))
    .concat('the page');
}"""
OUTLINE = """() => {
  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .filter(each => each.checkVisibility()).map(each => Number(each.tagName[1]));
  const skipped = levels.some((level, place) => place > 0 && level > levels[place - 1] + 1);
  return [levels.filter(level => level === 1).length, skipped];
}"""
# What is written in a drawing shrinks with it.
TINY = """() => [...document.querySelectorAll('svg.nv-chart text')]
  .filter(each => each.checkVisibility() && each.getAttribute('font-size') * each.getScreenCTM().a < 11)
  .map(each => each.textContent)"""

PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def fits_the_house(page: Page, lang: str) -> None:
    """Title, language, headings, letters in drawings, width, zoom, axe in light and dark."""
    assert page.get_attribute("html", "lang") == lang, page.url
    assert page.title().removesuffix(" – Nærverk").strip(" –"), f"{page.url} has no title"
    assert page.evaluate(OUTLINE) == [1, False], f"headings of {page.url}"
    assert in_another_language(lang, page.evaluate(TEXTS)) == [], page.url
    assert page.evaluate(TINY) == [], f"letters in drawings of {page.url}"
    _is_never_too_wide(page)
    for scheme in ("dark", "light"):
        assert _violations_in(page, scheme) == [], f"{page.url} in {scheme}"


def _violations_in(page: Page, scheme: Literal["dark", "light"]) -> list[tuple[str, str]]:
    """A page that is just being painted in the other colours is looked at twice."""
    page.emulate_media(color_scheme=scheme)
    page.evaluate(PAINTED)
    # The colours of the other scheme need only the rule of contrast.
    options = {"runOnly": ["color-contrast"]} if scheme == "dark" else None
    return violations(page, options) if violations(page, options) else []


def _is_never_too_wide(page: Page) -> None:
    """As it is; on the narrowest phone or zoomed to twice the size; with letters twice as large."""
    size = page.viewport_size
    assert size is not None
    assert page.evaluate(WIDER) == [], page.url
    page.set_viewport_size(NARROWEST if size["width"] < ZOOMED["width"] else ZOOMED)
    assert page.evaluate(WIDER) == [], f"{page.url}, zoomed"
    page.set_viewport_size(size)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(WIDER) == [], f"{page.url}, large letters"
    page.evaluate("document.documentElement.style.fontSize = ''")
