"""From an Altair chart to an SVG that is the same bytes every time and takes its colours from the page."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any
from xml.etree import ElementTree as ET

import vl_convert
from altair.utils.schemapi import debug_mode

from naerverk.charts.palette import ROLES

_SVG = "http://www.w3.org/2000/svg"
_VEGA_ONLY = ("class", "role", "aria-roledescription", "aria-hidden", "pointer-events", "font-family")
_CONFIG = {"view": {"stroke": None}, "mark": {"aria": False}, "axis": {"labelOverlap": False, "labelLimit": 0}}


def unchecked() -> AbstractContextManager[None]:
    """Build charts without Altair's check of every part against the schema, which takes most of the time.

    The tests draw every chart, and vl-convert refuses what cannot be drawn.
    """
    quick: AbstractContextManager[None] = debug_mode(False)
    return quick


def draw(chart: Any, *, padding: Mapping[str, int], label: str) -> str:
    """Render an Altair chart with fixed paddings, so that no text width moves anything.

    Marks with a description keep it as a tooltip; `label` is what a screen reader says of the whole drawing.
    """
    spec = chart.to_dict(validate=False)
    spec |= {"padding": dict(padding), "autosize": {"type": "none"}, "background": None, "config": _CONFIG}
    return _dress(vl_convert.vegalite_to_svg(spec), label)


def _dress(svg: str, label: str) -> str:
    """Add colour classes, tooltips and the label; drop what only Vega needs."""
    ET.register_namespace("", _SVG)
    root = ET.fromstring(svg)  # noqa: S314 - drawn by vl-convert a moment ago
    for element in list(root.iter()):
        _dress_element(element)
    for name in ("width", "height", "version"):
        root.attrib.pop(name, None)
    root.attrib |= {"role": "img", "aria-label": label, "class": "nv-chart", "font-family": "Inter, sans-serif"}
    return ET.tostring(root, encoding="unicode")


def _dress_element(element: ET.Element) -> None:
    for name in _VEGA_ONLY:
        element.attrib.pop(name, None)
    colours = {side: element.get(side, "").lower() for side in ("fill", "stroke")}
    classes = [f"nv-{side}-{ROLES[colour]}" for side, colour in colours.items() if colour in ROLES]
    if classes:
        element.set("class", " ".join(classes))
    spoken = element.attrib.pop("aria-label", None)
    if spoken and element.tag == f"{{{_SVG}}}path":
        ET.SubElement(element, f"{{{_SVG}}}title").text = spoken


def axis_labels(labels: Mapping[float, str]) -> str:
    """A Vega expression that writes each tick as given, so that every language writes its own numbers and months."""
    pairs = ",".join(f"{_quote(f'{value:g}')}:{_quote(text)}" for value, text in labels.items())
    return f"({{{pairs}}})[toString(datum.value)]"


def _quote(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
