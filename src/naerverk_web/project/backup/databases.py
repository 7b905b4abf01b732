"""The database as a file, and back: SQLite by its own online copy, PostgreSQL by its own tools."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import DatabaseError, connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper

from naerverk_web.project.backup.archive import BackupError


def dump(target: Path) -> None:
    """The database as it is at one moment, while others read and write it."""
    if connection.vendor == "postgresql":
        _postgresql("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")
    else:
        with closing(sqlite3.connect(_sqlite_path())) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")


def load(source: Path) -> None:
    """Put a dump in the place of all that is in the database now."""
    if connection.vendor == "postgresql":
        # One that is of a newer PostgreSQL, or no dump at all, is refused while the tables are still there.
        _run(_program("pg_restore"), "--list", source)
        with connection.cursor() as cursor:
            for table in connection.introspection.table_names(cursor):
                cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE")
        connections.close_all()
        _postgresql("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", source)
    else:
        if not _whole(source):
            raise BackupError("The database in the backup is not whole, and nothing was restored.")
        connections.close_all()
        with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(_sqlite_path(), timeout=20)) as live:
            try:
                copy.backup(live)
            except sqlite3.OperationalError as problem:
                if problem.sqlite_errorcode == sqlite3.SQLITE_FULL:
                    raise BackupError("The disk is full. Nothing was restored. Make room, and try again.") from None
                raise BackupError("The database is in use. Stop the site, and try again.") from None


def _whole(source: Path) -> bool:
    # Through Django: some rules of the tables call functions that only its connections know.
    copy = DatabaseWrapper({**connection.settings_dict, "NAME": source}, "backup")
    try:
        with closing(copy), copy.cursor() as cursor:
            return bool(cursor.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    except DatabaseError:
        return False


def _sqlite_path() -> Path:
    return Path(connection.settings_dict["NAME"])


def _postgresql(tool: str, *words: str | Path) -> None:
    # Django knows how to turn the setting into the words and the environment of PostgreSQL's own programs.
    (_, *where, name), given = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    _run(_program(tool), *where, f"--dbname={name}", *words, **(given or {}))


def _program(tool: str) -> Path:
    found = shutil.which(tool)
    if found is None:
        raise BackupError(f"{tool} is not installed here. On Debian and Ubuntu: apt install postgresql-client")
    return Path(found)


def _run(program: Path, *words: str | Path, **given: str) -> None:
    # With Python's own signals a file that may not grow is an error with words, not a program that ends without any.
    done = subprocess.run(  # noqa: S603 - PostgreSQL's own program, no shell
        [program, *map(str, words)], env={**os.environ, **given}, capture_output=True, text=True, check=False,
        restore_signals=False,
    )  # fmt: skip
    if done.returncode:
        raise BackupError(f"{program.name} failed: {done.stderr.strip()[:500]}")
