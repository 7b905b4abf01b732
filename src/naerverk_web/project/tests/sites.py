"""Whole sites of their own for a test: a data folder, a database, and commands run as IT runs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import databases

MANAGE = Path(__file__).resolve().parents[4] / "manage.py"
EVERY_TABLE = """
import json
from django.db import connection
cursor = connection.cursor()
rows = {}
for table in connection.introspection.table_names(cursor):
    cursor.execute(f'SELECT * FROM "{table}"')
    rows[table] = sorted(map(repr, cursor.fetchall()))
print(json.dumps(rows))
"""


@dataclass(frozen=True)
class Site:
    """One site; `url` is empty for SQLite."""

    data: Path
    url: str = ""

    def run(self, *words: object, fails: bool = False, blocks: int = 0, **extra: str) -> str:
        """One of the site's commands; all that it said. `blocks`: no file may become larger, as on a full disk."""
        # Nor could coverage write its own file then.
        left_out = ("NAERVERK_", "COVERAGE_") if blocks else ("NAERVERK_",)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
        given = {**kept, "NAERVERK_DATA": str(self.data), "DATABASE_URL": self.url, **extra}
        limited = ["sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh"] if blocks else []
        done = subprocess.run(
            [*limited, sys.executable, str(MANAGE), *map(str, words)],
            env=given, cwd=self.data, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert bool(done.returncode) is fails, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout + done.stderr

    def tables(self) -> dict[str, list[str]]:
        """Every row of every table."""
        rows: dict[str, list[str]] = json.loads(self.run("shell", "--no-imports", "-c", EVERY_TABLE).splitlines()[-1])
        return rows

    def bring_in(self, persons: int) -> None:
        """Files of that many persons with two absences each, as Ingrid's clock brings them in."""
        files = self.data / f"in-{persons}"
        files.mkdir()
        (files / "units.csv").write_text("unit_id,parent_id,name\nL,,Lyngholt\n", encoding="utf-8")
        jobs = "".join(f"p{n},L,2020-01-01,100\n" for n in range(persons))
        (files / "employments.csv").write_text("person_id,unit_id,start,fte_percent\n" + jobs, encoding="utf-8")
        spells = "".join(
            f"p{n},2026-02-0{day},2026-02-0{day},self_certified\n" for n in range(persons) for day in (2, 9)
        )
        (files / "absences.csv").write_text("person_id,start,end,kind\n" + spells, encoding="utf-8")
        self.run("import_files", "--data", files, "--employments", "everybody", "--absences", "2026-01-01..2026-03-31")


@contextmanager
def fresh(folder: Path) -> Iterator[Site]:
    """A new site without any table, on the kind of database that these tests are run on."""
    folder.mkdir()
    with databases.of_its_own() as url:
        yield Site(folder, url)
