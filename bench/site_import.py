"""Files into the site: from CSV to finished figures, a month corrected, and whether people can sign in meanwhile.

python3 bench/site_import.py [--employees 13800] [--data DIR]

The files are those of the invented municipality (13,800 employees over three years: 250,000 absences). Each step is a
process of its own, as in the site; clock, processor and peak memory are each process's. While files come in and
figures are made, somebody signs in with a password again and again.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
GOALS = {"all files": (60.0, 700), "one month corrected": (10.0, 700)}
WAIT = 5.0
"""The longest that a sign-in may take, in seconds."""


@dataclass
class Cost:
    clock: float = 0.0
    processor: float = 0.0
    peak: int = 0

    def __add__(self, other):
        return Cost(self.clock + other.clock, self.processor + other.processor, max(self.peak, other.peak))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--employees", type=int, default=13_800)
    parser.add_argument("--data", type=Path, help="an empty folder for the site (default: one that is deleted)")
    parser.add_argument("--no-goal", action="store_true", help="fail on errors only, whatever the time")
    args = parser.parse_args()
    with TemporaryDirectory(prefix="naerverk-import-") as name:
        folder = args.data or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        return measured(folder, args.employees, goal=not args.no_goal)


def measured(folder: Path, employees: int, *, goal: bool) -> int:
    files, month = folder / "files", folder / "month"
    run("-m", "naerverk.cli", "demo", "--employees", str(employees), "--years", "3", "--seed", "7", "--out", str(files))
    (files / "README.md").unlink(missing_ok=True)
    first, last = corrected(files, month)
    in_site(folder, "-m", "django", "migrate", "--verbosity", "0")
    in_site(folder, "-m", "django", "collectstatic", "--noinput", "--verbosity", "0")
    with signing_in(folder) as told:
        everything = ("--employments", "everybody", "--absences", "2000-01-01..2035-12-31")
        seen = {"all files": brought_in(folder, files, *everything)}
        seen["one month corrected"] = brought_in(folder, month, "--absences", f"{first}..{last}")
    print(f"\n{employees} employees, {rows_of(files / 'absences.csv'):,} absences, {os.cpu_count()} cores")
    for what, (steps, total) in seen.items():
        for name, cost in [*steps.items(), ("in all", total)]:
            spent = f"{cost.clock:6.1f} s clock {cost.processor:6.1f} s processor {cost.peak:5} MiB"
            print(f"{what:<20} {name:<16} {spent}")
    waits, refused = told["waits"], told["refused"]
    print(f"{'sign in meanwhile':<20} {len(waits)} times, longest {max(waits):.1f} s, {refused} refused")
    late = [what for what, (_, total) in seen.items() if total.clock > GOALS[what][0] or total.peak > GOALS[what][1]]
    late += ["sign in"] if max(waits) > WAIT else []
    print("Goals reached." if not late else f"Not reached: {', '.join(late)}.")
    return 1 if refused or (late and goal) else 0


def brought_in(folder: Path, files: Path, *words: str) -> tuple[dict[str, Cost], Cost]:
    steps = {
        "CSV to receipt": in_site(folder, "-m", "django", "import_files", "--data", str(files), *words),
        "figures": in_site(folder, str(Path(__file__)), "--step", "figures"),
    }
    return steps, sum(steps.values(), Cost())


def corrected(files: Path, month: Path) -> tuple[date, date]:
    """A file with all absences that touch the last month, a few of them a day shorter, a few gone; and its days."""
    import polars as pl

    from naerverk.calendar import Month

    rows = pl.read_csv(files / "absences.csv", schema_overrides={"person_id": pl.String}, try_parse_dates=True)
    last = Month.of(rows["end"].drop_nulls().max())
    touching = rows.filter((pl.col("start") <= last.last) & (pl.col("end").is_null() | (pl.col("end") >= last.first)))
    longer = (pl.col("end") > pl.col("start")) & (pl.int_range(pl.len()) % 20 == 0)
    touching = touching.with_columns(end=pl.when(longer).then(pl.col("end").dt.offset_by("-1d")).otherwise("end"))
    month.mkdir(exist_ok=True)
    touching.filter(pl.int_range(pl.len()) % 100 != 7).write_csv(month / "absences.csv")
    return last.first, last.last


def rows_of(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file) - 1


def run(*words: str) -> None:
    subprocess.run([sys.executable, *words], check=True, stdout=subprocess.DEVNULL)


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NAERVERK_")}
    return {**kept, "DJANGO_SETTINGS_MODULE": "naerverk_web.project.settings", "NAERVERK_DATA": str(folder / "site"),
            "NAERVERK_HTTPS": "no"}  # fmt: skip


def in_site(folder: Path, *words: str) -> Cost:
    """Run a step in the site's environment; what it cost."""
    begun = time.monotonic()
    log = (folder / "steps.log").open("a")
    child = subprocess.Popen([sys.executable, *words], env=environment(folder), stdout=log, stderr=log)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    log.close()
    if child.returncode:
        raise SystemExit(f"{' '.join(words)}: {(folder / 'steps.log').read_text()[-3000:]}")
    return Cost(time.monotonic() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


@contextmanager
def signing_in(folder: Path):
    """Somebody signs in once a second until the work is done; how long it took and how often it failed comes after."""
    told: dict = {}
    stop = folder / "stop"
    stop.unlink(missing_ok=True)
    words = [sys.executable, str(Path(__file__)), "--step", "sign-in", str(stop)]
    child = subprocess.Popen(words, env=environment(folder), stdout=subprocess.PIPE, text=True)
    try:
        yield told
    finally:
        stop.touch()
        said, _ = child.communicate(timeout=120)
    if child.returncode:
        raise SystemExit("The one who signs in has stopped.")
    told |= json.loads(said)


# --- the steps, each in a process of its own -------------------------------------------------------


def step(name: str, *words: str) -> None:
    import django

    django.setup()
    {"figures": figures, "sign-in": sign_in}[name](*words)


def figures() -> None:
    from django.utils import timezone

    from naerverk_web.audit.public import Actor
    from naerverk_web.insight.public import rebuild

    if rebuild(at=timezone.now(), today=timezone.localdate(), by=Actor("", "bench")) is None:
        raise SystemExit("no figures were made")


def sign_in(stop: str) -> None:
    from django.test import Client

    from naerverk_web.access.public import make_account
    from naerverk_web.audit.public import Actor

    make_account(email="ola@load.example", name="Ola", password="a long pass word", by=Actor("", "bench"))
    form, waits = {"username": "ola@load.example", "password": "a long pass word"}, []
    refused = 0
    while not Path(stop).exists():
        begun = time.monotonic()
        answer = Client(SERVER_NAME="localhost", raise_request_exception=False).post("/sign-in", form)
        refused += answer.status_code != 302
        waits.append(time.monotonic() - begun)
        time.sleep(1)
    print(json.dumps({"waits": waits, "refused": refused}))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        step(*sys.argv[2:])
    else:
        sys.exit(main())
