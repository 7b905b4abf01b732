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
from naerverk.formats.content import called, reachable, settled, undamaged, unpacked
from naerverk.formats.convert import SOURCE_ROW, Found, convert, decimal_mark
from naerverk.formats.jobs import job_strikes, jobs_of, shift_strikes
from naerverk.formats.layout import Header, Layout, own_layout
from naerverk.formats.opening import Opened, content, open_rows
from naerverk.formats.published import published_strikes
from naerverk.formats.rejects import Rejects
from naerverk.formats.reshape import Plan, plan
from naerverk.formats.row_checks import RowCheck, row_errors, row_warnings
from naerverk.formats.spells import Runs, spell_strikes
from naerverk.formats.strikes import Strike
from naerverk.formats.sums import sum_strikes
from naerverk.formats.tables import FILE, Stored, Tables
from naerverk.formats.tree import SEEN, tree_strikes, units_of
from naerverk.formats.unit_checks import unit_strikes
from naerverk.problems import Place, Problem, Refusal, UsageRefusal
from naerverk.records import Kind

ROUNDED = ("rounded", "rounded_share")
MAY_BE_EMPTY = ("absences", "shifts", "benchmarks")
"""Tables where a header without rows can be true: nobody was absent."""


class Assembly:
    """The tables, complaints and rejected rows of one call of `read`."""

    def __init__(self, workdir: Path, today: date | None, rejects: Rejects, progress: Progress | None) -> None:
        self.rejects, self.complaints, self.tables = rejects, Complaints(), Tables()
        self._workdir, self._today, self._progress = workdir, today, progress
        self._runs, self._parts = Runs(), 0
        self._seen: list[pl.DataFrame] = []
        self._own_names: dict[tuple[str, str], Mapping[str, str]] = {}

    def take_in(self, table: str, path: Path, layouts: Sequence[Layout]) -> None:
        """Read one file; what makes the whole file unreadable becomes a problem."""
        name = called(path)
        file = str(path) if name in self.tables.files else name
        path = settled(path, self._workdir)
        reachable(path)
        self.tables.files.append(file)
        try:
            with undamaged(path, file):
                kind = content(path, file)
                if kind == "parquet":
                    self._take_parquet(table, unpacked(path, file, self._workdir), file, layouts)
                else:
                    self._take_rows(open_rows(path, file, kind, layouts, self._workdir, self._progress), file)
        except UsageRefusal:
            raise
        except Refusal as refusal:
            self.tables.forget_in_place(table, file)
            for found in refusal.problems:
                self.complaints.add(found)

    def check_between_rows(self) -> None:
        """Everything that takes more than one row to see."""
        self._add_units_seen()
        self.tables.unify_keys(self._workdir)
        for strike in self._strikes():
            if strike.rows.height:
                self._note_strike(strike)
                if strike.code == "identical_row":
                    self.tables.drop(strike.table, strike.rows, self._workdir)

    def _add_units_seen(self) -> None:
        """The units that stood in columns, unless a table of units was given."""
        if not self._seen:
            return
        seen = pl.concat(self._seen)
        for strike in tree_strikes(seen):
            self._note_strike(strike)
        if not self.tables.has("units"):
            for (number,), rows in units_of(seen).group_by(FILE, maintain_order=True):
                self._store("units", rows.drop(FILE), self.tables.files[int(str(number))])

    def _strikes(self) -> Iterator[Strike]:
        yield from unit_strikes(self.tables)
        yield from sum_strikes(self.tables)
        yield from published_strikes(self.tables)
        jobs = jobs_of(self.tables) if self.tables.has("employments") else None
        if jobs:
            yield from job_strikes(self.tables, jobs)
        if self.tables.has("absences"):
            yield from spell_strikes(self.tables, self._runs, jobs)
        if self.tables.has("shifts"):
            yield from shift_strikes(self.tables)

    def _take_parquet(self, table: str, path: Path, file: str, layouts: Sequence[Layout]) -> None:
        rows = parquet.scan(path, file)
        if list(layouts) != [own_layout(table)] or not parquet.castable(rows, table):
            self._take_rows(open_rows(path, file, "parquet", layouts, self._workdir, self._progress), file)
            return
        plan(layouts[0], Header(tuple(rows.collect_schema())), file)
        if parquet.is_canonical(rows, table) and parquet.has_plain_name(path):
            stored = Stored(path, file, in_place=True)
        else:
            stored = Stored(self._next_part(table), file)
            parquet.copy(rows, table, stored.path)
        self.tables.stored[table].append(stored)
        self._check_stored(table, stored, path)

    def _check_stored(self, table: str, stored: Stored, original: Path) -> None:
        """The row checks on a Parquet file, and whether it is tidy enough to be used where it lies."""
        errors, warnings = row_errors(table), row_warnings(table, self._today)
        bad: list[pl.DataFrame] = []
        tidy, rows = True, 0
        for piece in self.tables.pieces(table, stored):
            rows += piece.height
            struck = list(_struck(table, piece, errors))
            noted = list(_struck(table, piece, warnings))
            for strike in [*struck, *noted]:
                self._note_strike(strike)
            bad.extend(strike.rows.select(FILE, LINE) for strike in struck)
            self.tables.mention(table, pl.concat([piece.head(0), *(_rows_of(piece, strike) for strike in struck)]))
            self._reject_stored(original, stored.file, struck)
            tidy = tidy and parquet.is_tidy(piece) and all(strike.code not in ROUNDED for strike in noted)
            if table == "absences":
                self._runs.add(piece)
        self._note_rows(table, stored.file, rows)
        if not tidy and stored.in_place:
            copied = Stored(self._next_part(table), stored.file)
            parquet.copy(parquet.scan(stored.path, stored.file), table, copied.path)
            self.tables.stored[table][-1] = copied
        if bad:
            self.tables.drop(table, pl.concat(bad), self._workdir)

    def _reject_stored(self, original: Path, file: str, struck: Sequence[Strike]) -> None:
        """Write the rejected rows of a Parquet file with all its own columns."""
        if not struck or not self.rejects.wanted:
            return
        reasons: dict[int, list[Problem]] = defaultdict(list)
        for strike in struck:
            for line, value in strike.rows.select(LINE, "value").iter_rows():
                reasons[line].append(problem(strike.code, file, line, strike.column, value))
        rows = parquet.ParquetRows(original, file)
        for line, cells in rows.some(sorted(reasons)):
            self.rejects.add(file, rows.header.names, rows.dialect, cells, reasons[line])

    def _note_rows(self, table: str, file: str, rows: int) -> None:
        if not rows:
            self.complaints.add(problem("no_rows_ok" if table in MAY_BE_EMPTY else "no_rows", file))

    def _next_part(self, table: str) -> Path:
        self._parts += 1
        return self._workdir / f"{table}-{self._parts:05d}.parquet"

    def _take_rows(self, opened: Opened, file: str) -> None:
        source, planned = opened.source, opened.plan
        table = planned.layout.table
        self._own_names[table, file] = planned.shown
        errors, warnings = row_errors(table), row_warnings(table, self._today)
        decimal, rows = planned.layout.decimal, 0
        for chunk in source.chunks(planned.positions):
            raw = planned.apply(chunk.frame.with_row_index(SOURCE_ROW))
            decimal = decimal or decimal_mark(raw, table)
            done = convert(raw, planned.layout, decimal if source.one_decimal_mark else None, errors, warnings)
            self._note(file, planned.shown, [*done.errors, *done.warnings])
            self._reject(file, planned.shown, source, chunk, done.errors)
            self.tables.mention(table, done.rejected)
            rows += chunk.frame.height + len(chunk.flaws)
            if done.sound.height:
                self._store(table, done.sound, file)
            if planned.layout.tree:
                self._seen.append(self._units_seen(planned, raw, done.sound, file))
        self._note_rows(table, file, rows)

    def _units_seen(self, planned: Plan, raw: pl.DataFrame, sound: pl.DataFrame, file: str) -> pl.DataFrame:
        months = sound.select(LINE, "month").unique()
        known = raw.drop("month", strict=False).unique([LINE, "unit_id"], maintain_order=True).join(months, on=LINE)
        place = pl.lit(self.tables.files.index(file), pl.Int32).alias(FILE)
        return planned.units(known).with_columns(place).select(*SEEN)

    def _store(self, table: str, rows: pl.DataFrame, file: str) -> None:
        stored = Stored(self._next_part(table), file)
        rows.write_parquet(stored.path)
        self.tables.stored[table].append(stored)
        if table == "absences":
            self._runs.add(rows)

    def _note(self, file: str, names: Mapping[str, str], found: Sequence[Found]) -> None:
        for one in found:
            self.complaints.add_all(
                (found for _, found in _problems_of(one, file, names, KEPT_PER_KIND)), one.rows.height
            )

    def _note_strike(self, strike: Strike) -> None:
        self.complaints.add_all(self._problems(strike), strike.rows.height)

    def _problems(self, strike: Strike) -> Iterator[Problem]:
        for row in strike.first(KEPT_PER_KIND).iter_rows(named=True):
            params = {name: row[name] for name in strike.params}
            if "other_file" in params:
                params["other_file"] = self.tables.files[row["other_file"]]
                params["other_line"] = str(row["other_line"])
            file = self.tables.files[row[FILE]]
            column = self._own_names.get((strike.table, file), {}).get(strike.column, strike.column)
            yield problem(strike.code, file, row[LINE], column, row["value"], **params, **_help_for(strike.code))

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
            for row, why in _problems_of(one, file, names, one.rows.height):
                reasons[row].append(why)
        for row in sorted(reasons):
            self.rejects.add(file, header, dialect, chunk.cells(row), reasons[row])


