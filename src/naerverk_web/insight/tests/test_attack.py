"""A union representative who keeps everything for two years: all that is shown, as one system of equations.

The unknowns are the days of the own staff of each unit, by month and by what the splits tell apart (self- or
doctor-certified, short or long, full or graded). Every figure on the pages and in the files is a sum of unknowns, or
follows from such sums. No figure that is hidden may follow from those that are shown.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import StringIO

from django.test import Client

from naerverk.calendar import Month, Quarter, rolling12
from naerverk.statistics.targets.target import Kind
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.insight.models import MonthFigure, PublishedVersion, QuarterFigure, YearFigure
from naerverk_web.insight.public import rebuild
from naerverk_web.insight.targets.goals import adopt_target, propose_target
from naerverk_web.insight.targets.smileys import make_link
from naerverk_web.insight.tests.lyngholt import AT, LAST, STAFF, TODAY, bring_in
from naerverk_web.insight.tests.test_stories import page
from naerverk_web.organisation.public import Tree, merge_units, tree

PRIME = (1 << 61) - 1
KINDS = (
    "self short",
    "self long",
    "doctor short full",
    "doctor short graded",
    "doctor long full",
    "doctor long graded",
)
PARTS = {
    "self_certified": "self",
    "doctor_certified": "doctor",
    "short": "short",
    "long": "long",
    "graded": "graded",
}
Cell = tuple[str, str, str]
Sum = frozenset[Cell]


class Known:
    """Everything that follows from some sums: elimination modulo a large prime."""

    def __init__(self, sums: Iterable[Sum]) -> None:
        self.rows: dict[Cell, dict[Cell, int]] = {}
        for each in sums:
            rest = self.rest(each)
            if rest:
                pivot = min(rest)
                inverse = pow(rest[pivot], -1, PRIME)
                self.rows[pivot] = {cell: value * inverse % PRIME for cell, value in rest.items()}

    def rest(self, asked: Sum) -> dict[Cell, int]:
        left = dict.fromkeys(asked, 1)
        while pivots := [cell for cell in left if cell in self.rows]:
            pivot = min(pivots)
            factor = left[pivot]
            for cell, value in self.rows[pivot].items():
                now = (left.get(cell, 0) - factor * value) % PRIME
                if now:
                    left[cell] = now
                else:
                    left.pop(cell, None)
        return left

    def __contains__(self, asked: Sum) -> bool:
        return not self.rest(asked)


def cells(units: Iterable[str], months: Iterable[str], word: str = "") -> Sum:
    kinds = [kind for kind in KINDS if word in kind.split() or not word]
    return frozenset((unit, month, kind) for month in months for unit in units for kind in kinds)


def trees() -> dict[str, Tree]:
    return {
        month: tree(Month.parse(month).last) for month in MonthFigure.objects.values_list("month", flat=True).distinct()
    }


def shown_by_month(at: dict[str, Tree]) -> Iterator[Sum]:
    figures = list(MonthFigure.objects.filter(status="ok"))
    own = {(row.unit_id, row.month) for row in figures if row.part == "whole"}
    for row in figures:
        there = set(at[row.month].subtree(row.unit_id))
        if row.part == "rest":
            for child in at[row.month].below(row.unit_id):
                if (child, row.month) in own:
                    there -= set(at[row.month].subtree(child))
        yield cells(there, [row.month])


def by_quarter(at: dict[str, Tree], *, shown: bool) -> Iterator[Sum]:
    for row in QuarterFigure.objects.filter(percent__isnull=not shown):
        months = [month.label for month in Quarter.parse(row.quarter).months]
        if all(month in at and row.unit_id in at[month] for month in months):
            yield frozenset(
                cell for month in months for cell in cells(at[month].subtree(row.unit_id), [month], PARTS[row.part])
            )


def hidden_by_month(at: dict[str, Tree]) -> Iterator[Sum]:
    for row in MonthFigure.objects.filter(status="hidden"):
        yield cells(at[row.month].subtree(row.unit_id), [row.month])


STRETCHES = (16, 28, 56, 91, 182)
"""The finest days of a curve: back by each of them, or not by the last."""


def by_year(at: dict[str, Tree], *, shown: bool) -> Iterator[Sum]:
    """Curves as the absences of each unit's own staff in each stretch of days; the tenth as if it were a sum too.

    It is none (the tenth of a whole is not its parts' tenths), so that this is more than anybody can know.
    """
    days: dict[tuple[str, str], list[int]] = {}
    for row in YearFigure.objects.filter(status="ok" if shown else "hidden").order_by("day"):
        tree_then = at.get(f"{row.year}-12")
        if tree_then is None or row.unit_id not in tree_then:
            continue
        there = tree_then.subtree(row.unit_id)
        if row.figure == "tenth":
            yield frozenset((unit, row.year, "tenth") for unit in there)
            continue
        known = days.setdefault((row.unit_id, row.year), [0])
        for first, last in [(known[-1], row.day)] if shown else [(0, 16), (16, 56), (56, 182), (182, 999)]:
            yield stretch(there, row.year, first, last)
        known.append(row.day)
    for (unit, year), of_unit in days.items():
        if shown:
            yield stretch(at[f"{year}-12"].subtree(unit), year, of_unit[-1], 999)


def stretch(units: Iterable[str], year: str, first: int, last: int) -> Sum:
    inside = [day for day in (*STRETCHES, 999) if first < day <= last]
    return frozenset((unit, year, f"back by {day}") for unit in units for day in inside)


def attack(seen: Iterable[Sum], at: dict[str, Tree]) -> tuple[int, int, int]:
    """How many sums were shown, how many are hidden, and how many of these follow from the shown ones."""
    everything = list(dict.fromkeys(seen))
    known = Known(everything)
    hidden = [*hidden_by_month(at), *by_quarter(at, shown=False), *by_year(at, shown=False)]
    return len(everything), len(hidden), sum(each in known for each in hidden)


def all_shown(at: dict[str, Tree]) -> list[Sum]:
    return [*shown_by_month(at), *by_quarter(at, shown=True), *by_year(at, shown=True)]


def test_the_attack_finds_what_is_left_open(seen: Cast) -> None:
    """It would notice: the whole and all parts but one give the last part away."""
    at = trees()
    month = LAST.label
    parts = [cells(at[month].subtree(unit), [month]) for unit in ("H", "O")]
    own_staff = cells(["L"], [month])
    library = cells(["K1"], [month])
    assert library not in Known(all_shown(at))
    assert library in Known([*all_shown(at), *parts, own_staff])


def test_two_years_give_nothing_away(seen: Cast) -> None:
    at = trees()
    shown, hidden, recovered = attack(all_shown(at), at)
    assert (shown > 150, hidden > 20, recovered) == (True, True, 0)


def test_nor_do_the_smileys_outside(seen: Cast) -> None:
    """A smiley tells of the sum of twelve months: taken as that sum, for every unit that has an address."""
    berit, at = seen.viewer("berit"), trees()
    months = [month.label for month in rolling12(LAST)]
    faces, without = [], []
    for unit in tree(TODAY).nodes:
        own = MonthFigure.objects.filter(unit_id=unit, part="whole", status="ok", month__in=months).count() == 12
        if own:
            number = propose_target(berit, unit, kind=Kind.PRESENCE, value=95, due=Month(2027, 12), on=TODAY)
            adopt_target(berit, unit, number, on=TODAY)
        text = Client().get(f"/smiley/{make_link(berit, unit, at=AT)}").content.decode()
        if "nv-smiley-large" in text:
            faces.append(frozenset(cell for month in months for cell in cells(at[month].subtree(unit), [month])))
        else:
            without.append(unit)
    assert (len(faces), without) == (6, ["K1"])
    _shown, hidden, recovered = attack([*all_shown(at), *faces], at)
    assert (hidden > 20, recovered) == (True, 0)


def test_nor_does_one_more_month_and_a_merger(cast: Cast) -> None:
    """The figures before and after are laid together: another month has come, and two units have become one."""
    bring_in(LAST.plus(-1))
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    at = trees()
    before = all_shown(at)
    merge_units(["H1", "H2"], into="H12", name="Helsehuset", from_day=LAST.first, by=SYSTEM)
    bring_in(LAST, merged=True)
    rebuild(at=datetime(2026, 3, 11, tzinfo=UTC), today=TODAY, by=SYSTEM)
    at = trees()
    _shown, hidden, recovered = attack([*before, *all_shown(at)], at)
    assert (hidden > 20, recovered) == (True, 0)


LATER = datetime(2026, 3, 12, tzinfo=UTC)


def corrected(cast: Cast, **staff: int) -> tuple[int, int, int]:
    """Late files change who worked where in all the months; both versions are laid together."""
    at = trees()
    before = all_shown(at)
    bring_in(staff={**STAFF, **staff})
    rebuild(at=LATER, today=TODAY, by=SYSTEM)
    return attack([*before, *all_shown(at)], at)


def test_nor_does_a_late_correction(seen: Cast) -> None:
    """Persons are added late to two units: the plan is the same and the figures are new."""
    agreed = MonthFigure.objects.get(unit_id="O1", month=LAST.label, part="whole").agreed_days
    _shown, hidden, recovered = corrected(seen, O1=22, H1=44)
    assert (hidden > 20, recovered) == (True, 0)
    assert (MonthFigure.objects.get(unit_id="O1", month=LAST.label, part="whole").agreed_days or 0) > (agreed or 0)
    assert not PublishedVersion.objects.filter(number__gt=1).exists(), "nothing new about which units are shown"


def test_a_small_unit_that_was_larger_all_along_is_shown_when_nobody_stands_alone(seen: Cast) -> None:
    _shown, _hidden, recovered = corrected(seen, K1=14)
    assert recovered == 0
    assert MonthFigure.objects.get(unit_id="K1", month=LAST.label).status == "ok"
    assert PublishedVersion.objects.filter(layer="month", number=2).count() == 26


def test_what_is_out_stands_where_new_figures_would_show_a_small_unit(seen: Cast) -> None:
    """Upbringing turns out to have had eight employees: hiding it now would tell its figure by subtraction."""
    names = ("unit_id", "month", "part", "agreed_days", "absence_days", "status")
    before = set(MonthFigure.objects.values_list(*names))
    quarters = set(QuarterFigure.objects.values_list("unit_id", "quarter", "part", "percent"))
    _shown, hidden, recovered = corrected(seen, O1=8, H1=45)
    assert (hidden > 20, recovered) == (True, 0)
    assert set(MonthFigure.objects.values_list(*names)) == before
    assert set(QuarterFigure.objects.values_list("unit_id", "quarter", "part", "percent")) == quarters
    assert page(seen.client("berit"), "/presence/unit/O1")


def test_pages_and_files_hold_no_other_figures(seen: Cast) -> None:
    """What Berit downloads is what is stored as shown, and nothing else."""
    stored = {
        (row.unit_id, row.month): row.agreed_days for row in MonthFigure.objects.filter(status="ok", part="whole")
    }
    pools = {(row.unit_id, row.month): row.agreed_days for row in MonthFigure.objects.filter(status="ok", part="rest")}
    names = {node.name: node.unit_id for node in tree(TODAY).nodes.values()}
    client = seen.client("berit")
    for unit in tree(TODAY).nodes:
        text = client.get(f"/presence/csv/{unit}").content.decode("utf-8-sig")
        for name, month, _persons, agreed, *_ in list(csv.reader(StringIO(text), delimiter=";"))[1:]:
            own = names.get(name)
            wanted = stored.get((own, month)) if own else pools.get(("L", month))
            assert agreed == (f"{wanted:.2f}".replace(".", ",") if wanted is not None else ""), (name, month)


def test_nor_does_the_file_of_whole_years(cast: Cast) -> None:
    """What anybody's downloads of all units hold together is what the attack takes as shown."""
    bring_in(staff={"H1": 90, "H2": 80, "O1": 110, "K1": 6, "L": 60})
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    names = {node.name: node.unit_id for node in tree(TODAY).nodes.values()}
    client, found = cast.client("berit"), set()
    for unit in tree(TODAY).nodes:
        text = client.get(f"/presence/csv-years/{unit}").content.decode("utf-8-sig")
        rows = list(csv.reader(StringIO(text), delimiter=";"))[1:]
        found |= {(names[name], year, day or "0", *percents) for name, year, _figure, day, *percents in rows}
    fields = ("unit_id", "year", "day", "percent", "low", "high")
    shown = YearFigure.objects.filter(status="ok").values_list(*fields)
    assert found == {tuple("" if value is None else str(value) for value in row) for row in shown}
    assert len(found) > 4
    assert "K1" not in {unit for unit, *_ in found}


def test_figures_of_whole_years_give_nothing_away_in_a_larger_town(cast: Cast) -> None:
    """Curves and tenths of the town are shown, the library's not; nothing hidden follows, nor with late corrections."""
    staff = {"H1": 90, "H2": 80, "O1": 110, "K1": 6, "L": 60}
    bring_in(staff=staff)
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    at = trees()
    shown = list(by_year(at, shown=True))
    hidden = list(by_year(at, shown=False))
    assert (len(shown) > 4, len(hidden) > 4) == (True, True)
    before = all_shown(at)
    assert attack(before, at)[2] == 0
    bring_in(staff={**staff, "K1": 70, "O1": 60})
    rebuild(at=LATER, today=TODAY, by=SYSTEM)
    assert attack([*before, *all_shown(at)], at)[2] == 0


def test_the_attack_on_years_finds_what_is_left_open(cast: Cast) -> None:
    """It would notice: the curve of the town, and those of all its parts but the library."""
    bring_in(staff={"H1": 90, "H2": 80, "O1": 110, "K1": 6, "L": 60})
    rebuild(at=AT, today=TODAY, by=SYSTEM)
    at = trees()
    year = YearFigure.objects.filter(unit_id="L", figure="return", status="ok").values_list("year", flat=True)[0]
    parts = [stretch(at[f"{year}-12"].subtree(unit), year, 16, 56) for unit in ("H", "O")]
    library = stretch(["K1"], year, 16, 56)
    assert library not in Known(all_shown(at))
    assert library in Known([*all_shown(at), *parts, stretch(["L"], year, 16, 56)])
