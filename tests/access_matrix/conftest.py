"""Everybody there can be: each role in Solbakken, the same roles elsewhere, and nobody at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from django.test import Client

from naerverk_web.access.public import ROLES, give_role, make_account
from naerverk_web.conftest import SYSTEM, Cast, cast, local_site
from unmeasured import unmeasured

__all__ = ["cast", "everybody", "local_site", "unmeasured"]


@dataclass
class Everybody:
    """Browsers of the people of the matrix, each opened when first asked for."""

    cast: Cast
    _open: dict[tuple[str, str], Client] = field(default_factory=dict)

    def here(self, role: str) -> Client:
        """Who holds the role in Solbakken, or in the whole organisation."""
        return self._browser(role, "O1")

    def elsewhere(self, role: str) -> Client:
        """The stranger: the same role, in another unit."""
        return self._browser(role, "H1")

    def _browser(self, role: str, unit_id: str) -> Client:
        if (role, unit_id) not in self._open:
            name = f"{role}-{unit_id}"
            account = make_account(email=f"{name}@lyngholt.example", name=name, by=SYSTEM)
            unit = None if ROLES[role].whole else unit_id
            give_role(
                account.pk, role=role, unit_id=unit, from_day=date(2020, 1, 1), appointed_by="Kommunestyret", by=SYSTEM
            )
            self.cast.accounts[name] = account
            # An error of ours is an answer to look at here, not an exception that hides all later ones.
            browser = Client(raise_request_exception=False)
            browser.force_login(account)
            self._open[role, unit_id] = browser
        return self._open[role, unit_id]


@pytest.fixture
def everybody(cast: Cast) -> Everybody:
    return Everybody(cast)
