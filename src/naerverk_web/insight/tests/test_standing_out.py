"""Berit asks who stands out, and gets a funnel of what is published; nobody is ranked and nothing hidden is in it."""

import re
from collections.abc import Iterator

import pytest
from django.db.models import Sum

from naerverk.calendar import rolling12
from naerverk.statistics.control_charts.finding import Measure
from naerverk_web.conftest import Cast
from naerverk_web.insight.models import Build, MonthFigure
from naerverk_web.insight.pages.standing_out import standing_out
from naerverk_web.insight.tests.lyngholt import LAST
from naerverk_web.insight.tests.test_stories import page

YEAR = [month.label for month in rolling12(LAST)]
KEYS = (f"00000000-0000-4000-8000-{n:012}" for n in range(500, 1000))


def cells(cast: Cast, unit: str = "L", measure: Measure = Measure.PRESENCE) -> Iterator[tuple[str, str, str]]:
    """Name, percent and what is said, as the table has them."""
    found = standing_out(cast.viewer("berit"), unit, None, measure)
    assert found is not None
    for name, percent, _jobs, _usual, said in found.table.rows:
        yield str(name.shown), str(percent.shown), str(said)  # type: ignore[attr-defined]


def test_every_percent_in_it_is_a_sum_of_what_is_stored_as_shown(seen: Cast) -> None:
    shown = MonthFigure.objects.filter(part="whole", status="ok", month__in=YEAR)
    rates = {
        row["unit_id"]: 100 - 100 * row["lost"] / row["agreed"]
        for row in shown.values("unit_id").annotate(lost=Sum("absence_days"), agreed=Sum("agreed_days"))
    }
    tree = seen.viewer("berit").tree
    names = {tree[unit].name: rate for unit, rate in rates.items()}
    found = list(cells(seen))
    assert [name for name, *_ in found] == sorted(name for name, *_ in found)
    assert len(found) == 3
    for name, percent, _said in found:
        assert percent == f"{names[name]:.1f}".replace(".", ",") + "\N{NO-BREAK SPACE}%"


def test_what_is_hidden_or_counted_together_is_not_in_it(seen: Cast) -> None:
    hidden = set(
        MonthFigure.objects.filter(part="whole", status="hidden", month__in=YEAR).values_list("unit_id", flat=True)
    )
    tree = seen.viewer("berit").tree
    assert "K1" in hidden
    names = {name for name, *_ in cells(seen)}
    assert not names & {tree[unit].name for unit in hidden}


def test_the_page_says_the_finding_before_the_drawing_and_turns(seen: Cast) -> None:
    text = page(seen.client("berit"), "/presence/units/L")
    assert (
        text.index("Ingen av de 3 enhetene skiller seg ut")
        < text.index("nv-wide")
        < text.index("som vanlig for størrelsen")
    )
    turned = page(seen.client("berit"), "/presence/units/L?show=absence")
    (here,), (there,) = (re.findall(r"alle sammen, (\d+,\d)", each) for each in (text, turned))
    assert float(here.replace(",", ".")) + float(there.replace(",", ".")) == pytest.approx(100)


def test_who_stands_out_is_named_and_somebody_asks_why(seen: Cast) -> None:
    MonthFigure.objects.filter(unit_id="O1", part="whole").update(agreed_days=40_000, absence_days=13_000)
    for unit in ("H1", "H2"):
        MonthFigure.objects.filter(unit_id=unit, part="whole").update(agreed_days=40_000, absence_days=2_000)
    other_units(30)
    Build.objects.update(key=next(KEYS))
    said = {name: said for name, _percent, said in cells(seen)}
    assert said["Solbakken barnehage"] == "skiller seg ut: lavere nærvær"
    text = page(seen.client("berit"), "/presence/units/L")
    assert "1 av 33 enheter skiller seg ut" in text
    assert "Lavere nærvær enn størrelse og vanlige forskjeller forklarer: Solbakken barnehage." in text
    assert "Høyere fravær enn størrelse og vanlige forskjeller forklarer: Solbakken barnehage." in page(
        seen.client("berit"), "/presence/units/L?show=absence"
    )


def other_units(count: int) -> None:
    """More units below the municipality, all with five per cent."""
    build = Build.objects.get()
    MonthFigure.objects.bulk_create(
        MonthFigure(
            build=build, unit_id=f"x{n}", parent_id="L", month=month, part="whole", status="ok", persons=30,
            agreed_days=20_000 + 900 * n, absence_days=1_000 + 45 * n, rate_percent=5,
        )
        for n in range(count)
        for month in YEAR
    )  # fmt: skip


def test_two_units_are_not_compared(seen: Cast) -> None:
    assert standing_out(seen.viewer("berit"), "H", None, Measure.PRESENCE) is None
    assert "nv-wide" not in page(seen.client("berit"), "/presence/units/H")


def test_before_any_figures_there_is_nothing(cast: Cast) -> None:
    assert standing_out(cast.viewer("berit"), "L", None, Measure.PRESENCE) is None
