"""From a path to rows with known columns: what the file is, and which of a profile's shapes it has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from naerverk.formats.chunks import Progress, RowSource
from naerverk.formats.complaints import problem
from naerverk.formats.content import content_of, unpacked
from naerverk.formats.delimited import Delimited
from naerverk.formats.layout import Header, Layout, own_layout, plain
from naerverk.formats.parquet import ParquetRows
from naerverk.formats.reshape import Plan, fits, plan
from naerverk.problems import Problem, Refusal


@dataclass(frozen=True, slots=True)
class Opened:
    """Rows of a file, and how they become rows of the table."""

    source: RowSource
    plan: Plan


def open_rows(
    path: Path, file: str, content: str, layouts: Sequence[Layout], workdir: Path, progress: Progress | None
) -> Opened:
    """Open a file that is not Parquet with the first layout its header fits; refuses it when none does."""
    sources: dict[tuple[object, ...], RowSource] = {}
    for layout in layouts:
        form = (layout.encoding, layout.delimiter, layout.sheet, layout.header_line)
        if form not in sources:
            sources[form] = source_of(path, file, content, layout, workdir, progress)
        source = sources[form]
        layout = _with_serial_dates(layout, source)
        if fits(layout, source.header):
            if layout.refuse_rates:
                raise Refusal(problem(layout.refuse_rates, file))
            return Opened(source, plan(layout, source.header, file))
    raise _misfit(file, layouts, next(iter(sources.values())))


def source_of(
    path: Path, file: str, content: str, layout: Layout, workdir: Path, progress: Progress | None
) -> RowSource:
    """The rows of a file of some content (see `content`), whatever its columns are."""
    if content == "ole":
        locked = b"E\0n\0c\0r\0y\0p\0t" in unpacked(path, file, workdir).read_bytes()[: 1 << 20]
        raise Refusal(problem("password_protected" if locked else "old_excel", file))
    if content == "zip":
        from naerverk.formats.spreadsheet import Spreadsheet  # noqa: PLC0415 - only spreadsheets pay for its reader

        return Spreadsheet(unpacked(path, file, workdir), file, layout, progress)
    if content == "parquet":
        return ParquetRows(path, file, progress)
    if content == "json":
        from naerverk.formats.jsonstat import JsonStat  # noqa: PLC0415 - as above

        return JsonStat(path, file, layout)
    return Delimited(path, file, layout, progress)


def _with_serial_dates(layout: Layout, source: RowSource) -> Layout:
    form: str | None = getattr(source, "date_form", None)
    return replace(layout, date_forms=(*layout.date_forms, form)) if form else layout


def _misfit(file: str, layouts: Sequence[Layout], source: RowSource) -> Refusal:
    """Why no layout fits, by the one that comes nearest, and what else would."""
    best = max(layouts, key=lambda layout: _names_found(layout, source.header))
    for header in source.top_rows():
        if header.line > source.header.line and any(fits(layout, header) for layout in layouts):
            return Refusal(problem("header_not_first", file, header.line, line_found=str(header.line)))
    try:
        plan(best, source.header, file)
    except Refusal as refusal:
        found: Sequence[Problem] = refusal.problems
    return Refusal(*found, *_better_profile(file, best, source.header))


def _names_found(layout: Layout, header: Header) -> int:
    return len(layout.names_used() & {plain(name) for name in header.names})


def _better_profile(file: str, layout: Layout, header: Header) -> list[Problem]:
    """A shipped profile that the header fits, when the file was read without one."""
    if layout != own_layout(layout.table):
        return []
    from naerverk.formats.profile import matching  # noqa: PLC0415 - YAML and pydantic only when a file does not fit

    return [_advice(file, match) for match in matching(header)[:1]]


def _advice(file: str, match: Mapping[str, str]) -> Problem:
    if match["refuse_rates"]:
        return problem(match["refuse_rates"], file)
    return problem("try_profile", file, profile=match["profile"], other_table=match["table"])


def content(path: Path, file: str) -> str:
    """As `content_of`, where a JSON file is `json`."""
    found = content_of(path, file)
    return "json" if found == "text" and Path(path.name.removesuffix(".gz")).suffix.casefold() == ".json" else found
