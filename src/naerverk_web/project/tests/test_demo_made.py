"""The demo is a whole municipality with its cast, made once."""

import pytest
from django.core.management import call_command

from naerverk_web.access.models import Account
from naerverk_web.insight.public import figures
from naerverk_web.people.models import Person


@pytest.mark.django_db(transaction=True)
def test_lyngholt_is_made_once_with_people_figures_and_the_cast(settings, capsys):
    settings.DEMO = True
    call_command("demo", employees=1200)
    assert Person.objects.count() > 1200
    assert Account.objects.filter(name="Amina").count() == 1
    assert figures() is not None
    people = Person.objects.count()
    call_command("demo", employees=1200)
    assert Person.objects.count() == people
