"""Search over what a viewer may see: units, pages and words. People are found on their own page only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naerverk_web.access.public import Permission, Viewer
from naerverk_web.organisation.public import how_well
from naerverk_web.people.public import people_seen_by
from naerverk_web.project.glossary import TERMS, name_of
from naerverk_web.project.setup.places import places_of

FEWEST_LETTERS, MOST_LETTERS, MOST_HITS = 2, 100, 20


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found."""

    name: str
    about: str
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """What fits the words. `people`: how many fit, for those who may see people; their names are not here."""

    words: str
    too_short: bool = False
    units: tuple[Hit, ...] = ()
    pages: tuple[Hit, ...] = ()
    terms: tuple[Hit, ...] = ()
    people: int = 0

    @property
    def nothing(self) -> bool:
        """Whether there is nothing to show for words that were long enough."""
        return bool(self.words) and not (self.too_short or self.units or self.pages or self.terms or self.people)


def find(viewer: Viewer, words: str, on: date) -> Found:
    """Everything that fits, best first."""
    words = " ".join(words.replace("\0", "").split())[:MOST_LETTERS]
    units = _best([(_fit(words, name, number), hit) for name, number, hit in _units(viewer)])
    if len(words) < FEWEST_LETTERS:
        # The number of a unit may be a single sign.
        exact = tuple(hit for hit in units if words and hit.about.casefold().startswith(f"{words.casefold()} "))
        return Found(words, too_short=bool(words) and not exact, units=exact)
    pages = _best([(_fit(words, f"{hit.name} {hit.about}"), hit) for hit in _pages(viewer)])
    terms = _best([(_fit(words, name_of(term)), _term(n)) for n, term in enumerate(TERMS)])
    return Found(words, False, units, pages, terms, _people(viewer, words, on))


def _fit(words: str, name: str, number: str = "") -> int | None:
    return how_well(words, name, number)


def _best(fits: list[tuple[int | None, Hit]]) -> tuple[Hit, ...]:
    fitting = [(fit, hit.name.casefold(), n, hit) for n, (fit, hit) in enumerate(fits) if fit is not None]
    return tuple(hit for *_, hit in sorted(fitting, key=lambda each: each[:3])[:MOST_HITS])


def _units(viewer: Viewer) -> list[tuple[str, str, Hit]]:
    """The units whose figures the viewer may see; for those who keep the tree, its page of each."""
    seen, keeps = viewer.units(Permission.SEE_FIGURES), viewer.may(Permission.MANAGE_ORGANISATION)
    ids = [each for each in viewer.tree.nodes if each in seen or keeps]
    return [(viewer.tree[each].name, each, _unit(viewer, each, figures=each in seen)) for each in ids]


def _unit(viewer: Viewer, unit_id: str, *, figures: bool) -> Hit:
    above = " · ".join(node.name for node in viewer.tree.path(unit_id)[:-1])
    url = reverse("insight:unit" if figures else "organisation:unit", args=[unit_id])
    return Hit(viewer.tree[unit_id].name, f"{unit_id} {above}", url)


PAGES: tuple[tuple[Promise, Promise, str], ...] = (
    (_("Home"), _("What needs you now."), "project:home"),
    (_("Your account"), _("Your roles, your password, where you are signed in."), "access:account"),
    (_("Your notices"), _("What has been told to you, and how often by e-mail."), "notices:notices"),
    (_("Words and definitions"), _("What the words on these pages mean."), "project:glossary"),
)


def _pages(viewer: Viewer) -> list[Hit]:
    hits = [Hit(str(name), str(about), reverse(route)) for name, about, route in PAGES]
    if viewer.may_somewhere(Permission.SEE_FIGURES):
        hits.append(Hit(str(_("Presence")), str(_("Figures of your units.")), reverse("insight:start")))
    if viewer.may_somewhere(Permission.SEE_PEOPLE) and not viewer.may(Permission.MANAGE_PEOPLE):
        hits.append(
            Hit(str(_("People")), str(_("Who is employed where, and who leads whom.")), reverse("people:people"))
        )
    return hits + [Hit(str(place.name), str(place.about), place.url) for place in places_of(viewer)]


def _term(number: int) -> Hit:
    term = TERMS[number]
    return Hit(name_of(term), str(term.meaning), f"{reverse('project:glossary')}#{term.key}")


def _people(viewer: Viewer, words: str, on: date) -> int:
    return len(people_seen_by(viewer, on, words=words)) if viewer.may_somewhere(Permission.SEE_PEOPLE) else 0
