"""Figures of whole years as they should be: what the tenth with most absence stands for, and the return to work."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from naerverk.reports.months import Months
from naerverk.reports.sources import Sources
from naerverk.reports.years import years_of
from naerverk.statistics.table import DisclosedTable
from naerverk_web.insight.disclosed.versions import Published, versions_out
from naerverk_web.insight.making.differences import Difference, differing
from naerverk_web.insight.models import Layer, YearFigure

YEAR = ("figure", "unit_id", "year", "day", "percent", "low", "high", "status")
Row = tuple[object, ...]


def years_made(sources: Sources, months: Months) -> Iterator[tuple[Difference, Published]]:
    """By plans that take what is out as given; where nothing new may be shown of a year, its figures before stand."""
    tenths_out, returns_out = versions_out(Layer.TENTH), versions_out(Layer.RETURN)
    years = years_of(sources, months, tenths_out, returns_out)
    if years is None:
        yield _made(YearFigure.Figure.TENTH, (), ()), Published(Layer.TENTH, {}, tenths_out)
        yield _made(YearFigure.Figure.RETURN, (), ()), Published(Layer.RETURN, {}, returns_out)
        return
    yield (
        _made(YearFigure.Figure.TENTH, _tenth_rows(years.tenths), years.tenths_stand),
        Published(Layer.TENTH, years.tenth_versions, tenths_out),
    )
    yield (
        _made(YearFigure.Figure.RETURN, _return_rows(years.returns), years.returns_stand),
        Published(Layer.RETURN, years.return_versions, returns_out),
    )


def _made(figure: YearFigure.Figure, rows: Iterable[Row], stand: Collection[str]) -> Difference:
    stored = YearFigure.objects.filter(figure=figure).exclude(year__in=stand)
    return differing(stored, YEAR, rows)


def _tenth_rows(table: DisclosedTable) -> Iterator[Row]:
    for unit, year, percent, status in table.frame.select("unit", "year", "percent", "status").iter_rows():
        yield YearFigure.Figure.TENTH.value, unit, year, 0, percent, None, None, status


def _return_rows(table: DisclosedTable) -> Iterator[Row]:
    names = ("unit", "year", "day", "percent", "low", "high", "status")
    return ((YearFigure.Figure.RETURN.value, *row) for row in table.frame.select(names).iter_rows())
