"""Files to checked canonical tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from naerverk.formats import parquet
from naerverk.formats.chunks import LINE, Chunk, Progress, RowSource
from naerverk.formats.complaints import Complaints, problem, problem_with
from naerverk.formats.content import content_of, reachable, unpacked
from naerverk.formats.convert import ROW, Found, convert
from naerverk.formats.delimited import Delimited
from naerverk.formats.layout import Layout, match, own_layout
from naerverk.formats.people_checks import Strike, people_strikes
from naerverk.formats.rejects import Describe, Rejects, by_code
from naerverk.formats.row_checks import row_errors, row_warnings
from naerverk.formats.tables import FILE, Stored, Tables
from naerverk.formats.unit_checks import unit_strikes
from naerverk.problems import Place, Problem, Refusal, Severity
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

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the figures."""
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that go with the figures."""
        return tuple(one for one in self.problems if one.severity is Severity.WARNING)

    def refuse_errors(self) -> None:
        """Raise Refusal with the errors, if there are any."""
        if self.errors:
            raise Refusal(*self.errors)


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
    long as the reading is used. `today`: dates after it get a warning; without it none do. `rejects`: where to
    write the rows that were not taken in, with `describe` giving the words of their problems. A Parquet file
    that is canonical already is checked and used where it lies.

    What is wrong with rows or files is in the reading, not raised; UsageRefusal when a path is no file.
    """
    run = _Run(workdir, today, Rejects(rejects, describe), progress)
    for table in SCHEMA:
        for path in files.get(table, ()):
            run.take_in(table, path, profile.layout(table) if profile else own_layout(table))
    run.rejects.close()
    run.check_between_rows()
    return run.reading()


class _Run:
    """One call of `read`."""

    def __init__(self, workdir: Path, today: date | None, rejects: Rejects, progress: Progress | None) -> None:
        self.workdir, self.today, self.rejects, self.progress = workdir, today, rejects, progress
        self.complaints, self.tables = Complaints(), Tables()
        self.parts = 0

    def take_in(self, table: str, path: Path, layout: Layout) -> None:
        """Read one file; what makes the whole file unreadable becomes a problem."""
        reachable(path)
        file = str(path) if path.name in self.tables.files else path.name
        self.tables.files.append(file)
        try:
            content = content_of(path, file)
            if content == "parquet":
                self._take_parquet(table, unpacked(path, file, self.workdir), file)
            else:
                self._take_rows(layout, Delimited(path, file, layout, self.progress), file)
        except Refusal as refusal:
            for found in refusal.problems:
                self.complaints.add(found)

    def _take_parquet(self, table: str, path: Path, file: str) -> None:
        rows = parquet.scan(path, file)
        parquet.refuse_missing(rows, table, file)
        if parquet.is_canonical(rows, table):
            self.tables.stored[table].append(Stored(path, file, in_place=True))
        else:
            parquet.copy(rows, table, self._next_part(table, file))
        self._check_stored(table, file)

    def _check_stored(self, table: str, file: str) -> None:
        """The row checks on a Parquet file: first whether anything is wrong, then where."""
        stored = self.tables.only(table, self.tables.stored[table][-1])
        errors, warnings = row_errors(table), row_warnings(table, self.today)
        checks = [*errors, *warnings]
        struck = stored.select(check.wrong.any().alias(str(n)) for n, check in enumerate(checks)).collect().row(0)
        for check in (check for check, yes in zip(checks, struck, strict=True) if yes):
            rows = stored.filter(check.wrong).select(FILE, LINE, value=pl.col(check.column).cast(pl.String)).collect()
            strike = Strike(table, check.code, check.column, rows)
            self.complaints.add_all(self._problems(strike), rows.height)
            if check in errors:
                self.tables.drop(table, rows, self.workdir)

    def _next_part(self, table: str, file: str) -> Path:
        self.parts += 1
        path = self.workdir / f"{table}-{self.parts:05d}.parquet"
        self.tables.stored[table].append(Stored(path, file))
        return path

    def _take_rows(self, layout: Layout, source: RowSource, file: str) -> None:
        positions = match(layout, source.header, file)
        errors, warnings = row_errors(layout.table), row_warnings(layout.table, self.today)
        for chunk in source.chunks(positions):
            done = convert(chunk.frame, layout, {}, errors, warnings)
            names = {name: source.header.names[place] for name, place in positions.items()}
            self._note(file, names, done.errors)
            self._note(file, names, done.warnings)
            self._reject(file, names, source, chunk, done.errors)
            if done.sound.height:
                done.sound.write_parquet(self._next_part(layout.table, file))

    def _note(self, file: str, names: Mapping[str, str], found: Sequence[Found]) -> None:
        for one in found:
            kept = one.rows.head(self.complaints.room_for(one.code, file) or 1)
            column = names.get(one.column, one.column)
            problems = [
                problem(one.code, file, line, column, value) for line, value in kept.select(LINE, "value").iter_rows()
            ]
            self.complaints.add_all(problems, one.rows.height)

    def _reject(
        self, file: str, names: Mapping[str, str], source: RowSource, chunk: Chunk, found: Sequence[Found]
    ) -> None:
        for flaw in chunk.flaws:
            why = problem_with(flaw.code, Place(file, flaw.line), flaw.params)
            self.complaints.add(why)
            self.rejects.add(file, source.header.names, source.dialect, flaw.cells, [why])
        if not self.rejects.wanted:
            return
        reasons: dict[int, list[Problem]] = defaultdict(list)
        for one in found:
            for row, line, value in one.rows.select(ROW, LINE, "value").iter_rows():
                reasons[row].append(problem(one.code, file, line, names.get(one.column, one.column), value))
        for row in sorted(reasons):
            self.rejects.add(file, source.header.names, source.dialect, chunk.cells(row), reasons[row])

    def check_between_rows(self) -> None:
        """Everything that takes more than one row to see."""
        for strike in self._strikes():
            self.complaints.add_all(self._problems(strike), strike.rows.height)
            if strike.code == "identical_row":
                self.tables.drop(strike.table, strike.rows, self.workdir)

    def _strikes(self) -> Iterator[Strike]:
        yield from unit_strikes(self.tables)
        yield from people_strikes(self.tables)

    def _problems(self, strike: Strike) -> Iterator[Problem]:
        for row in strike.rows.head(1000).iter_rows(named=True):
            params = {name: row[name] for name in strike.params}
            if "other_file" in params:
                params["other_file"] = self.tables.files[row["other_file"]]
            yield problem(strike.code, self.tables.files[row[FILE]], row[LINE], strike.column, row["value"], **params)

    def reading(self) -> Reading:
        """What came out."""
        return Reading(
            dataset=self.tables.dataset(),
            problems=self.complaints.in_order(self.tables.files),
            row_counts={
                table: self.tables.scan(table).select(pl.len()).collect().item()
                for table in SCHEMA
                if self.tables.has(table)
            },
            source=", ".join(self.tables.files),
            counts=self.complaints.counts,
            rejected=tuple(self.rejects.written),
        )
