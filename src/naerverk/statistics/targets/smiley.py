"""The monthly smiley: the last twelve months against the path, as a face, a word and a colour."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from naerverk.calendar import Month
from naerverk.statistics.statement import Statement, shown
from naerverk.statistics.targets.target import ROUNDING, Days, Kind, Target

NEAR_POINTS = 0.3


class Face(StrEnum):
    """At or below the path, a little above it, or more."""

    ON_PATH = "on_path"
    NEAR_PATH = "near_path"
    ABOVE_PATH = "above_path"


# Never red: red is for tasks that are overdue, not for people or rates.
_LOOKS = {Face.ON_PATH: ("🙂", "success"), Face.NEAR_PATH: ("😐", "info"), Face.ABOVE_PATH: ("☹", "warning")}


@dataclass(frozen=True, slots=True)
class Smiley:
    """All three ways of saying it together, so that nobody depends on seeing a colour or a face.

    `picture` is one character, `colour` a colour name of the design system, `word` two or three words, `sentence`
    the figures behind.
    """

    face: Face
    picture: str
    colour: str
    word: Statement
    sentence: Statement


def smiley(target: Target, month: Month, last_twelve: Days, near_points: float = NEAR_POINTS) -> Smiley:
    """The smiley of a month from the days of the twelve months that end with it."""
    above = last_twelve.rate - target.path(month)
    face = _face(above, near_points)
    picture, colour = _LOOKS[face]
    return Smiley(face, picture, colour, Statement(f"targets.{face}"), _sentence(target, month, last_twelve))


def _face(above: float, near_points: float) -> Face:
    if above <= ROUNDING:
        return Face.ON_PATH
    return Face.NEAR_PATH if above <= near_points + ROUNDING else Face.ABOVE_PATH


def _sentence(target: Target, month: Month, last_twelve: Days) -> Statement:
    rate, path = last_twelve.rate, target.path(month)
    if target.kind is Kind.PRESENCE:
        rate, path = 100 - rate, 100 - path
        return Statement("targets.presence_against_path", {"rate": shown(rate), "path": shown(path), "month": month})
    return Statement("targets.absence_against_path", {"rate": shown(rate), "path": shown(path), "month": month})
