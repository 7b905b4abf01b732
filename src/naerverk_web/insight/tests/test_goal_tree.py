"""Berit's target and those below it: they add up, are adopted together, and are only changed by a new version."""

import re

import pytest

from naerverk.calendar import Month
from naerverk.statistics.targets.target import Kind
from naerverk.statistics.targets.units import Realism
from naerverk_web.conftest import Cast
from naerverk_web.insight.models import Goal
from naerverk_web.insight.targets.goal_tree import adopt_below, goal_tree, share_target
from naerverk_web.insight.targets.goals import NoReason, adopt_target, propose_target, versions
from naerverk_web.insight.tests.lyngholt import TODAY
from naerverk_web.insight.tests.test_stories import page

DUE = Month(2027, 12)


def adopted(cast: Cast, unit: str = "L", change: float = -10, reason: str = "") -> int:
    berit = cast.viewer("berit")
    number = propose_target(berit, unit, kind=Kind.RELATIVE, value=change, due=DUE, on=TODAY, reason=reason)
    assert adopt_target(berit, unit, number, on=TODAY)
    return number


def test_targets_below_add_up_to_the_one_above(seen: Cast) -> None:
    adopted(seen)
    berit = seen.viewer("berit")
    assert share_target(berit, "L", on=TODAY) == 2, "health and upbringing; the library is too small for its own"
    found = goal_tree(berit, "L")
    assert found is not None
    assert {branch.unit_id: branch.proposed for branch in found.branches} == {"L": False, "H": True, "O": True}
    # The rest (own staff and the library) stays as it is, so the two carry less than all of it.
    assert found.missing is not None
    assert 0 <= found.missing < 0.6
    assert {branch.realism for branch in found.branches} == {Realism.FITS}
    assert adopt_below(berit, "L", on=TODAY) == 2
    assert not Goal.objects.filter(adopted_on=None).exists()
    again = goal_tree(berit, "L")
    assert again is not None
    assert again.missing == pytest.approx(found.missing)
    assert not again.may_share


def test_berit_does_it_on_the_page(seen: Cast) -> None:
    berit = seen.client("berit")
    assert "Ikke noe mål er vedtatt ennå" in page(berit, "/presence/targets/L")
    adopted(seen)
    assert "Enhetene under har ikke egne mål ennå" in page(berit, "/presence/targets/L")
    berit.post("/presence/share/L")
    assert "foreslåtte målene rett under" in page(berit, "/presence/targets/L")
    berit.post("/presence/adopt-all/L")
    text = page(berit, "/presence/targets/L")
    assert "Målene under blir til sammen" in text
    assert "Signaturen stemmer." in text
    assert "– Helse og omsorg" in text
    assert "det andre har klart" in text


def test_berit_does_not_adopt_what_she_has_not_seen(seen: Cast) -> None:
    adopted(seen)
    berit = seen.client("berit")
    berit.post("/presence/share/L")
    shown = re.findall(r'name="seen" value="(\d+)"', page(berit, "/presence/targets/L"))
    assert len(shown) == 2
    propose_target(seen.viewer("ingrid"), "H", kind=Kind.RELATIVE, value=-1, due=DUE, on=TODAY)
    answer = berit.post("/presence/adopt-all/L", {"seen": shown}, follow=True).content.decode()
    assert "Slik står de nå" in answer
    assert Goal.objects.filter(adopted_on=None).count() == 2
    shown = re.findall(r'name="seen" value="(\d+)"', answer)
    berit.post("/presence/adopt-all/L", {"seen": shown})
    assert not Goal.objects.filter(adopted_on=None).exists()


def test_what_is_adopted_is_changed_by_a_new_version_with_a_reason(seen: Cast) -> None:
    adopted(seen)
    with pytest.raises(NoReason):
        adopted(seen, change=-12)
    form = {"kind": "relative", "value": "-12", "due": "2027-12", "owner": "senior_leader"}
    assert "Hvorfor et nytt mål" in seen.client("berit").post("/presence/target/L", form).content.decode()
    assert Goal.objects.count() == 1
    adopted(seen, change=-12, reason="Budsjettet er nytt")
    newest, oldest = versions(seen.viewer("berit"), "L")
    assert (newest.reason, oldest.replaced_on, newest.signed, oldest.signed) == (
        "Budsjettet er nytt",
        TODAY,
        True,
        True,
    )
    Goal.objects.filter(replaced_on=None).update(value=-1)
    assert not versions(seen.viewer("berit"), "L")[0].signed
    assert "Signaturen stemmer ikke" in page(seen.client("berit"), "/presence/targets/L")


def test_a_target_beyond_what_has_been_done_says_so(seen: Cast) -> None:
    adopted(seen, "O1", change=-60)
    assert "mer enn andre har klart" in page(seen.client("amina"), "/presence/targets/O1")


def test_nothing_is_shared_without_a_target(seen: Cast) -> None:
    seen.client("berit").post("/presence/share/L")
    assert not Goal.objects.exists()
    assert seen.client("aud").get("/presence/targets/O1").status_code == 404


def test_of_a_unit_with_none_below_nothing_is_said_of_units_below(seen: Cast) -> None:
    adopted(seen, "O1")
    text = page(seen.client("amina"), "/presence/targets/O1")
    assert "Enhetene under har ikke" not in text
    assert re.search(r"Målet er \d+,\d % nærvær\.", text)
