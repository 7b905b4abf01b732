"""When a month closes, each leader gets the reports of the own units by e-mail: the same file as on the unit page."""

from __future__ import annotations

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from pytest_django import Settings

from naerverk_web.access.models import Account
from naerverk_web.access.public import give_role
from naerverk_web.audit.models import Event
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.insight.closing import months, reports
from naerverk_web.insight.closing.months import tick
from naerverk_web.insight.models import Closing
from naerverk_web.insight.tests.lyngholt import LAST
from naerverk_web.insight.tests.test_stories import page
from naerverk_web.notices.models import Letter, Notice, Preference
from naerverk_web.notices.public import deliver, due_letters

OSLO = ZoneInfo("Europe/Oslo")
NOON = datetime(2026, 3, 16, 12, tzinfo=OSLO)
HEALTH = re.compile(r"syk|sjuk|helse|fravær|sick|absence|health|diagnos", re.IGNORECASE)


def close_month(at: datetime = NOON) -> None:
    Closing.objects.create(month=LAST.label, closes_on=at.date())
    assert tick(at) == 1


def post(at: datetime = NOON) -> list[EmailMessage]:
    for letter in due_letters(at):
        deliver(letter, at)
    return list(mail.outbox)


def to(name: str) -> EmailMessage:
    found = [each for each in mail.outbox if each.to == [f"{name}@lyngholt.example"]]
    assert len(found) == 1, f"{name} got {len(found)}"
    return found[0]


def names(message: EmailMessage) -> list[str]:
    return [each[0] for each in message.attachments]


def give(account: Account, role: str, unit: str | None, to_day: date | None = None, **more: object) -> None:
    given = {"from_day": date(2026, 1, 1), "to_day": to_day, "appointed_by": "Kommunestyret", "by": SYSTEM, **more}
    give_role(account.pk, role=role, unit_id=unit, **given)  # type: ignore[arg-type]


def test_each_leader_gets_one_neutral_e_mail_with_the_own_unit_s_report(seen: Cast) -> None:
    close_month()
    assert {each.to[0].partition("@")[0] for each in post()} == {"amina", "aud", "berit"}
    sent = to("amina")
    assert sent.subject == "Rapport for februar 2026"
    assert names(sent) == ["rapport-2026-02-solbakken-barnehage-o1.pdf"]
    assert sent.attachments[0][1][:5] == b"%PDF-"
    for message in mail.outbox:
        assert not HEALTH.search(message.subject + message.body + "".join(names(message)))
        assert not re.search(r"\d,\d", str(message.body)), "no figures in the text"
    assert names(to("berit")) == ["rapport-2026-02-lyngholt-kommune-l.pdf"]


