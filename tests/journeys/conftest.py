"""A browser, the served sites, and the cast at their keyboards."""

from __future__ import annotations

import fcntl
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

pytest.register_assert_rewrite("journeys.house", "journeys.person")

import databases  # noqa: E402 - as below
from journeys.database import drop_database  # noqa: E402 - as below
from journeys.house import DESKTOP, PHONE  # noqa: E402 - rewritten first, so that a failure says what it found
from journeys.person import Person  # noqa: E402
from journeys.served import fill, served  # noqa: E402
from unmeasured import unmeasured  # noqa: E402, F401 - a fixture for all

VARIANTS = {
    "nb-phone": ("nb", PHONE),
    "nn-phone": ("nn", PHONE),
    "nb-desktop": ("nb", DESKTOP),
    "nn-desktop": ("nn", DESKTOP),
}


@dataclass(frozen=True)
class Site:
    """A served site, and the folder of its data."""

    address: str
    data: Path

    @property
    def ids(self) -> dict[str, Any]:
        """What is Amina's."""
        return dict(json.loads((self.data / "ids.json").read_text()))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Not for the whole session: only one can be at work in a process, and other tests have theirs."""
    path = Path("/usr/bin/chromium")
    if not path.exists():
        pytest.skip("needs Chromium at /usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def lyngholt(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Site]:
    """Made once for all workers, and each serves a copy of its own; on PostgreSQL each makes its own."""
    data = tmp_path_factory.mktemp("site") / "data"
    if databases.server():
        fill(data, "lyngholt", demo=True)
    else:
        base = tmp_path_factory.getbasetemp()
        shared = (base if worker_id == "master" else base.parent) / "lyngholt"
        with shared.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not shared.exists():
                fill(shared, "lyngholt", demo=True)
        shutil.copytree(shared, data)
    with served(data, demo=True) as address:
        yield Site(address, data)
    drop_database(data)


@pytest.fixture
def empty_site(tmp_path: Path) -> Iterator[Site]:
    """Nothing in it but Ingrid's account."""
    fill(tmp_path / "data", "empty", demo=False)
    with served(tmp_path / "data", demo=False) as address:
        yield Site(address, tmp_path / "data")
    drop_database(tmp_path / "data")


@pytest.fixture
def new_site(tmp_path: Path) -> Iterator[Site]:
    """Nothing in it at all: nobody has an account."""
    fill(tmp_path / "data", "nothing", demo=False)
    with served(tmp_path / "data", demo=False) as address:
        yield Site(address, tmp_path / "data")
    drop_database(tmp_path / "data")


@pytest.fixture
def at_keyboard(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Callable[[Site], Person]]:
    """Opens a window on a site, in the language and size of the test; at the end nobody's console has complaints."""
    lang, size = VARIANTS[request.param]
    complaints: list[str] = []
    windows = []

    def opened(site: Site) -> Person:
        window = chromium.new_context(viewport=size, locale=lang, base_url=site.address, reduced_motion="reduce")
        windows.append(window)
        # As somebody who has chosen: the employer's language is met first.
        window.add_cookies([{"name": "django_language", "value": lang, "url": site.address}])
        page = window.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return Person(page, lang)

    yield opened
    for window in windows:
        window.close()
    # That a page is not there is an answer of the site, not a fault of the page.
    assert [said for said in complaints if "status of 404" not in said] == []


@pytest.fixture
def signed_in(lyngholt: Site, at_keyboard: Callable[[Site], Person]) -> Callable[[str], Person]:
    """One of Lyngholt's cast, signed in with the button of the demo."""

    def sign_in(name: str) -> Person:
        person = at_keyboard(lyngholt)
        person.opens("/sign-in")
        button = person.page.get_by_role("button", name=name, exact=True)
        person.tabs_to(button)
        with person.page.expect_navigation():
            person.page.keyboard.press("Enter")
        person.looks()
        return person

    return sign_in


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Phone and desktop, bokmål and nynorsk: the journey's `first` always, the others in the long suites."""
    chosen = [mark.args[0] for mark in metafunc.definition.iter_markers("parametrize")]
    if "at_keyboard" not in metafunc.fixturenames or any("at_keyboard" in names for names in chosen):
        return
    mark = metafunc.definition.get_closest_marker("first")
    first = mark.args[0] if mark else "nb-phone"
    variants = [pytest.param(name, marks=() if name == first else pytest.mark.full) for name in VARIANTS]
    metafunc.parametrize("at_keyboard", variants, indirect=True, ids=VARIANTS)
