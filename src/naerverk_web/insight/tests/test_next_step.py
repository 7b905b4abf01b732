"""The line on a unit page that says what to do now."""

from types import SimpleNamespace

import pytest

from naerverk.calendar import Month
from naerverk.reports.figures import Standing
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.statement import Statement
from naerverk.statistics.targets.smiley import Face
from naerverk.statistics.targets.target import Kind
from naerverk_web.conftest import Cast
from naerverk_web.insight.pages.next_step import Situation, next_step
from naerverk_web.insight.targets.goals import propose_target
from naerverk_web.insight.tests.lyngholt import TODAY

ADOPTED = Situation(has_target=True, starts_later=False, is_proposed=False, may_adopt=False, may_propose=True)


def report(**given):
    usual = {
        "standing": Standing.OWN,
        "shows_figures": True,
        "above": ("Helse",),
        "finding": Statement("control_charts.presence_ordinary"),
        "measure": Measure.PRESENCE,
        "target": None,
    }
    return SimpleNamespace(**{**usual, **given})


def test_every_viewer_is_told_their_own_next_step(seen: Cast) -> None:
    def told(who: str, unit: str) -> str:
        text = seen.client(who).get(f"/presence/unit/{unit}").content.decode()
        return text.split('class="nv-next">')[1].split("</p>")[0]

    assert "Snakk om tallene sammen med enhetene" in told("berit", "K1")
    assert "Bli enige om et mål" in told("amina", "O1")
    assert "Spør lederen" in told("rune", "O1")
    propose_target(seen.viewer("amina"), "O1", kind=Kind.PRESENCE, value=95, due=Month(2027, 12), on=TODAY)
    assert "når toppledelsen har vedtatt det" in told("amina", "O1")
    assert "vedta det hvis du er enig" in told("berit", "O1")


@pytest.mark.parametrize(("measure", "worse"), [(Measure.PRESENCE, "shift_below"), (Measure.ABSENCE, "shift_above")])
def test_what_has_become_worse_goes_before_the_target(measure: Measure, worse: str) -> None:
    found = Statement(f"control_charts.{measure}_{worse}")
    assert next_step(report(measure=measure, finding=found), ADOPTED).startswith("Snakk med tillitsvalgt og verneombud")
    better = {"shift_below": "shift_above", "shift_above": "shift_below"}[worse]
    found = Statement(f"control_charts.{measure}_{better}")
    assert "hold fast ved det" in next_step(report(measure=measure, finding=found), ADOPTED)


def test_far_from_the_path_one_measure_is_chosen() -> None:
    far = SimpleNamespace(smiley=SimpleNamespace(face=Face.ABOVE_PATH))
    assert "det ene tiltaket" in next_step(report(target=far), ADOPTED)
    assert "neste måned" in next_step(report(), ADOPTED)


def test_a_unit_without_figures_is_sent_to_the_one_above() -> None:
    assert "Helse" in next_step(report(standing=Standing.TOO_SMALL, shows_figures=False), ADOPTED)
    assert "en annen måned" in next_step(report(standing=Standing.NO_DATA, shows_figures=False), ADOPTED)


def test_whose_the_figures_are_is_said_before_what_they_mean(seen: Cast) -> None:
    text = seen.client("berit").get("/presence/unit/K1").content.decode()
    order = ("for få ansatte til å ha egne tall", "Tallene gjelder disse", "Til sammen: Nærværet", "Hva nå?")
    places = [text.index(each) for each in order]
    assert places == sorted(places)
