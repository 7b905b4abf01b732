"""A progress bar on stderr while long files are read, when somebody sits there to see it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from naerverk.formats import Progress
from naerverk.locale import Words


@contextmanager
def reading_progress(args: argparse.Namespace) -> Iterator[Progress | None]:
    """A `progress` for `formats.read`: a bar per file; None with --quiet or when stderr is no terminal."""
    if args.quiet or not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm  # noqa: PLC0415 - 20 ms that a script never needs

    words, bars = Words(args.lang), {}

    def show(file: str, done: int, total: int) -> None:
        if file not in bars:
            label = words.say("formats.reading_file", file=file)
            bars[file] = tqdm(total=total, desc=label, unit="", unit_scale=True, delay=1, leave=False, file=sys.stderr)
        bars[file].update(done - bars[file].n)

    try:
        yield show
    finally:
        for bar in bars.values():
            bar.close()
