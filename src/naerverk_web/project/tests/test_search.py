"""Search: each finds what is open to them, however it is typed; names of people are never among the units."""

import logging
from datetime import date

import pytest
from django.utils import timezone

from naerverk.records import Employment, Sex
from naerverk_web.audit.models import Event
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.people.models import Person
from naerverk_web.people.public import import_employments
from naerverk_web.project.search import find


def found(cast: Cast, who: str, words: str):
    return find(cast.viewer(who), words, timezone.localdate())


def names(cast: Cast, who: str, words: str) -> list[str]:
    return [hit.name for hit in found(cast, who, words).units]


@pytest.fixture
def solveig(cast: Cast) -> Cast:
    """Solveig works at Solbakken."""
    job = Employment("101", "O1", date(2020, 1, 1), 80.0, None, Sex.F, 1980, "5311")
    import_employments([job], batch="x", at=timezone.now(), complete=False, by=SYSTEM)
    Person.objects.update(name="Solveig Ås")
    return cast


def test_amina_finds_her_own_unit_and_ingrid_finds_all(cast: Cast) -> None:
    assert names(cast, "amina", "sol") == ["Solbakken barnehage"]
    assert names(cast, "amina", "lia") == []
    assert names(cast, "ingrid", "lia") == ["Lia sykehjem"]
    assert names(cast, "aud", "solbakken") == []


@pytest.mark.parametrize("words", ["HJEMMETJENESTEN ØST", "hjemmetjenesten ost", "øst", "  ost  ", "H1"])
def test_letters_may_be_typed_as_one_can(cast: Cast, words: str) -> None:
    assert "Hjemmetjenesten øst" in names(cast, "berit", words)


def test_one_letter_is_too_little_unless_it_is_a_number(cast: Cast) -> None:
    assert found(cast, "ingrid", "s").too_short
    exact = found(cast, "ingrid", "h")
    assert (exact.too_short, [hit.name for hit in exact.units]) == (False, ["Helse og omsorg"])
    assert not found(cast, "ingrid", "").too_short


def test_people_are_counted_for_those_who_may_see_them_and_named_for_nobody(solveig: Cast) -> None:
    for name, n in {"amina": 1, "ingrid": 1, "jonas": 0, "berit": 0, "aud": 0, "rune": 0, "it": 0}.items():
        assert found(solveig, name, "solveig").people == n
        page = solveig.client(name).get("/search?q=solveig").content.decode()
        assert "Solveig Ås" not in page
        assert ('href="/people/?q=solveig"' in page) == bool(n)


def test_pages_and_words_are_found_too(cast: Cast) -> None:
    assert "Importer" in [hit.name for hit in found(cast, "ingrid", "import").pages]
    assert "Importer" not in [hit.name for hit in found(cast, "amina", "import").pages]
    assert found(cast, "rune", "egenmeldt").terms[0].url.endswith("#self-certified")


def test_nothing_found_says_what_to_do(cast: Cast) -> None:
    assert "Prøv færre bokstaver" in cast.client("amina").get("/search?q=xyzzy").content.decode()


@pytest.mark.parametrize("words", ["%", "_", "<script>alert(1)</script>", "\0\0", "x" * 9000, "' OR ''='", "  "])
def test_odd_words_find_nothing_and_break_nothing(cast: Cast, words: str) -> None:
    answer = cast.client("rune").get("/search", {"q": words})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()


def test_what_somebody_searches_for_is_written_nowhere(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        cast.client("amina").get("/search?q=ryggsmerter")
    assert "ryggsmerter" not in caplog.text
    assert not any("ryggsmerter" in f"{event.about_id} {event.details}" for event in Event.objects.all())
