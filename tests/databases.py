"""Where a test's own site keeps its data: SQLite in its folder, or a PostgreSQL database that is made for it.

`DATABASE_URL` says which: `start.py test` leaves it empty first, and then gives the server of `TEST_DATABASE_URL`.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg
from psycopg import sql


def server() -> str:
    """An address on the PostgreSQL server these tests are run on; empty for SQLite."""
    return os.environ.get("DATABASE_URL", "")


@contextmanager
def of_its_own() -> Iterator[str]:
    """The address of a new database, gone afterwards; empty for SQLite."""
    address = make()
    try:
        yield address
    finally:
        drop(address)


def make() -> str:
    """A new database beside the one that is named; its address, or nothing for SQLite."""
    if not server():
        return ""
    name = f"test_{secrets.token_hex(6)}"
    _command(server(), sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return _beside(server(), name)


def drop(address: str) -> None:
    """Take a database away that was made here; nothing for SQLite."""
    if address:
        name = urlsplit(address).path.removeprefix("/")
        _command(address, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _command(address: str, command: sql.Composed) -> None:
    with psycopg.connect(_beside(address, "postgres"), autocommit=True) as connection:
        connection.execute(command)


def _beside(address: str, name: str) -> str:
    """The same server, another database. By hand: an address without a host (a socket) keeps its slashes."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/{name}{'?' + parts.query if parts.query else ''}"
