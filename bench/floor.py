"""The floor: read every spell and find its person's jobs, and nothing else.

python bench/floor.py DATA OUT
"""

import sys
from pathlib import Path

import polars as pl


def main(data: Path, out: Path) -> None:
    spells = pl.scan_parquet(data / "absences.parquet")
    jobs = pl.scan_parquet(data / "employments.parquet").select("person_id", "fte_percent")
    joined = spells.join(jobs, on="person_id").select(
        (pl.col("fte_percent") * pl.col("grade_percent")).sum(), pl.col("start").min(), pl.col("end").max()
    )
    joined.collect(engine="streaming").write_parquet(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
