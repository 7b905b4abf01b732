"""Make an invented municipality and write it down, or hand it over as frames."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import polars as pl

from naerverk.calendar import FIRST_DAY, LAST_DAY, Month
from naerverk.problems import Place, Problem, Refusal, UsageRefusal
from naerverk.records import Kind
from naerverk.synthetic.blocks import Municipality, block_draws, blocks_of, municipality_of
from naerverk.synthetic.frames import absences_frame, employments_frame, units_frame
from naerverk.synthetic.roster import shifts_frames
from naerverk.synthetic.tally import Tally
from naerverk.synthetic.timeline import RUN_IN
from naerverk.synthetic.truth import truth_of
from naerverk.synthetic.writing import TableFile, put_in_place, work_in_progress

LAST_MONTH = Month(2025, 12)
"""The last month unless another is asked for; fixed, so that the same seed gives the same bytes in every year."""

FEWEST, MOST, MOST_YEARS = 50, 3_000_000, 10
MOST_WITH_SHIFTS = 100_000
FORMATS = ("csv", "parquet")
TABLES = ("units", "employments", "absences", "shifts")

Progress = Callable[[int, int], None]
"""Called with blocks done and blocks in all."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What was made. `employees` and `full_time_equivalents` on the last day; rates in percent over all months.

    `workplaces` are the units in which people work at the end; `units` counts those above and before them too.
    """

    employees: int
    years: int
    seed: int
    first: Month
    last: Month
    format: str
    units: int
    workplaces: int
    persons: int
    employments: int
    absences: int
    full_time_equivalents: float
    self_certified_rate: float
    doctor_certified_rate: float

    @property
    def rate(self) -> float:
        """Sickness absence in percent of agreed days, definition ssb."""
        return self.self_certified_rate + self.doctor_certified_rate


@dataclass(frozen=True, slots=True)
class Frames:
    """A municipality in memory, in the canonical tables, with the key to its measures."""

    units: pl.DataFrame
    employments: pl.DataFrame
    absences: pl.DataFrame
    shifts: pl.DataFrame | None
    truth: Mapping[str, object]
    summary: Summary


def make(
    employees: int,
    *,
    years: int,
    seed: int,
    out: Path,
    until: Month = LAST_MONTH,
    format: str = "csv",
    shifts: bool = False,
    progress: Progress | None = None,
    force: bool = False,
) -> Summary:
    """Write units, employments, absences (and shifts, when asked for) and truth.json into the folder `out`.

    The same arguments give the same bytes. Memory grows with the number of units, not of people. Refuses nonsense, and
    a folder that holds files already unless `force` is given; then only the files of an earlier demo are replaced.
    """
    plan = _plan(employees, years, seed, until)
    if format not in FORMATS:
        raise _refuse("unknown_format", format, formats=", ".join(FORMATS))
    if shifts and employees > MOST_WITH_SHIFTS:
        raise _refuse("too_many_for_shifts", employees, most=MOST_WITH_SHIFTS)
    _check_room(out, force)
    tally = Tally(plan)
    with work_in_progress(out) as folder:
        names = TABLES if shifts else TABLES[:3]
        tables = {name: TableFile(folder, name, format) for name in names}
        tables["units"].add(units_frame(plan.organisation.units))
        for part in _parts(plan, tally, progress):
            tables["employments"].add(part.employments)
            tables["absences"].add(part.absences)
            for roster in part.shifts() if shifts else ():
                tables["shifts"].add(roster)
        files = [table.finish() for table in tables.values()]
        key = folder / "truth.json"
        key.write_text(json.dumps(truth_of(tally), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        put_in_place(out, [*files, key], [out / f"{name}.{ending}" for name in TABLES for ending in FORMATS])
    return _summary(tally, years, format)


def frames(employees: int, *, years: int, seed: int, until: Month = LAST_MONTH, shifts: bool = False) -> Frames:
    """The same municipality in memory, for tests and notebooks."""
    plan = _plan(employees, years, seed, until)
    tally = Tally(plan)
    parts = list(_parts(plan, tally, None))
    return Frames(
        units=units_frame(plan.organisation.units),
        employments=pl.concat(part.employments for part in parts),
        absences=pl.concat(part.absences for part in parts),
        shifts=pl.concat(frame for part in parts for frame in part.shifts()) if shifts else None,
        truth=truth_of(tally),
        summary=_summary(tally, years, "parquet"),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    employments: pl.DataFrame
    absences: pl.DataFrame
    shifts: Callable[[], Iterator[pl.DataFrame]]


def _parts(plan: Municipality, tally: Tally, progress: Progress | None) -> Iterator[_Part]:
    for number, block in enumerate(blocks_of(plan)):
        before = tally.persons
        tally.add(block)
        draws = block_draws(plan, number, 1)
        yield _Part(
            employments_frame(block, plan, before),
            absences_frame(block, plan, before, draws),
            partial(shifts_frames, block, plan, before),
        )
        if progress:
            progress(number + 1, plan.blocks)


def _plan(employees: int, years: int, seed: int, until: Month) -> Municipality:
    if not FEWEST <= employees <= MOST:
        raise _refuse("employees_out_of_range", employees, fewest=FEWEST, most=MOST)
    if not 1 <= years <= MOST_YEARS:
        raise _refuse("years_out_of_range", years, most=MOST_YEARS)
    if seed < 0:
        raise _refuse("seed_negative", seed)
    first = until.plus(1 - 12 * years)
    if first.plus(-RUN_IN).first < FIRST_DAY or until.last > LAST_DAY:
        earliest = Month.of(FIRST_DAY).plus(RUN_IN + 12 * years - 1)
        raise _refuse("until_out_of_range", until, earliest=earliest, latest=Month.of(LAST_DAY))
    return municipality_of(employees, first, until, seed)


def _refuse(name: str, value: object, **params: object) -> UsageRefusal:
    return UsageRefusal(Problem(f"synthetic.{name}", params={"given": value, **params}))


def _check_room(out: Path, force: bool) -> None:
    if out.exists() and not out.is_dir():
        raise Refusal(Problem("synthetic.not_a_folder", place=Place(file=str(out))))
    if out.is_dir() and any(out.iterdir()) and not force:
        raise Refusal(Problem("synthetic.folder_not_empty", place=Place(file=str(out))))


def _summary(tally: Tally, years: int, format_: str) -> Summary:
    plan = tally.plan
    return Summary(
        employees=plan.organisation.people,
        years=years,
        seed=plan.seed,
        first=plan.timeline.month(0),
        last=plan.timeline.month(plan.timeline.months - 1),
        format=format_,
        units=len({unit.unit_id for unit in plan.organisation.units}),
        workplaces=len(plan.organisation.leaves),
        persons=tally.persons,
        employments=tally.employments,
        absences=tally.absences,
        full_time_equivalents=tally.fte,
        self_certified_rate=100 * tally.lost[Kind.SELF_CERTIFIED] / tally.agreed,
        doctor_certified_rate=100 * tally.lost[Kind.DOCTOR_CERTIFIED] / tally.agreed,
    )
