"""The cast, in a small Lyngholt kommune: tests read as stories about them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.utils import timezone
from playwright.sync_api import Browser, sync_playwright

from naerverk.records import Unit as UnitRow
from naerverk_web.access.models import Account
from naerverk_web.access.policy import Viewer, viewer_for
from naerverk_web.access.public import give_role, make_account
from naerverk_web.audit.public import Actor
from naerverk_web.organisation.public import replace_tree

SYSTEM = Actor("", "test")
UNITS = [
    UnitRow("L", "Lyngholt kommune"),
    UnitRow("H", "Helse og omsorg", "L"),
    UnitRow("H1", "Hjemmetjenesten øst", "H"),
    UnitRow("H2", "Lia sykehjem", "H"),
    UnitRow("O", "Oppvekst", "L"),
    UnitRow("O1", "Solbakken barnehage", "O"),
    UnitRow("K1", "Biblioteket", "L"),
]


@dataclass
class Cast:
    """Amina leads Solbakken with Jonas and Siv; Aud leads another unit and is the stranger."""

    accounts: dict[str, Account] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Account:
        return self.accounts[name]

    def viewer(self, name: str, on: date | None = None) -> Viewer:
        return viewer_for(self.accounts[name], on or timezone.localdate())

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(self.accounts[name])
        return client


ROLES_OF = {
    "amina": ("leader", "O1"),
    "jonas": ("union_rep", "O1"),
    "siv": ("safety_rep", "O1"),
    "ingrid": ("hr_adviser", None),
    "rune": ("employee", "O1"),
    "berit": ("senior_leader", None),
    "petter": ("facilitator", "H"),
    "aud": ("leader", "H1"),
    "dpo": ("data_protection_officer", None),
    "it": ("system_admin", None),
}


@pytest.fixture
def cast(db: None) -> Cast:
    replace_tree(UNITS, by=SYSTEM)
    people = Cast()
    for name, (role, unit) in ROLES_OF.items():
        account = make_account(email=f"{name}@lyngholt.example", name=name.capitalize(), password=None, by=SYSTEM)
        give_role(
            account.pk,
            role=role,
            unit_id=unit,
            from_day=date(2020, 1, 1),
            appointed_by="Kommunestyret",
            by=SYSTEM,
        )
        people.accounts[name] = account
    return people


@dataclass(frozen=True)
class Row:
    """Who may open a route: a line of the access matrix (docs/reference/access.md). All others get 404.

    `may`: keys of roles, or "everybody" (also without sign-in), "signed in", "nobody". `given`: the arguments of the
    route, something of Solbakken (O1). `methods`: all others are answered with 405. `elsewhere`: whether the same role
    in another unit may too; by default only where no argument is given, for then each sees their own.
    """

    may: str
    given: dict[str, object] | Callable[[Cast], dict[str, object]] = field(default_factory=dict)
    methods: str = "GET"
    elsewhere: bool | None = None
    query: str = ""


@pytest.fixture(scope="session", autouse=True)
def local_site() -> Iterator[None]:
    """Plain HTTP, static files as they lie in the rooms, a password is enough: tests that mean otherwise say so."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        SECURE_SSL_REDIRECT=False,
        SESSION_COOKIE_SECURE=False,
        CSRF_COOKIE_SECURE=False,
        SECOND_FACTOR="offered",
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        WHITENOISE_AUTOREFRESH=True,
    ):
        yield


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Its event loop would make Django refuse the database that `live_server` shares with it."""
    path = Path("/usr/bin/chromium")
    if not path.exists():
        pytest.skip("needs Chromium at /usr/bin/chromium")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In the browser only the first of a test's languages and windows each time; all of them in the long suites."""
    for item in items:
        if "naerverk_web" in item.path.parts and item.get_closest_marker("browser"):
            case = getattr(item, "callspec", None)
            if case and any(case.indices.values()):
                item.add_marker(pytest.mark.full)
