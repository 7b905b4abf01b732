"""What a process loads before somebody waits for it."""

import sys
import threading

import pytest
from django.db import DatabaseError

from naerverk_web.project import warming


@pytest.mark.django_db
def test_a_warm_process_has_loaded_what_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, warming.SLOW_TO_LOAD, raising=False)

    warming.warm()

    assert warming.SLOW_TO_LOAD in sys.modules


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_down_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def down() -> None:
        raise DatabaseError

    unheard: list[object] = []
    monkeypatch.setattr(warming, "figures", down)
    monkeypatch.setattr(threading, "excepthook", unheard.append)

    warming.warm_up().join(timeout=60)

    assert not unheard
