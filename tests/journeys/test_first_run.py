"""Tor starts a site that holds nothing, and goes from the link in the terminal to his first unit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

from journeys.conftest import Site
from journeys.person import Person
from journeys.served import environment
from journeys.town import PASSWORD

pytestmark = pytest.mark.browser


@pytest.mark.first("nn-phone")
def test_tor_sets_the_site_up_step_by_step(new_site: Site, at_keyboard: Callable[[Site], Person]) -> None:
    tor = at_keyboard(new_site)
    tor.opens(link(new_site))
    tor.writes("Your name", "Tor")
    tor.writes("Your e-mail address", "tor@lyngholt.example")
    tor.writes("Password", PASSWORD)
    tor.writes("The password once more", PASSWORD)
    tor.follows("Make the account")
    tor.reads("Step %(number)s of %(total)s", number=1, total=4)
    tor.writes("Name of the organisation", "Lyngholt kommune")
    tor.chooses({"nb": "Norwegian Bokmål", "nn": "Norwegian Nynorsk"}[tor.lang])
    tor.follows("Save")
    tor.reads("Limits that protect people")
    tor.follows("Save")
    tor.reads("The units")
    tor.goes_by_menu("Home")
    tor.follows(
        "Go on setting up: %(name)s (step %(number)s of %(total)s)", name=tor.says("The units"), number=3, total=4
    )
    tor.follows("Choose a file")
    tor.reads("Import files")


def link(site: Site) -> str:
    """What stands in the terminal where the server was started."""
    command = [sys.executable, "-m", "django", "first_link", "--site", site.address]
    given = {**environment(site.data, demo=False), "DJANGO_SETTINGS_MODULE": "naerverk_web.project.settings"}
    said = subprocess.run(command, env=given, check=True, capture_output=True, text=True).stdout
    return next(word for word in said.split() if word.startswith(site.address))
