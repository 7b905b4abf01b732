"""The three faces, drawn: a face, a word and a colour together say where a unit stands on its path."""

from __future__ import annotations

from naerverk.charts.palette import LIGHT
from naerverk.statistics.targets.smiley import Face

_MOUTHS = {
    Face.ON_PATH: "M15 28 C18 34 30 34 33 28",
    Face.NEAR_PATH: "M16 31 L32 31",
    Face.ABOVE_PATH: "M16 33 C19 28.5 29 28.5 32 33",
}
_ROLES = {Face.ON_PATH: "better", Face.NEAR_PATH: "line", Face.ABOVE_PATH: "worse"}


def face_svg(face: Face) -> str:
    """A drawing without a label: the word always stands beside it."""
    role = _ROLES[face]
    stroke = f'class="nv-stroke-{role}" stroke="{LIGHT[role]}" stroke-width="3" stroke-linecap="round" fill="none"'
    eye = f'class="nv-fill-{role}" fill="{LIGHT[role]}"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" aria-hidden="true" focusable="false">'
        f'<circle cx="24" cy="24" r="21" {stroke}/><circle cx="17" cy="19" r="2.6" {eye}/>'
        f'<circle cx="31" cy="19" r="2.6" {eye}/><path d="{_MOUTHS[face]}" {stroke}/></svg>'
    )
