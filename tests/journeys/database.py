"""Where a journey's site keeps its data: SQLite in its folder, or a PostgreSQL database of its own."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql


def make_database(data: Path) -> None:
    """On PostgreSQL, where DATABASE_URL names a server: a new database, whose address is left in the folder."""
    server = os.environ.get("DATABASE_URL", "")
    if not server.startswith("postgres"):
        return
    name = f"journey_{secrets.token_hex(6)}"
    _command(server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    (data / "database").write_text(_address(server, name))


def database_of(data: Path) -> dict[str, str]:
    """The setting of the site in this folder."""
    address = data / "database"
    return {"DATABASE_URL": address.read_text()} if address.exists() else {}


def drop_database(data: Path) -> None:
    """Take the database away that was made for this folder, if any."""
    address = database_of(data).get("DATABASE_URL")
    if address:
        name = urlsplit(address).path.removeprefix("/")
        _command(address, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _command(address: str, command: sql.Composed) -> None:
    with psycopg.connect(_address(address, "postgres"), autocommit=True) as connection:
        connection.execute(command)


def _address(address: str, name: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/{name}{'?' + parts.query if parts.query else ''}"
