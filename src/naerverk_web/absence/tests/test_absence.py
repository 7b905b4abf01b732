"""Absences come in, are corrected with a reason, and nothing that was known is lost."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from naerverk.records import Employment as Job
from naerverk.records import Kind
from naerverk.records import Spell as Row
from naerverk_web.absence.models import Spell
from naerverk_web.absence.public import (
    OverlapError,
    correct_spell,
    forget_touched,
    import_spells,
    join_persons,
    preview_spells,
    spell_rows,
    touched,
    undo_spells,
)
from naerverk_web.audit.public import events
from naerverk_web.conftest import SYSTEM
from naerverk_web.people.public import UnknownCodeError, import_employments

MAY, JUNE = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 6, 1, tzinfo=UTC)
MARCH = date(2026, 3, 1), date(2026, 3, 31)
COLD = Row("1001", date(2026, 3, 2), Kind.SELF_CERTIFIED, date(2026, 3, 4))
LONG = Row("1002", date(2026, 2, 10), Kind.DOCTOR_CERTIFIED, None, "O1", 60)


@pytest.fixture(autouse=True)
def staff(cast):
    jobs = [Job("1001", "O1", date(2020, 1, 1), 100), Job("1002", "O1", date(2020, 1, 1), 100)]
    import_employments(jobs, batch="jobs", at=MAY, complete=True, by=SYSTEM)
    import_spells([COLD, LONG], batch="first", at=MAY, period=None, by=SYSTEM)


def known(at=None):
    rows = spell_rows(date(2026, 1, 1), date(2026, 12, 31), known_at=at)
    return [(r[0], date.fromisoformat(r[2]), r[3] and date.fromisoformat(r[3])) for r in rows]


def test_days_are_iso_text_however_the_server_is_set_to_write_dates():
    if connection.vendor == "postgresql":
        connection.cursor().execute("SET LOCAL datestyle TO 'German'")
    assert [row[2:4] for row in spell_rows(date(2026, 1, 1), date(2026, 12, 31))] == [
        (COLD.start.isoformat(), COLD.end.isoformat()),
        (LONG.start.isoformat(), None),
    ]


def test_the_same_file_twice_changes_nothing():
    again = import_spells([COLD, LONG], batch="again", at=JUNE, period=MARCH, by=SYSTEM)
    assert (again.added, again.closed) == (0, 0)


def test_a_longer_spell_replaces_the_shorter_one_and_the_past_stays():
    longer = Row("1001", COLD.start, Kind.SELF_CERTIFIED, date(2026, 3, 6))
    assert import_spells([longer], batch="second", at=JUNE, period=None, by=SYSTEM).closed == 1
    assert known()[0] == ("1001", COLD.start, longer.end)
    assert known(MAY + timedelta(days=1))[0] == ("1001", COLD.start, COLD.end)


def test_only_a_file_that_holds_the_whole_period_takes_absences_away():
    assert import_spells([LONG], batch="part", at=JUNE, period=None, by=SYSTEM).closed == 0
    assert import_spells([LONG], batch="all", at=JUNE, period=MARCH, by=SYSTEM).closed == 1
    assert [row[0] for row in known()] == ["1002"]


def test_undoing_brings_back_exactly_what_was():
    before = list(Spell.objects.order_by("pk").values())
    import_spells([Row("1002", date(2026, 5, 4), Kind.HOLIDAY)], batch="x", at=JUNE, period=MARCH, by=SYSTEM)
    undo_spells("x", at=JUNE, by=SYSTEM)
    assert list(Spell.objects.order_by("pk").values()) == before


def test_a_row_of_a_unit_that_is_not_there_is_refused_and_not_taken_for_all_units():
    before = known()
    with pytest.raises(UnknownCodeError):
        import_spells(
            [Row("1001", date(2026, 5, 4), Kind.HOLIDAY, None, "NOPE")], batch="x", at=JUNE, period=MARCH, by=SYSTEM
        )
    assert known() == before


def test_ingrid_corrects_one_spell_and_says_why():
    spell = Spell.objects.get(person__person_id="1001")
    right = Row("?", COLD.start, Kind.SELF_CERTIFIED, date(2026, 3, 3))
    batch = correct_spell(spell.pk, row=right, reason="wrong last day", at=JUNE, by=SYSTEM)
    assert known()[0] == ("1001", COLD.start, right.end)
    assert events(action="absence.corrected")[0].purpose == "wrong last day"
    undo_spells(batch, at=JUNE, by=SYSTEM)
    assert known()[0] == ("1001", COLD.start, COLD.end)


def test_a_correction_needs_a_reason_and_may_not_overlap():
    spell = Spell.objects.get(person__person_id="1001")
    with pytest.raises(ValueError, match="reason"):
        correct_spell(spell.pk, row=COLD, reason=" ", at=JUNE, by=SYSTEM)
    import_spells(
        [Row("1001", date(2026, 3, 9), Kind.HOLIDAY, date(2026, 3, 13))], batch="h", at=MAY, period=None, by=SYSTEM
    )
    for end in (date(2026, 3, 10), None):
        with pytest.raises(OverlapError):
            correct_spell(spell.pk, row=Row("1001", COLD.start, COLD.kind, end, "O1"), reason="x", at=JUNE, by=SYSTEM)


def test_absences_follow_a_person_whose_ids_are_joined():
    join_persons("1002", into="1001", at=JUNE, by=SYSTEM)
    assert {row[0] for row in known()} == {"1001"}


@pytest.mark.parametrize(
    "wrong", [{"end": date(2026, 1, 1)}, {"grade_percent": 50}, {"grade_percent": 101}, {"kind": "flu"}]
)
def test_the_database_refuses_nonsense(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Spell.objects.filter(person__person_id="1001").update(**wrong)


def test_the_database_refuses_the_same_absence_twice():
    spell = Spell.objects.get(person__person_id="1001")
    spell.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        spell.save(force_insert=True)


def months():
    return [(each.unit_id, each.first, each.last) for each in touched()]


def test_what_changes_tells_which_months_of_which_units_are_old():
    assert months() == [("O1", date(2026, 2, 1), None)]
    forget_touched(each.number for each in touched())
    import_spells([COLD, LONG], batch="same", at=JUNE, period=MARCH, by=SYSTEM)
    assert months() == []
    shorter = Row("1001", COLD.start, COLD.kind, date(2026, 3, 3))
    correct_spell(Spell.objects.get(person__person_id="1001").pk, row=shorter, reason="last day", at=JUNE, by=SYSTEM)
    assert months() == [("O1", date(2026, 3, 1), date(2026, 3, 1))]


def test_months_that_meet_are_noted_as_one():
    forget_touched(each.number for each in touched())
    spells = [Row("1001", date(2025, m, 1), Kind.HOLIDAY, date(2025, m, 5)) for m in (11, 12, 3)]
    import_spells(spells, batch="x", at=JUNE, period=None, by=SYSTEM)
    assert months() == [
        ("O1", date(2025, 3, 1), date(2025, 3, 1)),
        ("O1", date(2025, 11, 1), date(2025, 12, 1)),
    ]


def test_the_preview_counts_what_the_import_does():
    longer = Row("1001", COLD.start, Kind.SELF_CERTIFIED, date(2026, 3, 6))
    new = Row("1001", date(2026, 3, 20), Kind.HOLIDAY, date(2026, 3, 21))
    found = preview_spells([longer, new], period=MARCH)
    assert (found.new, found.corrected, found.gone) == (1, 1, 1)
    changed = import_spells([longer, new], batch="x", at=JUNE, period=MARCH, by=SYSTEM)
    assert (changed.added, changed.closed) == (2, 2)
