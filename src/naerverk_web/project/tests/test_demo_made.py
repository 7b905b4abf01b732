"""The demo is a whole municipality with its cast, made once; everybody's home page says what needs them."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from naerverk.calendar import Month
from naerverk_web.access.models import Account, Grant
from naerverk_web.access.policy import viewer_for
from naerverk_web.access.public import make_account
from naerverk_web.conftest import SYSTEM
from naerverk_web.design.public import Urgency
from naerverk_web.insight.models import Goal
from naerverk_web.insight.public import adopt_target, figures
from naerverk_web.insight.targets.goal_tree import ENOUGH, goal_tree
from naerverk_web.insight.targets.goals import versions
from naerverk_web.intake.models import Batch
from naerverk_web.people.models import Person
from naerverk_web.project.cast import CAST, address
from naerverk_web.project.home import MOST_CARDS, home_of


def home(key):
    member = next(one for one in CAST if one.key == key)
    account = Account.objects.get(email=address(member))
    return home_of(viewer_for(account, timezone.localdate()), timezone.localtime())


def titles(key):
    return " / ".join(card.title for card in home(key).cards)


@pytest.mark.django_db(transaction=True)
def test_lyngholt_is_made_once_with_people_figures_and_the_cast(settings, capsys, tmp_path):
    settings.DEMO, settings.MEDIA_ROOT = True, tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    call_command("demo", employees=1200)
    assert Person.objects.count() > 1200
    assert Account.objects.count() == len(CAST)
    assert figures() is not None
    made = Person.objects.count(), figures().key
    call_command("demo", employees=1200)
    assert "as you left it" in capsys.readouterr().out
    assert (Person.objects.count(), figures().key) == made
    make_account(email="ny@lyngholt.example", name="Ny", by=SYSTEM)
    call_command("demo", employees=1200)
    assert "as you left it" in capsys.readouterr().out, "who tried giving a role has not made a real site of it"
    Account.objects.get(name="Ny").delete()
    everybody_is_met_by_what_is_theirs()
    what_was_decided_is_on_its_way()
    berit_adopts_what_waits_and_everybody_sees_what_it_means()
    ingrid_finds_a_file_and_puts_right_what_is_wrong_in_it()


def everybody_is_met_by_what_is_theirs():
    """The ten kinds of people of the demo, one night at two o'clock and by day."""
    ward = "Solbakken omsorgssenter avd. 2"
    for key in ("amina", "jonas", "siv", "rune"):
        assert f"er klart: {ward}" in titles(key)
    for key in ("petter", "nils", "elin"):
        assert "er klart: Solbakken omsorgssenter" in titles(key)
    for key in ("ingrid", "berit", "ola", "kari"):
        assert "er klart: Lyngholt kommune" in titles(key)
    assert "Hjemmetjenesten" in titles("aud")
    assert "Solbakken" not in titles("liv")
    assert "Solbakken" not in titles("aud")
    assert "forsøk ble avvist" in titles("dpo")
    assert "er klart" not in titles("dpo") + titles("it")
    for member in CAST:
        shown = home(member.key)
        assert shown.lead
        assert len(shown.cards) <= MOST_CARDS
        assert list(shown.cards) == sorted(shown.cards, key=lambda card: card.urgency)


def what_was_decided_is_on_its_way():
    """Week 2 of the year: the municipality's target is adopted and shared down to Amina's ward, and adds up."""
    ward = Grant.objects.get(account__name="Amina").unit.unit_id
    # Units have grown and shrunk since, so that homes and wards may be a little off; the whole is not.
    for unit, units, off in (("u0001", 3, ENOUGH), ("u0002", 10, 0.15), ("u0003", 3, 0.15)):
        found = goal_tree(who("Berit"), unit)
        below = [branch for branch in found.branches if branch.depth == 1]
        assert len(below) == units
        assert all(branch.aim for branch in below)
        assert found.missing <= off, f"{unit}: {found.together}"
    for unit in ("u0001", ward):
        (version,) = versions(who("Berit"), unit)
        assert version.signed
        assert version.target.baseline.month == Month.of(version.adopted_on).plus(-1)
    text = page("Amina", f"/presence/unit/{ward}")
    for said in ("Målbanen er på", "Sjansen for å nå det", "Utgangspunktet er låst"):
        assert said in text
    assert "2 av 4 mål ved siden av nærværet er på vei" in page("Amina", f"/presence/card/{ward}")
    assert "2 av 3 mål" in page("Berit", "/presence/card/u0001")
    assert "Et mål er vedtatt for" in page("Siv", "/notices/")
    assert "Målet" not in page("Liv", f"/presence/unit/{Grant.objects.get(account__name='Liv').unit.unit_id}")


def berit_adopts_what_waits_and_everybody_sees_what_it_means():
    """One sector's target still waits for her; the way to the municipality's is on the home page."""
    shown = home("berit")
    assert shown.cards[0].urgency is Urgency.NOW
    assert "Et mål for Oppvekst er foreslått" in shown.cards[0].title
    assert shown.lead == "Hva trenger deg nå?"
    (waiting,) = Goal.objects.filter(adopted_on=None)
    adopt_target(who("Berit"), waiting.unit.unit_id, waiting.pk, on=timezone.localdate())
    card = next(card for card in home("berit").cards if card.title.startswith("Målet for"))
    assert "flere på jobb hver dag" in card.text
    assert home("kari").lead.startswith("Ingenting haster. Neste: ")


def ingrid_finds_a_file_and_puts_right_what_is_wrong_in_it():
    """A code nobody has said the meaning of, a slip in a number, and a last day before the first."""
    card = next(card for card in home("ingrid").cards if "En import fra" in card.title)
    client = Client()
    client.force_login(Account.objects.get(name="Ingrid"))
    shown = client.get(card.url).context
    assert shown["codes"] == ["SBK"]
    assert shown["errors"] == 5
    client.post(f"{card.url}codes", {"code_0": "child_sick"})
    for line in (6, 11):
        client.post(f"{card.url}files/1/rows/{line}/leave-out", {"reason": "Lønn retter den"})
    client.post(f"{card.url}holds", {"absences": "some"})
    client.post(f"{card.url}confirm")
    batch = Batch.objects.get()
    assert (batch.state, batch.receipt["spells_added"]) == (Batch.State.DONE, 28)
    call_command("demo", employees=1200)
    assert Batch.objects.count() == 1


def who(name):
    return viewer_for(Account.objects.get(name=name), timezone.localdate())


def page(name, address):
    client = Client()
    client.force_login(Account.objects.get(name=name))
    return client.get(address).content.decode().replace("\xa0", " ")


@pytest.mark.django_db
def test_a_real_site_is_never_filled_with_the_demo(settings):
    settings.DEMO = True
    make_account(email="tor@kommunen.example", name="Tor", by=SYSTEM)
    with pytest.raises(CommandError, match="real accounts"):
        call_command("demo")
