"""What a unit page says before the figures: what they mean, whose they are, and what to do now."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from naerverk.reports.figures import Standing, UnitReport
from naerverk.reports.page import Page
from naerverk.statistics.control_charts.finding import Measure
from naerverk.statistics.targets.smiley import Face

TOGETHER = (Standing.POOLED, Standing.POOLED_TO_PROTECT)
HIGH = ("above_upper", "rising", "shift_above", "near_upper", "level_higher")
LOW = ("below_lower", "falling", "shift_below", "near_lower", "level_lower")


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides the next step besides the figures: the target's way through the house, and what the viewer may."""

    has_target: bool
    starts_later: bool
    is_proposed: bool
    may_adopt: bool
    may_propose: bool


def leading(report: UnitReport, words: Page) -> tuple[str, tuple[str, ...]]:
    """The first sentence and those below it. Of figures for several units it is said first whose they are."""
    if report.standing not in TOGETHER:
        return words.lead, words.explanation
    *finding, why = words.lead, *words.explanation
    together = _("Together: %(finding)s") % {"finding": " ".join(finding)}
    if report.standing is Standing.POOLED:
        return _("%(unit)s has too few employees for figures of its own.") % {"unit": report.name}, (why, together)
    return _("The figures of %(unit)s are shown together with others.") % {"unit": report.name}, (why, together)


def next_step(report: UnitReport, situation: Situation) -> str:
    """One sentence; the most urgent first."""
    return _of_units_without_figures(report) or _of_finding(report) or _of_target(report, situation)


def _of_units_without_figures(report: UnitReport) -> str:
    if report.standing is Standing.OWN:
        return ""
    if report.shows_figures:
        return _("Talk about the figures with the units they are counted together with.")
    if report.standing in (Standing.TOO_SMALL, Standing.PROTECTING) and report.above:
        return _("Use the figures of %(unit)s: yours are a part of them.") % {"unit": report.above[-1]}
    return _("Look at another month, or ask those who bring the files in.")


def _of_finding(report: UnitReport) -> str:
    code = report.finding.code.rpartition(".")[2].removeprefix(f"{report.measure}_") if report.finding else ""
    worse, better = (LOW, HIGH) if report.measure is Measure.PRESENCE else (HIGH, LOW)
    if code in worse:
        return _(
            "Talk with the union and safety representatives: what has changed at work, and what will you try first?"
        )
    if code in better:
        return _("Find out together what works, and hold on to it.")
    return ""


def _of_target(report: UnitReport, situation: Situation) -> str:
    if situation.is_proposed:
        if situation.may_adopt:
            return _("A target is proposed. Look at it below, and adopt it if you agree.")
        return _("A target is proposed. It holds when top management has adopted it.")
    if situation.starts_later:
        return _("The target starts later. Look at the newest month: are you on the way?")
    if not situation.has_target:
        if situation.may_propose:
            return _("There is no target yet. Agree on one with the union and safety representatives, and propose it.")
        return _("There is no target yet. Ask the leader when you will agree on one.")
    if report.target and report.target.smiley.face is Face.ABOVE_PATH:
        return _("Choose with the union and safety representatives the one measure that would help most now.")
    return _("Hold on to what you are doing, and look again when the next month is ready.")
