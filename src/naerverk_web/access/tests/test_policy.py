"""Who may do what, where, when."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from naerverk_web.access.models import Account, Grant
from naerverk_web.access.public import PERMISSION_NAMES, ROLES, Permission, end_access, end_role, give_role, viewer_for
from naerverk_web.audit.public import events
from naerverk_web.conftest import SYSTEM

TODAY = date(2026, 11, 21)


def test_amina_sees_her_unit_and_nothing_beside_it(cast):
    amina = cast.viewer("amina")
    assert amina.units(Permission.SEE_FIGURES) == {"O1"}
    assert not amina.may(Permission.SEE_FIGURES, "H1")
    assert not amina.may(Permission.SEE_FIGURES)
    assert amina.may_somewhere(Permission.SEE_PEOPLE)


def test_berit_sees_sums_of_everything_and_no_person(cast):
    berit = cast.viewer("berit")
    assert berit.units(Permission.SEE_FIGURES) == set(berit.tree.nodes)
    assert berit.may(Permission.ADOPT_TARGETS)
    assert berit.units(Permission.SEE_PEOPLE) == frozenset()


@pytest.mark.parametrize("name", ["jonas", "siv", "petter", "rune", "dpo", "it"])
def test_the_group_side_never_sees_persons(cast, name):
    assert not cast.viewer(name).may_somewhere(Permission.SEE_PEOPLE)


@pytest.mark.parametrize("name", ["dpo", "it"])
def test_those_who_run_the_system_see_no_figures(cast, name):
    assert not cast.viewer(name).may_somewhere(Permission.SEE_FIGURES)


def test_a_stranger_gets_404_and_the_refusal_is_logged(cast):
    with pytest.raises(Http404):
        cast.viewer("aud").must(Permission.SEE_FIGURES, "O1")
    refused = events(action="access.refused")[0]
    assert (refused.outcome, refused.actor_name, refused.about_id) == ("refused", "Aud", "O1")


def test_a_grant_holds_for_the_units_below(cast):
    assert cast.viewer("petter").units(Permission.SEE_FIGURES) == {"H", "H1", "H2"}


def test_stand_ins_overlap_with_the_one_they_stand_in_for(cast):
    give_role(
        cast.siv.pk, role="leader", unit_id="O1", from_day=TODAY, to_day=TODAY + timedelta(days=6), deputy=True,
        appointed_by="Amina", by=SYSTEM,
    )  # fmt: skip
    assert cast.viewer("siv", TODAY).may(Permission.SEE_PEOPLE, "O1")
    assert cast.viewer("amina", TODAY).may(Permission.SEE_PEOPLE, "O1")
    assert not cast.viewer("siv", TODAY + timedelta(days=7)).may(Permission.SEE_PEOPLE, "O1")
    assert not cast.viewer("siv", TODAY - timedelta(days=1)).may(Permission.SEE_PEOPLE, "O1")


def test_one_may_lead_several_units(cast):
    give_role(cast.amina.pk, role="leader", unit_id="K1", from_day=TODAY, appointed_by="Berit", by=SYSTEM)
    assert cast.viewer("amina", TODAY).units(Permission.SEE_FIGURES) == {"O1", "K1"}
    assert cast.viewer("amina", TODAY).roles == ("leader",)


def test_access_ends_with_the_employment(cast):
    give_role(
        cast.amina.pk, role="leader", unit_id="K1", from_day=TODAY + timedelta(days=9), appointed_by="Berit", by=SYSTEM
    )
    assert end_access(cast.amina.pk, last_day=TODAY, by=SYSTEM) == 2
    assert cast.viewer("amina", TODAY).held
    assert not cast.viewer("amina", TODAY + timedelta(days=1)).held
    assert Grant.objects.filter(account=cast.amina).count() == 1


def test_a_role_ends_on_its_last_day(cast):
    grant = Grant.objects.get(account=cast.jonas)
    end_role(grant.pk, last_day=TODAY, by=SYSTEM)
    assert not cast.viewer("jonas", TODAY + timedelta(days=1)).held


def test_a_closed_account_holds_nothing(cast):
    Account.objects.filter(pk=cast.amina.pk).update(is_active=False)
    assert viewer_for(cast.amina, TODAY).held == ()


def test_a_unit_that_is_gone_gives_nothing(cast):
    assert cast.viewer("amina", date(2019, 1, 1)).units(Permission.SEE_FIGURES) == frozenset()


def test_every_role_and_permission_has_words():
    assert set(PERMISSION_NAMES) == set(Permission)
    assert all(str(role.name) and str(role.description) for role in ROLES.values())


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "king"},
        {"valid_to": date(2019, 1, 1)},
        {"appointed_by": ""},
        {"role": "hr_adviser"},
    ],
)
def test_the_database_refuses_nonsense(cast, wrong):
    unit = Grant.objects.get(account=cast.amina).unit
    row = {"account": cast.rune, "role": "leader", "unit": unit, "valid_from": TODAY, "appointed_by": "Berit", **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(**row)
