"""The goal card: no single number steers."""

from datetime import timedelta

from django.utils import timezone

from naerverk_web.conftest import Cast
from naerverk_web.insight.models import Outcome, OutcomeValue
from naerverk_web.insight.targets.outcomes import card_of
from naerverk_web.insight.tests.test_stories import page

POLICY = {
    "theme": "competence",
    "name": "Ledere og ansatte som kjenner HMS-målene",
    "measured_in": "prosent",
    "start": "62,5",
    "start_on": "2026-01-01",
    "goal": "80",
    "due_on": "2027-12-31",
    "owner": "leader",
}


def put(cast: Cast, **changed: str) -> str:
    answer = cast.client("amina").post("/presence/outcome/O1", {**POLICY, **changed})
    return answer.content.decode() if answer.status_code == 200 else ""


def note(cast: Cast, value: str, on: str = "2026-03-01") -> None:
    number = Outcome.objects.get().pk
    cast.client("amina").post(f"/presence/outcome-value/{number}/O1", {"on": on, "value": value})


def test_amina_sets_a_goal_besides_presence_and_measures_it(cast: Cast) -> None:
    assert "Begynn med det enheten vil bli bedre på" in page(cast.client("amina"), "/presence/card/O1")
    assert put(cast) == ""
    text = page(cast.client("amina"), "/presence/card/O1")
    assert "Fra 62,5 prosent (01.01.2026) til 80 prosent innen 31.12.2027. Ikke målt siden starten." in text
    note(cast, "66")
    note(cast, "67")
    text = page(cast.client("amina"), "/presence/card/O1")
    assert "67 prosent" in text
    assert "66 prosent" not in text, "another value of the same day takes its place"
    assert "1 av 1 mål ved siden av nærværet er på vei" in text
    assert OutcomeValue.objects.count() == 1


def test_lower_may_be_better_and_the_path_is_a_straight_line(cast: Cast) -> None:
    put(cast, theme="service", name="Ventetid", measured_in="dager", start="20", goal="10", due_on="2026-12-31")
    for value, face, reached in (
        ("18", "good", False),
        ("19,5", "even", False),
        ("22", "short", False),
        ("9", "good", True),
    ):
        note(cast, value)
        line = card_of(cast.viewer("amina"), "O1")[0]
        assert (line.face, line.reached) == (face, reached), value


def test_a_line_is_taken_off_with_a_reason_and_kept(cast: Cast) -> None:
    put(cast)
    number = Outcome.objects.get().pk
    address = f"/presence/outcome-end/{number}/O1"
    cast.client("amina").post(address, {"because": ""})
    assert len(card_of(cast.viewer("amina"), "O1")) == 1
    cast.client("amina").post(address, {"because": "Nådd"})
    assert card_of(cast.viewer("amina"), "O1") == []
    assert Outcome.objects.get().ended_because == "Nådd"
    assert cast.client("amina").post(address, {"because": "igjen"}).status_code == 404


def test_nonsense_is_refused_beside_the_field(cast: Cast) -> None:
    assert "Målet er det samme som starten" in put(cast, goal="62,5")
    assert "Velg en dag etter starten" in put(cast, due_on="2025-01-01")
    for value in ("nan", "inf", "1e99", "=1+1"):
        assert put(cast, start=value), value
    assert not Outcome.objects.exists()
    put(cast)
    note(cast, "66", on=str(timezone.localdate() + timedelta(days=2)))
    note(cast, "nan")
    assert not OutcomeValue.objects.exists()


def test_aud_neither_sees_nor_changes_it(cast: Cast) -> None:
    put(cast)
    number = Outcome.objects.get().pk
    aud = cast.client("aud")
    assert aud.get("/presence/card/O1").status_code == 404
    assert aud.post(f"/presence/outcome-value/{number}/H1", {"on": "2026-03-01", "value": "1"}).status_code == 404
    assert aud.post("/presence/outcome/O1", POLICY).status_code == 404
