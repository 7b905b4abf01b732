"""What has been published before, as the library's plans: the next publication takes it as given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from naerverk.statistics.disclosure.later import Version
from naerverk.statistics.disclosure.publication_plan import Plan, Reason
from naerverk_web.insight.models import Layer, PublishedVersion


def versions_out(layer: Layer) -> dict[str, list[Version]]:
    """By month or quarter, the oldest first."""
    found: dict[str, list[Version]] = {}
    rows = PublishedVersion.objects.filter(layer=layer).order_by("label", "number")
    for label, plan in rows.values_list("label", "plan"):
        found.setdefault(label, []).append(_read(plan))
    return found


@dataclass(frozen=True, slots=True)
class Published:
    """What is published now, and what is `out` already; by month or quarter."""

    layer: Layer
    new: Mapping[str, Version]
    out: Mapping[str, list[Version]]


def note_versions(published: Published, *, at: datetime) -> int:
    """Keep the versions that differ from the last one of their period; how many."""
    layer, out = published.layer, published.out
    rows = [
        PublishedVersion(
            layer=layer, label=label, number=len(out.get(label, ())) + 1, published_at=at, plan=_written(version)
        )
        for label, version in published.new.items()
        if not out.get(label) or _written(out[label][-1]) != _written(version)
    ]
    PublishedVersion.objects.bulk_create(rows)
    return len(rows)


def _written(version: Version) -> dict[str, Any]:
    return {
        "shown": sorted(version.plan.shown),
        "hidden": {unit: str(why) for unit, why in sorted(version.plan.hidden.items())},
        "rests": sorted(version.plan.rest_shown),
        "parents": dict(sorted(version.parents.items())),
    }


def _read(plan: dict[str, Any]) -> Version:
    hidden = {unit: Reason(why) for unit, why in plan["hidden"].items()}
    return Version(Plan(frozenset(plan["shown"]), hidden, frozenset(plan["rests"])), plan["parents"])
