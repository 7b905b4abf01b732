"""Who sees what: Amina her unit, Aud not Amina's, the library with its neighbours, Berit her target."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.test import Client

from naerverk.calendar import Month
from naerverk.statistics.targets.target import Kind
from naerverk_web.absence.public import touch
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.insight.models import Build, Goal, MonthFigure
from naerverk_web.insight.targets.goals import (
    NotShown,
    adopt_target,
    promise_in_force,
    promise_proposed,
    propose_target,
    signature,
)
from naerverk_web.insight.tests.lyngholt import AT, LAST, TODAY
from naerverk_web.organisation.models import Unit
from naerverk_web.organisation.public import rename_unit


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def test_amina_reads_her_unit(seen: Cast) -> None:
    text = page(seen.client("amina"), "/presence/unit/O1")
    assert "Én måned alene sier lite" in text
    assert text.index("Nærværet") < text.index("Nærvær siste 12 måneder") < text.index("<figure")
    assert "februar 2026" in text
    for word in ("Egenmeldt", "Legemeldt", "Kort", "Langt", "Gradert", "Verdi av tapt arbeid", "Slik er det regnet ut"):
        assert word in text


def test_absence_turns_the_texts_too(seen: Cast) -> None:
    text = page(seen.client("amina"), "/presence/unit/O1?show=absence")
    assert "Fraværet er" in text or "Fraværet var" in text
    assert "Sykefraværet måned for måned" in text
    assert "Fravær i februar 2026" in text


def test_aud_gets_404_for_what_is_aminas(seen: Cast) -> None:
    aud = seen.client("aud")
    for address in ("unit/O1", "units/O1", "csv/O1", "xlsx/O1", "pdf/O1", "target/O1", "unit/nowhere"):
        assert aud.get(f"/presence/{address}").status_code == 404, address
    assert aud.post("/presence/adopt/1/O1").status_code == 404
    assert page(aud, "/presence/unit/H1")
    assert aud.get("/presence/").url == "/presence/unit/H1"


def test_the_library_is_pooled_and_says_with_whom(seen: Cast) -> None:
    text = page(seen.client("berit"), "/presence/unit/K1")
    assert "Biblioteket" in text
    assert "Biblioteket har færre enn 10 ansatte" in text
    assert "Lyngholt kommune" in text
    overview = page(seen.client("berit"), "/presence/units/L")
    assert "liten, regnes sammen med andre" in overview


def test_units_are_ordered_by_name(seen: Cast) -> None:
    text = page(seen.client("berit"), "/presence/units/L")
    places = [text.index(f">{name}</a>") for name in ("Biblioteket", "Helse og omsorg", "Oppvekst")]
    assert places == sorted(places)


def test_a_page_without_figures_invites(cast: Cast) -> None:
    assert "Her vil du se" in page(cast.client("amina"), "/presence/unit/O1")
    assert page(cast.client("amina"), "/")
    assert cast.client("amina").get("/presence/csv/O1").status_code == 404


def test_stale_figures_say_so(seen: Cast) -> None:
    touch([(Unit.objects.get(unit_id="O1").pk, LAST.first, LAST.last)], at=AT)
    assert "beregnes" in page(seen.client("amina"), "/presence/unit/O1")


def test_nonsense_in_the_address_is_as_if_nothing_was_said(seen: Cast) -> None:
    amina = seen.client("amina")
    for query in ("month=2026-13", "month=<script>", "month=1900-01", "show=%00", "month=" + "9" * 5000):
        assert "februar 2026" in page(amina, f"/presence/unit/O1?{query}")
    assert "mai 2025" in page(amina, "/presence/unit/O1?month=2025-05")


def test_the_files_hold_what_the_page_shows(seen: Cast) -> None:
    amina = seen.client("amina")
    text = amina.get("/presence/csv/O1").content.decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert rows[0][0] == "Enhet"
    assert len(rows) == 1 + 26
    assert f"{float(rows[-1][6].replace(',', '.')):.1f}".replace(".", ",") in page(amina, "/presence/unit/O1")
    assert amina.get("/presence/pdf/O1").content.startswith(b"%PDF")
    assert seen.client("petter").get("/presence/csv/H").status_code == 404


def test_a_name_is_never_a_formula(seen: Cast) -> None:
    rename_unit("O1", name="=cmd|'/c calc'!A0", from_day=LAST.first, by=SYSTEM)
    amina = seen.client("amina")
    assert "\n\"'=cmd" in amina.get("/presence/csv/O1").content.decode("utf-8-sig") or "\n'=cmd" in amina.get(
        "/presence/csv/O1"
    ).content.decode("utf-8-sig")
    book = ZipFile(BytesIO(amina.get("/presence/xlsx/O1").content))
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert "=cmd" in book.read("xl/sharedStrings.xml").decode()


@pytest.fixture
def top(seen: Cast) -> Cast:
    """A municipality of 880 full-time jobs with 9.4 per cent absence in every month."""
    whole = MonthFigure.objects.filter(unit_id="L", part="whole")
    for row in whole:
        days = 880 * _days(Month.parse(row.month))
        MonthFigure.objects.filter(pk=row.pk).update(agreed_days=days, absence_days=days * 0.094, rate_percent=9.4)
    Build.objects.update(key="00000000-0000-4000-8000-000000000001")
    return seen


def _days(month: Month) -> int:
    from naerverk.calendar import working_days

    return working_days(month.first, month.last)


def test_berit_adopts_the_target(top: Cast) -> None:
    berit = top.client("berit")
    said = {"kind": "absolute", "value": "8,2", "due": "2027-12", "owner": "senior_leader"}
    assert berit.post("/presence/target/L", said).url == "/presence/unit/L"
    assert "10,6 flere på jobb hver dag, av 880 årsverk" in page(berit, "/presence/unit/L")
    number = Goal.objects.get().pk
    assert top.client("ingrid").post(f"/presence/adopt/{number}/L").status_code == 404
    assert berit.post(f"/presence/adopt/{number}/L").status_code == 302
    text = page(berit, "/presence/unit/L")
    assert "10,6 flere på jobb hver dag" in text
    assert "i rute" in text.lower() or "nesten" in text.lower()
    assert "10,6 flere på jobb hver dag" in page(berit, "/")
    goal = Goal.objects.get()
    assert (goal.baseline_month, goal.signature) == ("2026-02", signature(goal))


def test_months_before_the_target_are_not_held_against_it(seen: Cast) -> None:
    berit = seen.viewer("berit")
    number = propose_target(berit, "O", kind=Kind.ABSOLUTE, value=3.0, due=Month(2027, 12), on=TODAY)
    adopt_target(berit, "O", number, on=TODAY)
    now, before = (page(seen.client("berit"), f"/presence/unit/O?month={month}") for month in ("2026-02", "2026-01"))
    assert "Ikke i rute" in now or "I rute" in now
    assert "Ikke i rute" not in before
    assert "I rute" not in before
    assert "Målet starter senere. Se på den nyeste måneden: Er dere på vei?" in before
    assert "Ikke noe mål ennå" not in before
    assert "Foreslå et" not in page(seen.client("ingrid"), "/presence/unit/O?month=2026-01")
    assert "Målet tar utgangspunkt i februar 2026: tidligere måneder blir ikke målt mot det." in before
    rows = [page(seen.client("berit"), f"/presence/units/L?month={month}") for month in ("2026-02", "2026-01")]
    assert ["nv-smiley" in row for row in rows] == [True, False]


def test_a_locked_baseline_stays_when_the_figures_change(top: Cast) -> None:
    berit = top.viewer("berit")
    number = propose_target(berit, "L", kind=Kind.ABSOLUTE, value=8.2, due=Month(2027, 12), on=TODAY)
    assert promise_proposed(berit, "L") is not None
    adopt_target(berit, "L", number, on=TODAY)
    MonthFigure.objects.filter(unit_id="L", part="whole").update(absence_days=1)
    Build.objects.update(key="00000000-0000-4000-8000-000000000002")
    promise = promise_in_force(berit, "L")
    assert promise is not None
    assert round(promise.target.baseline.days.rate, 6) == 9.4
    assert round(promise.more_at_work, 2) == 10.56
    assert adopt_target(berit, "L", number, on=TODAY) is None, "adopted already"


def test_a_pooled_unit_gets_no_target_of_its_own(seen: Cast) -> None:
    with pytest.raises(NotShown):
        propose_target(seen.viewer("berit"), "K1", kind=Kind.PRESENCE, value=95, due=Month(2027, 12), on=TODAY)
    said = {"kind": "presence", "value": "95", "due": "2027-12", "owner": "leader"}
    text = seen.client("berit").post("/presence/target/K1", said)
    assert "ikke har tall" in text.content.decode() or "ingen tall" in text.content.decode()


def test_a_unit_without_a_target_is_told_so_beside_its_number(seen: Cast) -> None:
    said = {"kind": "presence", "value": "95", "due": "2027-12", "owner": "leader"}
    none_yet = "Ikke noe mål ennå."
    amina = seen.client("amina")

    assert none_yet in amina.get("/presence/unit/O1").content.decode()
    assert none_yet not in seen.client("berit").get("/presence/unit/K1").content.decode(), "it has no number of its own"
    amina.post(amina.get("/presence/target/O1").context["action"], said)
    assert none_yet not in amina.get("/presence/unit/O1").content.decode(), "one is proposed"


def test_an_impossible_target_is_said_beside_the_field(seen: Cast) -> None:
    said = {"kind": "presence", "value": "195", "due": "2027-12", "owner": "leader"}
    text = seen.client("amina").post("/presence/target/O1", said)
    assert "195" in text.content.decode()
    assert not Goal.objects.exists()


def test_two_who_propose_at_once_hear_of_each_other(seen: Cast) -> None:
    said = {"kind": "presence", "value": "95", "due": "2027-12", "owner": "leader"}
    amina, jonas = seen.client("amina"), seen.client("jonas")
    looked_at = amina.get("/presence/target/O1").context["action"], jonas.get("/presence/target/O1").context["action"]
    assert amina.post(looked_at[0], said).status_code == 302
    refused = jonas.post(looked_at[1], {**said, "value": "96"})
    assert "i mellomtiden" in refused.content.decode()
    assert Goal.objects.get().value == 95
    assert jonas.post(refused.context["action"], {**said, "value": "96"}).status_code == 302, "now he knows"
    assert Goal.objects.get().value == 96


def test_a_new_target_takes_the_place_of_the_old(top: Cast) -> None:
    berit = top.viewer("berit")
    for value in (8.2, 8.0):
        said = {"kind": Kind.ABSOLUTE, "value": value, "due": Month(2027, 12), "on": TODAY, "reason": "ny plan"}
        number = propose_target(berit, "L", **said)  # type: ignore[arg-type]
        adopt_target(berit, "L", number, on=TODAY)
    assert Goal.objects.filter(replaced_on=None).count() == 1
    promise = promise_in_force(berit, "L")
    assert promise is not None
    assert promise.target.rate == 8.0
