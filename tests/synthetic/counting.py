"""The slow way to count: one working day at a time, everybody who should be there and everybody who is away.

It knows nothing of how the municipality is made and nothing of the statistics room.
"""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl

from naerverk.calendar import days_between, is_working_day
from naerverk.synthetic import Frames

SICK = ("self_certified", "doctor_certified")


@dataclass
class Counted:
    """Full-time days by (year, month): agreed, and lost by kind; the same by person and by occupation."""

    agreed: dict[tuple[int, int], float] = field(default_factory=dict)
    lost: dict[str, dict[tuple[int, int], float]] = field(default_factory=lambda: {kind: {} for kind in SICK})
    agreed_by_person: dict[str, float] = field(default_factory=dict)
    lost_by_person: dict[str, float] = field(default_factory=dict)
    agreed_by_occupation: dict[str, float] = field(default_factory=dict)
    doctor_by_occupation: dict[str, float] = field(default_factory=dict)

    def rate(self, *kinds: str, months: set[int] | None = None, year: int | None = None) -> float:
        """Percent of agreed days, of all months or of some."""

        def wanted(key: tuple[int, int]) -> bool:
            return (months is None or key[1] in months) and (year is None or key[0] == year)

        lost = sum(days for kind in kinds or SICK for key, days in self.lost[kind].items() if wanted(key))
        return 100 * lost / sum(days for key, days in self.agreed.items() if wanted(key))

    def share_of_top_tenth(self) -> float:
        """Percent of the lost days that the tenth of people with most of them have."""
        days = sorted((self.lost_by_person.get(person, 0) for person in self.agreed_by_person), reverse=True)
        return 100 * sum(days[: -(-len(days) // 10)]) / sum(days)


def count(town: Frames) -> Counted:
    """Walk through every working day of the months kept."""
    jobs = town.employments.with_columns(pl.col("end").fill_null(date.max)).sort("person_id", "unit_id")
    away = town.absences.filter(pl.col("kind").is_in(SICK)).with_columns(pl.col("end").fill_null(date.max))
    person_names = jobs["person_id"].unique().sort().to_list()
    person_of_job = _codes(jobs["person_id"], person_names)
    occupation_names = jobs["occupation"].unique().sort().to_list()
    occupation_of_person = np.zeros(len(person_names), dtype=int)
    occupation_of_person[person_of_job] = _codes(jobs["occupation"], occupation_names)
    pair_names = (jobs["person_id"] + "/" + jobs["unit_id"]).unique().sort().to_list()
    pair_of_job = _codes(jobs["person_id"] + "/" + jobs["unit_id"], pair_names)
    person_of_spell = _codes(away["person_id"], person_names)
    one_job = away["unit_id"].is_not_null().to_numpy()
    pair_of_spell = np.where(one_job, _codes((away["person_id"] + "/" + away["unit_id"]).fill_null(""), pair_names), 0)
    job_start, job_end, fte = (jobs[name].to_numpy() for name in ("start", "end", "fte_percent"))
    start, end, grade = (away[name].to_numpy() for name in ("start", "end", "grade_percent"))
    doctor = (away["kind"] == "doctor_certified").to_numpy()

    counted = Counted()
    agreed_person = np.zeros(len(person_names))
    lost_person, doctor_person = np.zeros((2, len(person_names)))
    for day in days_between(town.summary.first.first, town.summary.last.last):
        if not is_working_day(day):
            continue
        today = np.datetime64(day)
        at_work = (job_start <= today) & (today <= job_end)
        share = np.bincount(person_of_job[at_work], weights=fte[at_work] / 100, minlength=len(person_names))
        share_in_unit = np.bincount(pair_of_job[at_work], weights=fte[at_work] / 100, minlength=len(pair_names))
        ill = (start <= today) & (today <= end)
        missed = (
            np.where(one_job[ill], share_in_unit[pair_of_spell[ill]], share[person_of_spell[ill]]) * grade[ill] / 100
        )
        key = (day.year, day.month)
        counted.agreed[key] = counted.agreed.get(key, 0) + share.sum()
        for kind, mine in (("doctor_certified", doctor[ill]), ("self_certified", ~doctor[ill])):
            counted.lost[kind][key] = counted.lost[kind].get(key, 0) + missed[mine].sum()
        agreed_person += share
        lost_person += np.bincount(person_of_spell[ill], weights=missed, minlength=len(person_names))
        doctor_person += np.bincount(person_of_spell[ill], weights=missed * doctor[ill], minlength=len(person_names))
    counted.agreed_by_person = dict(zip(person_names, agreed_person.tolist(), strict=True))
    counted.lost_by_person = dict(zip(person_names, lost_person.tolist(), strict=True))
    for number, name in enumerate(occupation_names):
        mine = occupation_of_person == number
        counted.agreed_by_occupation[name] = float(agreed_person[mine].sum())
        counted.doctor_by_occupation[name] = float(doctor_person[mine].sum())
    return counted


def _codes(values: pl.Series, names: list[str]) -> np.ndarray:
    return values.cast(pl.Enum(names), strict=False).to_physical().fill_null(0).to_numpy().astype(int)
