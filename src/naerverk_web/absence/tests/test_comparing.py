"""What an import adds and closes, against a slow look at every known absence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from naerverk.records import Employment, Kind, Spell
from naerverk_web.absence import importing
from naerverk_web.absence.importing import SpellChanges
from naerverk_web.absence.public import import_spells, preview_spells
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.people.public import import_employments

AT = datetime(2026, 5, 1, tzinfo=UTC)
FIRST = date(2026, 1, 1)
PERSONS = ("1", "2", "3")
Which = tuple[str, date, Kind]


def spell(person: str, day: int, length: int) -> Spell:
    start = FIRST + timedelta(days=day)
    return Spell(person, start, Kind.CHILD_SICK, start + timedelta(days=length) if length < 9 else None)


SPELLS = st.lists(st.builds(spell, st.sampled_from(PERSONS), st.integers(0, 12), st.integers(0, 9)), max_size=8)


def once(spells: list[Spell]) -> dict[Which, Spell]:
    return {(each.person_id, each.start, each.kind): each for each in spells}


def touch(one: Spell, first: date, last: date) -> bool:
    return one.start <= last and (one.end or date.max) >= first


def slowly(known: dict[Which, Spell], rows: dict[Which, Spell], period: tuple[date, date] | None) -> SpellChanges:
    new = {which for which, row in rows.items() if known.get(which) != row}
    gone = {which for which in known if which in new or (period and which not in rows and touch(known[which], *period))}
    stay = [one for which, one in known.items() if which not in gone]
    clashes = sum(
        any(one.person_id == rows[each].person_id and touch(one, rows[each].start, rows[each].end or date.max)
            for one in stay)
        for each in new
    )  # fmt: skip
    return SpellChanges(len(new - gone), len(new & gone), len(gone - new), clashes)


@pytest.fixture
def three(cast: Cast) -> None:
    jobs = [Employment(person, "O1", date(2020, 1, 1), 100) for person in PERSONS]
    import_employments(jobs, batch="jobs", at=AT, complete=True, by=SYSTEM)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("few", [0, 2000])
@settings(max_examples=40, deadline=None, derandomize=True)
@given(known=SPELLS, rows=SPELLS, period=st.none() | st.tuples(st.integers(0, 14), st.integers(0, 5)))
def test_a_file_is_compared_as_if_every_known_absence_had_been_looked_at(
    few: int, known: list[Spell], rows: list[Spell], period: tuple[int, int] | None
) -> None:
    """Whether few persons are asked for by name or all of them are looked through."""
    days = (FIRST + timedelta(days=period[0]), FIRST + timedelta(days=sum(period))) if period else None
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(importing, "FEW", few)
        import_spells(once(known).values(), batch="known", at=AT, period=None, by=SYSTEM)
        found = preview_spells(once(rows).values(), period=days)
        transaction.set_rollback(True)
    assert found == slowly(once(known), once(rows), days)
