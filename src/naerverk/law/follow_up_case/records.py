"""What NAV knows about a day, which record decides, and what the day then is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from enum import StrEnum
from itertools import pairwise

from naerverk.law.timelines import Record


class RecordKind(StrEnum):
    """The records, the strongest first: applications, income report, notes sent, confirmed, travel support, new."""

    APPLICATION_WORK_RESUMED = "application_work_resumed"
    APPLICATION_FULL = "application_full"
    """An application with corrected working time: nothing worked."""
    APPLICATION_GRADED = "application_graded"
    APPLICATION_HOLIDAY = "application_holiday"
    APPLICATION_LEAVE = "application_leave"
    APPLICATION_SELF_CERTIFIED_BEFORE_NOTE = "application_self_certified_before_note"
    APPLICATION_SICK = "application_sick"
    INCOME_REPORT_EMPLOYER_PERIOD = "income_report_employer_period"
    NOTE_SENT_FULL = "note_sent_full"
    NOTE_SENT_FULL_ACTIVITY = "note_sent_full_activity"
    NOTE_SENT_GRADED = "note_sent_graded"
    SELF_CERTIFIED = "self_certified"
    NOTE_SENT_TREATMENT_DAYS = "note_sent_treatment_days"
    NOTE_CONFIRMED_FULL = "note_confirmed_full"
    NOTE_CONFIRMED_GRADED = "note_confirmed_graded"
    NOTE_CONFIRMED_TREATMENT_DAYS = "note_confirmed_treatment_days"
    NOTE_SENT_TRAVEL_SUPPORT = "note_sent_travel_support"
    NOTE_NEW_FULL = "note_new_full"
    NOTE_NEW_FULL_ACTIVITY = "note_new_full_activity"
    NOTE_NEW_GRADED = "note_new_graded"
    NOTE_NEW_TREATMENT_DAYS = "note_new_treatment_days"


WORK, HOLIDAY, SICK = "work", "holiday", "sick"

_RANK: dict[str, int] = {kind: rank for rank, kind in enumerate(RecordKind)}
_SAYS_GRADE = frozenset(
    kind for kind in RecordKind if kind.endswith(("_full", "_graded", "_full_activity", "_treatment_days"))
)
_ENDINGS = {
    "_resumed": WORK,
    "_full_activity": WORK,
    "_treatment_days": WORK,
    "_travel_support": WORK,
    "_holiday": HOLIDAY,
    "_leave": HOLIDAY,
}
CLASS_OF: dict[str, str] = {
    kind: next((what for ending, what in _ENDINGS.items() if kind.endswith(ending)), SICK) for kind in RecordKind
}
"""What each record says the day was."""

Claim = tuple[str, str | None]
"""A record on a day: its kind and its employer."""


def stretches(records: Sequence[Record]) -> Iterator[tuple[int, int, list[Claim]]]:
    """The whole line from the first to the last day, cut where a record begins or ends, the strongest claim first."""
    borders: dict[int, list[tuple[int, Claim]]] = {}
    for record in records:
        claim: Claim = (record.kind, record.employer)
        borders.setdefault(record.first.toordinal(), []).append((1, claim))
        borders.setdefault(record.last.toordinal() + 1, []).append((-1, claim))
    claims: Counter[Claim] = Counter()
    for first, after in pairwise(sorted(borders)):
        for change, claim in borders[first]:
            claims[claim] += change
            if not claims[claim]:
                del claims[claim]
        yield first, after - 1, sorted(claims, key=_strength) if len(claims) > 1 else list(claims)


def _strength(claim: Claim) -> int:
    return _RANK[claim[0]]


def employers_that_decide(records: Sequence[Record]) -> frozenset[str]:
    """The employers with a record that is more than a new note, which has not reached anybody."""
    return frozenset(r.employer for r in records if r.employer and not r.kind.startswith("note_new"))


def what_the_day_is(claims: Sequence[Claim], deciding: Collection[str]) -> str:
    """Work only when it is work at every deciding employer; else what the strongest claim says."""
    if not claims:
        return WORK
    strongest = {employer: CLASS_OF[kind] for kind, employer in reversed(claims) if employer in deciding}
    at_work = all(what == WORK for what in strongest.values()) if strongest else CLASS_OF[claims[0][0]] == WORK
    if at_work:
        return WORK
    return HOLIDAY if CLASS_OF[claims[0][0]] == HOLIDAY else SICK


def graded(claims: Sequence[Claim]) -> bool:
    """Whether the strongest record that says anything about the grade calls the day graded."""
    says = next((kind for kind, _ in claims if kind in _SAYS_GRADE), "")
    return bool(says) and not says.endswith("_full")
