"""The site as IT runs it: how it is, what it refuses to start with, what its files and its log give away."""

from __future__ import annotations

import io
import json
import logging
import re
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import DatabaseError
from django.http import HttpRequest
from django.test import Client
from django.urls import get_resolver, path
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from naerverk_web.conftest import Cast
from naerverk_web.insight.public import make_figures
from naerverk_web.people.models import Person
from naerverk_web.project import environment, health
from naerverk_web.project.logs import JsonLines
from naerverk_web.project.safety import close_to_others, unsafe
from naerverk_web.project.tests.sites import Site


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the site writes to its log."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)


# --- how it is ------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_monitor_sees_that_all_is_well_without_signing_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_disk", lambda: "ok")
    health.beat(timezone.now())
    assert Client().get("/health").json() == {
        "status": "ok", "database": "ok", "clock": "ok", "worker": "ok", "disk": "ok", "mail": "ok",
    }  # fmt: skip


@pytest.mark.django_db
def test_each_part_that_is_not_well_is_named(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(free=1000))
    now = timezone.now()
    health.beat(now - timedelta(minutes=6))
    make_figures.enqueue()
    DBTaskResult.objects.update(enqueued_at=now - timedelta(minutes=6))
    answer = Client().get("/health")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "look", "database": "ok", "clock": "late", "worker": "late", "disk": "full", "mail": "ok",
    }  # fmt: skip


@pytest.mark.django_db
def test_without_its_database_the_site_is_down(monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(now: object) -> dict[str, str]:
        raise DatabaseError("the cellar is wet")

    monkeypatch.setattr("naerverk_web.project.views.health_of", lost)
    answer = Client().get("/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "down")


# --- what it refuses to start with ----------------------------------------------------------------


def test_a_site_for_others_is_not_started_unsafe(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NAERVERK_HTTPS", raising=False)
    settings.DEBUG, settings.HTTPS, settings.ALLOWED_HOSTS = True, False, ["localhost"]
    settings.CONFIDENTIAL_KEY = "short"
    said = list(unsafe(open_to_others=True))
    assert [next(name for name in ("KEY", "DEBUG", "HOSTS", "TLS") if name in each) for each in said] == [
        "KEY", "DEBUG", "HOSTS", "TLS",
    ]  # fmt: skip
    settings.ALLOWED_HOSTS = ["*"]
    assert any("NAERVERK_HOSTS" in each for each in unsafe(open_to_others=True))


def test_on_this_machine_alone_only_the_keys_matter(settings: Settings) -> None:
    settings.DEBUG, settings.HTTPS, settings.ALLOWED_HOSTS = True, False, ["localhost"]
    settings.SECRET_KEY = settings.CONFIDENTIAL_KEY = "k" * 32
    assert list(unsafe(open_to_others=False)) == []


def test_no_tls_is_a_choice_that_somebody_makes(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DEBUG, settings.HTTPS, settings.ALLOWED_HOSTS = False, False, ["presence.example.no"]
    settings.SECRET_KEY = settings.CONFIDENTIAL_KEY = "k" * 32
    monkeypatch.setenv("NAERVERK_HTTPS", "no")
    assert list(unsafe(open_to_others=True)) == []


def test_tls_without_a_proxy_is_a_circle_that_is_told_before_it_begins(settings: Settings) -> None:
    settings.DEBUG, settings.HTTPS, settings.ALLOWED_HOSTS = False, True, ["presence.example.no"]
    settings.SECRET_KEY = settings.CONFIDENTIAL_KEY = "k" * 32
    settings.TRUSTED_PROXIES = 0
    (said,) = unsafe(open_to_others=True)
    assert "NAERVERK_PROXIES=1" in said
    settings.TRUSTED_PROXIES = 1
    assert list(unsafe(open_to_others=True)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(("proxies", "status"), [(0, 301), (1, 200)])
def test_only_a_proxy_of_ours_is_believed_that_a_page_came_over_tls(
    settings: Settings, proxies: int, status: int
) -> None:
    assert environment.tls_header(settings.TRUSTED_PROXIES) == settings.SECURE_PROXY_SSL_HEADER
    settings.SECURE_PROXY_SSL_HEADER = environment.tls_header(proxies)
    settings.SECURE_SSL_REDIRECT = True
    assert Client().get("/sign-in", headers={"X-Forwarded-Proto": "https"}).status_code == status


# --- what its files and its log give away ---------------------------------------------------------


@pytest.mark.sqlite
def test_the_data_folder_is_for_the_sites_own_user(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    tmp_path.chmod(0o755)
    sqlite3.connect(tmp_path / "naerverk.sqlite3").execute("CREATE TABLE t (a)")
    (tmp_path / "naerverk.sqlite3").chmod(0o644)
    close_to_others()
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "naerverk.sqlite3").stat().st_mode) == 0o600


def test_the_log_never_says_who(cast: Cast, settings: Settings, log: io.StringIO) -> None:
    def broken(request: HttpRequest, pk: int) -> None:
        raise ValueError(f"{Person.objects.get(pk=pk).name} was absent 2026-03-02")

    class Careless:
        urlpatterns = (*get_resolver().url_patterns, path("broken/<int:pk>", broken))

    person = Person.objects.create(person_id="KANARI-1", name="Kvitrekanari Hansen")
    settings.ROOT_URLCONF = Careless
    browser = cast.client("ingrid")
    browser.raise_request_exception = False
    for address in (f"/broken/{person.pk}", "/people/KANARI-1", "/people/KANARI-9?q=Kvitrekanari", "/Kvitrekanari"):
        browser.get(address)
    browser.post("/people/KANARI-1/leader", {"leader": "Kvitrekanari"})
    Client(enforce_csrf_checks=True).post("/sign-in?next=Kvitrekanari", {"username": "kvitrekanari@example.no"})
    Client().post("/sign-in", {"username": "kvitrekanari@example.no", "password": "Kvitrekanari"})
    browser.get("/", headers={"Host": "kvitrekanari.example"})
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert {"GET /broken/<int:pk> 500", "GET (no such address) 404"} <= {line["says"] for line in lines}
    assert next(line for line in lines if line.get("error"))["error"] == "ValueError"
    assert "kanari" not in log.getvalue().lower()


def test_our_own_messages_are_told_whole(log: io.StringIO) -> None:
    logging.getLogger("django_tasks_db").warning("Task id=%s waits", 7)
    assert json.loads(log.getvalue())["says"] == "Task id=7 waits"


NEWS = """
import logging
# As the worker's command does.
logging.getLogger("django_tasks_db").setLevel(logging.INFO)
logging.getLogger("django_tasks_db").info("Starting worker worker_id=%s", 7)
logging.getLogger("django.request").warning("Not Found: /people/7")
try:
    raise ValueError("Kvitrekanari was absent")
except ValueError:
    logging.getLogger("naerverk").exception("It went wrong")
"""


def test_the_demo_s_window_has_sentences_and_a_real_site_s_log_has_lines_for_programs(tmp_path: Path) -> None:
    site = Site(tmp_path)
    in_demo = site.run("shell", "--no-imports", "-c", NEWS, NAERVERK_DEMO="yes").strip()
    assert re.fullmatch(r"Error: It went wrong \(ValueError, <string>:\d+\)", in_demo)
    for_programs = [json.loads(line) for line in site.run("shell", "--no-imports", "-c", NEWS).splitlines()]
    assert [line["level"] for line in for_programs] == ["info", "warning", "error"]
