"""Accounts nobody uses: listed with the day they go, gone on that day, and the log still holds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.utils import timezone

from naerverk_web.access import review
from naerverk_web.access.forgetting import forget_accounts
from naerverk_web.access.models import Account, Grant, SignedIn
from naerverk_web.access.public import end_role, make_account
from naerverk_web.audit.models import Event
from naerverk_web.audit.public import broken_links, seal
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.notices.models import Preference
from naerverk_web.notices.public import tell, unread

MADE = timezone.make_aware(datetime(2020, 1, 31, 12))
DAY = date(2021, 3, 1)
"""The first of the month thirteen whole months after January."""


@pytest.fixture
def sommer(cast: Cast) -> Account:
    """A stand-in whose role was over at the end of January 2020."""
    account = make_account(email="sommer@lyngholt.example", name="Sommer", by=SYSTEM)
    Account.objects.update(made_at=MADE - timedelta(days=99))
    Grant.objects.create(
        account=account, role="employee", valid_from=date(2019, 6, 1), valid_to=MADE.date(), appointed_by="Amina"
    )
    return account


def is_there(account: Account) -> bool:
    return Account.objects.filter(pk=account.pk).exists()


def test_it_is_listed_with_its_day_and_goes_then(sommer: Account, cast: Cast) -> None:
    Preference.objects.create(account_id=sommer.pk, mail="weekly")
    tell(sommer.pk, "role_given")
    text = cast.client("ingrid").get("/access/review?all").content.decode()
    assert "01.03.2021" in text
    assert forget_accounts(DAY - timedelta(days=1), by=SYSTEM) == 0
    assert is_there(sommer)
    assert forget_accounts(DAY, by=SYSTEM) == 1
    assert not is_there(sommer)
    assert unread(sommer.pk) == 0
    assert not Preference.objects.filter(account_id=sommer.pk).exists()
    assert Event.objects.filter(action="access.account_forgotten", about_id=str(sommer.pk)).count() == 1
    assert forget_accounts(DAY, by=SYSTEM) == 0


def test_use_and_roles_put_the_day_off(sommer: Account) -> None:
    Account.objects.filter(pk=sommer.pk).update(last_login=MADE + timedelta(days=1))
    assert forget_accounts(DAY, by=SYSTEM) == 0
    SignedIn.objects.create(
        account=sommer, session_key="k", began_at=MADE, seen_at=timezone.make_aware(datetime(2020, 3, 1))
    )
    assert forget_accounts(date(2021, 4, 1), by=SYSTEM) == 0
    assert forget_accounts(date(2021, 5, 1), by=SYSTEM) == 1


def test_who_holds_a_role_or_will_stays(sommer: Account, cast: Cast) -> None:
    Grant.objects.create(account=sommer, role="employee", valid_from=date(2022, 6, 1), appointed_by="Amina")
    assert forget_accounts(date(2022, 1, 1), by=SYSTEM) == 0
    assert is_there(cast.amina)


def test_the_setting_decides_and_a_hold_is_told(sommer: Account, cast: Cast, settings: LazySettings) -> None:
    settings.KEEP_ACCOUNTS_MONTHS = 24
    (listed,) = review.idle(cast.viewer("ingrid"))
    assert listed.goes_on == date(2022, 2, 1)
    settings.HOLD = True
    assert "Ikke mens data holdes tilbake" in cast.client("dpo").get("/access/review?all").content.decode()


def test_the_log_still_holds(sommer: Account, cast: Cast) -> None:
    end_role(Grant.objects.get(account=cast.rune).pk, last_day=date(2019, 1, 1), by=SYSTEM)
    seal()
    forget_accounts(DAY, by=SYSTEM)
    seal()
    assert not list(broken_links())
    assert Event.objects.filter(about_id=str(sommer.pk), action="access.account_made").exists()
