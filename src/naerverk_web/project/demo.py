"""The demo: Lyngholt kommune with its cast, brought in the same way as a real employer's files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl

from naerverk.calendar import FIRST_DAY, LAST_DAY, Month
from naerverk.formats import find, read
from naerverk.records import Dataset, Employment, Kind, Person, Sex, Spell, Unit
from naerverk.synthetic import make
from naerverk_web.absence.public import import_spells
from naerverk_web.access.models import Account, Grant
from naerverk_web.access.public import ROLES, give_role, make_account
from naerverk_web.audit.public import Actor
from naerverk_web.insight.models import Goal
from naerverk_web.insight.public import figures, rebuild
from naerverk_web.organisation.public import (
    LEAST_IN_UNIT,
    LEAST_PERSONS,
    Tree,
    choose_limits,
    name_employer,
    replace_tree,
    tree,
)
from naerverk_web.people.public import FromFiles, import_employments, import_people
from naerverk_web.project.cast import CAST, address
from naerverk_web.project.demo_import import leave_file
from naerverk_web.project.demo_story import tell_story

YEARS, SEED = 3, 7
HOME_OF_AMINA, LIBRARY = "Solbakken omsorgssenter avd. 2", "Lyngholt bibliotek"
BY = Actor("", "demo")
BATCH = "demo"


@dataclass(frozen=True, slots=True)
class Made:
    """What the demo holds."""

    units: int
    employments: int
    absences: int
    build: int | None


def make_demo(*, employees: int, at: datetime, today: date, story: bool = True) -> Made:
    """Lyngholt up to the last whole month, the cast, and the figures. Again gives the same.

    With its `story` the targets of the year are adopted and on their way, and a file waits for Ingrid; without,
    nobody has done anything yet.
    """
    with TemporaryDirectory(prefix="naerverk-demo-") as name:
        dataset = _dataset(Path(name), employees, Month.of(today).plus(-1))
        units = replace_tree(_units(dataset), by=BY)
        jobs = list(_employments(dataset))
        import_employments(jobs, batch=BATCH, at=at, complete=True, by=BY)
        spells = list(_spells(dataset))
        import_spells(spells, batch=BATCH, at=at, period=(FIRST_DAY, LAST_DAY), by=BY)
    first_day = Month.of(min(job.start for job in jobs)).first
    found = FromFiles({}, tuple(_leaders(jobs, today)))
    import_people(found, batch=BATCH, at=at, day=first_day, by=BY)
    _make_cast(tree(today), first_day)
    name_employer(name="Lyngholt kommune", language="nb", by=BY)
    choose_limits(least_persons=LEAST_PERSONS, least_in_unit=LEAST_IN_UNIT, at=at, by=BY)
    build = rebuild(at=at, today=today, by=BY, source="Lyngholt")
    if story:
        if not Goal.objects.exists():
            tell_story(tree(today), today)
        leave_file(jobs, spells, at=at, today=today)
    return Made(units, len(jobs), len(spells), build)


def is_made(today: date) -> bool:
    """Whether the demo is there up to the last whole month: a second start needs not make it again."""
    found = figures()
    everybody = Account.objects.filter(email__in=map(address, CAST), is_active=True).count() == len(CAST)
    return found is not None and everybody and found.last >= Month.of(today).plus(-1)


def _dataset(folder: Path, employees: int, until: Month) -> Dataset:
    make(employees, years=YEARS, seed=SEED, out=folder / "made", until=until, format="parquet")
    work = folder / "work"
    work.mkdir()
    reading = read(find(folder / "made"), workdir=work)
    reading.refuse_errors()
    return reading.dataset


def _units(dataset: Dataset) -> Iterator[Unit]:
    for row in pl.read_parquet(dataset.units[0]).iter_rows(named=True):
        yield Unit(**{**row, "continues": tuple((row["continues"] or "").split(";")) if row["continues"] else ()})


def _employments(dataset: Dataset) -> Iterator[Employment]:
    for row in pl.read_parquet(dataset.employments[0]).iter_rows(named=True):
        yield Employment(**{**row, "sex": Sex(row["sex"] or Sex.UNKNOWN)})


def _spells(dataset: Dataset) -> Iterator[Spell]:
    for row in pl.read_parquet(dataset.absences[0]).iter_rows(named=True):
        yield Spell(**{**row, "kind": Kind(row["kind"])})


def _leaders(jobs: list[Employment], today: date) -> Iterator[Person]:
    """In each unit the one who has been there longest leads the others; at the top two lead each other."""
    held = sorted((job for job in jobs if job.end is None or job.end >= today), key=lambda job: job.start)
    longest: dict[str, str] = {}
    for job in held:
        longest.setdefault(job.unit_id, job.person_id)
    leaders = list(dict.fromkeys(longest.values()))
    led = {job.person_id: longest[job.unit_id] for job in held}
    led |= dict.fromkeys(leaders, leaders[0]) | {leaders[0]: leaders[-1]}
    since = {job.person_id: job.start for job in reversed(held)}
    return (Person(person, leader_id=leader, start=since[person]) for person, leader in led.items() if person != leader)


def _make_cast(units: Tree, from_day: date) -> None:
    places = _places(units)
    for member in CAST:
        account = Account.objects.filter(email=address(member)).first()
        account = account or make_account(email=address(member), name=member.name, by=BY)
        unit_id = None if ROLES[member.role].whole else places.get(member.place)
        if not Grant.objects.filter(account=account, role=member.role, unit__unit_id=unit_id).exists():
            give_role(account.pk, role=member.role, unit_id=unit_id, from_day=from_day, appointed_by="Lyngholt", by=BY)


def _places(units: Tree) -> dict[str, str]:
    """Amina's ward in a nursing home with what stands above it, Aud's group, Liv's library; small demos make do."""
    wards = _leaves(units, "nursing_home") or _leaves(units, "home_care")
    others = [each for each in _leaves(units, "home_care") if each not in wards] or wards
    own = next((each for each in wards if units[each].name == HOME_OF_AMINA), wards[0])
    other = next(each for each in [*others, *wards] if each != own)
    small = next((each.unit_id for each in units.nodes.values() if each.name == LIBRARY), other)
    return {"own": own, "other": other, "above": units[own].parent_id or own, "small": small}


def _leaves(units: Tree, kind: str) -> list[str]:
    """Units of a kind with nothing below them, by name."""
    found = [node for node in units.nodes.values() if node.kind == kind and not units.below(node.unit_id)]
    return [node.unit_id for node in sorted(found, key=lambda node: node.name)]
