"""How fast the law library answers: five-year cases, one core, memory.

python bench/law.py [--cases 100000]             each rule asked of every case, in the library
python bench/law.py [--cases 100000] --command   the same as JSON lines through `naerverk law`

A case is five years of one person's absence: some 23 spells, 35 records of notes and applications, and 53 stretches of
pay and work. Time to invent the cases is not counted; CPU seconds stand beside the clock, since machines are shared.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from naerverk.law.questions import result_of

YEARS_FROM, YEARS_TO = date(2020, 1, 1), date(2025, 1, 1)
LENGTHS = (1, 1, 2, 3, 3, 3, 5, 8, 16, 30, 60, 200)
BETWEEN = (3, 10, 20, 40, 90, 150)
TODAY = date(2026, 1, 1)
RULES = ("employer_period", "maximum_date", "follow_up_case")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--command", action="store_true", help="through `naerverk law` as JSON lines")
    args = parser.parse_args()
    print(f"{'rule':18}{'cases':>9}{'seconds':>9}{'cpu':>7}{'MiB after a tenth':>19}{'MiB at the end':>16}")
    for rule in RULES:
        seconds, cpu, early, late = (through_the_command if args.command else in_the_library)(rule, args.cases)
        print(f"{rule:18}{args.cases:>9}{seconds:>9.1f}{cpu:>7.1f}{early:>19.0f}{late:>16.0f}", flush=True)


def in_the_library(rule: str, cases: int) -> tuple[float, float, float, float]:
    """Ask one rule of every case; seconds, CPU seconds, peak memory early and late."""
    seconds = cpu = early = 0.0
    for number, question in enumerate(questions(rule, cases), start=1):
        clock, worked = time.perf_counter(), time.process_time()
        result_of(question, today=TODAY)
        cpu += time.process_time() - worked
        seconds += time.perf_counter() - clock
        if number == max(1, cases // 10):
            early = peak(resource.RUSAGE_SELF)
    return seconds, cpu, early, peak(resource.RUSAGE_SELF)


def through_the_command(rule: str, cases: int) -> tuple[float, float, float, float]:
    """A file of JSON lines in, answers out: the whole process, as a script would use it."""
    with tempfile.TemporaryFile() as lines:
        for question in questions(rule, cases):
            lines.write(json.dumps(question).encode() + b"\n")
        lines.seek(0)
        before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-m", "naerverk.cli", "law"]
        subprocess.run(command, stdin=lines, stdout=subprocess.DEVNULL, check=True)
        seconds, after = time.perf_counter() - clock, resource.getrusage(resource.RUSAGE_CHILDREN)
    memory = peak(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime - before.ru_utime, memory, memory


def peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def questions(rule: str, cases: int) -> Iterator[dict[str, Any]]:
    """Deterministic, and made one at a time, so that memory shows the library and not the input."""
    chance = random.Random(20260101)
    for number in range(cases):
        yield {"id": number, "rule": rule, "input": case(chance)[rule]}


def case(chance: random.Random) -> dict[str, dict[str, Any]]:
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
    return {
        "employer_period": {"timeline": timeline},
        "maximum_date": {"birth_date": "1975-03-02", "timelines": [payments]},
        "follow_up_case": {"records": records, "today": "2026-01-01"},
    }


def stretch(first: date, last: date, **words: str) -> dict[str, str]:
    return {"from": first.isoformat(), "to": last.isoformat(), **words}


if __name__ == "__main__":
    main()
