"""Example content for the gallery: every component in every state, with invented units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from naerverk.calendar import Month
from naerverk.charts.control_chart import control_chart
from naerverk.charts.series import Chart, ControlSeries, Event, Gap, Level, MonthPoint, PathPoint
from naerverk.charts.small import spark_line
from naerverk.locale import LANGUAGES, Words
from naerverk.statistics.control_charts.xmr import PointType
from naerverk_web.design.public import Cell, Column, Fact, HowPart, Link, Table, smiley, spark

PERCENTS = (8.4, 8.9, 8.1, 7.7, 8.6, 8.2, 7.1, 8.0, 8.8, 9.2, 8.5, 8.7, 8.3, 8.8, 8.0, 8.4, 7.9, 8.1, 7.2)
LATELY = (7.0, 7.3, 6.8, 7.1, 6.6, 6.9, 6.6)
FIRST = Month(2024, 3)
MEASURES = Month(2025, 6)
UNITS: tuple[tuple[str, float | None, float | None, str], ...] = (
    ("Haugen omsorgssenter", 11.2, 10.9, "even"),
    ("Hjemmetjenesten øst", 13.4, 11.6, "short"),
    ("Nordre skole", 7.9, 7.8, "even"),
    ("Solbakken barnehage", 6.6, 7.5, "good"),
    ("Ås bibliotek", None, None, ""),
)


class Example(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label=gettext_lazy("Name of the unit"), help_text=gettext_lazy("As it stands on the pay slip.")
    )
    mail = forms.EmailField(label=gettext_lazy("E-mail"), required=False)
    day = forms.DateField(label=gettext_lazy("From which day"), widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of unit"), choices=[("a", gettext_lazy("Nursery")), ("b", gettext_lazy("School"))]
    )
    text = forms.CharField(
        label=gettext_lazy("What is possible at work?"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    file = forms.FileField(label=gettext_lazy("File from payroll"), required=False)
    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        choices=[("p", gettext_lazy("Presence")), ("a", gettext_lazy("Absence"))],
        widget=forms.RadioSelect,
    )
    days = forms.MultipleChoiceField(
        label=gettext_lazy("Send on"),
        choices=[("1", gettext_lazy("Monday")), ("4", gettext_lazy("Thursday"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("You can change this later."),
    )
    agree = forms.BooleanField(label=gettext_lazy("I have told the union representative"), required=False)


def everything(request: HttpRequest) -> dict[str, Any]:
    """The context of the gallery page."""
    words = _words()
    return {
        "menu": [Link(name, "#", current=name == _("Presence")) for name in _menu_names()],
        "trail": [Link("Lyngholt kommune", "#"), Link(_("Upbringing"), "#"), Link("Solbakken barnehage")],
        "unit_tabs": _unit_tabs(),
        "views": [Link(_("Presence"), "#", current=True), Link(_("Absence"), "#")],
        "units": _units(words),
        "wide_table": _many_months(words),
        "drawn": _drawn(words),
        "short_drawn": _short_drawn(words),
        "hidden_drawn": _hidden_drawn(words),
        "spark_line": _spark(words),
        "how": reverse("design:how"),
        "facts": [Fact(_("Rows in the file"), 1482), Fact(_("New people"), 12), Fact(_("Corrected spells"), 41)],
        "page_of_many": Paginator(range(200), 10).get_page(request.GET.get("page")),
        "blank": Example(prefix="blank"),
        "wrong": _wrong(),
    }


def how() -> dict[str, Any]:
    """The context of the page that says how an invented figure is computed."""
    words = _words()
    percent, days = words.percent(6.6, 2), {"lost": words.number(1732), "agreed": words.number(26243)}
    return {
        "title": _("Presence, last 12 months"),
        "lead": words.percent(93.4),
        "trail": [Link("Lyngholt kommune", "#"), Link(_("Presence, last 12 months"))],
        "parts": [
            HowPart(
                texts=[
                    _("Lost full-time days divided by agreed full-time days, the last twelve months."),
                    _("Part-time counts by its share, graded sick leave by its grade."),
                ],
                sums=[
                    _("%(lost)s lost × 100 / %(agreed)s agreed = %(percent)s absence") % {**days, "percent": percent},
                ],
            ),
            HowPart(_("Facts"), facts=[Fact(_("Period"), _("May 2025–April 2026. 38 employees."))]),
        ],
    }


def _words() -> Words:
    lang = get_language()
    return Words(lang if lang in LANGUAGES else "nb")


def _wrong() -> Example:
    form = Example({"wrong-name": "", "wrong-mail": "amina(at)lyngholt", "wrong-day": "31.02.2026"}, prefix="wrong")
    form.add_error(None, _("The unit has another unit of the same name beside it."))
    return form


def _menu_names() -> tuple[str, ...]:
    return (_("Home"), _("Presence"), _("My staff"), _("Survey and measures"), _("Cooperation"), _("Set-up"))


def _unit_tabs() -> list[Link]:
    names = (_("Overview"), _("Presence"), _("Plan"), _("Survey"), _("Year wheel"), _("Meetings"))
    return [Link(name, "#", current=place == 0) for place, name in enumerate(names)]


def _percent(value: float | None, words: Words) -> Cell:
    return Cell(_("too few to show")) if value is None else Cell(words.percent(value), value=value)


def _units(words: Words) -> Table:
    columns = [
        Column(_("Unit")),
        Column(_("Now"), number=True, about=_("last 12 months"), how=reverse("design:how")),
        Column(_("A year ago"), number=True, how=reverse("design:how")),
        Column(_("Development"), sortable=False),
        Column(_("Target"), sortable=False),
    ]
    return Table(
        caption=_("Units in Upbringing and care"),
        columns=columns,
        rows=[_unit_row(*unit, words) for unit in UNITS],
        foot=(_("All together"), _percent(8.7, words), _percent(9.1, words), "", ""),
        exports=[Link("Excel", "#"), Link("CSV", "#"), Link("PDF", "#")],
        search=True,
        note=_("May 2025–April 2026. 412 employees. Units with fewer than ten are counted together."),
    )


def _unit_row(name: str, now: float | None, then: float | None, face: str, words: Words) -> tuple[object, ...]:
    line = _spark(words) if face else ""
    return Cell(name, url="#"), _percent(now, words), _percent(then, words), line, smiley(face) if face else ""


def _many_months(words: Words) -> Table:
    months = [FIRST.plus(n) for n in range(12)]
    shifted = [(name, PERCENTS[place : place + 12]) for place, (name, *_figures) in enumerate(UNITS)]
    return Table(
        caption=_("Absence month by month"),
        columns=[Column(_("Unit")), *(Column(words.month_short(month), number=True) for month in months)],
        rows=[(name, *(_percent(value, words) for value in values)) for name, values in shifted],
        phone="scroll",
        sortable=False,
    )


def _points(percents: Sequence[float | None], lower_from: int) -> tuple[MonthPoint, ...]:
    return tuple(
        MonthPoint(
            FIRST.plus(place),
            percent,
            PointType.IMPROVEMENT if place >= lower_from else PointType.COMMON_CAUSE,
            Gap.HIDDEN if percent is None else None,
        )
        for place, percent in enumerate(percents)
    )


def _drawn(words: Words) -> Chart:
    points = _points((*PERCENTS, *LATELY), lower_from=len(PERCENTS))
    return control_chart(
        ControlSeries(
            unit="Solbakken barnehage",
            finding=_("Seven months below the usual level"),
            points=points,
            levels=(Level(FIRST, points[-1].month, 8.3, 6.5, 10.1),),
            path=tuple(PathPoint(MEASURES.plus(n), 8.3 - 0.1 * n) for n in range(18)),
            events=(Event(MEASURES, _("measures begin")),),
        ),
        words,
    )


def _short_drawn(words: Words) -> Chart:
    points = _points(PERCENTS[:5], lower_from=99)
    return control_chart(ControlSeries("Solbakken barnehage", _("Too few months to say anything yet"), points), words)


def _hidden_drawn(words: Words) -> Chart:
    percents = [None if place in (6, 7, 8) else value for place, value in enumerate(PERCENTS)]
    points = _points(percents, lower_from=99)
    level = Level(FIRST, points[-1].month, 8.3, 6.5, 10.1)
    return control_chart(
        ControlSeries("Ås bibliotek", _("As usual; three months had too few employees to be shown"), points, (level,)),
        words,
    )


def _spark(words: Words) -> SafeString:
    return spark(spark_line("Solbakken barnehage", _points((*PERCENTS, *LATELY), lower_from=99), words))
