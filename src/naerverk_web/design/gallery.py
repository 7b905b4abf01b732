"""Example content for the gallery: every component in every state, with invented units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from naerverk_web.design.public import Cell, Column, Fact, Link, Table, smiley, spark, tag

SERIES = (9.2, 7.5, 8.2, 7.4, 7.0, 6.7, 6.0, 6.7, 6.9, 8.8, 8.1, 8.3, 8.4, 8.2, 7.7, 7.5, 7.3, 6.7, 7.0, 6.7, 7.2, 8.1)
UNITS = (
    ("Haugen omsorgssenter", 11.2, 10.9, "even"),
    ("Hjemmetjenesten øst", 13.4, 11.6, "short"),
    ("Nordre skole", 7.9, 7.8, "even"),
    ("Solbakken barnehage", 6.6, 7.5, "good"),
    ("Ås bibliotek", None, None, ""),
)


class Example(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=_("Name of the unit"), help_text=_("As it stands on the pay slip."))
    mail = forms.EmailField(label=_("E-mail"), required=False)
    day = forms.DateField(label=_("From which day"), widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("a", _("Nursery")), ("b", _("School"))])
    text = forms.CharField(label=_("What is possible at work?"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    file = forms.FileField(label=_("File from payroll"), required=False)
    show = forms.ChoiceField(
        label=_("Show"), choices=[("p", _("Presence")), ("a", _("Absence"))], widget=forms.RadioSelect
    )
    days = forms.MultipleChoiceField(
        label=_("Send on"),
        choices=[("1", _("Monday")), ("4", _("Thursday"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("You can change this later."),
    )
    agree = forms.BooleanField(label=_("I have told the union representative"), required=False)


def everything(request: HttpRequest) -> dict[str, Any]:
    """The context of the gallery page."""
    wrong = Example({"name": "", "mail": "amina(at)lyngholt", "day": "31.02.2026"}, prefix="wrong")
    wrong.add_error(None, _("The unit has another unit of the same name beside it."))
    return {
        "trail": [Link("Lyngholt kommune", "#"), Link(_("Upbringing"), "#"), Link("Solbakken barnehage")],
        "unit_tabs": _unit_tabs(),
        "views": [Link(_("Presence"), "#", current=True), Link(_("Absence"), "#")],
        "units": _units(),
        "wide_table": _many_months(),
        "wide": _drawing(720, 240),
        "narrow": _drawing(340, 240),
        "numbers": _numbers(),
        "spark_line": spark(_spark(), _("Absence month by month: falling since January")),
        "how": [
            _("Lost full-time days divided by agreed full-time days, the last twelve months."),
            _("Part-time counts by its share, graded sick leave by its grade."),
        ],
        "facts": [Fact(_("Rows in the file"), "1 482"), Fact(_("New people"), 12), Fact(_("Corrected spells"), 41)],
        "page_of_many": Paginator(range(200), 10).get_page(request.GET.get("page")),
        "blank": Example(prefix="blank"),
        "wrong": wrong,
    }


def _unit_tabs() -> list[Link]:
    names = (_("Overview"), _("Presence"), _("Plan"), _("Survey"), _("Year wheel"), _("Meetings"))
    return [Link(name, "#", current=place == 0) for place, name in enumerate(names)]


def _percent(value: float | None) -> Cell:
    if value is None:
        return Cell(_("too few to show"))
    return Cell(f"{value:.1f} %".replace(".", ","), value=value)


def _units() -> Table:
    columns = [
        Column(_("Unit")),
        Column(_("Now"), number=True, about=_("last 12 months")),
        Column(_("A year ago"), number=True),
        Column(_("Development"), sortable=False),
        Column(_("Target"), sortable=False),
    ]
    rows = [
        (Cell(name, url="#"), _percent(now), _percent(then), spark(_spark(), _("falling")), smiley(face) if face else tag("–"))
        for name, now, then, face in UNITS
    ]
    return Table(
        caption=_("Units in Upbringing and care"),
        columns=columns,
        rows=rows,
        foot=(_("All together"), _percent(8.7), _percent(9.1), "", ""),
        exports=[Link("Excel", "#"), Link("CSV", "#"), Link("PDF", "#")],
        search=True,
        note=_("May 2025–April 2026. 412 employees. Units with fewer than ten are counted together."),
    )


def _many_months() -> Table:
    months = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
    rows = [(name, *(_percent(value) for value in SERIES[place : place + 12])) for place, (name, *_rest) in enumerate(UNITS)]
    return Table(
        caption=_("Absence month by month"),
        columns=[Column(_("Unit")), *(Column(month, number=True) for month in months)],
        rows=rows,
        phone="scroll",
        sortable=False,
    )


def _numbers() -> Table:
    rows = [(f"{1 + place % 12:02d}.{2024 + place // 12}", _percent(value)) for place, value in enumerate(SERIES)]
    return Table(
        caption=_("Absence month by month"),
        columns=[Column(_("Month")), Column(_("Absence"), number=True)],
        rows=rows,
        show_caption=False,
        sortable=False,
    )


def _drawing(width: int, height: int) -> SafeString:
    """A stand-in for the library's control chart, in the same colour roles."""
    left, right, top, bottom = 44, 12, 12, 28
    step = (width - left - right) / (len(SERIES) - 1)
    levels = {value: top + (10 - value) * (height - top - bottom) / 6 for value in (4, 6, 8, 10)}
    grid = "".join(
        f'<line class="nv-stroke-grid" x1="{left}" x2="{width - right}" y1="{y:.1f}" y2="{y:.1f}"/>'
        f'<text class="nv-fill-quiet" x="{left - 8}" y="{y + 4:.1f}" text-anchor="end" font-size="12">{value} %</text>'
        for value, y in levels.items()
    )
    points = [(left + place * step, top + (10 - value) * (height - top - bottom) / 6) for place, value in enumerate(SERIES)]
    band = f'<rect class="nv-fill-band" x="{left}" width="{width - left - right}" y="{points[0][1]:.1f}" height="{points[6][1] - points[0][1]:.1f}"/>'
    dots = "".join(f'<circle class="nv-fill-line" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in points)
    return _svg(width, height, band + grid + _line(points) + dots, _("Absence month by month from January 2024"))


def _spark() -> SafeString:
    points = [(4 + place * 5.4, 4 + (10 - value) * 5) for place, value in enumerate(SERIES)]
    return _svg(128, 32, _line(points), "")


def _line(points: Sequence[tuple[float, float]]) -> str:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polyline class="nv-stroke-line" fill="none" stroke-width="1.8" points="{path}"/>'


def _svg(width: int, height: int, marks: str, label: str) -> SafeString:
    spoken = f'role="img" aria-label="{label}"' if label else 'aria-hidden="true"'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {spoken} font-family="Inter, sans-serif">{marks}</svg>'
    return mark_safe(svg)  # noqa: S308 - drawn here
