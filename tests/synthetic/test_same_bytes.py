"""The same seed is the same municipality, byte for byte, in another process and with other threads."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from naerverk.calendar import Month
from naerverk.synthetic import blocks, frames, make

FILES = ("units", "employments", "absences", "shifts")


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_another_process_writes_the_same_bytes(tmp_path, format_):
    make(120, years=1, seed=3, out=tmp_path / "here", format=format_, shifts=True)
    code = (
        "from pathlib import Path; from naerverk.synthetic import make; "
        f"make(120, years=1, seed=3, out=Path({str(tmp_path / 'there')!r}), format={format_!r}, shifts=True)"
    )
    strange = {**os.environ, "PYTHONHASHSEED": "4711", "POLARS_MAX_THREADS": "1", "TZ": "Pacific/Auckland"}
    subprocess.run([sys.executable, "-c", code], check=True, env=strange)
    assert digests(tmp_path / "here") == digests(tmp_path / "there")


def test_both_formats_hold_the_same_rows(tmp_path):
    for format_ in ("csv", "parquet"):
        make(60, years=1, seed=3, out=tmp_path / format_, format=format_, shifts=True)
    for name in FILES:
        typed = pl.read_parquet(tmp_path / "parquet" / f"{name}.parquet")
        text = pl.read_csv(tmp_path / "csv" / f"{name}.csv", infer_schema=False)
        flags = [column for column, kind in typed.schema.items() if kind == pl.Boolean]
        yes_no = {flag: pl.col(flag).replace_strict({"yes": "true", "no": "false"}) for flag in flags}
        assert typed.cast(pl.String).equals(text.with_columns(**yes_no))


def test_files_are_the_frames(tmp_path):
    make(60, years=1, seed=3, out=tmp_path, format="parquet", shifts=True)
    town = frames(60, years=1, seed=3, shifts=True)
    for name in FILES:
        assert pl.read_parquet(tmp_path / f"{name}.parquet").equals(getattr(town, name))


def test_another_seed_is_another_municipality():
    one, other = (frames(60, years=1, seed=seed).absences for seed in (3, 4))
    assert not one.equals(other)


def test_many_blocks_make_one_file_in_order(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "SEATS_PER_BLOCK", 100)
    done = []
    make(350, years=1, seed=3, out=tmp_path, format="parquet", progress=lambda *step: done.append(step))
    assert done == [(1, 4), (2, 4), (3, 4), (4, 4)]
    town = frames(350, years=1, seed=3)
    for name in FILES[:3]:
        assert pl.read_parquet(tmp_path / f"{name}.parquet").equals(getattr(town, name))
    assert town.absences["person_id"].is_sorted()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".") or path.suffix == ".part"]


def test_nothing_has_moved_since_it_was_first_published(tmp_path):
    """When this fails, everybody's demo has changed: say so in the change log, and pin the new digest."""
    make(50, years=1, seed=7, out=tmp_path, until=Month(2025, 12), format="csv")
    assert {name: digest[:16] for name, digest in digests(tmp_path).items()} == {
        "absences.csv": "2149d6b6e2dfca85",
        "employments.csv": "0eef4c4ad49320c0",
        "truth.json": "7590bd7c8b3696c9",
        "units.csv": "5084556da9d9c7e9",
    }
