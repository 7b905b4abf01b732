"""naerverk funnel: units with numerator and denominator in, z-scores and limits out."""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from naerverk.cli.small_table import Row, read_rows
from naerverk.problems import Place, Problem, Refusal
from naerverk.statistics.control_charts.funnel import FunnelPoint, Limits, funnel

EXAMPLES = """examples:
  naerverk funnel < rows.csv > funnel.csv

rows.csv has the columns unit, numerator (lost days) and denominator (agreed days), one row per unit and one period.
A unit with a blank figure is printed without limits. Rates and limits are per cent:
  z, lower, upper, flag                        by size alone: far too narrow for days of absence
  z_adjusted, lower_adjusted, ... flag_adjusted   with the units' own spread (overdispersion): use these
flag is high, low or ordinary; outside means more than 3 standard errors from the common rate.
"""

SOURCE = "<stdin>"
COLUMNS = (
    "unit", "numerator", "denominator", "rate_percent", "z", "lower", "upper", "flag",
    "z_adjusted", "lower_adjusted", "upper_adjusted", "flag_adjusted",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Rows come on standard input; nothing else to say."""


def run(_args: argparse.Namespace) -> int:
    """Read, judge and print all units in the order given."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        with path.open("wb") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
        rows = read_rows(path, SOURCE, ["unit"], ["numerator", "denominator"], "control_charts.missing_column")
    wrong = [*_impossible(rows), *_repeated(rows)]
    if wrong:
        raise Refusal(*wrong)
    _print(rows)
    return 0


def _impossible(rows: Iterable[Row]) -> Iterable[Problem]:
    for row in rows:
        part, whole = row.numbers
        if whole is not None and whole <= 0:
            yield Problem("control_charts.bad_denominator", place=Place(SOURCE, row.line, "denominator", f"{whole:g}"))
        elif part is not None and whole is not None and not 0 <= part <= whole:
            yield Problem("control_charts.bad_numerator", place=Place(SOURCE, row.line, "numerator", f"{part:g}"))


def _repeated(rows: Sequence[Row]) -> Iterable[Problem]:
    times = Counter(row.texts[0] for row in rows)
    for row in rows:
        if times[row.texts[0]] > 1:
            yield Problem("control_charts.repeated_unit", place=Place(SOURCE, row.line, "unit", row.texts[0]))


def _print(rows: Sequence[Row]) -> None:
    whole = [row for row in rows if None not in row.numbers]
    found = funnel([row.numbers[0] or 0.0 for row in whole], [row.numbers[1] or 0.0 for row in whole])
    points = {row.line: point for row, point in zip(whole, found.points, strict=True)}
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    for row in rows:
        out.writerow([*row.texts, *row.numbers, *_figures(points.get(row.line))])


def _figures(point: FunnelPoint | None) -> list[object]:
    if point is None:
        return [None] * (len(COLUMNS) - 3)
    return [100 * point.share, *_limits(point.plain), *_limits(point.adjusted)]


def _limits(limits: Limits) -> list[object]:
    return [limits.z, 100 * limits.lower, 100 * limits.upper, limits.flag.value]
