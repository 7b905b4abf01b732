"""Import profiles: YAML files that say how somebody's export maps to the tables."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from naerverk.formats.complaints import problem
from naerverk.formats.layout import DATE_FORMS, Header, Layout, Level, Origin, Unpivot, plain
from naerverk.formats.profile_fields import DateForms, Names, Text
from naerverk.formats.reshape import SPLIT, fits
from naerverk.problems import UsageRefusal
from naerverk.records import SCHEMA

SHIPPED = resources.files("naerverk.formats") / "profiles"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ColumnFrom(_Strict):
    """Where a column comes from: names to look for, or one value for every row."""

    names: Names = []
    value: Text | None = None
    scale: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 1.0
    dates: DateForms = []


class TreeLevel(_Strict):
    """One level of the unit tree: the columns with its id and name."""

    id: str
    name: str | None = None
    prefix: str = ""
    kind: str | None = None


class UnpivotFrom(_Strict):
    """Headings that are values: listed with what they stand for, or found by a pattern with named groups."""

    value: str
    headings: dict[Text, dict[str, Text]] = {}
    pattern: str | None = None

    @field_validator("pattern")
    @classmethod
    def _sound_pattern(cls, pattern: str | None) -> str | None:
        try:
            re.compile(pattern or "")
        except re.error as error:
            raise ValueError(f"the pattern {pattern!r} cannot be read ({error})") from None
        return pattern

    def columns_made(self) -> set[str]:
        """The canonical columns that cells and headings are values of."""
        groups = re.compile(self.pattern or "").groupindex
        return {self.value, *groups, *(name for meaning in self.headings.values() for name in meaning)}

    def as_layout(self) -> Unpivot:
        """What reading needs of it."""
        return Unpivot(self.value, self.headings, self.pattern)


class DefinitionUntil(_Strict):
    """The definition behind published figures, up to and including a period."""

    until: Text | None = None
    definition: str


def _column(value: object) -> object:
    return {"names": value} if isinstance(value, str | list) else value


class TableProfile(_Strict):
    """One table in one shape of file."""

    columns: dict[str, Annotated[ColumnFrom, BeforeValidator(_column)]] = {}
    codes: dict[str, dict[Text, Text]] = {}
    encoding: str | None = None
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    decimal: Literal[",", "."] | None = None
    dates: DateForms = list(DATE_FORMS)
    sheet: str | None = None
    header_line: int | None = Field(None, ge=1, le=10_000)
    withheld: list[Text] = []
    aliases: dict[str, dict[Text, Text]] = {}
    tree: list[TreeLevel] = []
    dimensions: Names = []
    total: dict[str, Text] = {}
    unpivot: UnpivotFrom | None = None
    definitions: list[DefinitionUntil] = []
    month_from: str | None = None

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, name: str | None) -> str | None:
        try:
            # Some codecs turn bytes into bytes; asked for letters, they say so.
            io.TextIOWrapper(io.BytesIO(), encoding=name)
            return codecs.lookup(name).name if name else None
        except LookupError:
            raise ValueError(f"there is no encoding {name!r}") from None

    def layout(self, table: str, source: str | None, refuse_rates: str | None) -> Layout:
        """What reading needs of this profile."""
        columns = {name: self._origin(name) for name in {*self.columns, *self.codes}}
        if self.month_from:
            columns["month"] = Origin((self.month_from,), date_forms=tuple(self.dates))
        if table == "benchmarks" and "source" not in columns and source:
            columns["source"] = Origin(constant=source)
        return Layout(
            table=table,
            columns=columns,
            encoding=self.encoding,
            delimiter=self.delimiter,
            decimal=self.decimal,
            sheet=self.sheet,
            header_line=self.header_line,
            date_forms=tuple(self.dates),
            withheld=tuple(self.withheld),
            aliases=self.aliases,
            tree=tuple(Level(level.id, level.name, level.prefix, level.kind) for level in self.tree),
            dimensions={**dict.fromkeys(self.dimensions), **self.total},
            unpivot=self.unpivot.as_layout() if self.unpivot else None,
            definitions=tuple((one.until, one.definition) for one in self.definitions),
            refuse_rates=refuse_rates,
        )

    def columns_named(self) -> set[str]:
        """The canonical columns this profile speaks of."""
        return {*self.columns, *self.codes, *(self.unpivot.columns_made() if self.unpivot else ())}

    def _origin(self, name: str) -> Origin:
        given = self.columns.get(name) or ColumnFrom(names=[name])
        return Origin(tuple(given.names), given.value, self.codes.get(name, {}), given.scale, tuple(given.dates))


ONLY_FOR = {
    "month_from": ("monthly",), "tree": ("monthly",), "dimensions": tuple(SPLIT), "total": tuple(SPLIT),
    "definitions": ("benchmarks",),
}  # fmt: skip
"""What a profile can say of some tables only."""


class Profile(_Strict):
    """An import profile. Each table has one or several shapes; a file is read by the first that fits its header."""

    name: str
    title: str = ""
    source: str | None = None
    licence: str | None = None
    refuse_rates: Literal["no_dates_no_exposure"] | None = None
    tables: dict[str, Annotated[list[TableProfile], Field(min_length=1)]]

    @model_validator(mode="before")
    @classmethod
    def _one_table(cls, data: Any) -> Any:
        """`table: monthly` with the fields beside it is short for `tables: {monthly: [...]}`."""
        if not isinstance(data, dict):
            return data
        if "table" in data:
            if not isinstance(data["table"], str):
                raise ValueError("table must be the name of one table")
            own = {key: value for key, value in data.items() if key in TableProfile.model_fields}
            rest = {key: value for key, value in data.items() if key not in own and key != "table"}
            data = {**rest, "tables": {data["table"]: own}}
        tables = data.get("tables")
        if isinstance(tables, dict):
            shapes = {name: [shape] if isinstance(shape, dict) else shape for name, shape in tables.items()}
            data = {**data, "tables": shapes}
        return data

    @model_validator(mode="after")
    def _known_names(self) -> Profile:
        for table, shapes in self.tables.items():
            if table not in SCHEMA:
                raise ValueError(f"there is no table {table!r}; tables: {', '.join(SCHEMA)}")
            known = {column.name for column in SCHEMA[table]}
            for unknown in {name for shape in shapes for name in shape.columns_named()} - known:
                raise ValueError(f"{table} has no column {unknown!r}; columns: {', '.join(sorted(known))}")
            for only, tables in ONLY_FOR.items():
                if table not in tables and any(getattr(shape, only) for shape in shapes):
                    raise ValueError(f"{only} is for {' and '.join(tables)} only, not for {table}")
        return self

    def layouts(self, table: str) -> list[Layout]:
        """The shapes of one table; UsageRefusal when the profile has none."""
        if table not in self.tables:
            tables = ", ".join(self.tables)
            raise UsageRefusal(problem("profile_lacks_table", profile=self.name, table=table, tables=tables))
        return [shape.layout(table, self.source, self.refuse_rates) for shape in self.tables[table]]

    def only_table(self) -> str | None:
        """The table, when the profile has just one."""
        return next(iter(self.tables)) if len(self.tables) == 1 else None


def shipped() -> list[str]:
    """The names of the profiles that come with Nærverk."""
    return sorted(path.name.removesuffix(".yaml") for path in SHIPPED.iterdir() if path.name.endswith(".yaml"))


def load(name_or_path: str) -> Profile:
    """A shipped profile by name, or one from a YAML file; UsageRefusal when it is neither, or is wrong."""
    if name_or_path in shipped():
        text = (SHIPPED / f"{name_or_path}.yaml").read_text(encoding="utf-8")
    else:
        text = _text_of(Path(name_or_path))
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # Not only YAML's own errors: it makes dates of what looks like them, and 2024-13-45 is none.
        line = getattr(getattr(error, "problem_mark", None), "line", -1) + 1
        raise UsageRefusal(problem("profile_not_yaml", name_or_path, line or None)) from None
    if isinstance(data, Mapping) and "name" not in data:
        data = {"name": Path(name_or_path).stem, **data}
    try:
        return Profile.model_validate(data)
    except ValidationError as error:
        raise UsageRefusal(*_complaints(name_or_path, error)) from None


def matching(header: Header) -> list[dict[str, str]]:
    """Shipped profiles that a header fits, those that use most of its columns first.

    `profile`, `table`, `refuse_rates` (empty when it can give rates).
    """
    found = [
        (-len(layout.names_used() & set(map(plain, header.names))), profile, layout)
        for profile in map(load, shipped())
        for table in profile.tables
        for layout in profile.layouts(table)
        if fits(layout, header)
    ]
    return [
        {"profile": profile.name, "table": layout.table, "refuse_rates": profile.refuse_rates or ""}
        for _, profile, layout in sorted(found, key=lambda one: one[0])
    ]


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError):
        names = ", ".join(shipped())
        raise UsageRefusal(problem("profile_missing", str(path), profile=str(path), profiles=names)) from None
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise UsageRefusal(problem("cannot_open", str(path), reason=reason)) from None


def _complaints(name: str, error: ValidationError) -> list[Any]:
    return [
        problem(
            "profile_wrong",
            name,
            place=" > ".join(map(str, one["loc"])) or name,
            what=one["msg"].removeprefix("Value error, "),
        )
        for one in error.errors()[:10]
    ]
