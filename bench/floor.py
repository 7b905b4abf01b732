"""The floor: read what the question is about, find each spell's jobs, and nothing else.

python bench/floor.py DATA OUT [thin]

Every column that any answer must read is read and carried through the join; `thin` carries only the three that the
sum of absence needs when nobody asks for units, months, kinds or sex.
"""

import sys
from pathlib import Path

import polars as pl

SPELLS = ("person_id", "unit_id", "start", "end", "kind", "grade_percent")
JOBS = ("person_id", "unit_id", "start", "end", "fte_percent", "sex")
THIN = ("person_id", "start", "end", "grade_percent"), ("person_id", "fte_percent")


def main(data: Path, out: Path, thin: bool) -> None:
    spell_columns, job_columns = THIN if thin else (SPELLS, JOBS)
    spells = pl.scan_parquet(data / "absences.parquet").select(spell_columns)
    jobs = pl.scan_parquet(data / "employments.parquet").select(job_columns)
    joined = spells.join(jobs, on="person_id", build_side="force_right")
    share = (pl.col("fte_percent") * pl.col("grade_percent")).sum()
    rest = [name for name in joined.collect_schema() if not name.endswith("percent")]
    joined.select(share, pl.col(rest).null_count()).collect(engine="streaming").write_parquet(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:] == ["thin"])