def _rows_of(piece: pl.DataFrame, strike: Strike) -> pl.DataFrame:
    return piece.join(strike.rows, on=LINE, how="semi")


def _problems_of(one: Found, file: str, names: Mapping[str, str], most: int) -> Iterator[tuple[int, Problem]]:
    """Row of the chunk and problem; `names` gives the file's own column names."""
    shown = names.get(one.column, one.column)
    for row, line, value, heading in one.rows.head(most).select(SOURCE_ROW, LINE, "value", "heading").iter_rows():
        yield row, problem(one.code, file, line, heading or shown, value, **_help_for(one.code))


def _help_for(code: str) -> dict[str, object]:
    return {"kinds": ", ".join(Kind)} if code == "unknown_kind" else {}


def _struck(table: str, piece: pl.DataFrame, checks: Sequence[RowCheck]) -> Iterator[Strike]:
    """The checks that strike in a piece; all are asked at once, and only those that may strike are looked at."""
    if not checks:
        return
    doubts = {str(n): check.wrong if check.among is None else check.among for n, check in enumerate(checks)}
    yes = piece.select(doubt.any().alias(n) for n, doubt in doubts.items()).row(0)
    for check in (check for check, doubt in zip(checks, yes, strict=True) if doubt):
        needed = {*check.wrong.meta.root_names(), check.column}
        rows = piece.select(FILE, LINE, *needed)
        rows = rows.filter(check.wrong) if check.among is None else rows.filter(check.among).filter(check.wrong)
        if rows.height:
            shown = rows.select(FILE, LINE, value=pl.col(check.column).cast(pl.String))
            yield Strike(table, check.code, check.column, shown)
