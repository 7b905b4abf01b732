"""The figures every employer must keep each quarter, and those drawn for Statistics Norway's survey report.

Regulation FOR-1997-03-25-272 §§ 1-4 (ftrl. § 25-2): possible days by gender; cases of own sickness and of sick children
by gender; cases and days by length (up to 3, 4-16, over 16 days, over 8 weeks apart), at most 52 weeks of a case.
Counted by the definition `regulation`. These figures hold small groups: they are for those the regulation names, not
for publishing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from naerverk.calendar import Quarter, days_between, is_working_day
from naerverk.records import SICKNESS, Dataset, Kind
from naerverk.statistics.columns import read, scan, schema_of
from naerverk.statistics.definitions import LENGTH_BANDS, SEXES, TOTAL, Definition
from naerverk.statistics.question import Question
from naerverk.statistics.rates import rates

LONGEST_CASE = 52 * 7
OWN_SICKNESS, SICK_CHILD = "own_sickness", "sick_child"
COLUMNS = ("quarter", "sex", "cause", "length", "possible_days", "cases", "lost_days", "lost_percent")


def statutory_figures(dataset: Dataset, quarter: Quarter) -> pl.DataFrame:
    """One row for each sex (and all), cause and class of length (and all), with the columns COLUMNS.

    `possible_days` and `lost_days` are full-time working days, `cases` those that begin in the quarter, `lost_percent`
    is lost of possible days. Raises Refusal when no rows say who was on holiday or leave.
    """
    with TemporaryDirectory(prefix="naerverk-") as folder:
        own = replace(dataset, absences=(_own_sickness(dataset, Path(folder)),))
        child = replace(dataset, absences=(_sick_children(dataset, Path(folder)),))
        rows = [row for lengths in (True, False) for row in _rows(own, quarter, OWN_SICKNESS, lengths)]
        rows += _rows(child, quarter, SICK_CHILD, False)
    order = [pl.col(name).cast(pl.Enum([*values, TOTAL])) for name, values in _WORDS.items()]
    frame = pl.DataFrame(rows, schema=COLUMNS, orient="row").with_columns(order)
    return frame.sort("sex", "cause", "length").cast({pl.Enum: pl.String})


_WORDS = {
    "sex": SEXES,
    "cause": (OWN_SICKNESS, SICK_CHILD),
    "length": tuple(band.label for band in LENGTH_BANDS["statutory"]),
}


def _rows(dataset: Dataset, quarter: Quarter, cause: str, lengths: bool) -> Iterator[tuple[object, ...]]:
    for by_sex in (True, False):
        by = (*(["sex"] if by_sex else []), *(["length"] if lengths else []))
        question = Question(by, quarter.months[0], quarter.months[-1], Definition.REGULATION)
        for row in rates(dataset, question).frame.iter_rows(named=True):
            yield (
                quarter.label,
                row.get("sex", TOTAL),
                cause,
                row.get("length", TOTAL),
                row["agreed_days"],
                row["spells"],
                row["absence_days"],
                row["rate_percent"],
            )


def _own_sickness(dataset: Dataset, folder: Path) -> Path:
    """All absences, with cases of own sickness ended after 52 weeks."""
    longest = pl.col("start").dt.offset_by(f"{LONGEST_CASE - 1}d")
    sick = pl.col("kind").is_in([kind.value for kind in SICKNESS])
    ended = pl.when(sick).then(pl.min_horizontal("end", longest)).otherwise("end").alias("end")
    return _stored(scan(dataset, "absences", tuple(schema_of("absences"))).with_columns(ended), folder / "own.parquet")


def _sick_children(dataset: Dataset, folder: Path) -> Path:
    """All absences, with sick children counted in the place of own sickness."""
    kind = pl.col("kind")
    rows = scan(dataset, "absences", tuple(schema_of("absences")))
    rows = rows.filter(~kind.is_in([one.value for one in SICKNESS]))
    as_sick = pl.when(kind == Kind.CHILD_SICK.value).then(pl.lit(Kind.DOCTOR_CERTIFIED.value)).otherwise(kind)
    return _stored(rows.with_columns(as_sick.alias("kind")), folder / "children.parquet")


def _stored(rows: pl.LazyFrame, path: Path) -> Path:
    rows.sink_parquet(path)
    return path


SURVEY_COLUMNS = ("quarter", "sex", "persons", "certifications", "lost_working_days", "lost_days")


@dataclass(frozen=True, slots=True)
class _Job:
    first: date
    last: date
    unit: str
    share: float
    sex: str


def survey_figures(dataset: Dataset, quarter: Quarter) -> pl.DataFrame:
    """Self-certified absence by sex (and all), as Statistics Norway's survey asks for it; columns SURVEY_COLUMNS.

    `persons` absent in the quarter, once each; `certifications` that begin in it (one is an unbroken run of calendar
    days); `lost_working_days` each person was away while employed; `lost_days` the same times the position share.
    """
    jobs = _jobs_of(dataset)
    persons: dict[str, set[str]] = defaultdict(set)
    certifications: dict[str, int] = defaultdict(int)
    days: dict[str, int] = defaultdict(int)
    lost: dict[str, float] = defaultdict(float)
    for person, runs in _runs(dataset, quarter.last).items():
        for first, last, unit in runs:
            held = [job for job in jobs[person] if job.first <= last and first <= job.last and unit in (None, job.unit)]
            away = [day for day in days_between(max(first, quarter.first), last) if _employed(held, day)]
            if not away:
                continue
            working = [day for day in away if is_working_day(day)]
            for sex in (held[0].sex, TOTAL):
                persons[sex].add(person)
                certifications[sex] += first >= quarter.first
                days[sex] += len(working)
                lost[sex] += sum(job.share for day in working for job in _employed(held, day))
    rows = [
        (quarter.label, sex, len(persons[sex]), certifications[sex], days[sex], lost[sex]) for sex in (*SEXES, TOTAL)
    ]
    return pl.DataFrame(rows, schema=SURVEY_COLUMNS, orient="row")


def _employed(jobs: list[_Job], day: date) -> list[_Job]:
    return [job for job in jobs if job.first <= day <= job.last]


def _jobs_of(dataset: Dataset) -> dict[str, list[_Job]]:
    jobs: dict[str, list[_Job]] = defaultdict(list)
    columns = ("person_id", "start", "end", "unit_id", "fte_percent", "sex")
    for person, first, last, unit, fte, sex in read(dataset, "employments", columns).iter_rows():
        jobs[person].append(_Job(first, last or date.max, unit, fte / 100, sex if sex in SEXES else SEXES[-1]))
    return jobs


def _runs(dataset: Dataset, until: date) -> dict[str, list[tuple[date, date, str | None]]]:
    """Each person's unbroken runs of self-certified days, to the end of the quarter."""
    rows = scan(dataset, "absences", ("person_id", "start", "end", "unit_id", "kind"))
    own = pl.col("kind") == Kind.SELF_CERTIFIED.value
    rows = rows.filter(own & (pl.col("start") <= until)).sort("person_id", "start")
    runs: dict[str, list[tuple[date, date, str | None]]] = defaultdict(list)
    for person, first, last, unit, _ in rows.collect().iter_rows():
        known = min(last or until, until)
        before = runs[person][-1] if runs[person] else None
        if before and before[2] == unit and first <= before[1] + timedelta(days=1):
            runs[person][-1] = (before[0], max(before[1], known), unit)
        else:
            runs[person].append((first, known, unit))
    return runs
