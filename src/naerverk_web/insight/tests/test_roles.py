"""Pages of figures show roles, never names: whoever walks through them learns who did what in which role only."""

from __future__ import annotations

import importlib
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from naerverk.calendar import Month
from naerverk.statistics.targets.target import Kind
from naerverk_web.access.models import Account, Grant
from naerverk_web.access.public import ROLES, Permission, give_role
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.insight.models import Goal, OutsideFile, SmileyLink
from naerverk_web.insight.pages.by_whom import BY, by_whom
from naerverk_web.insight.public import rebuild
from naerverk_web.insight.targets.goals import adopt_target, propose_target, versions
from naerverk_web.insight.targets.smileys import make_link
from naerverk_web.insight.tests.access import an_outcome
from naerverk_web.insight.tests.lyngholt import AT, TODAY
from naerverk_web.insight.tests.test_published import send
from naerverk_web.insight.tests.test_stories import page
from naerverk_web.organisation.public import rename_unit

SURNAME = "Kanarines"
GROUP_SIDE = re.compile(r'href="(/(?:presence|units|smiley)/[^"#?]*)')
MAIN = re.compile(r"<main.*</main>", re.DOTALL)
FILES = ("/presence/csv", "/presence/xlsx", "/presence/pdf")


@pytest.fixture
def done(seen: Cast) -> Cast:
    """A year's acts: a target proposed by Jonas and adopted by Berit, another by Amina that waits, and what HR does."""
    for account in seen.accounts.values():
        account.name = f"{account.name} {SURNAME}"
        account.save(update_fields=["name"])
    berit, due = seen.viewer("berit"), Month(2027, 12)
    number = propose_target(seen.viewer("jonas"), "O1", kind=Kind.PRESENCE, value=96, due=due, on=TODAY)
    adopt_target(berit, "O1", number, on=TODAY)
    propose_target(seen.viewer("amina"), "O1", kind=Kind.PRESENCE, value=97, due=due, on=TODAY, reason="Ny plan")
    make_link(seen.viewer("ingrid"), "O1", at=AT)
    an_outcome(seen)
    send(seen.client("ingrid"))
    rename_unit("K1", name="Bokhuset", from_day=TODAY, by=seen.viewer("ingrid").acting(Permission.MANAGE_ORGANISATION))
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    return seen


def walk(client: Client) -> dict[str, str]:
    """The main part of every page of the group side that is reached by links from where figures and units begin."""
    found: dict[str, str] = {}
    waiting = ["/presence/", "/units/", "/presence/closing", "/presence/published-files", "/presence/smiley-rule"]
    while waiting:
        address = waiting.pop()
        if address in found or address.startswith(FILES):
            continue
        answer = client.get(address, follow=True)
        main = MAIN.search(answer.content.decode()) if answer.status_code == 200 else None
        found[address] = main.group() if main else ""
        waiting += GROUP_SIDE.findall(found[address])
    return {address: text for address, text in found.items() if text}


@pytest.mark.parametrize(("who", "places"), [("berit", 60), ("ingrid", 60), ("amina", 20), ("rune", 15)])
def test_nobody_is_named_on_the_group_side(done: Cast, who: str, places: int) -> None:
    pages = walk(done.client(who))
    assert len(pages) > places, sorted(pages)
    assert [address for address, text in pages.items() if SURNAME in text] == []


def test_files_name_nobody(done: Cast) -> None:
    berit = done.client("berit")
    for kind in ("csv", "csv-years", "xlsx", "pdf"):
        content = berit.get(f"/presence/{kind}/O1").content
        assert content
        assert SURNAME.encode() not in content


@pytest.mark.parametrize(
    ("lang", "proposed", "adopted", "made", "by"),
    [
        ("nb", "lederen", "10.03.2026 av toppledelsen", "laget av HR-rådgiveren", "HR-rådgiver"),
        ("nn", "leiaren", "10.03.2026 av toppleiinga", "laga av HR-rådgivaren", "HR-rådgivar"),
        ("en", "the leader", "10 March 2026 by top management", "made by the HR adviser", "HR adviser"),
    ],
)
def test_the_role_stands_in_place_of_the_name(
    done: Cast, lang: str, proposed: str, adopted: str, made: str, by: str
) -> None:
    Account.objects.update(language=lang)
    unit = page(done.client("berit"), "/presence/unit/O1").replace("\xa0", " ")
    assert adopted in unit
    assert f">{proposed}<" in unit
    number = versions(done.viewer("berit"), "O1")[0].number
    whole = adopted.partition("av " if "av " in adopted else "by ")[2]
    for address in ("targets/O1", f"how/version-{number}/O1"):
        assert whole in page(done.client("rune"), f"/presence/{address}")
    ingrid = done.client("ingrid")
    assert made in page(ingrid, "/presence/smiley/O1")
    assert by in page(ingrid, "/presence/published-files")
    assert f"{by}, " in page(ingrid, "/units/")


def test_the_role_is_the_one_that_lets_them_and_held_nearest(cast: Cast) -> None:
    give_role(cast.amina.pk, role="union_rep", unit_id="O", from_day=TODAY, appointed_by="Kommunestyret", by=SYSTEM)
    give_role(cast.amina.pk, role="politician", unit_id=None, from_day=TODAY, appointed_by="Kommunestyret", by=SYSTEM)
    amina = cast.viewer("amina", TODAY)
    assert amina.role_for(Permission.SET_TARGETS, "O1") == "leader"
    assert amina.role_for(Permission.SET_TARGETS, "O") == "union_rep"
    assert amina.role_for(Permission.ADOPT_TARGETS, "O1") == ""
    assert cast.viewer("ingrid").role_for(Permission.MANAGE_ORGANISATION) == "hr_adviser"


def test_every_role_that_may_act_has_its_word() -> None:
    acts = {Permission.SET_TARGETS, Permission.ADOPT_TARGETS, Permission.SHARE_SMILEY}
    assert {key for key, role in ROLES.items() if role.permissions & acts} == set(BY)
    assert by_whom("") == "en rolle vi ikke lenger kjenner"


def test_whoever_changes_the_role_breaks_the_signature(done: Cast) -> None:
    def signed() -> bool:
        return versions(done.viewer("berit"), "O1")[0].signed

    assert signed()
    Goal.objects.exclude(adopted_on=None).update(adopted_as="leader")
    assert not signed()


def test_what_was_done_before_gets_the_role_held_that_day(done: Cast) -> None:
    """Jonas has another role by now, and the account of the one who made the smiley's address has been emptied."""
    Grant.objects.filter(account=done.jonas).update(valid_to=timezone.localdate() - timedelta(days=1))
    give_role(
        done.jonas.pk,
        role="leader",
        unit_id="O1",
        from_day=timezone.localdate(),
        appointed_by="Kommunestyret",
        by=SYSTEM,
    )
    Grant.objects.filter(account=done.ingrid).delete()
    Goal.objects.update(proposed_as="", adopted_as="")
    SmileyLink.objects.update(made_as="nonsense")
    OutsideFile.objects.update(made_as="")

    importlib.import_module("naerverk_web.insight.migrations.0012_roles_acted_in").fill(apps, None)

    kept = Goal.objects.order_by("pk").values_list("proposed_as", "adopted_as")
    assert list(kept) == [("union_rep", "senior_leader"), ("leader", "")]
    assert SmileyLink.objects.get().made_as == ""
    assert OutsideFile.objects.get().made_as == "hr_adviser"
