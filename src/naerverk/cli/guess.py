"""`naerverk guess`: what a file looks like, and a proposed import profile."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from naerverk.formats.guessing import Guess, guess
from naerverk.locale import Words
from naerverk.problems import refuse

EXAMPLES = """examples:
  naerverk guess fravær.csv
  naerverk guess fravær.csv --out profile.yaml
  naerverk check --profile profile.yaml fravær.csv
"""

_KINDS = {"text": "CSV", "parquet": "Parquet", "json": "JSON-stat", "xlsx": "XLSX", "ods": "ODS"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `guess`."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the file to look at")
    parser.add_argument("--out", type=Path, metavar="F", help="write the proposed profile to F (YAML)")


def run(args: argparse.Namespace) -> int:
    """Say what the file looks like; print the proposed profile or write it."""
    words = Words(args.lang)
    with TemporaryDirectory(prefix="naerverk-") as folder:
        found = guess(args.file, Path(folder))
    told = "\n".join(_told(found, words))
    if found.is_proposed and args.out:
        print(told)
        _write(args.out, found.proposal())
        print(words.say("formats.guess_written", file=str(args.out)))
    elif found.is_proposed:
        # As comments, so that what is printed is a profile and can be sent into a file.
        told = f"{told}\n{words.say('formats.guess_proposal')}"
        print("\n".join(f"# {line}" for line in told.splitlines()))
        print("\n" + found.proposal(), end="")
    else:
        print(told)
    return 0 if found.table else 1


def _told(found: Guess, words: Words) -> Iterator[str]:
    yield words.say("formats.guess_title", file=found.file)
    for label, value in _facts(found, words):
        yield f"  {label}: {value}"
    yield from _advice(found, words)


def _facts(found: Guess, words: Words) -> Iterator[tuple[str, str]]:
    def say(code: str, **params: object) -> str:
        return words.say(f"formats.{code}", **params)

    yield say("guess_kind"), _KINDS.get(found.kind, found.kind.upper())
    if found.kind == "text":
        yield say("guess_encoding"), found.encoding
        yield say("guess_delimiter"), say("guess_tab") if found.delimiter == "\t" else found.delimiter
        yield say("guess_decimal"), found.decimal or say("guess_not_found")
    yield say("guess_dates"), ", ".join(found.date_forms) or say("guess_not_found")
    yield say("guess_rows"), words.number(found.rows)
    yield say("guess_table"), found.table or say("guess_no_table")
    for name, source in found.columns.items():
        if source or not found.shipped:
            yield say("guess_column", column=name), say("guess_from", name=source) if source else say("guess_not_found")
    for name, codes in found.codes.items() if not found.shipped else ():
        shown = (
            say("guess_code", value=one.value, n=one.count, meaning=one.meaning or say("guess_code_unknown"))
            for one in codes
        )
        yield say("guess_codes", column=name), "".join(f"\n    {code}" for code in shown)


def _advice(found: Guess, words: Words) -> Iterator[str]:
    if found.is_own:
        yield words.say("formats.guess_own", table=found.table)
        return
    if found.table is None:
        yield words.say("formats.guess_nothing")
    if found.refuse_rates:
        yield words.say(f"formats.{found.refuse_rates}")
    for profile in found.fits[:1]:
        yield words.say("formats.guess_fits", profile=profile)
    if found.missing:
        yield words.say("formats.guess_incomplete", columns=", ".join(found.missing))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise refuse("cli.cannot_write", path=str(path), reason=error.strerror) from None
