"""What the home page asks of whom, most urgent first; when nothing is urgent it says what comes."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from naerverk_web.access.models import Grant
from naerverk_web.access.public import give_role
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.design.public import Coming, Need, Urgency
from naerverk_web.intake.models import Batch
from naerverk_web.notices.public import tell
from naerverk_web.project import home as page
from naerverk_web.project.home import MOST_CARDS, home_of

TODAY = timezone.localdate()


def titles(cast: Cast, name: str) -> list[str]:
    return [card.title for card in home_of(cast.viewer(name), timezone.localtime()).cards]


def only(monkeypatch: pytest.MonkeyPatch, *told: Need | Coming) -> None:
    monkeypatch.setattr(page, "SOURCES", (lambda viewer, now: told,))


def test_the_most_urgent_comes_first_and_seven_are_enough(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    needs = [Need(f"{urgency.name} {n}", urgency) for n in range(3) for urgency in reversed(Urgency)]
    due = Need("due tomorrow", Urgency.SOON, due=TODAY + timedelta(days=1))
    only(monkeypatch, *needs, due)
    shown = titles(cast, "amina")
    assert len(shown) == MOST_CARDS
    assert shown[:3] == ["LATE 0", "LATE 1", "LATE 2"]
    assert shown[-1] == "due tomorrow"


@pytest.mark.parametrize(
    ("told", "lead"),
    [
        ([Need("x", Urgency.SOON)], "Hva trenger deg nå?"),
        ([Need("x", Urgency.NEWS)], "Ingenting haster."),
        ([], "Ingenting haster."),
        ([Coming("vernerunde")], "Ingenting haster. Neste: vernerunde."),
        (
            [Coming("vernerunde"), Coming("møte", date(2027, 3, 3)), Coming("senere", date(2027, 4, 1))],
            "Ingenting haster. Neste: møte, 03.03.2027.",
        ),
    ],
)
def test_the_sentence_on_top(cast: Cast, monkeypatch: pytest.MonkeyPatch, told: list[Need], lead: str) -> None:
    only(monkeypatch, *told)
    assert home_of(cast.viewer("amina"), timezone.localtime()).lead == lead


@pytest.mark.parametrize(("hour", "greeting"), [(2, "Hei"), (7, "God morgen"), (12, "God dag"), (21, "God kveld")])
def test_amina_is_greeted_by_the_hour(cast: Cast, monkeypatch: pytest.MonkeyPatch, hour: int, greeting: str) -> None:
    only(monkeypatch)
    at = timezone.localtime().replace(hour=hour)
    assert home_of(cast.viewer("amina"), at).greeting.startswith(greeting)


def test_an_import_that_waits_is_shown_to_ingrid_alone(cast: Cast) -> None:
    Batch.objects.create(
        made_at=timezone.now() - timedelta(days=4), state_at=timezone.now(), state=Batch.State.WAITING, made_by_name="I"
    )
    assert any("venter på deg" in title for title in titles(cast, "ingrid"))
    for name in cast.accounts.keys() - {"ingrid"}:
        assert not any("venter på deg" in title for title in titles(cast, name))


def test_what_waits_is_said_once_though_there_is_a_notice_of_it(cast: Cast) -> None:
    batch = Batch.objects.create(
        made_at=timezone.now(), state_at=timezone.now(), state=Batch.State.WAITING, made_by_name="I"
    )
    ingrid = cast.accounts["ingrid"]
    tell(ingrid.pk, "file_waiting", link=reverse("intake:batch", args=[batch.pk]))
    tell(ingrid.pk, "role_given", link=reverse("access:account"))

    said = titles(cast, "ingrid")

    assert [title for title in said if "venter på deg" in title] == [title for title in said if "import" in title]
    assert [title for title in said if "rolle" in title], "other notices stand"


def test_a_role_that_is_given_is_told_beside_one_that_ends_though_both_lead_to_the_account(cast: Cast) -> None:
    give_role(
        cast.ingrid.pk, role="leader", unit_id="O1", from_day=TODAY, to_day=TODAY + timedelta(days=5),
        appointed_by="Berit", deputy=True, by=SYSTEM,
    )  # fmt: skip
    for title in ("role_given", "role_ends"):
        tell(cast.ingrid.pk, title, link=reverse("access:account"))
    said = titles(cast, "ingrid")
    assert "Du har fått en rolle" in said
    assert len([title for title in said if "slutter" in title]) == 1, "that it ends is said once"


def test_what_came_after_midnight_came_that_day(cast: Cast) -> None:
    night = timezone.make_aware(datetime(2026, 5, 4, 0, 30))
    Batch.objects.create(made_at=night, state_at=night, state=Batch.State.WAITING, made_by_name="I")
    assert any("04.05.2026" in title for title in titles(cast, "ingrid"))


def test_a_stand_in_and_ingrid_are_told_before_the_role_ends(cast: Cast) -> None:
    given = {"role": "leader", "unit_id": "O1", "from_day": TODAY, "deputy": True, "appointed_by": "Berit"}
    give_role(cast.petter.pk, **given, to_day=TODAY + timedelta(days=20), by=SYSTEM)
    assert any("Rollen din" in title for title in titles(cast, "petter"))
    assert "1 rolle slutter innen en måned" in titles(cast, "ingrid")
    Grant.objects.filter(account=cast.petter, deputy=True).update(valid_to=TODAY + timedelta(days=60))
    assert "Neste: rollen din" in home_of(cast.viewer("petter"), timezone.localtime()).lead
    assert not any("slutter innen" in title for title in titles(cast, "ingrid"))


def test_a_job_that_failed_is_shown_to_who_runs_the_system(cast: Cast) -> None:
    DBTaskResult.objects.create(
        status="FAILED", args_kwargs={}, task_path="x", finished_at=timezone.now(), backend_name="default",
        exception_class_path="", traceback="", run_after=timezone.now(),
    )  # fmt: skip
    assert any("bakgrunnsjobb feilet" in title for title in titles(cast, "it"))
    assert not any("bakgrunnsjobb" in title for title in titles(cast, "ingrid"))


def test_before_any_figures_each_role_has_a_home_page(cast: Cast) -> None:
    for name in cast.accounts:
        answer = cast.client(name).get("/")
        assert answer.status_code == 200
