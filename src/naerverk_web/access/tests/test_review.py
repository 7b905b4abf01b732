"""The access review: what is worth a look, who decides, and that it is written down."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.utils import timezone

from naerverk_web.access import review
from naerverk_web.access.models import Account, Grant, SignedIn
from naerverk_web.access.public import give_role, make_account
from naerverk_web.access.review import ENDLESS, LEFT, UNUSED, Line
from naerverk_web.audit.models import Event
from naerverk_web.conftest import SYSTEM, Cast

NOW = timezone.now()
TODAY = timezone.localdate()


@pytest.fixture
def leavers(monkeypatch: pytest.MonkeyPatch) -> set[int]:
    """Accounts of people who have left, as the floor above tells."""
    left: set[int] = set()
    monkeypatch.setattr(review, "_leavers", [lambda today: left])
    return left


def line(cast: Cast, name: str, who: str = "ingrid") -> Line:
    return next(each for each in review.lines(cast.viewer(who), NOW) if each.given.account_id == cast.accounts[name].pk)


def used(account: Account, days_ago: int) -> None:
    Account.objects.filter(pk=account.pk).update(last_login=NOW - timedelta(days=days_ago))
    Grant.objects.filter(account=account).update(made_at=NOW - timedelta(days=400))


@pytest.mark.parametrize(("days", "flagged"), [(89, False), (91, True)])
def test_a_role_nobody_uses_is_worth_a_look(cast: Cast, days: int, flagged: bool) -> None:
    used(cast.jonas, days)
    assert (UNUSED in line(cast, "jonas").flags) is flagged


def test_one_who_never_came_is_worth_a_look_after_ninety_days(cast: Cast) -> None:
    assert UNUSED not in line(cast, "jonas").flags, "the role was given today"
    Grant.objects.filter(account=cast.jonas).update(made_at=NOW - timedelta(days=91))
    assert UNUSED in line(cast, "jonas").flags


def test_a_session_that_goes_on_is_use(cast: Cast) -> None:
    used(cast.jonas, 200)
    began = NOW - timedelta(days=200)
    SignedIn.objects.create(account=cast.jonas, session_key="k", began_at=began, seen_at=NOW - timedelta(days=1))
    assert UNUSED not in line(cast, "jonas").flags


def test_a_role_without_a_last_day_is_worth_a_look_unless_a_group_gives_it(cast: Cast) -> None:
    assert ENDLESS in line(cast, "jonas").flags, "who is elected is elected for a time"
    Grant.objects.filter(account=cast.jonas).update(group="tillitsvalgte")
    assert ENDLESS not in line(cast, "jonas").flags
    Grant.objects.filter(account=cast.jonas).update(group="", valid_to=TODAY)
    assert ENDLESS not in line(cast, "jonas").flags


def test_a_last_day_is_asked_for_only_where_one_is_to_be_expected(cast: Cast) -> None:
    """Elected, from outside, or standing in; a post that is held until further notice is no news."""
    asked = {each.given.role.key for each in review.lines(cast.viewer("ingrid"), NOW) if ENDLESS in each.flags}
    assert asked == {"union_rep", "safety_rep", "facilitator"}
    Grant.objects.filter(account=cast.amina).update(deputy=True)
    assert ENDLESS in line(cast, "amina").flags


def test_one_who_has_left_comes_first(cast: Cast, leavers: set[int]) -> None:
    leavers.add(cast.siv.pk)
    assert LEFT in line(cast, "siv").flags
    assert review.lines(cast.viewer("ingrid"), NOW)[0].given.name == "Siv"


def test_ingrid_keeps_and_ends_with_one_press(cast: Cast) -> None:
    browser = cast.client("ingrid")
    jonas, siv = (Grant.objects.get(account=cast.accounts[name]).pk for name in ("jonas", "siv"))
    assert "Jonas" in browser.get("/access/review").content.decode()
    assert browser.post(f"/access/review/{jonas}/keep")["Location"] == "/access/review"
    assert browser.post(f"/access/review/{siv}/end", {"all": ""})["Location"] == "/access/review?all"
    kept = Grant.objects.get(pk=jonas)
    assert (kept.reviewed_by, kept.valid_to) == ("Ingrid", None)
    assert Grant.objects.get(pk=siv).valid_to == TODAY
    actions = list(Event.objects.order_by("pk").values_list("action", flat=True))
    assert {"access.review_read", "access.role_kept", "access.role_ended"} <= set(actions)
    table = browser.get("/access/review").context["table"]
    assert "Jonas" not in str(table.rows)
    everything = browser.get("/access/review?all").content.decode()
    assert "av Ingrid" in everything


def test_what_was_kept_comes_back_after_half_a_year(cast: Cast) -> None:
    pk = Grant.objects.get(account=cast.jonas).pk
    review.keep_role(pk, by=cast.viewer("ingrid").actor)
    assert not line(cast, "jonas").is_due(NOW + timedelta(days=179))
    assert line(cast, "jonas").is_due(NOW + timedelta(days=181))


def test_nobody_keeps_their_own(cast: Cast) -> None:
    own = Grant.objects.get(account=cast.ingrid).pk
    browser = cast.client("ingrid")
    assert f"/access/review/{own}/keep" not in browser.get("/access/review?all").content.decode()
    browser.post(f"/access/review/{own}/keep")
    assert Grant.objects.get(pk=own).reviewed_at is None
    cast.client("it").post(f"/access/review/{own}/keep")
    assert Grant.objects.get(pk=own).reviewed_by == "It"


def test_the_last_who_gives_roles_is_not_ended(cast: Cast) -> None:
    Grant.objects.filter(account=cast.it).update(valid_to=TODAY)
    own = Grant.objects.get(account=cast.ingrid).pk
    cast.client("ingrid").post(f"/access/review/{own}/end")
    assert Grant.objects.get(pk=own).valid_to is None


def test_the_data_protection_officer_reads_and_does_not_decide(cast: Cast) -> None:
    browser = cast.client("dpo")
    page = browser.get("/access/review").content.decode()
    assert "Jonas" in page
    assert "<form" not in page.split("<main")[1].split("</main")[0]
    assert "/access/accounts/" not in page
    pk = Grant.objects.get(account=cast.jonas).pk
    assert browser.post(f"/access/review/{pk}/end").status_code == 404


def test_accounts_without_a_role_are_shown(cast: Cast) -> None:
    make_account(email="kari@lyngholt.example", name="Kari", by=SYSTEM)
    Account.objects.filter(pk=cast.rune.pk).update(is_active=False)
    Grant.objects.filter(account__in=[cast.rune, cast.petter]).delete()
    assert [one.name for one in review.idle(cast.viewer("dpo"))] == ["Kari", "Petter"]
    assert "Kari" in cast.client("ingrid").get("/access/review?all").content.decode()


@pytest.mark.parametrize("name", ["amina", "berit", "jonas"])
def test_others_see_nothing(cast: Cast, name: str) -> None:
    assert review.lines(cast.viewer(name), NOW) == []
    assert review.idle(cast.viewer(name)) == []


def rows(answer: Any) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


def test_the_file_has_every_role_and_runs_nothing(cast: Cast) -> None:
    account = make_account(email="x@lyngholt.example", name="=cmd|' /C calc'!A0", by=SYSTEM)
    give_role(account.pk, role="employee", unit_id="O1", from_day=TODAY, appointed_by="+1", by=SYSTEM)
    answer = cast.client("dpo").get("/access/review.csv")
    found = rows(answer)
    assert len(found) == 1 + Grant.objects.count()
    assert {len(row) for row in found} == {len(found[0])}
    mine = next(row for row in found if row[1] == "x@lyngholt.example")
    assert (mine[0], mine[6]) == ("'=cmd|' /C calc'!A0", "'+1")
    assert answer["Content-Disposition"] == f'attachment; filename="access-{TODAY}.csv"'
    assert Event.objects.latest("pk").details == {"shown": len(found) - 1, "file": "csv"}


def test_names_are_shown_as_they_are_and_never_run(cast: Cast) -> None:
    evil = "<script>alert(1)</script>"
    account = make_account(email="x@lyngholt.example", name=evil, by=SYSTEM)
    give_role(account.pk, role="employee", unit_id="O1", from_day=TODAY, appointed_by=evil, by=SYSTEM)
    Grant.objects.filter(account=account).update(reviewed_at=NOW, reviewed_by=evil)
    for page in ("/access/review?all", "/access", f"/access/accounts/{account.pk}"):
        assert evil not in cast.client("ingrid").get(page).content.decode()
