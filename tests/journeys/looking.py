"""What is asked of a page by somebody who looks at all of it: by keyboard, in the reader's own colours, on paper."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize

from journeys.house import PAINTED, WIDER

# What can be stopped at: of a group of radio buttons one, the one that is chosen or the first.
STOPS = """() => {
  const all = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"], .nv-scroll[tabindex]')];
  window.stops = all.filter(each => !each.disabled && each.tabIndex >= 0)
    .filter(each => each.checkVisibility({visibilityProperty: true}));
  window.seen = new Set();
  document.activeElement?.blur();
  window.scrollTo(0, 0);
  // In a date day, month, year and the picker are stops of their own.
  return window.stops.length + 4 * window.stops.filter(each => each.type === 'date').length;
}"""
STEP = """() => {
  const here = document.activeElement;
  if (here === document.body) return '';
  const again = window.seen.has(here);
  window.seen.add(here);
  const box = here.closest('label, .ds-field') ?? here;
  const marked = [here, box].some(each => getComputedStyle(each).outlineStyle !== 'none');
  if (!marked && here.type !== 'date') return here.outerHTML.slice(0, 160);
  const place = here.getBoundingClientRect();
  const onScreen = place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth;
  return onScreen || again ? '' : 'not on the screen: ' + here.outerHTML.slice(0, 160);
}"""
MISSED = """() => window.stops.filter(each => !window.seen.has(each)).filter(each => each.type !== 'radio'
    || ![...window.seen].some(other => other.type === 'radio' && other.name === each.name))
  .map(each => each.outerHTML.slice(0, 160))"""
# In the reader's own colours surfaces are gone: what can be pressed or filled in must have an edge or be underlined.
BARE = """() => [...document.querySelectorAll('button, .ds-button, input, select, textarea')]
  .filter(each => each.checkVisibility({visibilityProperty: true}) && !each.closest('th'))
  .filter(each => !['hidden', 'radio', 'checkbox'].includes(each.type))
  .filter(each => {
    const style = getComputedStyle(each);
    return style.borderTopStyle === 'none' || parseFloat(style.borderTopWidth) < 1;
  }).map(each => each.outerHTML.slice(0, 160))"""

# Too narrow to read what is written in it.
CRUSHED = """() => [...document.querySelectorAll('input, select, textarea')]
  .filter(each => each.checkVisibility() && !['hidden', 'radio', 'checkbox'].includes(each.type))
  .filter(each => each.getBoundingClientRect().width < 80).map(each => each.outerHTML.slice(0, 160))"""
PAPER = ViewportSize(width=673, height=970)
PRINTED = """() => {
  const shown = [...document.querySelectorAll('body *')].filter(each => each.checkVisibility());
  const screenOnly = 'header *, footer *, nav *, :not(th) > button, .ds-button, dialog *';
  const pressed = shown.filter(each => each.matches(screenOnly));
  const whole = shown.filter(each => each.rows?.length > 20 && getComputedStyle(each).breakInside !== 'auto');
  const dark = shown.filter(each => getComputedStyle(each).color !== 'rgb(0, 0, 0)' && !each.closest('svg'));
  return [...pressed, ...whole, ...dark].map(each => each.outerHTML.slice(0, 160));
}"""


def unreached(page: Page) -> list[str]:
    """Controls that Tab never comes to, and stops that do not show that one is there."""
    count = page.evaluate(STOPS)
    wrong = []
    for _ in range(count + 3):
        page.keyboard.press("Tab")
        said = page.evaluate(STEP)
        wrong += [said] if said else []
    return wrong + [f"never reached: {each}" for each in page.evaluate(MISSED)]


def crushed(page: Page) -> list[str]:
    """Fields that have no room for what is written in them."""
    return [str(each) for each in page.evaluate(CRUSHED)]


def bare_in_forced_colours(page: Page) -> list[str]:
    """Controls that look like text when the reader's own colours replace the page's."""
    page.emulate_media(forced_colors="active")
    page.evaluate(PAINTED)
    found = page.evaluate(BARE)
    page.emulate_media(forced_colors="none")
    return [str(each) for each in found]


def wrong_on_paper(page: Page) -> list[str]:
    """What is pressed is not printed; all is black, also when the screen is dark; nothing is cut at the edge; a long
    table begins where it stands."""
    size = page.viewport_size
    assert size is not None
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size(PAPER)
    page.evaluate(PAINTED)
    found = page.evaluate(PRINTED) + page.evaluate(WIDER)
    page.emulate_media(media="screen", color_scheme="light")
    page.set_viewport_size(size)
    return [str(each) for each in found]
