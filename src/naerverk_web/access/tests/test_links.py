"""Who is new, and who forgot, chooses a password behind a link that works once."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client
from django_tasks_db.models import DBTaskResult

from naerverk_web.access.links import send_link
from naerverk_web.access.models import SignedIn
from naerverk_web.audit.models import Event
from naerverk_web.conftest import Cast

NEW = "fire blå båter ved kai"


def link_in_mail() -> str:
    found = re.search(r"http://testserver(/password/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


def choose(browser: Client, link: str) -> None:
    page = browser.get(link)
    browser.post(page["Location"], {"new_password1": NEW, "new_password2": NEW})


def queued() -> list[int]:
    return [row.args_kwargs["kwargs"]["account_id"] for row in DBTaskResult.objects.order_by("enqueued_at")]


def test_rune_forgot_and_chooses_anew(cast: Cast, client: Client) -> None:
    old = cast.client("rune")
    said = client.post("/password", {"email": "Rune@lyngholt.example"}, follow=True).content.decode()
    assert "på vei" in said
    assert queued() == [cast.rune.pk]
    send_link.call(account_id=cast.rune.pk, site="http://testserver")
    assert mail.outbox[-1].to == ["rune@lyngholt.example"]
    link = link_in_mail()
    choose(client, link)
    assert not SignedIn.objects.filter(account=cast.rune).exists()
    assert old.get("/account").status_code == 302
    assert Event.objects.filter(action="access.password_chosen", actor_name="Rune").exists()
    signed_in = client.post("/sign-in", {"username": "rune@lyngholt.example", "password": NEW})
    assert signed_in["Location"] == "/"
    assert "kan ikke brukes lenger" in Client().get(link).content.decode()


def test_an_unknown_address_is_told_the_same_and_gets_nothing(cast: Cast, client: Client) -> None:
    answers = [client.post("/password", {"email": email}, follow=True) for email in ("rune@lyngholt.example", "x@y.no")]
    assert len({re.sub(r'value="[^"]+"|: "[^"]+"', "", answer.content.decode()) for answer in answers}) == 1
    assert queued() == [cast.rune.pk, 0]
    send_link.call(account_id=0, site="http://testserver")
    assert mail.outbox == []


def test_asking_often_has_to_wait(cast: Cast, client: Client) -> None:
    for _ in range(5):
        client.post("/password", {"email": "rune@lyngholt.example"})
    answer = client.post("/password", {"email": "rune@lyngholt.example"})
    assert "mange forsøk" in answer.context["form"].errors["email"][0]
    assert len(queued()) == 5


def test_somebody_new_gets_the_link_at_once(cast: Cast) -> None:
    form = {"email": "kari@lyngholt.example", "name": "Kari", "role": "leader", "unit": "K1", "from_day": "2026-01-01"}
    cast.client("ingrid").post("/access/give", {**form, "to_day": "", "appointed_by": "Berit"})
    send_link.call(account_id=queued()[0], site="http://testserver")
    assert mail.outbox[-1].to == ["kari@lyngholt.example"]


@pytest.mark.parametrize(
    "link", ["/password/MQ/a-b", "/password/!!/x", "/password/%00/%00", "/password/MQ/set-password"]
)
def test_an_invented_link_opens_nothing(cast: Cast, client: Client, link: str) -> None:
    answer = client.get(link)
    assert "kan ikke brukes lenger" in answer.content.decode()
    client.post(link, {"new_password1": NEW, "new_password2": NEW})
    assert not Event.objects.filter(action="access.password_chosen").exists()
