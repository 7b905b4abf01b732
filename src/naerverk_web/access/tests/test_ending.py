"""Somebody who gets a role is told, and so is who holds and who gave a role that ends soon."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from naerverk_web.access.actions import end_role, give_role
from naerverk_web.access.ending import tell_of_ending_roles
from naerverk_web.access.models import Grant
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.notices.models import Notice
from naerverk_web.notices.public import notices_for

TODAY = timezone.localdate()


def give(cast: Cast, days: int = 60, by: str | None = "ingrid") -> int:
    given = cast.viewer(by).actor if by else SYSTEM
    return give_role(
        cast.rune.pk, role="leader", unit_id="O1", from_day=TODAY, to_day=TODAY + timedelta(days=days), deputy=True,
        appointed_by="Amina", by=given,
    )  # fmt: skip


def told(title: str) -> list[int]:
    return sorted(Notice.objects.filter(title=title).values_list("account_id", flat=True))


def test_rune_is_told_that_he_has_been_given_a_role(cast: Cast) -> None:
    give(cast)
    assert told("role_given") == [cast.rune.pk]
    assert [each.words for each in notices_for(cast.rune.pk)] == ["Du har fått en rolle"]


def test_a_role_by_group_or_by_the_first_run_is_no_news(cast: Cast) -> None:
    give(cast, by=None)
    assert not Notice.objects.exists()


def test_two_weeks_before_the_end_both_are_told_once(cast: Cast) -> None:
    grant = give(cast, 60)
    assert tell_of_ending_roles(TODAY + timedelta(days=45)) == 0
    assert tell_of_ending_roles(TODAY + timedelta(days=46)) == 1
    assert tell_of_ending_roles(TODAY + timedelta(days=47)) == 0
    assert (told("role_ends"), told("given_role_ends")) == ([cast.rune.pk], [cast.ingrid.pk])
    assert cast.client("ingrid").get(Notice.objects.get(title="given_role_ends").link).status_code == 200
    end_role(grant, last_day=TODAY + timedelta(days=55), by=SYSTEM)
    assert tell_of_ending_roles(TODAY + timedelta(days=48)) == 1, "another last day is told anew"


@pytest.mark.parametrize(("days", "quiet", "told_on"), [(6, 2, 3), (1, 0, 1)])
def test_a_short_role_is_told_of_in_its_second_half(cast: Cast, days: int, quiet: int, told_on: int) -> None:
    give(cast, days)
    assert tell_of_ending_roles(TODAY + timedelta(days=quiet)) == 0
    assert tell_of_ending_roles(TODAY + timedelta(days=told_on)) == 1


def test_what_is_over_or_has_no_end_is_not_told_of(cast: Cast) -> None:
    give(cast, 20)
    assert tell_of_ending_roles(TODAY + timedelta(days=21)) == 0


def test_who_gives_roles_no_more_is_not_told(cast: Cast) -> None:
    give(cast, 20)
    Grant.objects.filter(account=cast.ingrid).update(valid_to=TODAY, told_end=TODAY)
    assert tell_of_ending_roles(TODAY + timedelta(days=15)) == 1
    assert not told("given_role_ends")
