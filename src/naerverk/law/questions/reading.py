"""Reading one question's input: every word is checked where it is read, and what is never read is told."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from naerverk.law.spans import Span
from naerverk.law.timelines import Record
from naerverk.problems import refuse

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2999, 12, 31)
IGNORED = "ignored:"
"""Kinds that begin so are no record (another system's records that say nothing about the case)."""

Kind = TypeVar("Kind", bound=StrEnum)
T = TypeVar("T")


class Given:
    """The input of one question. `today` stands in where a question about the present names no day."""

    def __init__(self, words: object, today: date) -> None:
        if not isinstance(words, Mapping):
            raise refuse("law.input_not_object", value=_short(words))
        self._words: Mapping[str, Any] = words
        self._read: set[str] = set()
        self.today = today

    def has(self, word: str) -> bool:
        """Whether the word is there and not null."""
        self._read.add(word)
        return self._words.get(word) is not None

    def raw(self, word: str) -> Any:
        """The value of a word that must be there."""
        if not self.has(word):
            raise refuse("law.word_missing", word=word)
        return self._words[word]

    def not_used(self) -> list[str]:
        """Words of the input no rule has looked at: often a spelling mistake."""
        return sorted(set(self._words) - self._read)

    def day(self, word: str) -> date:
        """An ISO date between 1900 and 2999."""
        return read_day(word, self.raw(word))

    def day_or(self, word: str, default: date | None) -> date | None:
        """The date, or `default` when the word is not there."""
        return self.day(word) if self.has(word) else default

    def today_or_given(self, word: str = "today") -> date:
        """The day the question is asked about: the word when given, else today."""
        return self.day(word) if self.has(word) else self.today

    def flag(self, word: str, default: bool | None = None) -> bool:
        """true or false; must be there when there is no default."""
        value = default if default is not None and not self.has(word) else self.raw(word)
        if not isinstance(value, bool):
            raise refuse("law.not_a_flag", word=word, value=_short(value))
        return value

    def whole(self, word: str, *, least: int = 0, most: int = 10_000) -> int:
        """A whole number in a range."""
        value = self.raw(word)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise refuse("law.not_a_whole_number", word=word, value=_short(value), least=least, most=most)
        return value

    def number(self, word: str, *, least: int = 0, most: int = 10**12) -> Decimal:
        """A number in a range, exact as it was written."""
        value = self.raw(word)
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not least <= value <= most:
            raise refuse("law.not_a_number", word=word, value=_short(value), least=least, most=most)
        return Decimal(str(value))

    def text(self, word: str) -> str:
        """A text."""
        value = self.raw(word)
        if not isinstance(value, str):
            raise refuse("law.not_a_text", word=word, value=_short(value))
        return value

    def one_of(self, word: str, kinds: type[Kind]) -> Kind:
        """One of the known kinds."""
        return read_kind(word, self.raw(word), kinds)

    def each(self, word: str, read: Callable[[Given], T]) -> list[T]:
        """Every object of a list, read by `read`."""
        return [read(Given(item, self.today)) for item in self.items(word)]

    def items(self, word: str) -> Sequence[Any]:
        """The list under a word that must be there; it may be empty."""
        value = self.raw(word)
        if not isinstance(value, list):
            raise refuse("law.not_a_list", word=word, value=_short(value))
        return value

    def items_or_none(self, word: str) -> Sequence[Any]:
        """The list under a word, empty when the word is not there."""
        return self.items(word) if self.has(word) else []

    def spans(self, word: str) -> list[Span]:
        """A list of {from, to}; empty when the word is not there."""
        return [read_span(item) for item in self.items_or_none(word)]


def read_day(word: str, value: object) -> date:
    """An ISO date as text; refuses everything else, and days outside 1900-2999."""
    day = _day(value) if isinstance(value, str) else None
    if day is None:
        raise refuse("law.not_a_day", word=word, value=_short(value))
    if not FIRST_DAY <= day <= LAST_DAY:
        raise refuse("law.day_out_of_range", word=word, value=value, first=FIRST_DAY, last=LAST_DAY)
    return day


@functools.lru_cache(maxsize=16_384)
def _day(text: str) -> date | None:
    """`YYYY-MM-DD` only (fromisoformat takes weeks too). Cached: the same days stand in many lines."""
    try:
        return date.fromisoformat(text) if text[4:5] == text[7:8] == "-" else None
    except ValueError:
        return None


@functools.cache
def _members(kinds: type[Kind]) -> Mapping[str, Kind]:
    return {str(kind.value): kind for kind in kinds}


def read_kind(word: str, value: object, kinds: type[Kind]) -> Kind:
    """A member of `kinds`; refuses everything else with the words that are known."""
    found: Kind | None = _members(kinds).get(value) if isinstance(value, str) else None
    if found is None:
        raise refuse("law.unknown_kind", word=word, value=_short(value), known=", ".join(kinds))
    return found


def read_span(item: object, first: str = "from", last: str = "to") -> Span:
    """A stretch of days that ends no earlier than it begins."""
    given = _object(item)
    span = Span(read_day(first, given.get(first)), read_day(last, given.get(last)))
    if span.last < span.first:
        raise refuse("law.from_after_to", first=span.first, last=span.last)
    return span


def read_records(items: Sequence[object], kinds: type[Kind], word: str = "type") -> list[Record]:
    """A list of {from, to, <word>, employer}; kinds that begin with `ignored:` are left out."""
    records = []
    for item in items:
        given = _object(item)
        kind, employer = given.get(word), given.get("employer")
        if isinstance(kind, str) and kind.startswith(IGNORED):
            continue
        if employer is not None and not isinstance(employer, str):
            raise refuse("law.not_a_text", word="employer", value=_short(employer))
        first, last = read_day("from", given.get("from")), read_day("to", given.get("to"))
        records.append(Record(first, last, read_kind(word, kind, kinds), employer))
    return records


def without_corrected(items: Sequence[object]) -> list[object]:
    """The records that stand: one with the `id` another `corrects` is gone."""
    corrected = {str(item["corrects"]) for item in items if isinstance(item, dict) and item.get("corrects")}
    return [item for item in items if not (isinstance(item, dict) and str(item.get("id")) in corrected)]


def _object(item: object) -> Mapping[str, Any]:
    if not isinstance(item, dict):
        raise refuse("law.input_not_object", value=_short(item))
    return item


def _short(value: object) -> str:
    return str(value)[:60]
