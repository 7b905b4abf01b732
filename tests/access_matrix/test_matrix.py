"""Every route x every role: who may open it, who is told that it does not exist, who must sign in first."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLResolver, get_resolver, path
from django.urls.resolvers import RegexPattern

from access_matrix.conftest import Everybody
from access_matrix.routes import address, routes, table
from naerverk_web.access.public import ROLES
from naerverk_web.conftest import Cast, Row

TABLE = table()
METHODS = ("GET", "POST", "PUT", "DELETE")
FORM = "application/x-www-form-urlencoded"


def unlisted(resolver: URLResolver) -> list[str]:
    return sorted(set(routes(resolver)) - set(TABLE))


def test_every_route_has_a_line() -> None:
    assert unlisted(get_resolver()) == [], "write who may open them in <room>/tests/access.py"


def test_every_line_has_a_route() -> None:
    assert sorted(set(TABLE) - set(routes(get_resolver()))) == []


def test_a_route_without_a_line_would_be_found() -> None:
    class Forgotten:
        urlpatterns = (path("forgotten/<int:pk>", lambda request, pk: HttpResponse()),)

    assert unlisted(URLResolver(RegexPattern(r"^/"), Forgotten)) == ["forgotten/<int:pk>"]


@pytest.mark.parametrize(("route", "row"), TABLE.items(), ids=[route or "/" for route in TABLE])
def test_who_may_open(route: str, row: Row, everybody: Everybody) -> None:
    found: dict[tuple[str, str], str] = {}
    wanted: dict[tuple[str, str], str] = {}
    there = where(route, row, everybody.cast)
    for who, browser, expected in people(row, everybody):
        for method in METHODS:
            met = found[who, method] = ask(browser, method, there)
            allowed = method in row.methods.split()
            # That a page does not take a method tells nothing about what is on it.
            wanted[who, method] = "405" if not allowed and (expected == "ok" or met == "405") else expected
    assert {each: (found[each], wanted[each]) for each in found if found[each] != wanted[each]} == {}


def people(row: Row, everybody: Everybody) -> list[tuple[str, Client, str]]:
    """Everybody, and what each is to meet: "ok", "404" or "sign in"."""
    unknown = Client(raise_request_exception=False)
    met = [("signed out", unknown, {"everybody": "ok", "nobody": "404"}.get(row.may, "sign in"))]
    for role in ROLES:
        may = row.may in {"everybody", "signed in"} or role in row.may.split()
        met.append((role, everybody.here(role), "ok" if may else "404"))
        if not ROLES[role].whole:
            also = row.may in {"everybody", "signed in"} if row.elsewhere is None and row.given else row.elsewhere
            met.append((f"{role} elsewhere", everybody.elsewhere(role), "ok" if may and also is not False else "404"))
    return met


def test_lines_name_roles_that_exist() -> None:
    words = {word for row in TABLE.values() for word in row.may.split()}
    assert words - set(ROLES) - {"everybody", "nobody", "signed", "in"} == set()


def where(route: str, row: Row, cast: Cast) -> str:
    given = row.given(cast) if callable(row.given) else row.given
    return address(route, given, row.query)


def ask(browser: Client, method: str, there: str) -> str:
    """What an answer amounts to. What it did to the database and to the browser is taken back."""
    cookies = browser.cookies.copy()
    with transaction.atomic():
        answer = browser.generic(method, there, content_type=FORM)
        transaction.set_rollback(True)
    browser.cookies = cookies
    if answer.has_header("Location") and answer["Location"].startswith(f"{resolve_url(settings.LOGIN_URL)}?next="):
        return "sign in"
    # A form that lacks its fields has been let in: it says what is missing.
    return "ok" if answer.status_code < 400 or answer.status_code in {400, 422} else str(answer.status_code)
