"""The words of the pages and what they mean, in the reader's language; the same words as in GLOSSARY.md."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("nb", "nn", "en")


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means. `key` is where a link points."""

    key: str
    word: Promise
    meaning: Promise

    def elsewhere(self) -> list[tuple[str, str]]:
        """The other languages, and the word in each."""
        here, said = translation.get_language(), []
        for language in LANGUAGES:
            with translation.override(language):
                said += [(language, str(self.word))] if language != here else []
        return said


TERMS = (
    Term(
        "absence-rate",
        _("absence rate"),
        _("Lost working days out of a hundred agreed ones. Part-time and graded leave count for the part they are."),
    ),
    Term("presence-rate", _("presence rate"), _("A hundred less the absence rate. Used for goals.")),
    Term(
        "absence-days",
        _("absence days"),
        _("Working days lost to sickness, times the share of the position, times the grade."),
    ),
    Term(
        "agreed-days",
        _("agreed days"),
        _("Working days employed, times the share of the position. Holiday taken is not subtracted."),
    ),
    Term("rolling-12", _("rolling 12"), _("The last twelve months together, so that winters and summers weigh alike.")),
    Term("self-certified", _("self-certified"), _("Sickness absence without a doctor's note.")),
    Term("doctor-certified", _("doctor-certified"), _("Sickness absence with a doctor's note.")),
    Term("graded-leave", _("graded leave"), _("Partly at work and partly on sick leave.")),
    Term("grade", _("grade"), _("The part of the position that is lost, in per cent.")),
    Term(
        "short-and-long",
        _("short and long"),
        _("Short absence lasts up to 16 calendar days, the days the employer pays. Long absence lasts longer."),
    ),
    Term("employer-period", _("employer period"), _("The first 16 calendar days of an absence, paid by the employer.")),
    Term(
        "control-chart",
        _("control chart"),
        _("The months in a row, with the band where they usually lie. A point inside the band says nothing new."),
    ),
    Term("ordinary-variation", _("ordinary variation"), _("Ups and downs that need no explanation.")),
    Term(
        "special-cause",
        _("special cause"),
        _("A month or a row of months that is hardly by chance: a reason to look, not a verdict."),
    ),
    Term(
        "baseline",
        _("baseline"),
        _("Where a target starts: the last twelve months on the day it was adopted, locked and signed."),
    ),
    Term("target-path", _("target path"), _("The straight line from the baseline to the day the target is due.")),
    Term("smiley", _("smiley"), _("Face, word and colour: the last twelve months against the target path.")),
    Term(
        "more-at-work-every-day",
        _("more at work every day"),
        _("What a lower rate means in people: full-time equivalents times the fall in points, by a hundred."),
    ),
    Term("full-time-equivalents", _("full-time equivalents"), _("All positions added up to full ones.")),
    Term("pooled", _("pooled"), _("Units too small to be shown alone, shown as one.")),
    Term(
        "publication-plan",
        _("publication plan"),
        _(
            "Which figures are shown, settled month by month and the same for everybody, so that nobody can subtract one from another."
        ),
    ),
    Term(
        "disclosure-control", _("disclosure control"), _("Hiding figures so that nobody can be recognised in a table.")
    ),
    Term("production-view", _("production view"), _("What the work that was not done was worth.")),
    Term("budget-view", _("budget view"), _("What absence does to the accounts: substitutes, less the refund.")),
    Term("refund", _("refund"), _("Sick pay that NAV pays back to the employer after the employer period.")),
    Term("substitute", _("substitute"), _("Somebody who works instead.")),
    Term(
        "follow-up-plan",
        _("follow-up plan"),
        _("A written plan the leader and the employee make together, within four weeks."),
    ),
    Term(
        "dialogue-meeting-1",
        _("dialogue meeting 1"),
        _("The employer's meeting with the employee, within seven weeks."),
    ),
    Term("maximum-date", _("maximum date"), _("When the right to sick pay is used up.")),
    Term("measure", _("measure"), _("Something that is done to make things better.")),
    Term("indicator", _("indicator"), _("A number with one definition.")),
    Term("unit", _("unit"), _("A part of the organisation. Units are dated: they merge, split and move.")),
    Term("leader", _("leader"), _("Answers for a unit.")),
    Term(
        "union-representative",
        _("union representative"),
        _("Elected by the employees; decides together with the leader."),
    ),
    Term(
        "safety-representative",
        _("safety representative"),
        _("Watches over the working environment, and that duties are done."),
    ),
    Term("import-profile", _("import profile"), _("How one system's files become our tables.")),
)


def terms() -> list[Term]:
    """All words, in the order of the reader's language."""
    return sorted(TERMS, key=lambda term: str(term.word).casefold())


def name_of(term: Term) -> str:
    """The word as a heading."""
    return capfirst(str(term.word))
