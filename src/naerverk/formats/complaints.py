"""The problems met while reading: every one is counted, the first few hundred of a kind are kept whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from naerverk.problems import Place, Problem, Severity

KEPT_PER_KIND = 200
"""Problems of one code in one file that are kept with their place."""

LONGEST_VALUE = 80

MOST_COLUMNS = 2000
"""No list of people or absences is wider. A wider one is cut wrongly, or made to keep somebody waiting."""

WARNINGS = frozenset(
    {
        "absence_outside_employment",
        "after_today",
        "dates_were_numbers",
        "identical_row",
        "job_outside_unit",
        "jobs_over_100",
        "looks_like_share",
        "no_rows_ok",
        "own_leader",
        "parts_below_total",
        "perhaps_percent",
        "rounded",
        "rounded_share",
        "sums_differ",
        "units_differ",
    }
)
"""The codes that go with the figures; every other code of this room is an error and stops them."""


def problem(
    code: str,
    file: str | None = None,
    line: int | None = None,
    column: str | None = None,
    value: object = None,
    **params: object,
) -> Problem:
    """A problem of this room; the code decides whether it is an error or a warning."""
    return problem_with(code, Place(file, line, column, shown(value)), params)


def problem_with(code: str, place: Place, params: Mapping[str, object]) -> Problem:
    """As `problem`, for a place and parameters that are at hand already."""
    severity = Severity.WARNING if code in WARNINGS else Severity.ERROR
    return Problem(f"formats.{code}", severity, place, params)


def shown(value: object) -> str | None:
    """A value as it may stand in a sentence: one line, no control characters, not too long."""
    if value is None:
        return None
    text = "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in str(value))
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "\N{HORIZONTAL ELLIPSIS}"


class Complaints:
    """Collects problems in bounded memory."""

    def __init__(self) -> None:
        self._kept: list[Problem] = []
        self._per_kind: Counter[tuple[str, str | None]] = Counter()
        self._counts: Counter[str] = Counter()

    def add(self, found: Problem) -> None:
        """Count a problem, and keep it while there is room for its kind."""
        self._counts[found.code] += 1
        self._keep(found)

    def add_all(self, found: Iterable[Problem], total: int) -> None:
        """Count `total` problems of one code, of which `found` are those worth keeping."""
        kept = list(found)
        for one in kept:
            self._keep(one)
        if kept:
            self._counts[kept[0].code] += total

    @property
    def counts(self) -> Mapping[str, int]:
        """Problems found per code, kept or not."""
        return MappingProxyType(dict(self._counts))

    def in_order(self, files: Iterable[str]) -> tuple[Problem, ...]:
        """The kept problems by file (in the order given) and line; those of no file come last."""
        rank = {file: number for number, file in enumerate(files)}
        return tuple(
            sorted(self._kept, key=lambda one: (rank.get(one.place.file or "", len(rank)), one.place.line or 0))
        )

    def _keep(self, found: Problem) -> None:
        kind = (found.code, found.place.file)
        if self._per_kind[kind] < KEPT_PER_KIND:
            self._per_kind[kind] += 1
            self._kept.append(found)
