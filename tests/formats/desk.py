"""Ingrid's desk: files as they come from payroll, read one way or another."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from naerverk.formats import Reading, load_profile, read

TODAY = date(2026, 11, 21)

UNITS = "unit_id,parent_id,name\nall,,Kommunen\ncare,all,Hjemmetjenesten\nhome,all,Sykehjemmet\n"
EMPLOYMENTS = (
    "person_id,unit_id,start,end,fte_percent,sex\n1,care,2020-01-01,,80,F\n2,care,2020-01-01,2024-06-30,100,M\n"
)
ABSENCES_HEAD = "person_id,unit_id,start,end,kind,grade_percent\n"
MONTHLY_HEAD = "unit_id,month,agreed_days,self_certified_days,doctor_certified_days,total_days\n"


@dataclass
class Desk:
    """A folder to put files in, and `read` with little to say."""

    folder: Path
    readings: int = 0
    rejects: Path = field(init=False)

    def __post_init__(self) -> None:
        self.rejects = self.folder / "rejected.csv"

    def put(self, name: str, content: str | bytes) -> Path:
        """A file on the desk; gzipped when its name says so."""
        raw = content.encode() if isinstance(content, str) else content
        path = self.folder / name
        path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
        return path

    def read(self, profile: str | None = None, **tables: str | bytes | Path | Sequence[Path]) -> Reading:
        """Read tables given as text, bytes or paths."""
        self.readings += 1
        work = self.folder / f"work{self.readings}"
        work.mkdir()
        files = {table: self._paths(table, content) for table, content in tables.items()}
        return read(
            files,
            workdir=work,
            profile=load_profile(profile) if profile else None,
            today=TODAY,
            rejects=self.rejects,
        )

    def found(self, **tables: str | bytes | Path) -> list[tuple[str, str | None, int | None]]:
        """The problems as (code, column, line), with sound units and employments where none are given."""
        return found(self.read(**{"units": UNITS, "employments": EMPLOYMENTS, **tables}))

    def _paths(self, table: str, content: str | bytes | Path | Sequence[Path]) -> list[Path]:
        if isinstance(content, str | bytes):
            return [self.put(f"{table}.csv", content)]
        return [content] if isinstance(content, Path) else list(content)


def found(reading: Reading) -> list[tuple[str, str | None, int | None]]:
    """The problems of a reading as (code, column, line)."""
    return [(one.code.removeprefix("formats."), one.place.column, one.place.line) for one in reading.problems]


def rows(reading: Reading, table: str) -> pl.DataFrame:
    """A canonical table as read."""
    return pl.read_parquet(list(getattr(reading.dataset, table)))
