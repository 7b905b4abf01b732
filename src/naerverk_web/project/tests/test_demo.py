"""Signing in as one of the cast: in the demo by a button, elsewhere not at all."""

from django.test import Client
from pytest_django import Settings

from naerverk_web.conftest import Cast


def test_the_cast_can_be_changed_in_the_demo(cast: Cast, settings: Settings) -> None:
    settings.DEMO = True
    browser = Client()
    assert "Amina" in browser.get("/sign-in").content.decode()
    for name in ("amina", "berit"):
        assert browser.post(f"/demo/sign-in/{name}").status_code == 302
        assert name.capitalize() in browser.get("/").content.decode()
    assert browser.post("/demo/sign-in/nobody").status_code == 404


def test_outside_the_demo_there_is_no_such_door(cast: Cast, settings: Settings) -> None:
    settings.DEMO = False
    assert Client().post("/demo/sign-in/amina").status_code == 404
    assert "demo/sign-in" not in Client().get("/sign-in").content.decode()
