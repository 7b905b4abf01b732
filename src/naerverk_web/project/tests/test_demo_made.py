"""The demo is a whole municipality with its cast, made once; everybody's home page says what needs them."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from naerverk.calendar import Month
from naerverk.statistics.targets.target import Kind
from naerverk_web.access.models import Account
from naerverk_web.access.policy import viewer_for
from naerverk_web.design.public import Urgency
from naerverk_web.insight.public import adopt_target, figures, propose_target
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
def test_lyngholt_is_made_once_with_people_figures_and_the_cast(settings, capsys):
    settings.DEMO = True
    call_command("demo", employees=1200)
    assert Person.objects.count() > 1200
    assert Account.objects.count() == len(CAST)
    assert figures() is not None
    made = Person.objects.count(), figures().key
    call_command("demo", employees=1200)
    assert "as you left it" in capsys.readouterr().out
    assert (Person.objects.count(), figures().key) == made
    everybody_is_met_by_what_is_theirs()
    berit_adopts_and_everybody_sees_what_it_means()


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
    assert "Solbakken" not in titles("aud")
    assert "forsøk ble avvist" in titles("dpo")
    assert "er klart" not in titles("dpo") + titles("it")
    for member in CAST:
        shown = home(member.key)
        assert shown.lead
        assert len(shown.cards) <= MOST_CARDS
        assert list(shown.cards) == sorted(shown.cards, key=lambda card: card.urgency)


def berit_adopts_and_everybody_sees_what_it_means():
    """Week 2: a target for the municipality is proposed and adopted; in weeks 26 and 52 it is on the home page."""
    today, until = timezone.localdate(), Month.of(timezone.localdate()).plus(23)
    ingrid, berit = (viewer_for(Account.objects.get(name=name), today) for name in ("Ingrid", "Berit"))
    number = propose_target(ingrid, "u0001", kind=Kind.ABSOLUTE, value=8.2, due=until, on=today)
    shown = home("berit")
    assert shown.cards[0].urgency is Urgency.NOW
    assert "Et mål for Lyngholt kommune er foreslått" in shown.cards[0].title
    assert shown.lead == "Hva trenger deg nå?"
    adopt_target(berit, "u0001", number, on=today)
    card = next(card for card in home("berit").cards if card.title.startswith("Målet for"))
    assert "flere på jobb hver dag" in card.text
    assert home("kari").lead.startswith("Ingenting haster. Neste: ")
