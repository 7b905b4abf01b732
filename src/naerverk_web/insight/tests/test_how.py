"""Every figure on the pages opens how it is computed, and the numbers told there come out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from naerverk.calendar import Month
from naerverk.statistics.targets.target import Kind
from naerverk_web.conftest import Cast
from naerverk_web.insight.models import MonthFigure
from naerverk_web.insight.targets.goal_tree import share_target
from naerverk_web.insight.targets.goals import adopt_target, propose_target
from naerverk_web.insight.targets.outcomes import Wanted, note_value, set_outcome
from naerverk_web.insight.tests.lyngholt import LAST, TODAY
from naerverk_web.insight.tests.test_stories import page

PAGES = (
    "/",
    "/presence/units/L",
    "/presence/unit/L",
    "/presence/unit/O1",
    "/presence/unit/O1?show=absence&month=2025-11",
    "/presence/unit/K1",
    "/presence/targets/L",
    "/presence/card/O1",
    "/presence/compare/O1",
)


@pytest.fixture
def lived(seen: Cast) -> Cast:
    """Targets are adopted and proposed, and a line stands on the goal card."""
    berit, amina = seen.viewer("berit"), seen.viewer("amina")
    for unit, change in (("L", -10.0), ("O1", -5.0)):
        due = Month(2027, 2)
        number = propose_target(berit, unit, kind=Kind.RELATIVE, value=change, due=due, on=TODAY)
        adopt_target(berit, unit, number, on=TODAY)
    share_target(berit, "L", on=TODAY)
    said = {"kind": Kind.PRESENCE, "value": 92.0, "due": Month(2027, 12), "on": TODAY, "reason": "ny plan"}
    propose_target(amina, "O1", **said)  # type: ignore[arg-type]
    wanted = Wanted("users", "Foreldre som er fornøyde", "prosent", 62, TODAY.replace(year=2025), 75, TODAY, "leader")
    number = set_outcome(amina, "O1", wanted, on=TODAY)
    note_value(amina, "O1", number, on=TODAY.replace(month=1), value=71.5)
    return seen


KINDS = {"nv-figure": "div", "nv-chart-figure": "figure", "nv-number": "th", "nv-facts": "dl"}
"""The figure components; in a table, every column of numbers is one."""


class Figures(HTMLParser):
    """The figure components of a page, each with the marks inside it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str | None]] = []
        self.found: list[tuple[str, list[str]]] = []
        self.within: list[int] = []
        self.cards: list[list[str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        classes = (given.get("class") or "").split()
        if tag in ("br", "meta", "link", "input", "img"):
            return
        kind = next((name for name, element in KINDS.items() if name in classes and tag == element), None)
        # Facts that are folded away (the method, the assumptions) explain and are no figures.
        if kind and not (kind == "nv-facts" and any(name == "nv-more" for _, name in self.open)):
            self.found.append((kind, []))
            self.within.append(len(self.found) - 1)
        else:
            kind = "nv-more" if "nv-more" in classes else "nv-card" if "nv-card" in classes else None
        if kind == "nv-card":
            self.cards.append([])
        self.open.append((tag, kind))
        if "nv-how" in classes:
            href = given["href"] or ""
            for place in self.within:
                self.found[place][1].append(href)
            if not self.within and self.cards:
                self.cards[-1].append(href)
        if kind == "nv-facts" and self.cards:
            self.found[-1][1].extend(self.cards[-1])

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            name, kind = self.open.pop()
            if kind in KINDS and self.within:
                self.within.pop()
            if kind == "nv-card":
                self.cards.pop()
            if name == tag:
                return


def marks(text: str) -> list[str]:
    return [each.replace("&amp;", "&") for each in re.findall(r'class="nv-how" href="([^"]+)"', text)]


@pytest.mark.parametrize("address", PAGES)
def test_every_figure_on_the_pages_opens_how_it_is_computed(lived: Cast, address: str) -> None:
    for who in ("berit", "amina"):
        client = lived.client(who)
        answer = client.get(address)
        if answer.status_code == 404:
            continue
        text = answer.content.decode()
        found = Figures(text).found
        assert found, address
        for kind, how in found:
            # The table beside a drawing has the drawing's own mark.
            inside_chart = kind == "nv-number" and "nv-chart-figure" in text
            assert how or inside_chart, (address, kind)
        for each in marks(text):
            told = page(client, each)
            assert "data-how" in told, each
            assert "{" not in parts_of(told), each
            # What is written by hand, or published by others, has its own words for where it is from.
            assert "Definisjon" in told or "/line-" in each or "/published/" in each, each


def parts_of(text: str) -> str:
    """What a mark opens, as text."""
    inside = text.partition("data-how>")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", inside).replace("\xa0", " ").replace("&nbsp;", " ").split())


def number(text: str) -> float:
    return float(text.replace(" ", "").replace("−", "-").replace(",", "."))


NUMBER = r"([−\d][\d ]*(?:,\d+)?)"


def absence_sums(text: str) -> Iterator[tuple[float, float, float]]:
    """Lost, agreed and percent of every sum that is told."""
    for lost, agreed, percent in re.findall(
        rf"{NUMBER} tapte dagsverk × 100 / {NUMBER} avtalte dagsverk = {NUMBER} % fravær", text
    ):
        yield number(lost), number(agreed), number(percent)


def day_sums(unit: str, months: list[Month], part: str = "whole") -> tuple[float, float]:
    """A second way: what is stored, added up in plain Python."""
    labels = {month.label for month in months}
    rows = [row for row in MonthFigure.objects.filter(unit_id=unit, part=part) if row.month in labels]
    assert len(rows) == len(labels)
    return sum(row.absence_days or 0 for row in rows), sum(row.agreed_days or 0 for row in rows)


def test_the_cards_of_the_home_page_open_their_figures_too(lived: Cast) -> None:
    client = lived.client("amina")
    opened = marks(page(client, "/"))
    assert "/presence/how/months/O1" in opened, "the small drawing of the newest month"
    assert "/presence/how/target/O1" in opened, "how the unit fares against its target"
    for each in opened:
        assert "data-how" in page(client, each)


def test_the_last_twelve_months_come_out(seen: Cast) -> None:
    client = seen.client("amina")
    text = parts_of(page(client, "/presence/how/rolling/O1"))
    (lost, agreed, percent), (before, agreed_before, percent_before) = absence_sums(text)
    now = [LAST.plus(-n) for n in range(12)]
    then = [LAST.plus(-n) for n in range(12, 24)]
    assert (lost, agreed) == pytest.approx(day_sums("O1", now), abs=0.005)
    assert (before, agreed_before) == pytest.approx(day_sums("O1", then), abs=0.005)
    assert percent == pytest.approx(100 * lost / agreed, abs=0.01)
    assert percent_before == pytest.approx(100 * before / agreed_before, abs=0.01)
    shown = f"{100 - percent:.1f}".replace(".", ",")
    assert f"{shown} %" in page(client, "/presence/unit/O1").replace("\xa0", " ")
    for said in ("SSB", "Alle ansatte i Solbakken barnehage", "Regnet ut 10.03.2026", "fra 10 ansatte"):
        assert said in text


def test_the_month_and_the_same_month_a_year_before_come_out(seen: Cast) -> None:
    text = parts_of(page(seen.client("amina"), "/presence/how/month/O1?month=2025-11"))
    for (lost, agreed, percent), month in zip(absence_sums(text), (Month(2025, 11), Month(2024, 11)), strict=True):
        assert (lost, agreed) == pytest.approx(day_sums("O1", [month]), abs=0.005)
        assert percent == pytest.approx(100 * lost / agreed, abs=0.01)
