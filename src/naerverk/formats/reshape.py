"""From the columns of a file to the columns of a table: renamed, unpivoted, and with units made from columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from naerverk.formats.chunks import LINE
from naerverk.formats.complaints import problem, shown
from naerverk.formats.layout import Header, Layout, Level, Origin, plain
from naerverk.formats.values import stripped
from naerverk.problems import Problem, Refusal
from naerverk.records import SCHEMA

HEADING = "_heading"
"""The column an unpivoted value stood in."""
SPLIT = {"monthly": "unit_id", "benchmarks": "group"}
"""The canonical column that dimensions split, per table."""
MOST_NAMED = 40
"""Columns named in a sentence about one that is missing."""
_PERCENT = re.compile(r"%|percent|prosent|\bpst\b|_pst|\bpct\b|_pct|\brate\b|_rate|\bandel", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the rows of one file become rows of its table."""

    layout: Layout
    positions: Mapping[str, int]
    """Name in the frames -> position in the file: canonical names, and `@` + the file's name for the others."""
    shown: Mapping[str, str]
    """Canonical column -> the name people see in the file."""
    melted: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """`@` + heading -> what the heading says."""

    def apply(self, raw: pl.DataFrame) -> pl.DataFrame:
        """Raw text columns to text in canonical columns (LINE and other underscored columns are kept)."""
        frame = raw.with_columns(self._aliased(raw.columns))
        if self.layout.unpivot:
            frame = self._unpivoted(frame, self.layout.unpivot.value)
        if self.layout.withheld:
            cells = [name for name in frame.columns if not name.startswith(("_", "@"))]
            is_withheld = pl.col(cells).str.strip_chars().is_in(self.layout.withheld)
            frame = frame.with_columns(pl.when(~is_withheld).then(pl.col(cells)))
        if self.layout.tree:
            frame = frame.with_columns(_level_id(self.layout.tree[-1]).alias("unit_id"))
        return self._split(frame)

    def units(self, reshaped: pl.DataFrame) -> pl.DataFrame:
        """The units a reshaped chunk stands for: unit_id, parent_id, name, kind, month, LINE; one row per month."""
        levels = [
            reshaped.select(
                unit_id=_level_id(level),
                parent_id=_level_id(above) if above else pl.lit(None, pl.String),
                name=stripped(f"@{level.name or level.id}"),
                kind=pl.lit(level.kind, pl.String),
                month="month",
                **{LINE: LINE},
            )
            for above, level in zip((None, *self.layout.tree), self.layout.tree, strict=False)
        ]
        if self.layout.dimensions:
            own = _level_id(self.layout.tree[-1])
            leaf = reshaped.filter(pl.col("unit_id") != own).select(
                "unit_id", parent_id=own, name=_parts(self.layout.dimensions, " | "),
                kind=pl.lit("group"), month="month", **{LINE: LINE},
            )  # fmt: skip
            levels.append(leaf)
        return pl.concat(levels).unique(["unit_id", "parent_id", "month"], keep="first", maintain_order=True)

    def _aliased(self, columns: Sequence[str]) -> Iterator[pl.Expr]:
        places = {place: name for name, place in self.positions.items()}
        for name in columns:
            source = self.shown.get(name, name.removeprefix("@"))
            spellings = self.layout.aliases.get(source)
            if name in places.values() and spellings:
                yield pl.col(name).str.strip_chars().replace(dict(spellings))

    def _unpivoted(self, frame: pl.DataFrame, value: str) -> pl.DataFrame:
        kept = [name for name in frame.columns if name not in self.melted]
        long = frame.unpivot(on=list(self.melted), index=kept, variable_name=HEADING, value_name=value)
        said = sorted({name for meaning in self.melted.values() for name in meaning})
        return long.with_columns(
            *(
                pl.col(HEADING).replace_strict(
                    {heading: meaning.get(name) for heading, meaning in self.melted.items()}, return_dtype=pl.String
                ).alias(name)
                for name in said
            ),
            pl.col(HEADING).str.strip_prefix("@"),
        )  # fmt: skip

    def _split(self, frame: pl.DataFrame) -> pl.DataFrame:
        if not self.layout.dimensions:
            return frame
        target = SPLIT[self.layout.table]
        parts = _parts(self.layout.dimensions, "|")
        whole = (
            pl.when(parts == "").then(stripped(target)).otherwise(pl.concat_str(stripped(target), parts, separator="|"))
        )
        return frame.with_columns(whole.alias(target))


