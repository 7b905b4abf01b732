"""Nærverk side by side with the best that can be written by hand, with pandas, and with the physical floor.

python bench/run.py [--sizes 13k,500k,3m] [--rounds 5] [--only NAME ...]

Every contender runs in a process of its own, in turn with the others (machines are shared: what slows one slows all);
medians of wall clock, CPU seconds and peak memory. All answer the same question with the same columns: agreed and
absence days, rate, persons and spells by unit (with all units below), month, kind and sex, from Parquet to Parquet.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import polars as pl

import town

HERE = Path(__file__).resolve().parent
DATA = HERE / "data"
HOLIDAYS = HERE.parent / "src" / "naerverk" / "public_holidays.csv"
PEERS = HERE.parent / ".venvs" / "bench" / "bin" / "python"
FLOOR, PANDAS, COMMAND = "floor: scan and person join", "pandas, one row per day", "naerverk rates (command)"
BEST = {"engine polars": "polars by hand", "engine duckdb": "duckdb sql by hand", COMMAND: "polars by hand"}
ROUNDS = {"13k": 5, "500k": 5, "3m": 1}
ABSENT_AT = {"500k": {PANDAS}, "3m": {PANDAS, "engine duckdb", "duckdb sql by hand"}}
WORDS = ("agreed_days", "absence_days", "rate_percent", "persons", "spells")


@dataclass(frozen=True)
class Run:
    wall: float
    cpu: float
    peak: float
    """MiB."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="13k,500k")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--only", nargs="+", metavar="NAME")
    args = parser.parse_args()
    found: dict[str, dict[str, Run]] = {}
    for size in args.sizes.split(","):
        data = DATA / size
        if not (data / "absences.parquet").exists():
            town.make(town.SIZES[size], data)
        names = [name for name in commands(data, Path()) if name not in ABSENT_AT.get(size, ())]
        names = [name for name in names if not args.only or any(word in name for word in args.only)]
        if not PEERS.exists():
            names = [name for name in names if name != PANDAS]
        found[size] = measured(size, data, names, args.rounds or ROUNDS[size])
        report(size, found[size])
        compare(size, names)
    growth(found)


def commands(data: Path, out: Path) -> dict[str, list[str]]:
    """Each contender's command line."""
    python = sys.executable
    files = [str(data), str(out)]
    question = ["--by", "unit,month,kind,sex", "--from", "2020-01", "--to", "2024-12", "--disclose", "off"]
    command = [python, "-m", "naerverk.cli", "rates", "--quiet", "--data", str(data), *question]
    return {
        COMMAND: [*command, "--format", "parquet", "--out", str(out)],
        "engine polars": [python, str(HERE / "engine.py"), *files, "polars"],
        "engine duckdb": [python, str(HERE / "engine.py"), *files, "duckdb"],
        "polars by hand": [python, str(HERE / "by_hand_polars.py"), *files],
        "duckdb sql by hand": [python, str(HERE / "by_hand_duckdb.py"), *files],
        FLOOR: [python, str(HERE / "floor.py"), *files],
        PANDAS: [str(PEERS), str(HERE / "by_pandas.py"), *files, str(HOLIDAYS)],
    }  # fmt: skip


def measured(size: str, data: Path, names: list[str], rounds: int) -> dict[str, Run]:
    """Medians over the rounds; each round runs everybody once."""
    runs: dict[str, list[Run]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names:
            if name == PANDAS and number > 0:
                continue
            runs[name].append(once(commands(data, output(size, name))[name]))
    return {
        name: Run(*(statistics.median(getattr(run, what) for run in mine) for what in ("wall", "cpu", "peak")))
        for name, mine in runs.items()
    }


def output(size: str, name: str) -> Path:
    return DATA / f"{size}-{name.split(':')[0].replace(' ', '-')}.parquet"


def once(command: list[str]) -> Run:
    """One process: wall clock, CPU seconds of user and system, peak resident memory."""
    environment = {**os.environ, "PYTHONPATH": "", "POLARS_SKIP_CPU_CHECK": "1"}
    began = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    if status:
        raise SystemExit(f"{' '.join(command)}\n{complaint.decode()}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def report(size: str, runs: dict[str, Run]) -> None:
    floor = runs.get(FLOOR)
    print(f"\n{size}")
    print("| contender | wall s | CPU s | peak MiB | x floor (CPU) | x by hand (CPU) |")
    print("|---|---|---|---|---|---|")
    for name, run in runs.items():
        best = runs.get(BEST.get(name, ""))
        over_floor = f"{run.cpu / floor.cpu:.1f}" if floor else ""
        over_best = f"{run.cpu / best.cpu:.2f}" if best else ""
        print(f"| {name} | {run.wall:.2f} | {run.cpu:.2f} | {run.peak:.0f} | {over_floor} | {over_best} |")
    pandas, command = runs.get(PANDAS), runs.get(COMMAND)
    if pandas and command:
        faster, leaner = pandas.wall / command.wall, pandas.peak / command.peak
        print(
            f"The command is {faster:.0f} times faster and {leaner:.0f} times leaner than pandas with one row per day."
        )


def compare(size: str, names: list[str]) -> None:
    """All contenders must have answered the same."""
    answers = {name: pl.read_parquet(output(size, name)) for name in names if name != FLOOR}
    first, *others = answers.items()
    for name, frame in others:
        keys = ("unit", "month", "kind", "sex")
        same = frame.height == first[1].height and all((frame[key] == first[1][key]).all() for key in keys)
        for word in WORDS if same else ():
            gap = (frame[word].cast(pl.Float64) - first[1][word].cast(pl.Float64)).abs()
            same = same and bool((gap.fill_null(0) <= 1e-9 * first[1][word].abs().fill_null(0) + 1e-9).all())
        print(f"{size}: {name} and {first[0]} {'agree' if same else 'DISAGREE'} on {frame.height} rows")


def growth(found: dict[str, dict[str, Run]]) -> None:
    sizes = list(found)
    for small, large in pairwise(sizes):
        people = town.SIZES[large] / town.SIZES[small]
        print(f"\nFrom {small} to {large} ({people:.0f} times the persons):")
        for name in found[large].keys() & found[small].keys():
            a, b = found[small][name], found[large][name]
            print(f"  {name}: {b.cpu / a.cpu:.0f} times the CPU seconds, {b.peak / a.peak:.1f} times the memory")


if __name__ == "__main__":
    main()
