"""An invented employer for the benchmark: only the sizes and shapes that cost time, made in seconds.

Five years; about 40 persons to a unit; four levels above it; every fourth person with several employments, every
tenth with two jobs or a move; 19 spells to a person, most of them short, one in fifty over months. Spells come at any
time, so that more than a fourth lie partly outside employment: far more than real files have, for the checks to find.

python bench/town.py 13k|500k|3m FOLDER
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl

FIRST, LAST = date(2020, 1, 1), date(2024, 12, 31)
DAYS = (LAST - FIRST).days + 1
BLOCK = 250_000
"""Persons whose spells are made at a time."""
SIZES = {"13k": 13_000, "500k": 500_000, "3m": 3_000_000}


def make(persons: int, folder: Path) -> None:
    """Write units, employments and absences as canonical Parquet."""
    folder.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(persons)
    leaves = _units(persons, folder)
    people = pl.Series("person_id", [f"p{number:07d}" for number in range(persons)])
    _employments(random, people, leaves, folder)
    parts = [folder / f"absences-{start}.parquet" for start in range(0, persons, BLOCK)]
    for number, part in enumerate(parts):
        _absences(random, people[number * BLOCK : (number + 1) * BLOCK], part)
    pl.scan_parquet(parts).sink_parquet(folder / "absences.parquet")
    for part in parts:
        part.unlink()


def _units(persons: int, folder: Path) -> list[str]:
    counts = [1, max(2, persons // 40_000), max(4, persons // 4_000), max(8, persons // 400), max(16, persons // 40)]
    rows: list[tuple[str, str | None]] = []
    for level, count in enumerate(counts):
        above = counts[level - 1]
        rows += [(f"u{level}-{n}", f"u{level - 1}-{n * above // count}" if level else None) for n in range(count)]
    frame = pl.DataFrame(rows, schema={"unit_id": pl.String, "parent_id": pl.String}, orient="row")
    blank = {"kind": pl.String, "valid_from": pl.Date, "valid_to": pl.Date, "continues": pl.String}
    frame.with_columns(pl.col("unit_id").alias("name"), **{k: pl.lit(None, t) for k, t in blank.items()}).select(
        "unit_id", "parent_id", "name", *blank
    ).write_parquet(folder / "units.parquet")
    return [f"u{len(counts) - 1}-{n}" for n in range(counts[-1])]


def _dates(days: np.ndarray) -> pl.Series:
    return pl.Series(days.astype(np.int32)).cast(pl.Int32).cast(pl.Date)


def _employments(random: np.random.Generator, people: pl.Series, leaves: list[str], folder: Path) -> None:
    n = len(people)
    zero = FIRST.toordinal() - date(1970, 1, 1).toordinal()
    unit = random.integers(0, len(leaves), n)
    start = zero + random.integers(-9000, 0, n)
    late = random.random(n) < 0.3
    start[late] = zero + random.integers(0, DAYS, late.sum())
    end = np.where(random.random(n) < 0.25, np.minimum(start + random.integers(60, 6000, n), zero + DAYS + 400), -1)
    end = np.where((end >= 0) & (end < start), start, end)
    sex, born = random.choice(np.array(["F", "M"]), n, p=[0.75, 0.25]), 1950 + random.integers(0, 55, n)
    fte = random.choice(np.array([100, 80, 75, 60, 50, 37.5, 20.0]), n, p=[0.45, 0.15, 0.1, 0.1, 0.1, 0.05, 0.05])
    first = (np.arange(n), unit, start, end, fte)
    changed = np.flatnonzero((random.random(n) < 0.15) & (end < 0) & ~late)
    cut = zero + random.integers(30, DAYS - 30, len(changed))
    first[3][changed] = cut - 1
    moves = random.random(len(changed)) < 0.4
    where = np.where(moves, random.integers(0, len(leaves), len(changed)), unit[changed])
    second = (changed, where, cut, np.full(len(changed), -1), fte[changed])
    extra = np.flatnonzero(random.random(n) < 0.05)
    third = (
        extra,
        random.integers(0, len(leaves), len(extra)),
        start[extra],
        first[3][extra],
        np.full(len(extra), 20.0),
    )
    who, where, since, until, share = (np.concatenate(columns) for columns in zip(first, second, third, strict=True))
    frame = pl.DataFrame(
        {
            "person_id": people.gather(who),
            "unit_id": pl.Series(leaves).gather(where),
            "start": _dates(since),
            "end": _dates(until),
            "fte_percent": share,
            "sex": pl.Series(sex).gather(who),
            "birth_year": pl.Series(born).gather(who),
            "occupation": pl.Series(["5321"]).gather(np.zeros(len(who), dtype=int)),
        }
    )
    frame = frame.with_columns(pl.when(pl.lit(pl.Series(until)) >= 0).then("end").alias("end"))
    frame.sort("person_id", "start").write_parquet(folder / "employments.parquet")


def _absences(random: np.random.Generator, people: pl.Series, path: Path) -> None:
    n = int(len(people) * 19.3)
    zero = FIRST.toordinal() - date(1970, 1, 1).toordinal()
    who = np.sort(random.integers(0, len(people), n))
    start = zero + random.integers(-20, DAYS, n)
    self_certified = random.random(n) < 0.6
    days = np.where(self_certified, random.integers(1, 9, n), (random.pareto(1.1, n) * 8 + 3).clip(1, 365).astype(int))
    order = np.lexsort((start, who))
    who, start, days, self_certified = who[order], start[order], days[order], self_certified[order]
    following = np.append(start[1:], 10**7)
    same = np.append(who[1:] == who[:-1], False)
    end = np.where(same, np.minimum(start + days - 1, following - 1), start + days - 1)
    kept = end >= start
    open_ = random.random(n) < 0.002
    graded = ~self_certified & (random.random(n) < 0.4)
    grade = np.where(graded, random.choice(np.array([20.0, 40, 50, 60, 80]), n), 100.0)
    frame = pl.DataFrame(
        {
            "person_id": people.gather(who),
            "unit_id": pl.Series([None], dtype=pl.String).gather(np.zeros(n, dtype=int)),
            "start": _dates(start),
            "end": _dates(end),
            "kind": pl.Series(["doctor_certified", "self_certified"]).gather(self_certified.astype(int)),
            "grade_percent": grade,
            "work_injury": pl.Series([None], dtype=pl.Boolean).gather(np.zeros(n, dtype=int)),
        }
    )
    last = ~same & open_
    frame = frame.with_columns(pl.when(pl.lit(pl.Series(last))).then(None).otherwise("end").alias("end"))
    frame.filter(pl.Series(kept)).write_parquet(path)


if __name__ == "__main__":
    make(SIZES[sys.argv[1]], Path(sys.argv[2]))