def _level_id(level: Level) -> pl.Expr:
    return pl.lit(level.prefix) + stripped(f"@{level.id}") if level.prefix else stripped(f"@{level.id}")


def _parts(dimensions: Mapping[str, str | None], separator: str) -> pl.Expr:
    """The values of the dimensions that do not mean "all", joined; empty when all mean all."""
    parts = [
        pl.when(stripped(f"@{name}") != (total or "")).then(stripped(f"@{name}")) for name, total in dimensions.items()
    ]
    return pl.concat_str(parts, separator=separator, ignore_nulls=True)


def plan(layout: Layout, header: Header, file: str) -> Plan:
    """Find the layout's columns in a file; refuses a file that lacks a required one or has a used one twice."""
    melted = _melted(layout, header)
    direct = {
        name: place for name, origin in layout.columns.items() if (place := header.position(origin.names)) is not None
    }
    extra = {f"@{name}": header.position((name,)) for name in _further(layout)}
    wrong = [
        *_missing(layout, header, direct, melted, file),
        *(_lacks(header, file, name[1:], layout.table, (name[1:],)) for name, place in extra.items() if place is None),
        *_doubled(header, direct, file),
        *_percents(layout, header, direct, file),
    ]
    if wrong:
        raise Refusal(*wrong)
    found = {name: place for name, place in extra.items() if place is not None}
    heads = {f"@{header.names[place]}": place for place in melted}
    return Plan(
        layout,
        {**direct, **found, **heads},
        {name: header.names[place] for name, place in direct.items()},
        {f"@{header.names[place]}": meaning for place, meaning in melted.items()},
    )


def fits(layout: Layout, header: Header) -> bool:
    """Whether `plan` would accept the header."""
    try:
        plan(layout, header, "")
    except Refusal:
        return False
    return True


def _further(layout: Layout) -> list[str]:
    """Columns of the file that become no canonical column by themselves."""
    tree = [name for level in layout.tree for name in (level.id, level.name) if name]
    return list(dict.fromkeys([*tree, *layout.dimensions]))


def _melted(layout: Layout, header: Header) -> dict[int, Mapping[str, str]]:
    if layout.unpivot is None:
        return {}
    return {
        place: meaning
        for place, name in enumerate(header.names)
        if (meaning := layout.unpivot.meaning(name)) is not None
    }


def _missing(
    layout: Layout, header: Header, found: Mapping[str, int], melted: Mapping[int, Mapping[str, str]], file: str
) -> Iterator[Problem]:
    made = {name for meaning in melted.values() for name in meaning}
    made |= {layout.unpivot.value} if layout.unpivot and melted else set()
    made |= {"unit_id"} if layout.tree else set()
    for column in SCHEMA[layout.table]:
        origin = layout.columns.get(column.name, Origin((column.name,)))
        if column.required and column.name not in found and column.name not in made and origin.constant is None:
            yield _lacks(header, file, (origin.names or (column.name,))[0], layout.table, origin.names)


def _lacks(header: Header, file: str, column: str, table: str, wanted: Sequence[str]) -> Problem:
    nearest = header.nearest(wanted)
    there = [str(shown(name)) for name in header.names if name.strip()]
    columns = ", ".join([*there[:MOST_NAMED], *(["..."] if len(there) > MOST_NAMED else [])])
    code = "missing_column_near" if nearest else "missing_column"
    if nearest and plain(nearest) == plain(column):
        # It is there, but the profile does not say so.
        code = "column_not_in_profile"
    return problem(code, file, header.line, column, nearest=nearest, columns=columns, table=table)


def _doubled(header: Header, found: Mapping[str, int], file: str) -> Iterator[Problem]:
    spelled = [plain(name) for name in header.names]
    for place in found.values():
        if spelled.count(spelled[place]) > 1:
            yield problem("duplicate_column", file, header.line, header.names[place])


def _percents(layout: Layout, header: Header, found: Mapping[str, int], file: str) -> Iterator[Problem]:
    """Columns of days whose heading says that they are percents: those must never be summed."""
    for name, place in found.items():
        if name.endswith("_days") and _PERCENT.search(header.names[place]):
            yield problem("percent_for_days", file, header.line, header.names[place])