def test_it_is_the_file_of_the_unit_page(seen: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("naerverk_web.insight.views.files.timezone.localdate", lambda *_: NOON.date())
    close_month()
    post()
    answer = seen.client("amina").get(f"/presence/pdf/O1?month={LAST.label}")
    assert answer.content == to("amina").attachments[0][1]
    exported = Event.objects.filter(action="insight.exported", about_id="O1")
    assert [event.actor_name for event in exported] == ["Amina", "Amina"], "the log says who was sent it"


def test_a_deputy_in_the_period_gets_it_too_and_one_whose_time_is_over_does_not(seen: Cast) -> None:
    give(seen.siv, "leader", "O1", date(2026, 4, 1), deputy=True)
    give(seen.rune, "leader", "O1", date(2026, 3, 1), deputy=True)
    close_month()
    post()
    assert names(to("siv")) == names(to("amina"))
    assert not [each for each in mail.outbox if each.to == ["rune@lyngholt.example"]]


def test_a_role_that_ended_before_it_was_sent_gets_nothing(seen: Cast) -> None:
    give(seen.siv, "leader", "O1", date(2026, 3, 16), deputy=True)
    close_month()
    post(NOON.replace(day=17))
    assert not [each for each in mail.outbox if each.to == ["siv@lyngholt.example"]]
    assert Letter.objects.get(account_id=seen.siv.pk).state == Letter.State.NEEDLESS


def test_who_leads_several_units_gets_one_e_mail(seen: Cast) -> None:
    give(seen.amina, "leader", "H2")
    close_month()
    post()
    assert names(to("amina")) == ["rapport-2026-02-lia-sykehjem-h2.pdf", "rapport-2026-02-solbakken-barnehage-o1.pdf"]


def test_many_units_are_not_all_attached(seen: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MOST_FILES", 1)
    give(seen.amina, "leader", "H2")
    close_month()
    post()
    assert len(names(to("amina"))) == 1
    assert "Logg inn for å lese om februar 2026:\n- Solbakken barnehage" in to("amina").body


def test_the_reader_s_language_is_written(seen: Cast) -> None:
    Account.objects.filter(pk=seen.amina.pk).update(language="nn")
    Account.objects.filter(pk=seen.aud.pk).update(language="en")
    close_month()
    post()
    assert "er vedlagd" in to("amina").body
    assert to("aud").subject == "Report for February 2026"


def test_hr_may_choose_a_link_instead(seen: Cast, settings: Settings) -> None:
    settings.OWN_ADDRESS = "https://naervaer.lyngholt.example"
    ingrid = seen.client("ingrid")
    assert "selve rapporten" in page(ingrid, "/presence/closing")
    assert seen.client("amina").post("/presence/closing/reports", {"how": "link"}).status_code == 404
    ingrid.post("/presence/closing/reports", {"how": "nonsense"})
    assert reports.attaches()
    ingrid.post("/presence/closing/reports", {"how": "link"})
    close_month()
    post()
    assert names(to("amina")) == []
    assert "https://naervaer.lyngholt.example/presence/unit/O1?month=2026-02" in to("amina").body
    ingrid.post("/presence/closing/reports", {"how": "attach"})
    assert reports.attaches()


def test_a_role_by_group_gets_a_link_since_it_may_be_over(seen: Cast) -> None:
    give(seen.rune, "leader", "O1", group="leaders")
    close_month()
    post()
    assert names(to("rune")) == []
    assert "Solbakken barnehage" in to("rune").body


def test_without_a_mail_server_no_report_is_printed_to_the_log(
    seen: Cast, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    close_month()
    post()
    printed = capsys.readouterr().out
    assert "Solbakken barnehage" in printed
    assert "application/pdf" not in printed


def test_a_leader_of_a_unit_with_too_few_gets_the_report_that_says_so(seen: Cast) -> None:
    give(seen.rune, "leader", "K1")
    close_month()
    post()
    assert names(to("rune")) == ["rapport-2026-02-biblioteket-k1.pdf"]


def test_nights_sundays_and_wishes_are_respected(seen: Cast) -> None:
    Preference.objects.create(account_id=seen.aud.pk, mail="never")
    close_month(NOON.replace(day=21, hour=21))
    sunday = NOON.replace(day=22)
    assert post(NOON.replace(day=21, hour=21)) == []
    assert post(sunday) == []
    assert {each.to[0] for each in post(NOON.replace(day=23))} == {"amina@lyngholt.example", "berit@lyngholt.example"}
    told = Notice.objects.filter(title="month_ready")
    assert told.get(account_id=seen.aud.pk).mailed_at is None
    assert told.get(account_id=seen.amina.pk).mailed_at is not None, "no digest repeats what the letter said"


def test_closing_and_letters_are_one(seen: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed in the middle of the closing: it is done from the beginning, and each leader has one letter."""
    asked, put = [], months.put_letter

    def killed(*args: object, **more: object) -> bool:
        asked.append(args)
        if len(asked) == 2:
            raise KeyboardInterrupt
        return put(*args, **more)

    Closing.objects.create(month=LAST.label, closes_on=NOON.date())
    with monkeypatch.context() as patch:
        patch.setattr(months, "put_letter", killed)
        with pytest.raises(KeyboardInterrupt):
            tick(NOON)
    assert not Letter.objects.exists()
    assert [tick(NOON), tick(NOON)] == [1, 0]
    assert Letter.objects.count() == 3


def test_amina_finds_older_reports_as_files(seen: Cast) -> None:
    close_month()
    amina = seen.client("amina")
    assert "/presence/reports/O1" in page(amina, "/presence/unit/O1")
    text = page(amina, "/presence/reports/O1")
    assert text.count("/presence/pdf/O1?month=") == 26
    assert "Stengt 16.03.2026" in text
    answer = amina.get("/presence/pdf/O1?month=2025-05")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="rapport-2025-05-solbakken-barnehage.pdf"'
    assert seen.client("aud").get("/presence/reports/O1").status_code == 404
