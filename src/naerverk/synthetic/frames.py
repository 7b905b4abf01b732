"""Arrays of a block as the canonical tables (records.SCHEMA)."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl

from naerverk.records import Kind, Sex, Unit
from naerverk.synthetic.blocks import Block, Municipality
from naerverk.synthetic.draws import Draws, Flags, Ints
from naerverk.synthetic.services import OCCUPATIONS
from naerverk.synthetic.spells import KINDS, NUMBER, Spells, goes_on_next_day, is_sickness

_WORK_INJURY = 0.015
_ONE_JOB_ONLY = 0.5
_FROM_ONE_JOB = (Kind.SELF_CERTIFIED, Kind.CHILD_SICK)
_EPOCH = date(1970, 1, 1)

_UNITS = pl.Schema(
    {"unit_id": pl.String, "parent_id": pl.String, "name": pl.String, "kind": pl.String, "valid_from": pl.Date,
     "valid_to": pl.Date, "continues": pl.String}
)  # fmt: skip
_OCCUPATIONS = pl.Series([o.code for o in OCCUPATIONS])
_SEXES = pl.Series([Sex.M.value, Sex.F.value])
_KINDS = pl.Series([kind.value for kind in KINDS])


def units_frame(units: tuple[Unit, ...]) -> pl.DataFrame:
    """The units table."""
    rows = [
        (u.unit_id, u.parent_id, u.name, u.kind, u.valid_from, u.valid_to, ";".join(u.continues) or None) for u in units
    ]
    return pl.DataFrame(rows, schema=_UNITS, orient="row")


def employments_frame(block: Block, plan: Municipality, before: int) -> pl.DataFrame:
    """The employments table of a block; `before` persons came in earlier blocks."""
    jobs, persons = block.jobs, block.persons
    person = jobs.person
    return pl.DataFrame(
        {
            "person_id": person_ids(person, plan, before),
            "unit_id": pl.Series(plan.organisation.unit_ids).gather(jobs.unit),
            "start": dates(jobs.start, plan),
            "end": dates(jobs.end, plan, none=jobs.end > plan.timeline.last),
            "fte_percent": jobs.fte,
            "sex": _SEXES.gather(persons.woman[person].astype(np.int64)),
            "birth_year": persons.born[person],
            "occupation": _OCCUPATIONS.gather(persons.occupation[person]),
        }
    )


def absences_frame(block: Block, plan: Municipality, before: int, draws: Draws) -> pl.DataFrame:
    """The absences table of a block."""
    rows = block.absences
    sick = is_sickness(rows)
    return pl.DataFrame(
        {
            "person_id": person_ids(rows.person, plan, before),
            "unit_id": _one_job(block, plan, draws),
            "start": dates(rows.start, plan),
            "end": dates(rows.end, plan, none=rows.open),
            "kind": _KINDS.gather(rows.kind),
            "grade_percent": rows.grade.astype(np.float64),
            "work_injury": pl.Series(_injuries(rows, draws)).set(pl.Series(~sick), None),
        }
    )


def _injuries(rows: Spells, draws: Draws) -> Flags:
    """Some cases, with all their rows, come from an injury at work."""
    case = np.cumsum(~np.append(False, goes_on_next_day(rows)[:-1]))
    return np.asarray((draws.uniform(len(rows) + 1) < _WORK_INJURY)[case])


def person_ids(person: Ints, plan: Municipality, before: int) -> pl.Series:
    """What persons are called in the tables."""
    highest = int(person.max(initial=0))
    numbers = pl.Series(np.arange(before + 1, before + highest + 2)).cast(pl.String).str.zfill(plan.person_digits)
    return ("p" + numbers).gather(person)


def dates(days: Ints, plan: Municipality, none: Flags | None = None) -> pl.Series:
    """Days as dates; blank where `none`."""
    since_1970 = plan.timeline.origin.toordinal() - _EPOCH.toordinal()
    dates = pl.Series(np.minimum(days, plan.timeline.last + 1) + since_1970, dtype=pl.Int32).cast(pl.Date)
    return dates if none is None else dates.set(pl.Series(none), None)


def _one_job(block: Block, plan: Municipality, draws: Draws) -> pl.Series:
    """Blank, but for some short spells of people with two jobs, who were away from the main one only."""
    jobs, rows = block.jobs, block.absences
    main = np.full(len(block.persons), -1)
    main[jobs.person[~jobs.second]] = jobs.unit[~jobs.second]
    has_two = np.zeros(len(block.persons), dtype=np.bool_)
    has_two[jobs.person[jobs.second]] = True
    short = np.isin(rows.kind, [NUMBER[kind] for kind in _FROM_ONE_JOB])
    named = has_two[rows.person] & short & (draws.uniform(len(rows)) < _ONE_JOB_ONLY)
    units = pl.Series(plan.organisation.unit_ids).gather(np.maximum(main[rows.person], 0))
    return units.set(pl.Series(~named), None)
