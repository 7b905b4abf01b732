"""Colours by role, light and dark, and the style sheet that lets a page's CSS variables drive them.

An SVG carries the light colours as plain attributes, so that it looks right alone and in a PDF; each coloured element
also carries a class (`nv-fill-line`, `nv-stroke-band`), and a page that includes `chart_css()` decides the colours.
Contrast against the background: text at least 4.5:1, marks at least 3:1, in both modes.
"""

from __future__ import annotations

from types import MappingProxyType

LIGHT = MappingProxyType(
    {
        "paper": "#ffffff",
        "ink": "#1e2b3c",
        "quiet": "#56616f",
        "grid": "#dde2e8",
        "line": "#0062ba",
        "band": "#e4eef8",
        "mean": "#3d5166",
        "target": "#0a6b57",
        "better": "#0b6a56",
        "worse": "#944f00",
        "hidden": "#eceef1",
        "event": "#5a4aa0",
        "pale": "#7596b8",
    }
)
DARK = MappingProxyType(
    {
        "paper": "#151a21",
        "ink": "#e9edf3",
        "quiet": "#b4bec9",
        "grid": "#2e3742",
        "line": "#7ab8f5",
        "band": "#1d2f42",
        "mean": "#c3cedb",
        "target": "#5ccbb0",
        "better": "#5bcaaf",
        "worse": "#f2ab57",
        "hidden": "#252c35",
        "event": "#b7a9f3",
        "pale": "#4d6a88",
    }
)
ROLES = MappingProxyType({colour: role for role, colour in LIGHT.items()})
"""From the colour in a drawing back to its role; each light colour therefore occurs once."""


def colour_variables(colours: MappingProxyType[str, str]) -> str:
    """`--nv-line:#0062ba;...` for one mode."""
    return "".join(f"--nv-{role}:{colour};" for role, colour in colours.items())


def chart_css() -> str:
    """Rules that hand the colours of every chart to the page's `--nv-*` variables."""
    rules = (
        f".nv-fill-{role}{{fill:var(--nv-{role},{colour})}}.nv-stroke-{role}{{stroke:var(--nv-{role},{colour})}}"
        for role, colour in LIGHT.items()
    )
    return "".join(rules)
