"""Figures beside the rate: full-time equivalents, and how much of doctor-certified absence is graded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from naerverk.calendar import working_days
from naerverk.problems import refuse_usage
from naerverk.records import SICKNESS, Dataset, Kind
from naerverk.statistics.columns import scan, schema_of
from naerverk.statistics.engines import DEFAULT
from naerverk.statistics.question import Question
from naerverk.statistics.rates import is_monthly, rates
from naerverk.statistics.table import Table


def full_time_equivalents(agreed_days: float, first: date, last: date) -> float | None:
    """Agreed days over the working days of a period (both ends included); None where it has none."""
    days = working_days(first, last)
    return agreed_days / days if days else None


def graded_share(dataset: Dataset, question: Question, *, engine: str = DEFAULT) -> Table:
    """Graded absence days (NAV: gradert sykmelding, grade below 100) of doctor-certified absence days.

    Columns: those in `question.by`, then doctor_days, graded_days, graded_share_percent (blank without doctor-certified
    absence), persons. Raises UsageRefusal for `kind` in the question and for monthly sums.
    """
    if "kind" in question.by or is_monthly(dataset):
        raise refuse_usage("statistics.graded_needs_spells")
    by_kind = replace(question, by=(*question.by, "kind"))
    with TemporaryDirectory(prefix="naerverk-") as folder:
        graded = replace(dataset, absences=(_graded(dataset, Path(folder) / "graded.parquet"),))
        table = rates(dataset, by_kind, engine=engine)
        part = rates(graded, by_kind, engine=engine).frame
    doctor = pl.col("kind") == Kind.DOCTOR_CERTIFIED.value
    # Both answers have the same rows in the same order: who is employed does not depend on who is away.
    frame = table.frame.rename({"absence_days": "doctor_days"}).with_columns(graded_days=part["absence_days"])
    share = pl.when(pl.col("doctor_days") != 0).then(100 * pl.col("graded_days") / pl.col("doctor_days"))
    frame = frame.filter(doctor).with_columns(share.alias("graded_share_percent"))
    return Table(
        frame.select(*question.by, "doctor_days", "graded_days", "graded_share_percent", "persons"), table.origin
    )


def _graded(dataset: Dataset, path: Path) -> Path:
    """All absences but ungraded sickness."""
    sick = pl.col("kind").is_in([kind.value for kind in SICKNESS])
    rows = scan(dataset, "absences", tuple(schema_of("absences")))
    rows.filter(~sick | (pl.col("grade_percent") < 100)).sink_parquet(path)
    return path
