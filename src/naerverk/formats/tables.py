"""The canonical tables on disk while they are checked against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from naerverk.formats.canonical import canonical_schema
from naerverk.formats.chunks import LINE
from naerverk.records import SCHEMA, Dataset

PIECE = 1_000_000
KEYS = {"person_id": ("person_id",), "unit_id": ("unit_id", "parent_id")}
KEY_OF = {column: key for key, columns in KEYS.items() for column in columns}
FILE = "_file"
"""The column with the number of the file a row came from."""


@dataclass(frozen=True, slots=True)
class Stored:
    """One canonical Parquet file, and which source file its rows came from."""

    path: Path
    file: str
    in_place: bool = False


@dataclass
class Tables:
    """Canonical Parquet files per table, in the order they were read."""

    stored: dict[str, list[Stored]] = field(default_factory=lambda: {table: [] for table in SCHEMA})
    files: list[str] = field(default_factory=list)
    _key_type: dict[str, pl.DataType] = field(default_factory=lambda: dict.fromkeys(KEY_OF, pl.String()))
    _mentioned: dict[str, list[pl.Series]] = field(default_factory=lambda: {"person_id": [], "unit_id": []})

    def has(self, table: str) -> bool:
        """Whether any file of this table was read."""
        return bool(self.stored[table])

    def scan(self, table: str) -> pl.LazyFrame:
        """All rows with the canonical columns; missing optional ones are null."""
        parts = [self._complete(pl.scan_parquet(one.path), table) for one in self.stored[table]]
        return pl.concat(parts, how="vertical")

    def located(self, table: str) -> pl.LazyFrame:
        """As `scan`, with FILE and LINE."""
        return pl.concat([self.only(table, one) for one in self.stored[table]], how="vertical")

    def only(self, table: str, one: Stored) -> pl.LazyFrame:
        """As `located`, of one stored file."""
        if one.in_place:
            rows = pl.scan_parquet(one.path, row_index_name=LINE, row_index_offset=1)
        else:
            rows = pl.scan_parquet(one.path)
        place = pl.lit(self.files.index(one.file), pl.Int32).alias(FILE)
        return self._complete(rows, table, pl.col(LINE).cast(pl.Int64)).with_columns(place)

    def dataset(self) -> Dataset:
        """The paths, as engines take them."""
        return Dataset(**{table: tuple(one.path for one in found) for table, found in self.stored.items()})

    def forget_in_place(self, table: str, file: str) -> None:
        """Leave out a file that turned out not to be readable where it lies."""
        self.stored[table] = [one for one in self.stored[table] if one.file != file or not one.in_place]

    def rows_of(self, table: str, key: str, ids: pl.Series) -> pl.DataFrame:
        """The rows of some persons or units, with FILE and LINE; a filter, since a join would hold the whole table."""
        chosen = self.located(table).filter(pl.col(key).is_in(ids.implode()))
        return chosen.collect(engine="streaming").sort(FILE, LINE)

    def distinct(self, table: str, key: str) -> pl.DataFrame:
        """The different values of a key, without null."""
        return self.scan(table).select(key).unique().drop_nulls().collect(engine="streaming")

    def rows(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.scan(table).select(pl.len()).collect().item())

    def pieces(self, table: str, one: Stored) -> Iterator[pl.DataFrame]:
        """The rows of one stored file as `located` gives them, PIECE at a time."""
        rows = self.only(table, one)
        total = int(rows.select(pl.len()).collect().item())
        for start in range(0, total, PIECE):
            yield rows.slice(start, PIECE).collect()

    def key_type(self, key: str) -> pl.DataType:
        """The type of person_id or unit_id, the same in all tables once `unify_keys` has run."""
        return self._key_type[key]

    def mention(self, table: str, rows: pl.DataFrame) -> None:
        """Remember the persons or units of rejected rows: they exist, though their rows cannot be used."""
        key = {"employments": "person_id", "units": "unit_id"}.get(table)
        if key and key in rows.columns:
            self._mentioned[key].append(rows[key].cast(pl.String).str.strip_chars().unique())

    def unknown(self, ids: pl.DataFrame, key: str) -> pl.DataFrame:
        """Those of some ids that stand in no rejected row either."""
        mentioned = pl.concat([pl.Series(key, [], pl.String), *self._mentioned[key]])
        return ids.filter(~pl.col(key).cast(pl.String).is_in(mentioned.implode()))

    def unify_keys(self, workdir: Path) -> None:
        """Let keys have one type everywhere: files in place keep integers only when all files have the same."""
        for columns in KEYS.values():
            found = self._types_of(columns)
            types = {type_ for several in found.values() for type_ in several}
            wanted = types.pop() if len(types) == 1 else pl.Int64() if _are_integers(types) else pl.String()
            self._key_type.update(dict.fromkeys(columns, wanted))
            for (table, number), several in found.items():
                if several != {wanted}:
                    self._cast(table, number, columns, wanted, workdir)

    def _types_of(self, columns: tuple[str, ...]) -> dict[tuple[str, int], set[pl.DataType]]:
        """Table and number of each file that has some of the columns -> their types."""
        found = {}
        for table, several in self.stored.items():
            for number, one in enumerate(several):
                present = pl.read_parquet_schema(one.path)
                if types := {present[name] for name in columns if name in canonical_schema(table) and name in present}:
                    found[table, number] = types
        return found

    def _cast(self, table: str, number: int, columns: tuple[str, ...], wanted: pl.DataType, workdir: Path) -> None:
        one = self.stored[table][number]
        rows = self.only(table, one).drop(FILE)
        present = [name for name in columns if name in canonical_schema(table)]
        path = _free(workdir / f"{table}-keys-{number:05d}.parquet")
        rows.with_columns(pl.col(present).cast(wanted)).sink_parquet(path)
        self.stored[table][number] = Stored(path, one.file)

    def drop(self, table: str, rows: pl.DataFrame, workdir: Path) -> None:
        """Leave out the rows with these FILE and LINE: the files they stand in are written anew."""
        kept = []
        for number, one in enumerate(self.stored[table]):
            lines = rows.filter(pl.col(FILE) == self.files.index(one.file)).select(LINE).unique()
            if not lines.height:
                kept.append(one)
                continue
            path = _free(workdir / f"{table}-kept-{number:05d}.parquet")
            self.only(table, one).drop(FILE).join(lines.lazy(), on=LINE, how="anti").sink_parquet(path)
            kept.append(Stored(path, one.file))
        self.stored[table] = kept

    def _complete(self, rows: pl.LazyFrame, table: str, *place: pl.Expr) -> pl.LazyFrame:
        """Every canonical column with its type; keys keep theirs."""
        present = rows.collect_schema()
        columns = []
        for name, type_ in canonical_schema(table).items():
            if name in KEY_OF:
                type_ = present.get(name) or present.get(KEY_OF[name]) or self._key_type[name]
            column = pl.col(name) if name in present else pl.lit(None).alias(name)
            columns.append(column.cast(type_))
        return rows.select(*columns, *place)


def _are_integers(types: set[pl.DataType]) -> bool:
    return bool(types) and all(type_.is_integer() for type_ in types)


def _free(path: Path) -> Path:
    while path.exists():
        path = path.with_stem(path.stem + "x")
    return path
