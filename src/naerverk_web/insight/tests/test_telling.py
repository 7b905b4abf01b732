"""When a target is adopted or changed, the unit's leader and representatives are told, and nobody else."""

from __future__ import annotations

from datetime import date

from naerverk.calendar import Month
from naerverk.statistics.targets.target import Kind
from naerverk_web.access.public import give_role
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.insight.targets.goals import adopt_target, propose_target
from naerverk_web.insight.tests.lyngholt import TODAY
from naerverk_web.notices.models import Notice
from naerverk_web.notices.public import notices_for


def adopt(cast: Cast, unit: str, value: float = 94, reason: str = "") -> None:
    berit = cast.viewer("berit")
    number = propose_target(berit, unit, kind=Kind.PRESENCE, value=value, due=Month(2027, 12), on=TODAY, reason=reason)
    assert adopt_target(berit, unit, number, on=TODAY)


def told(title: str) -> set[int]:
    return set(Notice.objects.filter(title=title).values_list("account_id", flat=True))


def test_the_three_parties_of_the_unit_are_told(seen: Cast) -> None:
    adopt(seen, "O1")
    assert told("target_adopted") == {seen.amina.pk, seen.jonas.pk, seen.siv.pk}
    words = notices_for(seen.siv.pk)[0]
    assert (words.words, words.link) == ("Et mål er vedtatt for Solbakken barnehage", "/presence/targets/O1")
    assert seen.client("siv").get(words.link).status_code == 200


def test_a_new_version_is_told_as_a_change(seen: Cast) -> None:
    adopt(seen, "O1")
    Notice.objects.all().delete()
    adopt(seen, "O1", 95, reason="Nye lokaler")
    assert told("target_changed") == {seen.amina.pk, seen.jonas.pk, seen.siv.pk}
    assert not told("target_adopted")
    assert notices_for(seen.amina.pk)[0].words == "Målet for Solbakken barnehage er endret"


def test_a_proposal_is_nobody_s_news_yet(seen: Cast) -> None:
    propose_target(seen.viewer("amina"), "O1", kind=Kind.PRESENCE, value=94, due=Month(2027, 12), on=TODAY)
    assert not Notice.objects.exists()


def test_where_nobody_is_nearer_those_above_are_told_but_not_who_did_it(seen: Cast) -> None:
    given = {"from_day": date(2020, 1, 1), "appointed_by": "Valget", "by": SYSTEM}
    give_role(seen.petter.pk, role="union_rep", unit_id="L", **given)  # type: ignore[arg-type]
    give_role(seen.berit.pk, role="leader", unit_id=None, **given)  # type: ignore[arg-type]
    adopt(seen, "H2")
    assert told("target_adopted") == {seen.petter.pk}
