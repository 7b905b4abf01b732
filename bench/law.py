"""How fast the law library answers: five-year cases, one core, memory.

python bench/law.py [--cases 100000] [--command]

Each case is five years of one person's absence: some twenty-five spells with notes, self-certification, work between,
and sick pay. Three engines answer every case: employer period, maximum date and follow-up case. With `--command` the
same cases go as JSON lines through `naerverk law`, one rule per line, as a script would ask.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from naerverk.law.questions import result_of

YEARS_FROM, YEARS_TO = date(2020, 1, 1), date(2025, 1, 1)
LENGTHS = (1, 1, 2, 3, 3, 3, 5, 8, 16, 30, 60, 200)
BETWEEN = (3, 10, 20, 40, 90, 150)
TODAY = date(2026, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--command", action="store_true", help="through `naerverk law` as JSON lines")
    args = parser.parse_args()
    measure = through_the_command if args.command else in_the_library
    clock, cpu = time.perf_counter(), time.process_time()
    peaks = measure(args.cases)
    seconds, cpu = time.perf_counter() - clock, time.process_time() - cpu
    print(f"cases {args.cases}  seconds {seconds:.1f}  cpu {cpu:.1f}")
    print(f"peak memory {peaks[-1]:.0f} MiB, after a tenth of the cases {peaks[0]:.0f} MiB")


def in_the_library(cases: int) -> list[float]:
    """Three answers for each case; peak memory after a tenth of the cases and after all."""
    peaks = []
    for number, case in enumerate(invented(cases), start=1):
        for question in case:
            result_of(question, today=TODAY)
        if number in (max(1, cases // 10), cases):
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return peaks


def through_the_command(cases: int) -> list[float]:
    """The same, as a script would ask: a file of JSON lines in, answers out."""
    lines = Path("/tmp") / f"naerverk-law-bench-{cases}.jsonl"
    with lines.open("w") as file:
        file.writelines(json.dumps(question) + "\n" for case in invented(cases) for question in case)
    started = time.perf_counter()
    with lines.open("rb") as source:
        subprocess.run(
            [sys.executable, "-m", "naerverk.cli", "law"], stdin=source, stdout=subprocess.DEVNULL, check=True
        )
    print(f"command alone {time.perf_counter() - started:.1f} s")
    lines.unlink()
    return [resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024]


def invented(cases: int) -> Iterator[list[dict[str, Any]]]:
    """Deterministic cases, made one at a time so that memory shows the library and not the input."""
    chance = random.Random(20260101)
    for number in range(cases):
        yield case(number, chance)


def case(number: int, chance: random.Random) -> list[dict[str, Any]]:
    timeline, records, payments = [], [], []
    day = YEARS_FROM + timedelta(chance.randrange(60))
    while day < YEARS_TO:
        length, gap = chance.choice(LENGTHS), chance.choice(BETWEEN)
        last, back = day + timedelta(length - 1), day + timedelta(length + gap - 1)
        note = length > 3
        timeline.append(stretch(day, last, type="sick" if note else "self_certified"))
        records.append(stretch(day, last, kind="note_sent_full" if note else "self_certified", employer="A"))
        if note:
            records.append(stretch(day, last, kind="application_sick", employer="A"))
        payments.append(stretch(day, min(last, day + timedelta(15)), type="employer_period"))
        if length > 16:
            payments.append(stretch(day + timedelta(16), last, type="nav"))
        payments.append(stretch(last + timedelta(1), back, type="work"))
        day = back + timedelta(1)
    return [
        {"id": f"{number}a", "rule": "employer_period", "input": {"timeline": timeline}},
        {"id": f"{number}b", "rule": "maximum_date", "input": {"birth_date": "1975-03-02", "timelines": [payments]}},
        {"id": f"{number}c", "rule": "follow_up_case", "input": {"records": records, "today": "2026-01-01"}},
    ]


def stretch(first: date, last: date, **words: str) -> dict[str, str]:
    return {"from": first.isoformat(), "to": last.isoformat(), **words}


if __name__ == "__main__":
    main()
