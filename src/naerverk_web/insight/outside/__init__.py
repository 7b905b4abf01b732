"""Figures that others have published: shipped and brought in, and which of them a unit stands beside."""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from naerverk_web.access.public import Permission, Viewer
from naerverk_web.audit.public import record
from naerverk_web.insight.models import Beside, OutsideFigure
from naerverk_web.organisation.models import Unit
from naerverk_web.organisation.public import Tree

SHIPPED = Path(__file__).parent / "ssb.csv"
SSB = "Statistisk sentralbyrå (SSB)"
ALL = "Alle næringer"
MUNICIPAL = "Alle næringer|kommune"

BY_SERVICE = {
    "home_care": ("Helsefagarbeidere", "Sykepleiere"),
    "nursing_home": ("Helsefagarbeidere", "Sykepleiere"),
    "housing": ("Vernepleiere", "Miljøarbeidere innen sosiale fagfelt"),
    "health": ("Sykepleiere",),
    "social": ("Rådgivere innen sosiale fagfelt",),
    "school": ("Grunnskolelærere",),
    "kindergarten": ("Førskole-/barnehagelærere", "Barnehage- og skolefritidsassistenter mv."),
    "administration": ("Kontormedarbeidere",),
}
"""What units of a kind are shown beside until somebody chooses: the occupations most of their people have."""


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one group from one source."""

    source: str
    group: str

    @property
    def key(self) -> str:
        """As a form sends it."""
        return f"{self.source}#{self.group}"

    @property
    def name(self) -> str:
        """As people read it."""
        return self.group.replace("|", ", ")


@dataclass(frozen=True, slots=True)
class Published:
    """One published figure. `period` is a year or a quarter (2025, 2021Q1)."""

    series: Series
    definition: str
    period: str
    kind: str
    percent: float


@functools.cache
def _shipped() -> tuple[Published, ...]:
    with SHIPPED.open(encoding="utf-8", newline="") as file:
        return tuple(
            Published(Series(row["source"], row["group"]), row["definition"], row["period"], row["kind"], float(rate))
            for row in csv.DictReader(file)
            for rate in [row["rate_percent"]]
        )


def published_outside() -> list[Published]:
    """All there are; what was brought in comes after what came with the site."""
    rows = OutsideFigure.objects.values_list("source", "group", "definition", "period", "kind", "rate_percent")
    return [*_shipped(), *(Published(Series(source, group), *rest) for source, group, *rest in rows)]


def series_beside(tree: Tree, unit_id: str) -> list[Series]:
    """What is chosen for the unit or the nearest unit above it; else what suits its kind."""
    path = [node.unit_id for node in tree.path(unit_id)]
    chosen: dict[str, list[Series]] = {}
    rows = Beside.objects.filter(unit__unit_id__in=path).order_by("group")
    for unit, source, group in rows.values_list("unit__unit_id", "source", "group"):
        chosen.setdefault(unit, []).append(Series(source, group))
    for unit in reversed(path):
        if unit in chosen:
            return chosen[unit]
    usual = BY_SERVICE.get(tree[unit_id].kind, ())
    return [Series(SSB, group) for group in usual or (ALL, MUNICIPAL)]


@transaction.atomic
def choose_beside(viewer: Viewer, unit_id: str, keys: Iterable[str]) -> None:
    """Which series the unit and those below stand beside; none: those of the unit above, or the usual ones."""
    viewer.must(Permission.MANAGE_ORGANISATION, unit_id)
    known = {each.series.key: each.series for each in published_outside()}
    unit = Unit.objects.get(unit_id=unit_id)
    Beside.objects.filter(unit=unit).delete()
    chosen = [known[key] for key in dict.fromkeys(keys) if key in known]
    Beside.objects.bulk_create(Beside(unit=unit, source=one.source, group=one.group) for one in chosen)
    record("insight.comparison_chosen", by=viewer.actor, about=("unit", unit_id), details={"series": len(chosen)})
