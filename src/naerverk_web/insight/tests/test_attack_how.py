"""The union representative also keeps how every figure was computed: all that is told is a sum of what is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from naerverk.calendar import Month, Quarter, working_days
from naerverk.reports.explanation import FIGURES
from naerverk_web.conftest import Cast
from naerverk_web.insight.how.lists import COLUMNS
from naerverk_web.insight.how.targets import TREE
from naerverk_web.insight.models import MonthFigure, QuarterFigure
from naerverk_web.insight.tests.lyngholt import FIRST, LAST, TODAY, jobs
from naerverk_web.insight.tests.test_attack import PARTS, Sum, all_shown, attack, cells, trees
from naerverk_web.insight.tests.test_how import NUMBER, number, parts_of
from naerverk_web.organisation.public import Tree, tree

OTHERS = (*COLUMNS, *TREE, "funnel", "target", "proposed", "own", "said", "published")
DAYS = re.compile(
    rf"{NUMBER} (?:tapte dagsverk|avtalte dagsverk|slike dagsverk|graderte dagsverk|dagsverk med sykmelding)"
)
CELL = re.compile(r'<t[dh][^>]*data-label="(Tapte dagsverk|Avtalte dagsverk|Slike dagsverk|Av disse dagsverkene)"'
                  r'[^>]*>([^<]*)<')  # fmt: skip
MONTHS = [FIRST.plus(n) for n in range(LAST.number - FIRST.number + 1)]


def told(cast: Cast, months: tuple[Month, ...]) -> Iterator[str]:
    """Everything that the marks open to Berit, who sees all units."""
    client = cast.client("berit")
    for unit in tree(TODAY).nodes:
        for month in months:
            for figure in (*FIGURES, *OTHERS):
                answer = client.get(f"/presence/how/{figure}/{unit}?month={month.label}")
                if answer.status_code == 200:
                    yield answer.content.decode()


def days_in(text: str) -> Iterator[float]:
    """Every number of days, in the sums and in the tables."""
    for sums in re.findall(r'<div class="nv-sums">(.*?)</div>', text, re.DOTALL):
        yield from (number(each) for each in DAYS.findall(sums.replace("\xa0", " ")))
    for _, each in CELL.findall(text.replace("\xa0", " ")):
        if re.fullmatch(NUMBER, each.strip()):
            yield number(each.strip())


def shown_sums(at: dict[str, Tree]) -> dict[float, Sum]:
    """Sums of what is stored as shown, by their value: months, quarters and twelve months in a row."""
    found: dict[float, Sum] = {}
    stored: dict[tuple[str, str], dict[str, tuple[float, float]]] = {}
    for row in MonthFigure.objects.filter(status="ok"):
        stored.setdefault((row.unit_id, row.part), {})[row.month] = (row.absence_days or 0, row.agreed_days or 0)
    own = {(unit, month) for (unit, part), by_month in stored.items() if part == "whole" for month in by_month}
    windows = [MONTHS[n : n + length] for length in (1, 3, 12) for n in range(len(MONTHS) - length + 1)]
    for (unit, part), by_month in stored.items():
        for window in windows:
            labels = [month.label for month in window]
            if all(label in by_month for label in labels):
                cell = frozenset(each for label in labels for each in _cells(at[label], unit, part, label, own))
                for which in (0, 1):
                    found[round(sum(by_month[label][which] for label in labels), 2)] = cell
    found.update(_of_parts(at))
    return found


def _of_parts(at: dict[str, Tree]) -> Iterator[tuple[float, Sum]]:
    """Parts of a quarter, and of four in a row."""
    parts: dict[tuple[str, str], dict[Quarter, float]] = {}
    for row in QuarterFigure.objects.filter(absence_days__isnull=False):
        parts.setdefault((row.unit_id, row.part), {})[Quarter.parse(row.quarter)] = row.absence_days or 0
    for (unit, part), by_quarter in parts.items():
        for first in by_quarter:
            for length in (1, 4):
                quarters = [first.plus(n) for n in range(length)]
                if all(quarter in by_quarter for quarter in quarters):
                    labels = [month.label for quarter in quarters for month in quarter.months]
                    cell = cells(at[labels[0]].subtree(unit), labels, PARTS[part])
                    yield round(sum(by_quarter[quarter] for quarter in quarters), 2), cell


def _cells(at: Tree, unit: str, part: str, month: str, own: set[tuple[str, str]]) -> Sum:
    there = set(at.subtree(unit))
    if part == "rest":
        there -= {each for child in at.below(unit) if (child, month) in own for each in at.subtree(child)}
    return cells(there, [month])


def _is_known(value: float, known: dict[float, Sum]) -> float | None:
    return next((each for each in (value, round(value - 0.01, 2), round(value + 0.01, 2)) if each in known), None)


@pytest.fixture
def everything_told(seen: Cast) -> list[str]:
    return list(told(seen, (LAST, LAST.plus(-5))))


def test_what_is_told_is_a_sum_of_what_is_shown(everything_told: list[str]) -> None:
    at = trees()
    known = shown_sums(at)
    days = {each for text in everything_told for each in days_in(text)}
    assert len(days) > 300, "the pages tell something"
    unknown = {each for each in days if _is_known(each, known) is None}
    assert unknown == set()
    found = [known[value] for each in days if (value := _is_known(each, known)) is not None]
    _shown, hidden, recovered = attack([*all_shown(at), *found], at)
    assert (hidden > 20, recovered) == (True, 0)


def test_no_number_of_the_library_of_six_is_told(everything_told: list[str]) -> None:
    """What its six are agreed to work, by a second way, stands nowhere; and its page tells of the pool only."""
    days = {each for text in everything_told for each in days_in(text)}
    shares = [job.fte_percent / 100 for job in jobs() if job.unit_id == "K1"]
    for month in MONTHS:
        agreed = round(sum(shares) * working_days(month.first, month.last), 2)
        assert agreed > 0
        assert agreed not in days, month
    pooled = [text for text in everything_told if "Biblioteket har færre enn 10 ansatte" in text]
    assert pooled
    for text in pooled:
        assert "Ansatte i Biblioteket" not in parts_of(text)
