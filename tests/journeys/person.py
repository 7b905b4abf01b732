"""Somebody at a keyboard. They name what they press by its English words and find it in the language of the page.

Every page they come to is looked at: see `house.py`.
"""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import ElementHandle, Error, Locator, Page, expect

from journeys.house import fits_the_house
from journeys.words import say

MOST_STOPS = 400
ROLES = ("button", "link", "radio", "checkbox")
FOCUS = """wanted => {
  const here = document.activeElement;
  const box = here.closest('label, .ds-field') ?? here;
  const marked = [here, box].some(each => getComputedStyle(each).outlineStyle !== 'none');
  // The parts of a date are marked by the browser itself; what has just been made hidden is on its way out.
  const clear = marked || here.type === 'date' || here === document.body || !here.checkVisibility();
  const sameChoice = here.type === 'radio' && wanted.type === 'radio' && here.name === wanted.name;
  return [here === wanted || sameChoice, clear ? '' : here.outerHTML.slice(0, 200)];
}"""


class Person:
    """One of the cast, with the keyboard and no mouse."""

    def __init__(self, page: Page, lang: str) -> None:
        self.page, self.lang = page, lang
        # Listening only as the key is pressed comes too late on a busy machine: the browser has opened its own dialog.
        page.on("filechooser", lambda _: None)

    def says(self, text: str, **given: object) -> str:
        """An English text of the site in this person's language."""
        return say(self.lang, text, **given)

    def opens(self, address: str) -> None:
        """Write an address in the browser."""
        self.page.goto(address)
        self.looks()

    def looks(self) -> None:
        """See that the page is as a page here should be; one that changes itself when its work is done, twice."""
        size = self.page.viewport_size
        try:
            fits_the_house(self.page, self.lang)
        except Error as gone:
            if size is None or "Execution context was destroyed" not in gone.message:
                raise
            self.page.wait_for_load_state()
            self.page.set_viewport_size(size)
            fits_the_house(self.page, self.lang)

    def follows(self, text: str, **given: object) -> None:
        """Press a link or button that leads to another page, and look at it."""
        with self.page.expect_navigation():
            self.presses(text, **given)
        self.looks()

    def goes_by_menu(self, place: str) -> None:
        """Take a place in the menu; on a phone the menu is opened first."""
        if self.page.get_by_role("button", name=self.says("Menu"), exact=True).is_visible():
            self.presses("Menu")
        link = self.page.locator("header").get_by_role("link", name=self.says(place), exact=True)
        self.tabs_to(link)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.looks()

    def first_of(self, *texts: str) -> str:
        """The text that stands on the page."""
        return next(text for text in texts if self.thing(text).count())

    def token(self) -> str:
        """What a form of the site would send along."""
        return str(self.page.locator("input[name=csrfmiddlewaretoken]").first.get_attribute("value"))

    def presses(self, text: str, **given: object) -> None:
        """Press something that stays on the page."""
        thing = self.thing(text, **given)
        self.tabs_to(thing)
        is_choice = thing.evaluate("each => each.type === 'radio'")
        self.page.keyboard.press("Space" if is_choice else "Enter")

    def thing(self, text: str, **given: object) -> Locator:
        """What can be pressed and is called that: the first that can be seen, on the page itself before around it."""
        name = re.compile(re.escape(self.says(text, **given)).replace(r"\ ", r"\s"))
        inside = self._called(name, self.page.locator("main"))
        return inside.first if inside.count() else self._called(name, self.page.locator("body")).first

    def _called(self, name: re.Pattern[str], part: Locator) -> Locator:
        found = part.locator("summary", has_text=name)
        for role in ROLES:
            found = found.or_(part.get_by_role(role, name=name))  # type: ignore[arg-type]
        return found.filter(visible=True)

    def tabs_to(self, thing: Locator) -> None:
        """Tab until there; every stop on the way shows where one is."""
        expect(thing).to_be_visible()
        wanted = thing.element_handle()
        for _ in range(MOST_STOPS):
            if self._is_at(wanted):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{thing} cannot be reached with the keyboard on {self.page.url}")

    def _is_at(self, wanted: ElementHandle) -> bool:
        there, hidden = self.page.evaluate(FOCUS, wanted)
        assert not hidden, f"no mark shows that one is at {hidden}"
        return bool(there)

    def chooses(self, text: str, option: str | None = None, **given: object) -> None:
        """A radio button, or an option of a list."""
        control = self._field(self.says(text, **given))
        self.tabs_to(control)
        if option is not None:
            self.page.keyboard.type(option)
            expect(control.locator("option:checked")).to_have_text(option)
            return
        self.page.keyboard.press("Space")
        for _ in range(12):
            if control.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{control} cannot be chosen with the keyboard")

    def writes(self, label: str, text: str, **given: object) -> None:
        """Fill in a field. (A date is given whole: its keys depend on the browser's own language.)"""
        control = self._field(self.says(label, **given))
        self.tabs_to(control)
        if control.get_attribute("type") == "date":
            control.fill(text)
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.type(text)

    def value_of(self, label: str) -> str:
        """What stands in a field."""
        return self._field(self.says(label)).input_value()

    def _field(self, label: str) -> Locator:
        """The control with this label; behind it may stand that it is optional."""
        whole = re.compile(rf"^\s*{re.escape(label)}\s*(\(.*\))?\s*$")
        return self.page.locator("main").get_by_label(whole).first

    def hands_in(self, label: str, *files: Path) -> None:
        """Choose files."""
        control = self._field(self.says(label))
        self.tabs_to(control)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(files)

    def reads(self, text: str, **given: object) -> None:
        """Find a text of the site on the page."""
        self.finds(self.says(text, **given))

    def finds(self, text: str) -> None:
        """Find these very letters; a no-break space is a space."""
        words = re.compile(re.escape(text).replace(r"\ ", r"\s+"))
        expect(self.page.locator("main").get_by_text(words).filter(visible=True).first).to_be_visible()
