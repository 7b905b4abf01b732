"""Files to checked canonical tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from naerverk.formats.assembly import Assembly
from naerverk.formats.chunks import Progress
from naerverk.formats.complaints import problem
from naerverk.formats.layout import Layout, own_layout
from naerverk.formats.rejects import Describe, Rejects, by_code
from naerverk.problems import Problem, Refusal, Severity, UsageRefusal
from naerverk.records import SCHEMA, Dataset

if TYPE_CHECKING:
    from naerverk.formats.profile import Profile


@dataclass(frozen=True, slots=True)
class Reading:
    """Checked tables and what was wrong with the files."""

    dataset: Dataset
    problems: tuple[Problem, ...]
    """At most some hundred of each kind and file; `counts` tells how many there were."""
    row_counts: Mapping[str, int]
    """Rows in the canonical tables."""
    source: str
    """The names of the files, for the origin of figures."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Problems found per code, also those that were not kept."""
    rejected: tuple[Path, ...] = ()
    """The files of rejected rows that were written."""
    rejected_from: tuple[str, ...] = ()
    """The file whose rows each of them holds."""

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the figures."""
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that go with the figures."""
        return tuple(one for one in self.problems if one.severity is Severity.WARNING)

    def number_of(self, severity: Severity) -> int:
        """How many problems of one severity there were, kept or not."""
        of = {problem.code: problem.severity for problem in self.problems}
        return sum(number for code, number in self.counts.items() if of.get(code) is severity)

    def refuse_errors(self) -> None:
        """Raise Refusal with the errors, if there are any."""
        if self.errors:
            raise Refusal(*self.errors, counts=self.counts)


def read(
    files: Mapping[str, Sequence[Path]],
    *,
    workdir: Path,
    profile: Profile | None = None,
    today: date | None = None,
    rejects: Path | None = None,
    progress: Progress | None = None,
    describe: Describe = by_code,
) -> Reading:
    """Read tables from files, check every row and the rows against each other.

    `files`: table name -> its files. `workdir`: an existing empty folder for canonical Parquet; it must live as
    long as the reading is used. `profile`: how the files lie; a table it does not have must have its own column
    names. `today`: dates after it get a warning; without it none do. `rejects`: where to
    write the rows that were not taken in, with `describe` giving the words of their problems. A Parquet file
    that is canonical already is checked and used where it lies.

    What is wrong with rows or files is in the reading, not raised; UsageRefusal when a path is no file.
    """
    if rejects and any(_is_same(path, rejects) for path in chain.from_iterable(files.values())):
        raise UsageRefusal(problem("rejects_is_input", str(rejects)))
    assembly = Assembly(workdir, today, Rejects(rejects, describe), progress)
    for table, layouts in _layouts(files, profile).items():
        for path in files[table]:
            assembly.take_in(table, path, layouts)
    assembly.rejects.close()
    assembly.check_between_rows()
    tables, complaints = assembly.tables, assembly.complaints
    return Reading(
        dataset=tables.dataset(),
        problems=complaints.in_order(tables.files),
        row_counts={table: tables.rows(table) for table in SCHEMA if tables.has(table)},
        source=", ".join(tables.files),
        counts=complaints.counts,
        rejected=tuple(assembly.rejects.written),
        rejected_from=tuple(assembly.rejects.sources),
    )


def _layouts(files: Mapping[str, Sequence[Path]], profile: Profile | None) -> dict[str, list[Layout]]:
    """The layouts of each table that has files: the profile's, or the table's own where the profile has none."""
    given = [table for table in SCHEMA if files.get(table)]
    known = [table for table in given if profile and table in profile.tables]
    if profile and given and not known:
        if profile.refuse_rates:
            raise Refusal(problem(profile.refuse_rates, files[given[0]][0].name))
        return {given[0]: profile.layouts(given[0])}
    return {table: profile.layouts(table) if profile and table in known else [own_layout(table)] for table in given}


def _is_same(path: Path, other: Path) -> bool:
    return path.exists() and other.exists() and path.samefile(other)
