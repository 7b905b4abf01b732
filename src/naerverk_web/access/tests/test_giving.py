"""Ingrid gives roles and ends them; everybody sees their own and who appointed them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from naerverk_web.access.models import Account, Grant
from naerverk_web.access.public import ROLES, Permission, give_role
from naerverk_web.access.queries import is_last_giver, roles_given
from naerverk_web.audit.models import Event
from naerverk_web.conftest import SYSTEM, Cast

TODAY = timezone.localdate()
ASKED = {
    "email": "siv@lyngholt.example", "name": "", "role": "leader", "unit": "O1", "from_day": TODAY.isoformat(),
    "to_day": "", "appointed_by": "Kommunalsjefen",
}  # fmt: skip


def ask(cast: Cast, who: str = "ingrid", **more: str) -> Any:
    return cast.client(who).post("/access/give", {**ASKED, **more})


def errors(answer: Any) -> dict[str, list[str]]:
    return {name: list(wrong) for name, wrong in answer.context["form"].errors.items()}


def test_ingrid_gives_siv_a_stand_in_s_role(cast: Cast) -> None:
    last = TODAY + timedelta(days=30)
    assert ask(cast, deputy="on", to_day=last.isoformat())["Location"] == "/access"
    grant = Grant.objects.get(account=cast.siv, role="leader")
    assert (grant.deputy, grant.valid_to, grant.appointed_by) == (True, last, "Kommunalsjefen")
    assert cast.viewer("siv").may(Permission.SEE_PEOPLE, "O1")
    event = Event.objects.latest("pk")
    assert (event.action, event.actor_name, event.about_id) == ("access.role_given", "Ingrid", str(cast.siv.pk))
    page = cast.client("siv").get("/account").content.decode()
    assert "Leder (stedfortreder)" in page
    assert "Kommunalsjefen" in page


def test_somebody_new_gets_an_account_without_a_password(cast: Cast) -> None:
    ask(cast, email="Kari@Lyngholt.example", name="Kari")
    kari = Account.objects.get(email="kari@lyngholt.example")
    assert not kari.has_usable_password()
    assert kari.grants.get().unit.unit_id == "O1"


def test_no_account_is_left_behind_when_its_role_cannot_be_given(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr("naerverk_web.access.views.roles.give_role", fail)
    with pytest.raises(RuntimeError):
        ask(cast, email="kari@lyngholt.example", name="Kari")
    assert not Account.objects.filter(email="kari@lyngholt.example").exists()


def test_who_came_in_after_midnight_came_in_that_day(cast: Cast) -> None:
    Account.objects.filter(pk=cast.siv.pk).update(last_login=timezone.make_aware(datetime(2026, 5, 4, 0, 30)))
    assert "04.05.2026" in cast.client("ingrid").get(f"/access/accounts/{cast.siv.pk}").content.decode()


def test_berit_leads_all(cast: Cast) -> None:
    ask(cast, role="senior_leader", unit="*")
    assert cast.viewer("siv").may(Permission.ADOPT_TARGETS)


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        ({"email": ""}, "email", "Fyll ut"),
        ({"email": "siv"}, "email", "e-post"),
        ({"email": "new@lyngholt.example"}, "name", "Skriv navnet"),
        ({"role": "king"}, "role", ""),
        ({"role": ""}, "role", ""),
        ({"unit": ""}, "unit", ""),
        ({"unit": "X9"}, "unit", ""),
        ({"role": "hr_adviser"}, "unit", "hele virksomheten"),
        ({"from_day": "31.02.2026"}, "from_day", ""),
        ({"from_day": ""}, "from_day", ""),
        ({"to_day": "2020-01-01"}, "to_day", "før den første"),
        ({"deputy": "on"}, "to_day", "må ha en siste dag"),
        ({"appointed_by": "  "}, "appointed_by", ""),
        ({"role": "safety_rep"}, "role", "allerede"),
        ({"appointed_by": "x" * 201}, "appointed_by", ""),
        ({"appointed_by": "\x00"}, "appointed_by", ""),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(cast: Cast, wrong: dict[str, str], field: str, words: str) -> None:
    before = Grant.objects.count()
    answer = ask(cast, **wrong)
    assert list(errors(answer)) == [field]
    assert words in errors(answer)[field][0]
    assert (Grant.objects.count(), Account.objects.count()) == (before, len(cast.accounts))


@pytest.mark.parametrize("who", ["ingrid", "it"])
def test_nobody_gives_themselves_a_role(cast: Cast, who: str) -> None:
    answer = ask(cast, who, email=f"{who.upper()}@lyngholt.example")
    assert "seg selv" in errors(answer)["email"][0]


def test_names_are_shown_as_they_are_and_never_run(cast: Cast) -> None:
    ask(cast, email="x@lyngholt.example", name="<script>alert(1)</script>")
    page = cast.client("ingrid").get("/access").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def end(cast: Cast, pk: int, day: date, who: str = "ingrid") -> Any:
    return cast.client(who).post(f"/access/{pk}/end", {"last_day": day.isoformat()})


def test_ingrid_ends_jonas_role(cast: Cast) -> None:
    grant = Grant.objects.get(account=cast.jonas)
    assert "Tillitsvalgt" in cast.client("ingrid").get(f"/access/{grant.pk}/end").content.decode()
    end(cast, grant.pk, TODAY)
    assert cast.viewer("jonas", TODAY).held
    assert not cast.viewer("jonas", TODAY + timedelta(days=1)).held


def test_a_last_day_that_somebody_set_meanwhile_is_not_replaced_unseen(cast: Cast) -> None:
    pk = Grant.objects.get(account=cast.jonas).pk
    ingrid = cast.client("ingrid")
    [opened] = re.findall(r'action="(/access/\d+/end[^"]*)"', ingrid.get(f"/access/{pk}/end").content.decode())
    end(cast, pk, TODAY + timedelta(days=5))
    again = ingrid.post(opened, {"last_day": TODAY + timedelta(days=9)})
    assert "mellomtiden" in errors(again)["last_day"][0]
    assert Grant.objects.get(pk=pk).valid_to == TODAY + timedelta(days=5)
    [opened] = re.findall(r'action="(/access/\d+/end[^"]*)"', again.content.decode())
    ingrid.post(opened, {"last_day": TODAY + timedelta(days=9)})
    assert Grant.objects.get(pk=pk).valid_to == TODAY + timedelta(days=9)


def test_a_role_that_is_over_cannot_be_ended_again(cast: Cast) -> None:
    grant = Grant.objects.get(account=cast.jonas)
    end(cast, grant.pk, TODAY - timedelta(days=1))
    assert end(cast, grant.pk, TODAY).status_code == 404


def test_a_role_that_has_not_begun_is_taken_away(cast: Cast) -> None:
    to_come = TODAY + timedelta(days=9)
    pk = give_role(cast.rune.pk, role="leader", unit_id="K1", from_day=to_come, appointed_by="Berit", by=SYSTEM)
    end(cast, pk, TODAY)
    assert not Grant.objects.filter(pk=pk).exists()


def test_a_day_that_is_none_is_said_so(cast: Cast) -> None:
    pk = Grant.objects.get(account=cast.jonas).pk
    answer = cast.client("ingrid").post(f"/access/{pk}/end", {"last_day": "tomorrow"})
    assert list(errors(answer)) == ["last_day"]


def test_the_last_one_who_gives_roles_stays(cast: Cast) -> None:
    end(cast, Grant.objects.get(account=cast.it).pk, TODAY)
    own = Grant.objects.get(account=cast.ingrid).pk
    assert is_last_giver(cast.viewer("ingrid"), own)
    assert "Gi rollen til en annen" in errors(end(cast, own, TODAY))["__all__"][0]
    assert Grant.objects.get(pk=own).valid_to is None


def test_the_list_is_only_for_those_who_give(cast: Cast) -> None:
    assert roles_given(cast.viewer("amina")) == []
    assert {each.name for each in roles_given(cast.viewer("it"))} >= {"Amina", "Jonas", "Siv"}


def test_the_role_page_is_what_the_code_says(cast: Cast) -> None:
    shown = cast.client("rune").get("/roles").context["roles"]
    assert [role.key for role, _ in shown] == list(ROLES)
    assert all(len(words) == len(role.permissions) for role, words in shown)


def test_one_without_a_role_is_told_what_to_do(cast: Cast) -> None:
    Grant.objects.filter(account=cast.rune).delete()
    assert "ingen rolle ennå" in cast.client("rune").get("/account").content.decode()


def test_whoever_looks_who_has_which_role_is_written_down(cast: Cast) -> None:
    ingrid, siv = cast.client("ingrid"), str(cast.siv.pk)
    grant = Grant.objects.get(account=cast.siv)
    own = ("/account", "/roles")
    for address in (
        *own,
        "/access",
        f"/access/accounts/{siv}",
        f"/access/accounts/{siv}/reset",
        f"/access/{grant.pk}/end",
    ):
        assert ingrid.get(address).status_code == 200
    said = Event.objects.filter(action__endswith="_read").order_by("pk").values_list("action", "actor_name", "about_id")
    assert list(said) == [("access.given_read", "Ingrid", ""), *[("access.account_read", "Ingrid", siv)] * 3]
