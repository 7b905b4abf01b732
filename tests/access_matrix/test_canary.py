"""Wrong people ask for anything in any way: nothing that is planted in people's data comes out, nothing breaks."""

from __future__ import annotations

import io
import random
import re
import zipfile
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import get_resolver, path
from django.utils import timezone
from pytest_django import Settings

from access_matrix.conftest import Everybody
from access_matrix.routes import address, routes
from naerverk.records import Employment, Kind, Sex, Spell
from naerverk_web.absence.models import Spell as Spelled
from naerverk_web.absence.public import import_spells
from naerverk_web.access.models import Grant, SignedIn
from naerverk_web.access.public import ROLES, Permission
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.insight.public import rebuild
from naerverk_web.intake.checking import check_batch
from naerverk_web.intake.models import Batch
from naerverk_web.intake.receiving import Incoming, receive
from naerverk_web.people.models import Person
from naerverk_web.people.public import import_employments

FIRST, LAST = date(2099, 7, 13), date(2099, 8, 21)
CANARY = re.compile(
    r"kvitrekanari|KANARI-|98765[.,]?|\b2097\b"
    r"|2099-0[78]-|[.]0?[78][.]2099|(juli|august|July|August),? (\d+, )?2099|\b(13|21)[.]? (jul|aug)\w*[.]? 2099",
    re.IGNORECASE,
)
KIND = re.compile(r"<(?:(\w+):)?(\w+)>")
METHODS = ("GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
NAMES = (
    "unit", "unit_id", "person", "person_id", "employee", "q", "page", "sort", "order", "from", "to", "date", "day",
    "period", "month", "year", "format", "as", "view", "tab", "next", "id", "pk", "kind", "columns", "download", "at",
)  # fmt: skip
ODD = (
    "", "0", "-1", "1", "2", "99999999999999999999", "1 OR 1=1", "' OR ''='", "%", "_", "*", "../../etc/passwd",
    "<script>alert(1)</script>", "{{ 7*7 }}", "\x00", "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "null", "true", "[]", "NaN", "csv", "xlsx", "json", "pdf", "all", "x" * 9000, "2026-02-30", "0000-00-00", "1e999",
)  # fmt: skip
UNITS = ("L", "H", "H1", "H2", "O", "O1", "K1")
IDS = ("101", "102", "103")
HEAD = "person_id,unit_id,start,fte_percent"
HEADERS = (
    {}, {"HX-Request": "true"}, {"Accept": "application/json"}, {"Accept-Language": "nn"}, {"Range": "bytes=0-99"},
    {"X-Forwarded-For": "127.0.0.1"}, {"X-Original-URL": "/people/101"}, {"If-None-Match": "*"},
    {"HX-Request": "true", "HX-Current-URL": "http://[", "HX-Target": "<b>"}, {"Cookie": "sessionid=101"},
    {"X-HTTP-Method-Override": "DELETE"}, {"User-Agent": "x" * 3000}, {"Referer": "javascript:0"},
)  # fmt: skip


@pytest.fixture
def planted(cast: Cast) -> Cast:
    """Everybody at Solbakken carries canaries: name, id, job, days. Half of the ids can be guessed."""
    at = timezone.now()
    people = [*IDS, "KANARI-1", "KANARI-2", "KANARI-3"]
    jobs = [Employment(each, "O1", date(2020, 1, 1), 98.76, None, Sex.F, 2097, "98765") for each in people]
    import_employments(jobs, batch="canary", at=at, complete=False, by=SYSTEM)
    for number, person in enumerate(Person.objects.order_by("pk")):
        person.name = f"Kvitrekanari Nummer {number}"
        person.save()
    spells = [Spell(each, FIRST, Kind.DOCTOR_CERTIFIED, LAST, unit_id="O1") for each in people]
    spells += [Spell(each, date(2026, 3, 2), Kind.DOCTOR_CERTIFIED, date(2026, 3, 20), unit_id="O1") for each in people]
    import_spells(spells, batch="canary", at=at, period=None, by=SYSTEM)
    rows = "\n".join(f"{person},O1,2020-13-01,98.76" for person in people)
    batch = receive([Incoming("kvitrekanari.csv", [f"{HEAD}\n{rows}\n".encode()])], at=at, by=SYSTEM, queue=False)
    check_batch(batch.pk, at=at)
    rebuild(at=at, today=timezone.localdate(), by=SYSTEM)
    return cast


@pytest.mark.parametrize("times", [200, pytest.param(5000, marks=pytest.mark.full)])
def test_wrong_people_get_nothing_whatever_they_ask(times: int, planted: Cast, everybody: Everybody) -> None:
    assert wander(everybody, times) == []
    assert Person.objects.filter(name__startswith="Kvitrekanari").count() == 6


def test_a_leak_and_a_crash_would_be_found(planted: Cast, everybody: Everybody, settings: Settings) -> None:
    def leak(request: HttpRequest, pk: int) -> HttpResponse:
        return HttpResponse(Person.objects.earliest("pk").name)

    def crash(request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError

    # Several of each, since requests are drawn from all routes and new routes are added all the time.
    careless = [each for n in range(9) for each in (path(f"leak/{n}/<int:pk>", leak), path(f"crash/{n}", crash))]

    class Careless:
        urlpatterns = (*get_resolver().url_patterns, *careless)

    settings.ROOT_URLCONF = Careless
    assert {problem[0] for problem in wander(everybody, 300)} == {"canary", "500"}


@pytest.mark.parametrize(
    "said", ["kvitrekanari", "KANARI-3", "2099-07-13", "13.07.2099", "21. august 2099", "juli 2099", "98765", "2097"]
)
def test_each_canary_is_known_again(said: str) -> None:
    assert CANARY.search(f"<td>{said}</td>")


def wander(everybody: Everybody, times: int) -> list[tuple[str, ...]]:
    """Ask that often, at random but always the same; what went wrong."""
    chance = random.Random(times)
    real = {
        "int": [
            str(pk)
            for model in (Person, Spelled, Grant, SignedIn)
            for pk in model.objects.values_list("pk", flat=True)[:40]
        ]
    }
    real["uuid"] = [str(pk) for pk in Batch.objects.values_list("pk", flat=True)]
    wrong, known = strangers(everybody), sorted(set(routes(get_resolver())))
    problems = []
    for _ in range(times):
        who, browser = chance.choice(wrong)
        asked = request(chance, known, real)
        cookies = browser.cookies.copy()
        with transaction.atomic():
            answer = browser.generic(**asked)
            content = read(answer)
            transaction.set_rollback(True)
        browser.cookies = cookies
        wrongs = [str(answer.status_code)] if answer.status_code in {403, *range(500, 600)} else []
        wrongs += ["canary"] if CANARY.search(content) else []
        problems += [(each, who, asked["method"], asked["path"][:200], asked["data"][:200]) for each in wrongs]
    return problems


def strangers(everybody: Everybody) -> list[tuple[str, Client]]:
    """All who may not see people of Solbakken: nobody, the same roles elsewhere, and the roles that see sums only."""
    met = [("signed out", Client(raise_request_exception=False))]
    met += [(f"{key} elsewhere", everybody.elsewhere(key)) for key, role in ROLES.items() if not role.whole]
    sums = [key for key, role in ROLES.items() if Permission.SEE_PEOPLE not in role.permissions]
    return met + [(key, everybody.here(key)) for key in sums]


def request(chance: random.Random, known: list[str], real: dict[str, list[str]]) -> dict[str, Any]:
    """One request that somebody with time and ill will could make."""
    route = chance.choice(known)
    given: dict[str, object] = {}
    for kind, name in KIND.findall(route):
        guessed = chance.choice(real[kind]) if kind in real and chance.random() < 0.9 else value(chance)
        given[name] = quote(guessed[:300], safe="/")
    there = address(route, given)
    if chance.random() < 0.05:
        there += quote(chance.choice(["/", "/..", "//", ".json", "%2e%2e/", "/101", ";x=1"]), safe="/;=%")
    query = {chance.choice(NAMES): value(chance) for _ in range(chance.choice((0, 0, 1, 2, 3)))}
    form = {chance.choice(NAMES): value(chance) for _ in range(chance.choice((0, 1, 3, 6)))}
    kind = chance.choice(("application/x-www-form-urlencoded", "application/json", "multipart/form-data", "text/x"))
    return {
        "method": chance.choice(METHODS),
        "path": f"{there}?{urlencode(query)}" if query else there,
        "data": urlencode(form),
        "content_type": kind,
        "headers": chance.choice(HEADERS),
    }


def value(chance: random.Random) -> str:
    pool = chance.choice((ODD, UNITS, IDS, tuple(str(number) for number in range(1, 40)), ("2026-03", "2026-03-02")))
    return chance.choice(pool)


def read(answer: HttpResponse) -> str:
    """All that came back: the address it leads to, the headers, the content."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as sheets:
            body = b"".join(sheets.read(name) for name in sheets.namelist())
    return f"{answer.headers} {body.decode('utf-8', 'replace')}"
