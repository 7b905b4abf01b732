"""Where a journey's site keeps its data: SQLite in its folder, or a database whose address is left in the folder."""

from __future__ import annotations

from pathlib import Path

import databases


def make_database(data: Path) -> None:
    """On PostgreSQL a new database for the site in this folder; SQLite makes its own file."""
    address = databases.make()
    if address:
        (data / "database").write_text(address)


def database_of(data: Path) -> dict[str, str]:
    """The setting of the site in this folder."""
    address = data / "database"
    return {"DATABASE_URL": address.read_text()} if address.exists() else {}


def drop_database(data: Path) -> None:
    """Take the database away that was made for this folder, if any."""
    databases.drop(database_of(data).get("DATABASE_URL", ""))
