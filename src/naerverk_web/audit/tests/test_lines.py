"""Reading a long log: page by page by key, along an index whatever is asked for, and each line once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naerverk_web.audit.models import Event
from naerverk_web.audit.public import Actor, Asked, Key, newest_lines, next_lines, record

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 3, 10, 9, tzinfo=UTC)
AMINA, INGRID = Actor("7", "Amina"), Actor("8", "Ingrid")
CODES = ("absence.read", "people.person_read", "people.list_read")


@pytest.fixture
def long_log() -> list[Event]:
    """Three hundred lines, many at the same moment, written in no order of time; the newest first."""
    events = [
        Event(
            at=DAY + timedelta(minutes=n * 7 % 40),
            actor_id="7" if n % 3 else "8",
            action=CODES[n % 3],
            outcome="refused" if n % 11 == 0 else "done",
            about_kind="person" if n % 2 else "",
            about_id=str(1000 + n % 4) if n % 2 else "",
        )
        for n in range(300)
    ]
    Event.objects.bulk_create(events)
    return sorted(events, key=lambda event: (event.at, event.pk), reverse=True)


QUESTIONS = {
    "everything": Asked(),
    "a person": Asked(person="1001"),
    "a person, by somebody": Asked(person="1001", actors=("7",)),
    "two accounts": Asked(actors=("7", "8")),
    "two actions": Asked(actions=CODES[1:]),
    "refused": Asked(actions=CODES, refused=True),
    "some days": Asked(since=DAY + timedelta(minutes=5), until=DAY + timedelta(minutes=20)),
    "all at once": Asked("1003", ("7", "8"), CODES, DAY, DAY + timedelta(minutes=30), refused=True),
    "nobody": Asked(actors=("9",)),
}


def fits(event: Event, asked: Asked) -> bool:
    """The second way: what one would answer line by line."""
    return (
        (not asked.person or (event.about_kind, event.about_id) == ("person", asked.person))
        and (not asked.actors or event.actor_id in asked.actors)
        and (not asked.actions or event.action in asked.actions)
        and (asked.since is None or event.at >= asked.since)
        and (asked.until is None or event.at < asked.until)
        and (not asked.refused or event.outcome == "refused")
    )


@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=list(QUESTIONS))
@pytest.mark.parametrize("most", [7, 1000])
def test_each_line_comes_once_and_in_order_forwards_and_back(long_log: list[Event], asked: Asked, most: int) -> None:
    expected = [event.pk for event in long_log if fits(event, asked)]
    assert (expected == []) == (asked is QUESTIONS["nobody"])
    found: list[int] = []
    key: Key | None = None
    while lines := newest_lines(asked, most=most, older_than=key):
        found += [line.key.number for line in lines]
        key = lines[-1].key
    assert found == expected
    back: list[int] = []
    key = Key(DAY - timedelta(days=1), 0)
    while lines := next_lines(asked, most=most, newer_than=key):
        back = [line.key.number for line in lines] + back
        key = lines[0].key
    assert back == expected


@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=list(QUESTIONS))
def test_nothing_reads_the_whole_log(long_log: list[Event], asked: Asked) -> None:
    """Each way goes along an index that has the lines in their order."""
    middle = Key(DAY + timedelta(minutes=15), 150)
    with CaptureQueriesContext(
        connection,
    ) as asking:
        newest_lines(asked, most=51)
        newest_lines(asked, most=51, older_than=middle)
        next_lines(asked, most=51, newer_than=middle)
    for query in asking.captured_queries:
        plan = plan_of(query["sql"])
        assert "audit_" in plan
        assert "SCAN audit_event\n" not in plan
        assert "Seq Scan" not in plan
        if asked is not QUESTIONS["all at once"]:
            assert "TEMP B-TREE" not in plan, plan


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"{'EXPLAIN' if connection.vendor == 'postgresql' else 'EXPLAIN QUERY PLAN'} {sql}")
        return "".join(f"{row[-1]}\n" for row in cursor.fetchall())


def test_a_key_is_read_as_it_is_written() -> None:
    record("absence.read", by=AMINA, about=("person", "1"), details={"a": 1}, purpose="why")
    (line,) = newest_lines(Asked(), most=5)
    assert Key.parse(str(line.key)) == line.key
    assert (line.actor_name, line.purpose, line.details, line.refused, line.purged) == (
        "Amina",
        "why",
        {"a": 1},
        False,
        False,
    )
    assert [Key.parse(text) for text in ("", "1", "-1", "1-", "a-1", "²-1", "1-" + "9" * 18)] == [None] * 7
