"""What needs somebody: rooms hand these up, and the home page puts the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from django.utils.safestring import SafeString


class Urgency(IntEnum):
    """How much it matters today. Only what has a date that has passed is late."""

    LATE = 1
    NOW = 2
    SOON = 3
    NEWS = 4


@dataclass(frozen=True, slots=True)
class Need:
    """One card on the home page: what, why or so what, and where it is done. Never a person's name or health."""

    title: str
    urgency: Urgency
    text: str = ""
    url: str = ""
    due: date | None = None
    drawing: SafeString | str = ""
    how: str = ""
    """The address that says how its figures are computed."""
    told_of: str = ""
    """Of a notice: the page it tells of. A need that leads there itself says more, and takes its place."""


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that comes by itself, said when nothing is urgent; without a day it is told last."""

    title: str
    day: date | None = None
