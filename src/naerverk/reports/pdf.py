"""The report as one tagged A4 page (PDF/UA-1); the same bytes from the same report."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import typst

from naerverk.charts.palette import LIGHT
from naerverk.charts.series import Chart
from naerverk.locale import Words
from naerverk.reports.faces import face_svg
from naerverk.reports.page import Page

FONTS = Path(__file__).with_name("fonts")


def has_own_font() -> bool:
    """Whether Inter is there; without it typst's own serif is used."""
    return any(FONTS.glob("*.ttf"))


def pdf_of(page: Page, dated: date) -> bytes:
    """The document as bytes. `dated` is the document's date, so that nothing in it comes from a clock."""
    return _compile(page, dated, format="pdf", pdf_standards=["ua-1"])


def png_of(page: Page, dated: date, *, ppi: float = 144) -> bytes:
    """The first page as a picture, for looking at it."""
    return _compile(page, dated, format="png", ppi=ppi)


def _compile(page: Page, dated: date, **how: Any) -> bytes:
    template = files("naerverk.reports").joinpath("templates/report.typ")
    inputs = {"page": json.dumps(_as_data(page, dated), ensure_ascii=False)}
    moment = datetime.combine(dated, time(), UTC)
    with as_file(template) as path:
        made = typst.compile(
            str(path), font_paths=[str(FONTS)], ignore_system_fonts=True, sys_inputs=inputs, timestamp=moment, **how
        )
    pages = made if isinstance(made, list) else [made]
    return bytes(pages[0])


def _as_data(page: Page, dated: date) -> dict[str, Any]:
    """The page as JSON: drawings as text, faces as drawings."""
    data = asdict(page)
    words = Words(page.lang)
    data |= {
        "date": {"year": dated.year, "month": dated.month, "day": dated.day},
        "colours": dict(LIGHT),
        "page_of": words.say("reports.page_of", page="{page}", pages="{pages}"),
        "tiles": [asdict(tile) | {"face": tile.face and face_svg(tile.face)} for tile in page.tiles],
        "chart": page.chart and _picture(page.chart) | {"key": page.chart.key},
        "panels": [asdict(panel) | {"chart": _picture(panel.chart)} for panel in page.panels],
    }
    return data


def _picture(chart: Chart) -> dict[str, Any]:
    return {"svg": chart.wide, "alt": chart.description}
