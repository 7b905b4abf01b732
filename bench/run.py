"""Nærverk side by side with the best that can be written by hand, with pandas, and with the physical floor.

python bench/run.py [--sizes 13k,500k,3m] [--rounds 5] [--only NAME ...] [--law]

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
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

# Linux counts a parent's memory as its child's peak: this process loads no dataframes, so that it stays small.
HERE = Path(__file__).resolve().parent
DATA = HERE / "data"
HOLIDAYS = HERE.parent / "src" / "naerverk" / "public_holidays.csv"
PEERS = HERE.parent / ".venvs" / "bench" / "bin" / "python"
PERSONS = {"13k": 13_000, "500k": 500_000, "3m": 3_000_000}
FLOOR, THIN = "floor: scan and person join", "thin floor: three columns"
PANDAS, COMMAND = "pandas, one row per day", "naerverk rates (command)"
POLARS, DUCKDB, BY_HAND, SQL = "engine polars", "engine duckdb", "polars by hand", "duckdb sql by hand"
PEER = {POLARS: (BY_HAND,), DUCKDB: (SQL,), COMMAND: (BY_HAND, SQL)}
"""Who is measured against whom: an engine against the same engine by hand, the command against the better of both."""
ROUNDS = {"13k": 5, "500k": 5, "3m": 1}
ABSENT_AT = {"500k": {PANDAS}, "3m": {PANDAS, DUCKDB, SQL}}
SLOW = {PANDAS: " (a minute or two)"}


@dataclass(frozen=True)
class Run:
    wall: float
    cpu: float
    peak: float
    """MiB."""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sizes", default="13k,500k", help=f"of {', '.join(PERSONS)}")
    parser.add_argument("--rounds", type=int, help="default 5; 1 for 3m")
    parser.add_argument("--only", nargs="+", metavar="NAME", help="contenders whose name holds one of these")
    parser.add_argument("--law", action="store_true", help="the law library too (some minutes more)")
    args = parser.parse_args()
    found: dict[str, dict[str, Run]] = {}
    for size in args.sizes.split(","):
        data = DATA / size
        if not (data / "absences.parquet").exists():
            say(f"{size}: inventing the employer ...")
            subprocess.run([sys.executable, HERE / "town.py", size, data], check=True)
        names = [name for name in commands(data, Path()) if name not in ABSENT_AT.get(size, ())]
        names = [name for name in names if not args.only or any(word in name for word in args.only)]
        if not PEERS.exists():
            names = [name for name in names if name != PANDAS]
        found[size] = measured(size, data, names, args.rounds or ROUNDS[size])
        report(size, found[size])
        compare(size, names)
    growth(found)
    if args.law:
        print("\nlaw", flush=True)
        subprocess.run([sys.executable, HERE / "law.py"], check=True)


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def commands(data: Path, out: Path) -> dict[str, list[str]]:
    """Each contender's command line."""
    python = sys.executable
    files = [str(data), str(out)]
    question = ["--by", "unit,month,kind,sex", "--from", "2020-01", "--to", "2024-12", "--disclose", "off"]
    command = [python, "-m", "naerverk.cli", "rates", "--quiet", "--data", str(data), *question]
    return {
        COMMAND: [*command, "--format", "parquet", "--out", str(out)],
        POLARS: [python, str(HERE / "engine.py"), *files, "polars"],
        DUCKDB: [python, str(HERE / "engine.py"), *files, "duckdb"],
        BY_HAND: [python, str(HERE / "by_hand_polars.py"), *files],
        SQL: [python, str(HERE / "by_hand_duckdb.py"), *files],
        FLOOR: [python, str(HERE / "floor.py"), *files],
        THIN: [python, str(HERE / "floor.py"), *files, "thin"],
        PANDAS: [str(PEERS), str(HERE / "by_pandas.py"), *files, str(HOLIDAYS)],
    }  # fmt: skip


def measured(size: str, data: Path, names: list[str], rounds: int) -> dict[str, Run]:
    """Medians over the rounds; each round runs everybody once."""
    runs: dict[str, list[Run]] = {name: [] for name in names}
    for number in range(1, rounds + 1):
        for name in names:
            say(f"{size}, round {number} of {rounds}: {name}{SLOW.get(name, '')}")
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
    """The measurements, and what they come to against the goals."""
    print(f"\n{size}: {PERSONS[size]:,} persons, load {os.getloadavg()[0]:.1f} at the end")
    print("| contender | wall s | CPU s | peak MiB | x by hand, CPU | wall | x floor, CPU | wall |")
    print("|---|---|---|---|---|---|---|---|")
    floor = runs.get(FLOOR)
    for name, run in runs.items():
        cells = [f"{run.wall:.2f}", f"{run.cpu:.2f}", f"{run.peak:.0f}"]
        cells += times(run, best(runs, name), 2) + times(run, floor, 1)
        print(f"| {name} | {' | '.join(cells)} |")
    print()
    for goal, value, limit in goals(size, runs):
        print(f"{'holds' if value <= limit else 'MISSED'}: {goal} {value:.2f} (at most {limit:g})")


def best(runs: dict[str, Run], name: str) -> Run | None:
    return min((runs[peer] for peer in PEER.get(name, ()) if peer in runs), key=lambda run: run.cpu, default=None)


def times(run: Run, other: Run | None, decimals: int) -> list[str]:
    if other is None:
        return ["", ""]
    return [f"{run.cpu / other.cpu:.{decimals}f}", f"{run.wall / other.wall:.{decimals}f}"]


def goals(size: str, runs: dict[str, Run]) -> Iterator[tuple[str, float, float]]:
    """Each goal that can be judged from these runs: in words, what was measured, what it may be."""
    command, pandas = runs.get(COMMAND), runs.get(PANDAS)
    if size == "13k" and command:
        yield "command, seconds by the clock", command.wall, 0.8
    if size == "13k" and command and pandas:
        yield "command against pandas, a fiftieth of the clock", 50 * command.wall / pandas.wall, 1
        yield "command against pandas, a fifteenth of the memory", 15 * command.peak / pandas.peak, 1
    if size == "500k":
        for name in (COMMAND, POLARS):
            yield from goals_of(name, runs)
    if size == "3m" and command:
        yield "command, peak MiB", command.peak, 6 * 1024


def goals_of(name: str, runs: dict[str, Run]) -> Iterator[tuple[str, float, float]]:
    run, peer, floor = runs.get(name), best(runs, COMMAND), runs.get(FLOOR)
    if run and peer:
        yield f"{name} against the best by hand, CPU seconds", run.cpu / peer.cpu, 1.15
    if run and floor:
        yield f"{name} against the floor, CPU seconds", run.cpu / floor.cpu, 6
    if run:
        yield f"{name}, peak MiB", run.peak, 900


def compare(size: str, names: list[str]) -> None:
    """All contenders must have answered the same."""
    answers = [f"{name}={output(size, name)}" for name in names if name not in (FLOOR, THIN)]
    if len(answers) > 1:
        sys.stdout.flush()
        subprocess.run([sys.executable, HERE / "compare.py", *answers], check=True)


def growth(found: dict[str, dict[str, Run]]) -> None:
    for small, large in pairwise(found):
        people = PERSONS[large] / PERSONS[small]
        print(f"\nFrom {small} to {large} ({people:.0f} times the persons):")
        for name, b in found[large].items():
            if a := found[small].get(name):
                print(f"  {name}: {b.cpu / a.cpu:.0f} times the CPU seconds, {b.peak / a.peak:.1f} times the memory")


if __name__ == "__main__":
    main()
