"""A form on somebody else's page, sent by the browser of one who is signed in here: nothing is done, at any address."""

from __future__ import annotations

import pytest
from django.test import Client

from access_matrix.conftest import Everybody
from access_matrix.routes import address, table
from naerverk_web.audit.models import Event
from naerverk_web.conftest import Row

FORMS = {route: row for route, row in table().items() if "POST" in row.methods.split()}


@pytest.mark.parametrize(("route", "row"), FORMS.items(), ids=list(FORMS))
def test_a_form_without_our_token_is_refused(route: str, row: Row, everybody: Everybody) -> None:
    given = row.given(everybody.cast) if callable(row.given) else row.given
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(everybody.cast.ingrid)
    browser.cookies["csrftoken"] = "x" * 32
    before = Event.objects.count()
    for more in ({}, {"csrfmiddlewaretoken": "x" * 32}, {"csrfmiddlewaretoken": "y" * 64}):
        answer = browser.post(address(route, given), more, headers={"Origin": "https://evil.example"})
        assert answer.status_code == 403, (route, answer.status_code)
    assert Event.objects.count() == before
