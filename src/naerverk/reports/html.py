"""The report as one HTML file: no scripts, nothing to fetch, light and dark, phone and print."""

from __future__ import annotations

import functools
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from naerverk.charts.palette import DARK, LIGHT, chart_css, colour_variables
from naerverk.reports.faces import face_svg
from naerverk.reports.page import Page
from naerverk.statistics.targets.smiley import Face


def html_of(page: Page) -> str:
    """The whole document."""
    faces = {face: Markup(face_svg(face)) for face in Face}  # noqa: S704 - our own drawings
    style = Markup(_style())  # noqa: S704 - our own style sheet
    return _template().render(page=page, faces=faces, style=style)


@functools.cache
def _template() -> Template:
    loader = PackageLoader("naerverk.reports", "templates")
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("report.html.jinja")


def _style() -> str:
    """Colours by mode, then the layout; print is always light."""
    sheet = files("naerverk.reports").joinpath("templates/report.css").read_text(encoding="utf-8")
    light, dark = colour_variables(LIGHT), colour_variables(DARK)
    modes = f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return modes + chart_css() + sheet.replace("\n", "")
