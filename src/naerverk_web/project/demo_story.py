"""What people of Lyngholt have done before the demo begins: targets proposed and adopted, goal cards filled in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import floor

from naerverk.calendar import Month
from naerverk.statistics.targets.target import Kind
from naerverk_web.access.models import Account, Grant
from naerverk_web.access.public import Viewer, viewer_for
from naerverk_web.insight.models import Goal
from naerverk_web.insight.targets.goal_tree import share_target
from naerverk_web.insight.targets.goals import NotShown, adopt_target, propose_target, start_of
from naerverk_web.insight.targets.outcomes import Wanted, note_value, set_outcome
from naerverk_web.organisation.public import Tree
from naerverk_web.project.cast import CAST, address

WANTED, LEAST_FALL = 8.2, 0.9
"""Per cent absence for the municipality; a tenth less than before where that is lower already."""
YEARS = 2
WALKED = 6
"""At least so many months of the way to the target have passed, so that there is something to see."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A line of a goal card, with what was measured since; higher or lower is better as the goal lies."""

    theme: str
    name: str
    measured_in: str
    start: float
    goal: float
    values: tuple[float, ...] = ()


WARD_CARD = (
    Measured("environment", "Ansatte som opplever god nok bemanning på vakt", "prosent", 52, 70, (55, 61)),
    Measured("users", "Pårørende som er fornøyd med kontakten", "prosent", 71, 80, (72,)),
    Measured("competence", "Vakter med sykepleier til stede", "prosent", 83, 95, (84, 90, 96)),
    Measured("pride", "Ansatte som vil anbefale avdelingen", "av 10", 6.8, 8),
)
TOWN_CARD = (
    Measured("service", "Ventetid på byggesak", "dager", 41, 28, (39, 33)),
    Measured("economy", "Innleie fra vikarbyrå", "mill. kroner i året", 18.5, 12, (17.9, 17.6)),
    Measured("environment", "Enheter som har hatt medråderettsmøte", "prosent", 60, 100, (71, 83)),
)


def tell_story(units: Tree, today: date) -> None:
    """Nothing where the figures do not reach back far enough, as in a demo of very few people."""
    begun = begins(today)
    ingrid, berit = _viewer("ingrid", begun), _viewer("berit", begun)
    top = next(unit for unit in units.nodes.values() if unit.parent_id is None).unit_id
    ward = Grant.objects.get(account__email=_address("amina")).unit
    assert ward is not None
    try:
        _adopt_top(ingrid, berit, top, begun)
    except NotShown:
        return
    _share(ingrid, berit, units, _way_to(units, ward.unit_id), begun)
    _fill_card(_viewer("amina", begun), ward.unit_id, WARD_CARD, "leader", today)
    _fill_card(berit, top, TOWN_CARD, "senior_leader", today)


def begins(today: date) -> date:
    """The day in the second week of a year on which the target was adopted."""
    return date(Month.of(today).plus(-WALKED - 1).year, 1, 11)


def _adopt_top(ingrid: Viewer, berit: Viewer, top: str, on: date) -> None:
    baseline, _ = start_of(top, on)
    value = min(WANTED, round(baseline.days.rate * LEAST_FALL, 1))
    due = Month(on.year + YEARS - 1, 12)
    number = propose_target(ingrid, top, kind=Kind.ABSOLUTE, value=value, due=due, on=on, owner="senior_leader")
    adopt_target(berit, top, number, on=on)


def _share(ingrid: Viewer, berit: Viewer, units: Tree, way: list[str], on: date) -> None:
    """Down to the wards beside Amina's. The first sector they are not in still waits for Berit."""
    waits = next((each for each in units.below(way[0]) if each not in way), "")
    for unit in way:
        share_target(ingrid, unit, on=on)
        for goal in Goal.objects.filter(adopted_on=None).exclude(unit__unit_id=waits).select_related("unit"):
            adopt_target(berit, goal.unit.unit_id, goal.pk, on=on)
    for goal in Goal.objects.filter(unit__unit_id=waits):
        # It offers a little more than its share: so the parts add up also when some grow and others shrink.
        offered = floor(10 * goal.value - 0.5) / 10
        propose_target(ingrid, waits, kind=Kind.ABSOLUTE, value=offered, due=Month.parse(goal.due), on=on)


def _way_to(units: Tree, unit_id: str) -> list[str]:
    """What stands above a unit, from the top."""
    above = units[unit_id].parent_id
    return [*_way_to(units, above), above] if above else []


def _fill_card(viewer: Viewer, unit_id: str, card: tuple[Measured, ...], owner: str, today: date) -> None:
    begun = viewer.tree.on
    due = date(begun.year + YEARS - 1, 12, 31)
    for line in card:
        wanted = Wanted(
            line.theme, line.name, line.measured_in, line.start, begun, line.goal, due, owner
        )  # fmt: skip
        number = set_outcome(viewer, unit_id, wanted, on=begun)
        step = (today - begun) / (len(line.values) + 1)
        for n, value in enumerate(line.values, 1):
            note_value(viewer, unit_id, number, on=begun + n * step, value=value)


def _viewer(key: str, on: date) -> Viewer:
    return viewer_for(Account.objects.get(email=_address(key)), on)


def _address(key: str) -> str:
    return address(next(member for member in CAST if member.key == key))
