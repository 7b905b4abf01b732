"""What happens at the same time as figures are made: each story runs in a process of its own on a site of its own.

The other one is a thread with a connection of its own that waits for nobody: where it would have to, it fails.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread
from unittest import mock

from django.core.management import call_command
from django.db import connection, connections

from naerverk.records import Kind, Spell
from naerverk_web.absence.public import import_spells, is_touched
from naerverk_web.access.models import Account
from naerverk_web.access.public import make_account
from naerverk_web.conftest import SYSTEM, UNITS
from naerverk_web.insight.making import anew, from_spells
from naerverk_web.insight.models import Build, ClosedFigure, MonthFigure, PublishedVersion, QuarterFigure, YearFigure
from naerverk_web.insight.public import figures, rebuild, stale
from naerverk_web.insight.tests.lyngholt import AT, LAST, TODAY, bring_in
from naerverk_web.organisation.public import replace_tree

TABLES = (Build, MonthFigure, QuarterFigure, YearFigure, PublishedVersion, ClosedFigure)
Act = Callable[[], object]


def two_years() -> None:
    """What all stories begin with."""
    replace_tree(UNITS, by=SYSTEM)
    bring_in()


def make_figures() -> None:
    assert rebuild(at=AT, today=TODAY, by=SYSTEM) is not None


def correction(number: int) -> Act:
    """Somebody has been absent on a day in the last month that nobody knew of."""
    day = LAST.first + timedelta(days=number)
    spell = Spell(f"H1-{number}", day, Kind.CHILD_SICK, day)
    return lambda: import_spells([spell], batch=f"correction {number}", at=AT, period=None, by=SYSTEM)


def by_another(act: Act) -> Exception | None:
    """Somebody else does it now, or it fails at once."""
    failed: list[Exception] = []

    def acting() -> None:
        try:
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET lock_timeout = '50ms'")
            else:
                with connection.cursor() as cursor:
                    cursor.execute("PRAGMA busy_timeout = 0")
            act()
        except Exception as error:
            failed.append(error)
        finally:
            connections.close_all()

    other = Thread(target=acting)
    other.start()
    other.join()
    return failed[0] if failed else None


@contextmanager
def while_computing(act: Callable[[int], None]) -> Iterator[list[int]]:
    """In the middle of each computation, `act` with its number; the numbers so far."""
    numbers: list[int] = []
    computed = from_spells._made

    def disturbed(*given: object) -> object:
        numbers.append(len(numbers) + 1)
        act(numbers[-1])
        return computed(*given)  # type: ignore[arg-type]

    with mock.patch.object(from_spells, "_made", disturbed):
        yield numbers


def right() -> None:
    """What is there is what would be made now, and nothing waits."""
    assert not stale()
    made = from_spells.make(TODAY)
    assert isinstance(made, from_spells.Made)
    assert not any(each.gone or each.new for each in made.differences)
    assert Build.objects.count() == 1
    assert figures() is not None


def others_can_write() -> None:
    """Ola's account is made while figures are computed."""

    def somebody_comes(number: int) -> None:
        assert by_another(lambda: make_account(email="ola@l.example", name="Ola", password=None, by=SYSTEM)) is None

    with while_computing(somebody_comes) as times:
        make_figures()
    assert times == [1]
    assert Account.objects.filter(email="ola@l.example").exists()
    right()


def what_comes_in_meanwhile_is_in_the_figures() -> None:
    def comes(number: int) -> None:
        if number == 1:
            assert by_another(correction(1)) is None

    with while_computing(comes) as times:
        make_figures()
    assert times == [1, 2], "the first were of yesterday's data"
    right()


def what_comes_in_while_it_is_read_is_not_half_read() -> None:
    read = from_spells.spell_rows

    def disturbed(*given: object) -> object:
        rows = list(read(*given))  # type: ignore[arg-type]
        if not is_touched():
            assert by_another(correction(2)) is None
        return rows

    with mock.patch.object(from_spells, "spell_rows", disturbed), while_computing(lambda _: None) as times:
        make_figures()
    assert times == [1], "nothing was computed of what was half read"
    right()


def an_older_result_never_replaces_a_newer_one() -> None:
    keys = []

    def quicker(number: int) -> None:
        if number == 1:
            assert by_another(correction(3)) is None
            with mock.patch.object(from_spells, "_made", computed):
                assert by_another(make_figures) is None
            keys.append(Build.objects.get().key)

    computed = from_spells._made
    with while_computing(quicker) as times:
        make_figures()
    assert times == [1, 2]
    assert Build.objects.get().key not in keys
    right()


def the_very_first_figures_are_made_by_two_at_once() -> None:
    """Both have found that there are none and are about to write; on SQLite only one can be."""
    PublishedVersion.objects.all().delete()
    Build.objects.all().delete()
    take_over, turns = anew._take_over, []

    def late(*given: object) -> bool:
        turns.append(1)
        if len(turns) == 1 and connection.vendor == "postgresql":
            assert by_another(make_figures) is None
        return take_over(*given)  # type: ignore[arg-type]

    with mock.patch.object(anew, "_take_over", late):
        make_figures()
    assert len(turns) == (3 if connection.vendor == "postgresql" else 1)
    right()


def whoever_always_disturbs_waits_in_the_end() -> None:
    refused = []

    def again_and_again(number: int) -> None:
        refused.append(by_another(correction(3 + number)))

    with while_computing(again_and_again):
        make_figures()
    assert [each is None for each in refused] == [True] * anew.TRIES + [False]
    right()


def killed_at_any_statement() -> None:
    """kill -9 before each statement of the writing: the old figures stand whole, and the clock has them made."""
    from naerverk_web.project.management.commands.tick import tick

    correction(20)()
    made = from_spells.make(TODAY)
    assert made is not None
    before, statements = everything(), 0
    while not _lives(made, statements + 1):
        statements += 1
        assert everything() == before
    assert statements > 8
    assert everything() != before
    right()
    correction(21)()
    made = from_spells.make(TODAY)
    assert made is not None
    assert not _lives(made, statements)
    with mock.patch("django.utils.timezone.localdate", return_value=TODAY):
        tick()
        call_command("db_worker", batch=True, interval=0, verbosity=0)
    right()


def _lives(made: from_spells.Made | from_spells.Nothing, statement: int) -> bool:
    """Write in a child that kills itself before this statement; whether it came to the end."""
    connections.close_all()
    child = os.fork()
    if not child:
        left = iter(range(statement - 1))

        def kill(execute: Callable[..., object], *given: object) -> object:
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return execute(*given)

        with connection.execute_wrapper(kill):
            done = anew._put(made, at=AT, today=TODAY, by=SYSTEM, source="")
        os._exit(0 if done else 1)
    ended = os.waitpid(child, 0)[1]
    assert os.WIFSIGNALED(ended) or os.WEXITSTATUS(ended) == 0
    return not os.WIFSIGNALED(ended)


def everything() -> list[object]:
    return [sorted(model._default_manager.values_list(), key=repr) for model in TABLES]


def all_stories() -> None:
    """In one process: starting one takes longer than a story."""
    two_years()
    make_figures()
    for story in STORIES:
        story()


STORIES = (
    others_can_write,
    what_comes_in_meanwhile_is_in_the_figures,
    what_comes_in_while_it_is_read_is_not_half_read,
    an_older_result_never_replaces_a_newer_one,
    the_very_first_figures_are_made_by_two_at_once,
    whoever_always_disturbs_waits_in_the_end,
    killed_at_any_statement,
)
