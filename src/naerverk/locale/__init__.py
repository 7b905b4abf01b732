"""Words: from codes with parameters to sentences, and numbers and dates as people write them.

English sentences stand in `naerverk.locale.sentences.<room>`, one dictionary `SENTENCES` per room (code ->
text with `{named}` places; a pair (one, many) where the number `n` decides). Translations are gettext
catalogues, one domain per room: `locale/nb/LC_MESSAGES/<room>.po`, msgid = the English sentence.
"""

from __future__ import annotations

import functools
import gettext
import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from naerverk.calendar import Month, Quarter

if TYPE_CHECKING:
    from naerverk.problems import Problem

LANGUAGES = ("nb", "nn", "en")
DEFAULT_LANGUAGE = "nb"
CATALOGUES = Path(__file__).parent

Sentence = str | tuple[str, str]
_UNBROKEN_SPACE = "\N{NO-BREAK SPACE}"


@functools.cache
def english(room: str) -> Mapping[str, Sentence]:
    """The English sentences of one room, by code without the room's name."""
    module = importlib.import_module(f"naerverk.locale.sentences.{room}")
    found: Mapping[str, Sentence] = module.SENTENCES
    return found


@functools.cache
def _catalogue(room: str, lang: str) -> gettext.NullTranslations:
    if lang == "en":
        return gettext.NullTranslations()
    return gettext.translation(room, CATALOGUES, [lang])


@dataclass(frozen=True, slots=True)
class Words:
    """One language. `Words("nb").say("formats.unknown_unit", unit="u7")`."""

    lang: str = DEFAULT_LANGUAGE

    def __post_init__(self) -> None:
        if self.lang not in LANGUAGES:
            raise ValueError(f"no words in the language {self.lang!r}")

    def say(self, code: str, /, **params: object) -> str:
        """The sentence of a code; parameters are written as this language writes them."""
        room, _, name = code.partition(".")
        sentence = english(room)[name]
        catalogue = _catalogue(room, self.lang)
        if isinstance(sentence, tuple):
            text = catalogue.ngettext(*sentence, int(str(params["n"])))
        else:
            text = catalogue.gettext(sentence)
        return text.format(**{key: self.write(value) for key, value in params.items()})

    def say_problem(self, problem: Problem, /) -> str:
        """The sentence of a problem, without its place."""
        place = problem.place
        known = {"file": place.file, "line": place.line, "column": place.column, "value": place.value}
        return self.say(problem.code, **{**known, **problem.params})

    def write(self, value: object) -> str:
        """A value in running text: dates as dd.mm.yyyy, decimal comma, thousands apart."""
        if isinstance(value, bool) or value is None:
            return str(value)
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, Month):
            return self.month(value)
        if isinstance(value, Quarter):
            return self.quarter(value)
        if isinstance(value, int | float | Decimal):
            return self.number(value)
        return str(value)

    def number(self, value: float | Decimal, decimals: int | None = None) -> str:
        """`1 200,5` in nb and nn, `1,200.5` in English; `decimals` fixes the digits after the point."""
        # z: no minus before a number that is written as zero.
        text = f"{value:,}" if decimals is None else f"{value:z,.{decimals}f}"
        if text.startswith("-"):
            text = "\N{MINUS SIGN}" + text[1:]
        if self.lang == "en":
            return text
        return text.replace(",", _UNBROKEN_SPACE).replace(".", ",")

    def percent(self, value: float | Decimal, decimals: int = 1) -> str:
        """`6,6 %` with a space that does not break; `6.6%` in English."""
        return self.number(value, decimals) + ("%" if self.lang == "en" else f"{_UNBROKEN_SPACE}%")

    def date(self, day: date) -> str:
        """`03.05.2026`, in English `3 May 2026`."""
        if self.lang == "en":
            return f"{day.day} {self._month_name(day.month)} {day.year}"
        return f"{day:%d.%m.%Y}"

    def month(self, month: Month) -> str:
        """`mai 2026`."""
        return f"{self._month_name(month.month)} {month.year}"

    def month_short(self, month: Month) -> str:
        """`mai 26`, for axes."""
        return f"{_short_months(self.lang)[month.month - 1]} {month.year % 100:02d}"

    def quarter(self, quarter: Quarter) -> str:
        """`3. kvartal 2026`, in English `Q3 2026`."""
        if self.lang == "en":
            return f"Q{quarter.quarter} {quarter.year}"
        return f"{quarter.quarter}. kvartal {quarter.year}"

    def _month_name(self, month: int) -> str:
        return _months(self.lang)[month - 1]


_NORWEGIAN = (
    "januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober",
    "november", "desember",
)  # fmt: skip
_ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def _months(lang: str) -> tuple[str, ...]:
    return _ENGLISH if lang == "en" else _NORWEGIAN


def _short_months(lang: str) -> tuple[str, ...]:
    return tuple(name if len(name) <= 4 and lang != "en" else name[:3] for name in _months(lang))
