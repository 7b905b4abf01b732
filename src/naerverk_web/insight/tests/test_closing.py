"""Months are provisional until they are closed; then what was shown is kept, leaders are told, corrections are open."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from naerverk_web.access.public import give_role
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.insight.closing.months import close_now, tick
from naerverk_web.insight.models import ClosedFigure, Closing, MonthFigure
from naerverk_web.insight.public import rebuild
from naerverk_web.insight.tests.lyngholt import LAST, STAFF, bring_in
from naerverk_web.insight.tests.test_stories import page
from naerverk_web.insight.views import closing
from naerverk_web.notices.models import Notice
from naerverk_web.notices.public import notices_for

OSLO = ZoneInfo("Europe/Oslo")


@pytest.fixture(autouse=True)
def on_the_tenth_of_march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "has_come", lambda day: day <= at(10).date())


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 3, day, hour, tzinfo=OSLO)


def set_day(cast: Cast, day: str) -> None:
    cast.client("ingrid").post(f"/presence/closing/{LAST}", {"closes_on": day})


def test_ingrid_sets_the_day_and_amina_sees_that_figures_are_provisional(seen: Cast) -> None:
    assert "februar 2026" in page(seen.client("ingrid"), "/presence/closing")
    set_day(seen, "2026-03-15")
    assert "Foreløpig: Måneden stenges 15.03.2026" in page(seen.client("amina"), "/presence/unit/O1")
    assert "Foreløpig" not in page(seen.client("amina"), "/presence/unit/O1?month=2025-12")


def test_of_two_who_set_the_day_at_once_the_second_is_told(seen: Cast) -> None:
    ingrid, colleague = seen.client("ingrid"), seen.client("ingrid")
    form = f"/presence/closing/{LAST}?seen="
    assert f'action="{form}"' in page(ingrid, "/presence/closing")
    ingrid.post(form, {"closes_on": "2026-03-15"})
    answer = colleague.post(form, {"closes_on": "2026-03-20"}, follow=True)
    assert "Noen andre har satt 15.03.2026 imens" in answer.content.decode()
    assert Closing.objects.get().closes_on == date(2026, 3, 15)
    assert f'action="{form}2026-03-15"' in answer.content.decode()
    colleague.post(f"{form}2026-03-15", {"closes_on": "2026-03-20"})
    assert Closing.objects.get().closes_on == date(2026, 3, 20)
    ingrid.post(f"{form}2026-03-15", {"closes_on": "2026-03-20"})
    assert Closing.objects.get().closes_on == date(2026, 3, 20), "the same day twice is no quarrel"


def test_ingrid_is_reminded_once_and_the_month_closes_on_its_day(seen: Cast) -> None:
    set_day(seen, "2026-03-15")
    assert tick(at(10)) == 0
    assert not Notice.objects.exists()
    assert [tick(at(13)), tick(at(14))] == [0, 0]
    assert Notice.objects.filter(title="month_closes", account_id=seen.ingrid.pk).count() == 1
    assert [tick(at(15)), tick(at(16))] == [1, 0]
    assert Closing.objects.filter(closed_at=None).count() == 0, "earlier months are closed with it"
    assert "Foreløpig" not in page(seen.client("amina"), "/presence/unit/O1")


def test_a_month_that_the_clock_closes_at_midnight_was_closed_on_its_day(seen: Cast) -> None:
    set_day(seen, "2026-03-15")
    assert tick(at(15, 0)) == 1
    shown = page(seen.client("ingrid"), "/presence/closing")
    assert "15.03.2026" in shown
    assert "14.03.2026" not in shown


def test_leaders_get_a_neutral_notice_with_a_link_and_no_figures(seen: Cast) -> None:
    seen.client("ingrid").post(f"/presence/closing/{LAST}", {"now": "1", "sure": "1"})
    told = {notice.account_id: notice for notice in Notice.objects.filter(title="month_ready")}
    assert set(told) == {seen.amina.pk, seen.aud.pk, seen.berit.pk}
    assert told[seen.amina.pk].link == f"/presence/unit/O1?month={LAST}"
    assert told[seen.aud.pk].link == f"/presence/unit/H1?month={LAST}"
    assert [each.words for each in notices_for(seen.amina.pk, newest=3)] == ["Tallene for februar 2026 er klare"]


def test_a_correction_after_the_closing_is_shown_with_its_date(seen: Cast) -> None:
    seen.client("ingrid").post(f"/presence/closing/{LAST}", {"now": "1", "sure": "1"})
    then = ClosedFigure.objects.get(month=LAST.label, unit_id="O1", part="whole").rate_percent
    bring_in(staff={**STAFF, "O1": 23})
    rebuild(at=at(12), today=date(2026, 3, 12), by=SYSTEM)
    now = MonthFigure.objects.get(month=LAST.label, unit_id="O1", part="whole").rate_percent
    assert now != pytest.approx(then)
    text = page(seen.client("amina"), "/presence/unit/O1?month=2026-02")
    assert "Rettet 12.03.2026" in text
    assert "var fraværet " + f"{then:.1f}".replace(".", ",") in text
    assert "Rettet" not in page(seen.client("aud"), "/presence/unit/H1?month=2026-02"), "nothing of theirs has changed"
    bring_in()
    rebuild(at=at(13), today=date(2026, 3, 13), by=SYSTEM)
    assert "Rettet" not in page(seen.client("amina"), "/presence/unit/O1?month=2026-02"), "it is as it was"


def test_closing_now_is_asked_about_once_more(seen: Cast) -> None:
    asked = seen.client("ingrid").post(f"/presence/closing/{LAST}", {"now": "1"})
    assert "Steng februar 2026 nå" in asked.content.decode()
    assert not Closing.objects.exists()


def test_nothing_closes_twice_or_before_there_are_figures(seen: Cast) -> None:
    ingrid = seen.client("ingrid")
    ingrid.post("/presence/closing/2030-01", {"now": "1", "sure": "1"})
    assert not Closing.objects.exists()
    assert ingrid.post("/presence/closing/nonsense", {"now": "1", "sure": "1"}).status_code == 404
    ingrid.post(f"/presence/closing/{LAST}", {"now": "1", "sure": "1"})
    ingrid.post(f"/presence/closing/{LAST}", {"now": "1", "sure": "1"})
    set_day(seen, "2026-04-01")
    assert Notice.objects.filter(title="month_ready").count() == 3
    assert Closing.objects.get(month=LAST.label).closes_on != date(2026, 4, 1)
    assert "Alle måneder er stengt" in page(ingrid, "/presence/closing")
    for name in ("amina", "berit", "aud"):
        assert seen.client(name).post(f"/presence/closing/{LAST}", {"now": "1", "sure": "1"}).status_code == 404


def test_a_month_that_is_closed_just_after_midnight_is_closed_that_day(seen: Cast) -> None:
    give_role(
        seen.petter.pk, role="leader", unit_id="H2", from_day=date(2026, 3, 16), appointed_by="Kommunestyret", by=SYSTEM
    )
    assert close_now(seen.viewer("ingrid"), LAST, at=datetime(2026, 3, 15, 23, 30, tzinfo=UTC))
    assert Closing.objects.get(month=LAST.label).closes_on == date(2026, 3, 16)
    assert Notice.objects.filter(title="month_ready", account_id=seen.petter.pk).exists(), "a leader from that day on"


@pytest.mark.parametrize("day", ["2026-03-10", "2026-03-09"])
def test_a_day_that_has_come_is_asked_about_since_the_month_would_close_within_a_minute(seen: Cast, day: str) -> None:
    ingrid = seen.client("ingrid")
    asked = ingrid.post(f"/presence/closing/{LAST}", {"closes_on": day})
    said = asked.content.decode()
    assert "har kommet allerede" in said
    assert 'name="sure"' in said
    assert not Closing.objects.exists(), "nothing is done before the answer"
    assert tick(at(10)) == 0
    ingrid.post(f"/presence/closing/{LAST}", {"now": "1", "sure": "1"})
    assert Closing.objects.get(month=LAST.label).closed_at
    refused = ingrid.post(f"/presence/closing/{LAST}", {"closes_on": day}, follow=True)
    assert "ble ikke satt" in refused.content.decode(), "a closed month is not asked about"
