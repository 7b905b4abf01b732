"""A table on its way out: for people in their language's numbers, for programs in full precision."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import polars as pl

from naerverk.locale import Words
from naerverk.problems import refuse_usage
from naerverk.statistics import parquet
from naerverk.statistics.definitions import DEFINITION_SOURCES, TOTAL
from naerverk.statistics.table import Origin

FORMATS = ("table", "csv", "json", "parquet")


def add_table_arguments(parser: argparse.ArgumentParser, formats: Sequence[str] = FORMATS) -> None:
    """`--format` and `--out`."""
    parser.add_argument("--format", choices=formats, default="table", help="for people (table), or data")
    parser.add_argument("--out", default="-", metavar="F", help="the file to write; - is the screen (default)")


def write_table(frame: pl.DataFrame, origin: Origin, args: argparse.Namespace) -> None:
    """Write the frame as asked; where it comes from goes along, on stderr or inside the Parquet file."""
    words = Words(args.lang)
    if not args.quiet:
        print(origin_line(origin, words), file=sys.stderr)
    if args.out == "-":
        if args.format == "parquet" and sys.stdout.isatty():
            raise refuse_usage("statistics.parquet_on_screen")
        sys.stdout.flush()
        _write(frame, origin, args.format, words, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return
    try:
        with Path(args.out).open("wb") as file:
            _write(frame, origin, args.format, words, file)
    except OSError as error:
        raise refuse_usage("cli.cannot_write", path=args.out, reason=error.strerror) from None


def origin_line(origin: Origin, words: Words) -> str:
    """Definition, period, source and time in one sentence."""
    made = origin.computed_at
    return words.say(
        "statistics.origin",
        definition=words.say(f"statistics.definition_{origin.definition.partition(' ')[0]}"),
        period=origin.period,
        source=origin.source,
        date=made.date() if made else "",
        time=f"{made:%H:%M}" if made else "",
    )


def _write(frame: pl.DataFrame, origin: Origin, format_: str, words: Words, file: BinaryIO) -> None:
    if format_ == "parquet":
        parquet.write(frame, file, origin_facts(origin))
    elif format_ == "csv":
        # In slices through Python's own file: Polars reports a reader that left (head) as an error of ours.
        for number, part in enumerate(frame.iter_slices(200_000)):
            file.write(part.write_csv(include_header=number == 0).encode())
        if frame.is_empty():
            file.write(frame.write_csv().encode())
    elif format_ == "json":
        file.write(b"[\n" + b",\n".join(_json_rows(frame)) + b"\n]\n")
    else:
        for line in lines_of(frame, words):
            file.write(line.encode() + b"\n")


def origin_facts(origin: Origin) -> dict[str, str]:
    """What an export carries about its figures."""
    return {
        "naerverk.definition": origin.definition,
        "naerverk.definition_source": DEFINITION_SOURCES.get(origin.definition.partition(" ")[0], ""),
        "naerverk.period": origin.period,
        "naerverk.population": origin.population,
        "naerverk.source": origin.source,
        "naerverk.computed_at": origin.computed_at.isoformat() if origin.computed_at else "",
    }


def _json_rows(frame: pl.DataFrame) -> Iterator[bytes]:
    for row in frame.iter_rows(named=True):
        yield json.dumps(row, ensure_ascii=False).encode()


_DECIMALS = {
    "rate_percent": 3,
    "rolling12_percent": 3,
    "adjusted_rate_percent": 3,
}
_WORDED = ("kind", "sex", "status", "cause")


def lines_of(frame: pl.DataFrame, words: Words) -> Iterator[str]:
    """The table as aligned text: numbers to the right, words in the language."""
    heads = [words.say(f"statistics.column_{name}") for name in frame.columns]
    columns = [[_cell(name, value, words) for value in frame[name]] for name in frame.columns]
    widths = [max(map(len, (head, *cells))) for head, cells in zip(heads, columns, strict=True)]
    aligns = [str.rjust if type_.is_numeric() else str.ljust for type_ in frame.dtypes]
    for row in [heads, *zip(*columns, strict=True)]:
        cells = (align(cell, width) for align, cell, width in zip(aligns, row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _cell(name: str, value: object, words: Words) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return words.number(value, _DECIMALS.get(name, 1))
    if isinstance(value, int):
        return words.number(value)
    if name == "length" and value == TOTAL:
        return words.say("statistics.kind_total")
    if name in _WORDED:
        return words.say(f"statistics.{name}_{value}")
    return str(value)
