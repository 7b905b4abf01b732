"""One reading in the making: each file is taken in, then the tables are checked against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from naerverk.formats import parquet
from naerverk.formats.chunks import LINE, Chunk, Progress, RowSource
from naerverk.formats.complaints import KEPT_PER_KIND, Complaints, problem, problem_with
from naerverk.formats.content import content_of, reachable, unpacked
from naerverk.formats.convert import ROW, Found, convert
from naerverk.formats.delimited import Delimited
from naerverk.formats.jobs import job_strikes, jobs_of
from naerverk.formats.layout import Layout, match
from naerverk.formats.rejects import Rejects
from naerverk.formats.row_checks import RowCheck, row_errors, row_warnings
from naerverk.formats.spells import Runs, spell_strikes
from naerverk.formats.strikes import Strike
from naerverk.formats.tables import FILE, Stored, Tables
from naerverk.formats.unit_checks import unit_strikes
from naerverk.problems import Place, Problem, Refusal


class Assembly:
    """The tables, complaints and rejected rows of one call of `read`."""

    def __init__(self, workdir: Path, today: date | None, rejects: Rejects, progress: Progress | None) -> None:
        self.rejects, self.complaints, self.tables = rejects, Complaints(), Tables()
        self._workdir, self._today, self._progress = workdir, today, progress
        self._runs, self._parts = Runs(), 0

    def take_in(self, table: str, path: Path, layout: Layout) -> None:
        """Read one file; what makes the whole file unreadable becomes a problem."""
        reachable(path)
        file = str(path) if path.name in self.tables.files else path.name
        self.tables.files.append(file)
        try:
            content = content_of(path, file)
            if content == "parquet":
                self._take_parquet(table, unpacked(path, file, self._workdir), file)
            else:
                self._take_rows(layout, Delimited(path, file, layout, self._progress), file)
        except Refusal as refusal:
            for found in refusal.problems:
                self.complaints.add(found)

    def check_between_rows(self) -> None:
        """Everything that takes more than one row to see."""
        self.tables.unify_keys(self._workdir)
        for strike in self._strikes():
            if strike.rows.height:
                self._note_strike(strike)
                if strike.code == "identical_row":
                    self.tables.drop(strike.table, strike.rows, self._workdir)

    def _strikes(self) -> Iterator[Strike]:
        yield from unit_strikes(self.tables)
        jobs = jobs_of(self.tables) if self.tables.has("employments") else None
        if jobs:
            yield from job_strikes(self.tables, jobs)
        if self.tables.has("absences"):
            yield from spell_strikes(self.tables, self._runs, jobs)

    def _take_parquet(self, table: str, path: Path, file: str) -> None:
        rows = parquet.scan(path, file)
        parquet.refuse_missing(rows, table, file)
        if parquet.is_canonical(rows, table):
            stored = Stored(path, file, in_place=True)
        else:
            stored = Stored(self._next_part(table), file)
            parquet.copy(rows, table, stored.path)
        self.tables.stored[table].append(stored)
        self._check_stored(table, stored)

    def _check_stored(self, table: str, stored: Stored) -> None:
        """The row checks on a Parquet file, and whether it is tidy enough to be used where it lies."""
        errors, warnings = row_errors(table), row_warnings(table, self._today)
        bad: list[pl.DataFrame] = []
        tidy = True
        for piece in self.tables.pieces(table, stored):
            struck = list(_struck(table, piece, errors))
            for strike in [*struck, *_struck(table, piece, warnings)]:
                self._note_strike(strike)
            bad.extend(strike.rows.select(FILE, LINE) for strike in struck)
            tidy = tidy and parquet.is_tidy(piece)
            if table == "absences":
                self._runs.add(piece)
        if not tidy and stored.in_place:
            copied = Stored(self._next_part(table), stored.file)
            parquet.copy(parquet.scan(stored.path, stored.file), table, copied.path)
            self.tables.stored[table][-1] = copied
        if bad:
            self.tables.drop(table, pl.concat(bad), self._workdir)

    def _next_part(self, table: str) -> Path:
        self._parts += 1
        return self._workdir / f"{table}-{self._parts:05d}.parquet"

    def _take_rows(self, layout: Layout, source: RowSource, file: str) -> None:
        positions = match(layout, source.header, file)
        errors, warnings = row_errors(layout.table), row_warnings(layout.table, self._today)
        for chunk in source.chunks(positions):
            done = convert(chunk.frame, layout, {}, errors, warnings)
            names = {name: source.header.names[place] for name, place in positions.items()}
            self._note(file, names, done.errors)
            self._note(file, names, done.warnings)
            self._reject(file, names, source, chunk, done.errors)
            if done.sound.height:
                self._store(layout.table, done.sound, file)

    def _store(self, table: str, rows: pl.DataFrame, file: str) -> None:
        stored = Stored(self._next_part(table), file)
        rows.write_parquet(stored.path)
        self.tables.stored[table].append(stored)
        if table == "absences":
            self._runs.add(rows)

    def _note(self, file: str, names: Mapping[str, str], found: Sequence[Found]) -> None:
        for one in found:
            kept = one.rows.head(KEPT_PER_KIND).select(LINE, "value")
            column = names.get(one.column, one.column)
            problems = [problem(one.code, file, line, column, value) for line, value in kept.iter_rows()]
            self.complaints.add_all(problems, one.rows.height)

    def _note_strike(self, strike: Strike) -> None:
        self.complaints.add_all(self._problems(strike), strike.rows.height)

    def _problems(self, strike: Strike) -> Iterator[Problem]:
        for row in strike.rows.sort(FILE, LINE).head(KEPT_PER_KIND).iter_rows(named=True):
            params = {name: row[name] for name in strike.params}
            if "other_file" in params:
                params["other_file"] = self.tables.files[row["other_file"]]
            yield problem(strike.code, self.tables.files[row[FILE]], row[LINE], strike.column, row["value"], **params)

    def _reject(
        self, file: str, names: Mapping[str, str], source: RowSource, chunk: Chunk, found: Sequence[Found]
    ) -> None:
        header, dialect = source.header.names, source.dialect
        for flaw in chunk.flaws:
            why = problem_with(flaw.code, Place(file, flaw.line), flaw.params)
            self.complaints.add(why)
            self.rejects.add(file, header, dialect, flaw.cells, [why])
        if not self.rejects.wanted:
            return
        reasons: dict[int, list[Problem]] = defaultdict(list)
        for one in found:
            column = names.get(one.column, one.column)
            for row, line, value in one.rows.select(ROW, LINE, "value").iter_rows():
                reasons[row].append(problem(one.code, file, line, column, value))
        for row in sorted(reasons):
            self.rejects.add(file, header, dialect, chunk.cells(row), reasons[row])


def _struck(table: str, piece: pl.DataFrame, checks: Sequence[RowCheck]) -> Iterator[Strike]:
    """The checks that strike in a piece; all are asked at once, and only those that strike are looked at."""
    if not checks:
        return
    yes = piece.select(check.wrong.any().alias(str(number)) for number, check in enumerate(checks)).row(0)
    for check in (check for check, struck in zip(checks, yes, strict=True) if struck):
        rows = piece.filter(check.wrong).select(FILE, LINE, value=pl.col(check.column).cast(pl.String))
        yield Strike(table, check.code, check.column, rows)
