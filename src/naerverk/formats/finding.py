"""The tables of a folder, by their file names."""

from __future__ import annotations

from pathlib import Path

from naerverk.formats.complaints import problem
from naerverk.problems import UsageRefusal
from naerverk.records import SCHEMA

ENDINGS = (".csv", ".txt", ".xlsx", ".ods", ".parquet")


def find(directory: Path) -> dict[str, list[Path]]:
    """The tables in a folder by file stem: `employments.csv.gz` is employments.

    Upper and lower case are the same. UsageRefusal when the folder is missing, holds no table, or holds one
    table twice.
    """
    if not directory.is_dir():
        code = "not_a_folder" if directory.exists() else "folder_missing"
        raise UsageRefusal(problem(code, str(directory)))
    found: dict[str, list[Path]] = {}
    for path in sorted(directory.iterdir()):
        table = table_of(path.name)
        if table and path.is_file():
            found.setdefault(table, []).append(path)
    twice = [
        problem("table_twice", str(directory), table=table, files=", ".join(path.name for path in paths))
        for table, paths in found.items()
        if len(paths) > 1
    ]
    if twice:
        raise UsageRefusal(*twice)
    if not found:
        raise UsageRefusal(problem("no_tables", str(directory), tables=", ".join(SCHEMA)))
    return {table: found[table] for table in SCHEMA if table in found}


def table_of(name: str) -> str | None:
    """The table a file name stands for, or None."""
    stem = name.casefold().removesuffix(".gz")
    ending = next((ending for ending in ENDINGS if stem.endswith(ending)), None)
    table = stem.removesuffix(ending) if ending else ""
    return table if table in SCHEMA else None
