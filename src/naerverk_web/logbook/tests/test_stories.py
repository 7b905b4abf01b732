"""Rune asks who has looked at him; the data protection officer answers from the log."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from html import unescape
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from naerverk_web.access.models import Account, Grant
from naerverk_web.audit.models import Event, Seal
from naerverk_web.audit.public import Actor, purge_contents, seal
from naerverk_web.conftest import SYSTEM, Cast
from naerverk_web.logbook import views
from naerverk_web.logbook.sentences import FAMILIES
from naerverk_web.logbook.tests.conftest import Wrote

RUNE = ("person", "1001")
MARCH = "person=1001&kind=absence&first=2026-03-01&last=2026-03-31"


def by(cast: Cast, name: str) -> Actor:
    return cast.viewer(name).actor


def rows(answer) -> list[list[str]]:
    """What the table on the page says, cell by cell."""
    table = answer.context["table"]
    return [[text(cell) for cell in row] for row in table.rows] if table else []


def text(cell) -> str:
    shown = str(getattr(cell, "shown", cell))
    return unescape(re.sub(r"<[^>]+>", "", shown)).strip()


def in_file(answer) -> list[list[str]]:
    return list(csv.reader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))


@pytest.fixture
def march(cast: Cast, wrote: Wrote) -> Cast:
    """What happened around Rune, employee number 1001, this spring."""
    wrote("absence.read", "2026-02-28 23:59", by=by(cast, "ingrid"), about=RUNE, purpose="correct by hand")
    wrote("absence.read", "2026-03-01 00:00", by=by(cast, "ingrid"), about=RUNE, purpose="correct by hand")
    wrote("absence.corrected", "2026-03-01 00:04", by=by(cast, "ingrid"), about=RUNE, purpose="wrong day")
    wrote("people.person_read", "2026-03-12 10:00", by=by(cast, "amina"), about=RUNE)
    wrote("absence.read", "2026-03-31 23:59", by=by(cast, "aud"), about=RUNE, refused=True)
    wrote("absence.read", "2026-04-01 00:00", by=by(cast, "ingrid"), about=RUNE)
    wrote("absence.read", "2026-03-15 12:00", by=by(cast, "ingrid"), about=("person", "10010"))
    return cast


def test_rune_asks_who_looked_at_his_absence_in_march(march: Cast) -> None:
    answer = march.client("dpo").get(f"/log?{MARCH}")
    assert rows(answer) == [
        ["31.03.2026 23:59", "Aud", "Leder", "Avvist Ville se på fraværet til ansattnummer 1001"],
        ["01.03.2026 00:04", "Ingrid", "HR-rådgiver", "Rettet et fravær for ansattnummer 1001. Hvorfor: wrong day"],
        [
            "01.03.2026 00:00", "Ingrid", "HR-rådgiver",
            "Så på fraværet til ansattnummer 1001. Hvorfor: for å rette et fravær for hånd",
        ],
    ]  # fmt: skip
    page = answer.content.decode()
    assert "Om ansattnummer 1001 · Fravær: sett på, rettet, hentet inn · Fra 01.03.2026 · Til 31.03.2026" in page
    assert "står i loggen uten numre" in page, "lists show him too, and the page says so"
    assert answer["Cache-Control"] == "no-store"


def test_that_the_log_is_read_is_a_line_of_it(march: Cast) -> None:
    dpo = march.client("dpo")
    dpo.get(f"/log?{MARCH}&by=ingrid@lyngholt.example&refused=on")
    read = Event.objects.get(action="audit.read")
    assert (read.actor_name, read.about_kind, read.about_id) == ("Dpo", *RUNE)
    assert read.details == {
        "kind": "absence", "first": "2026-03-01", "last": "2026-03-31", "accounts": [march.ingrid.pk], "refused": True,
        "shown": 0,
    }  # fmt: skip
    assert "Leste loggen om ansattnummer 1001" in rows(dpo.get("/log?person=1001"))[0][3]
    dpo.get("/log.csv")
    assert Event.objects.latest("pk").details == {"shown": Event.objects.count() - 1, "file": "csv"}


@pytest.mark.parametrize("name", ["aud", "amina", "ingrid", "rune", "berit", "jonas"])
@pytest.mark.parametrize("there", ["/log", "/log.csv", f"/log?{MARCH}", "/log?last=x"])
def test_others_are_told_that_there_is_no_such_page(march: Cast, name: str, there: str) -> None:
    assert march.client(name).get(there).status_code == 404
    assert not Event.objects.filter(action="audit.read").exists()
    assert march.client(name).get("/setup/").content.decode().count("/log") == 0


def test_a_refusal_is_seen_and_leads_from_the_home_page(march: Cast) -> None:
    march.client("amina").get("/log")
    dpo = march.client("dpo")
    assert 'href="/log?refused=on"' in dpo.get("/").content.decode()
    found = rows(dpo.get("/log?refused=on"))
    assert [row[1] for row in found] == ["Amina", "Aud"]
    right = "Spurte etter noe som krever retten «Se hvem som gjorde og så hva» for hele virksomheten"
    assert found[0][3] == f"Avvist {right}"


def test_refusals_of_one_family(march: Cast) -> None:
    march.client("amina").get("/log")
    dpo = march.client("dpo")
    found = {kind: [row[1] for row in rows(dpo.get(f"/log?refused=on&kind={kind}"))] for kind in FAMILIES}
    assert {kind: names for kind, names in found.items() if names} == {"access": ["Amina"], "absence": ["Aud"]}


def test_setup_leads_to_the_log(cast: Cast) -> None:
    for name in ("dpo", "it"):
        assert 'href="/log"' in cast.client(name).get("/setup/").content.decode()


def test_the_file_says_what_the_page_says(march: Cast) -> None:
    for asked in (MARCH, "person=1001", "kind=people", "by=Ingrid", "refused=on"):
        page = rows(march.client("dpo").get(f"/log?{asked}"))
        header, *lines = in_file(march.client("it").get(f"/log.csv?{asked}"))
        said = [dict(zip(header, line, strict=True)) for line in lines]
        said = [line for line in said if "Leste loggen" not in line["Hva"]]
        expected = [row for row in page if "Leste loggen" not in row[3]]
        assert [line["Hvem"] for line in said] == [row[1] for row in expected], asked
        assert [line["Rolle den dagen"] for line in said] == [row[2] for row in expected]
        for line, row in zip(said, expected, strict=True):
            why = f". Hvorfor: {line['Hvorfor']}" if line["Hvorfor"] else ""
            assert ("Avvist " if line["Avvist"] == "Ja" else "") + line["Hva"] + why == row[3]
            assert date.fromisoformat(line["Når"][:10]).strftime("%d.%m.%Y") == row[0][:10]
    assert len(lines) == 1


def test_nothing_in_the_file_runs_and_nothing_on_the_page(cast: Cast, wrote: Wrote) -> None:
    evil = '=HYPERLINK("http://evil")<script>alert(1)</script>'
    wrote("absence.corrected", by=Actor("77", evil), about=("person", "+1001"), purpose="@SUM(A1)")
    dpo = cast.client("dpo")
    line = in_file(dpo.get("/log.csv?person=%2B1001"))[1]
    assert (line[1], line[6], line[7]) == (f"'{evil}", "'+1001", "'@SUM(A1)")
    assert "<script>alert" not in dpo.get("/log?person=%2B1001").content.decode()


def test_page_by_page_nothing_is_lost_and_nothing_comes_twice(cast: Cast, wrote: Wrote) -> None:
    for n in range(120):
        # Many at the very same moment, and not written in the order of time.
        wrote("people.list_read", f"2026-03-{10 + n % 2} 09:00", by=by(cast, "ingrid"), details={"shown": n})
    dpo, there, pages = cast.client("dpo"), "/log?kind=people", []
    while there:
        answer = dpo.get(there)
        pages.append([int(re.search(r", (\d+) vist", row[3])[1]) for row in rows(answer)])
        there, before = answer.context["older"], answer.context["newer"]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [each for page in pages for each in page] == [*range(119, 0, -2), *range(118, -1, -2)]
    back = dpo.get(before)
    assert [int(re.search(r", (\d+) vist", row[3])[1]) for row in rows(back)] == pages[1]
    first = dpo.get(back.context["newer"])
    assert first.context["newer"] == ""
    assert 'href="/log?kind=people"' in first.content.decode(), "back to the newest"


@pytest.mark.parametrize(
    "key", ["x", "1-2-3", "-", "9" * 40 + "-1", "1-" + "9" * 40, "१-१", "1.5-2", "99999999999999999-1"]
)
def test_a_made_up_key_is_no_error(march: Cast, key: str) -> None:
    for name in ("older", "newer"):
        assert march.client("dpo").get("/log", {name: key}).status_code == 200


def test_what_was_done_by_one_account(march: Cast) -> None:
    dpo = march.client("dpo")
    for asked in ("aud", "AUD@lyngholt.example", str(march.aud.pk)):
        assert {row[1] for row in rows(dpo.get("/log", {"by": asked}))} == {"Aud"}, asked
    assert {row[1] for row in rows(dpo.get("/log", {"by": "u"}))} >= {"Aud"}
    Account.objects.filter(pk=march.siv.pk).update(name="Aud Åsnes")
    assert dpo.get("/log", {"by": "Aud"}).context["form"].accounts == [(march.aud.pk, "Aud")], "the whole name counts"
    assert dpo.get("/log", {"by": "åsnes"}).context["form"].accounts == [(march.siv.pk, "Aud Åsnes")]


def test_two_accounts_at_once_in_the_order_of_time(march: Cast) -> None:
    Account.objects.filter(pk__in=[march.amina.pk, march.aud.pk]).update(name="Kari")
    found = rows(march.client("dpo").get("/log?by=kari&person=1001"))
    assert [row[0] for row in found] == ["31.03.2026 23:59", "12.03.2026 10:00"]
    assert [row[0] for row in rows(march.client("dpo").get("/log?by=kari&last=2026-12-31"))][:2] == [
        row[0] for row in found
    ]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("by=nobody", "Ingen konto har dette navnet"),
        ("by=example&first=", "Ingen konto har dette navnet"),
        ("first=2026-03-31&last=2026-03-01", "Siste dag kommer før første dag"),
        ("last=9999-12-31", "Velg en dag mellom 1900 og 2100"),
        ("kind=health", "kind"),
        ("person=%00", "person"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_its_field(march: Cast, asked: str, said: str) -> None:
    answer = march.client("dpo").get(f"/log?{asked}")
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert march.client("dpo").get(f"/log.csv?{asked}")["Location"].startswith("/log?")


def test_a_name_that_fits_everybody_asks_for_more_of_it(march: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("naerverk_web.logbook.forms.MOST_ACCOUNTS", 1)
    answer = march.client("dpo").get("/log?by=i")
    assert "Skriv mer av navnet" in answer.content.decode()


def test_no_name_of_an_employee_and_no_figure_is_shown(cast: Cast, wrote: Wrote) -> None:
    """Whatever an event tells beside: only what has a place in a sentence comes out."""
    details = {"name": "Kvitrekanari", "value": 8.2345, "account": 4711, "because": "Kvitrekanari", "from": "9001"}
    for action in ("people.merged", "insight.target_adopted", "people.account_linked", "intake.row_read"):
        wrote(action, by=by(cast, "ingrid"), about=RUNE, details=details)
    dpo = cast.client("dpo")
    for content in (dpo.get("/log?by=Ingrid").content.decode(), dpo.get("/log.csv?by=Ingrid").content.decode()):
        assert "ansattnummer 9001" in content
        assert not re.search("kvitrekanari|8[.,]23|4711", content, re.IGNORECASE)


def test_the_role_is_the_one_of_that_day(cast: Cast, wrote: Wrote) -> None:
    Grant.objects.filter(account=cast.petter).update(valid_to=date(2026, 3, 10))
    for day in (10, 11):
        wrote("people.list_read", f"2026-03-{day} 12:00", by=by(cast, "petter"))
    found = rows(cast.client("dpo").get("/log?by=petter"))
    assert [row[2] for row in found] == ["", "Prosessveileder"]


def test_accounts_that_something_was_done_to_are_named_and_jobs_have_names(cast: Cast, wrote: Wrote) -> None:
    rune = ("account", str(cast.rune.pk))
    role = {"role": "union_rep", "unit": "O1"}
    wrote("access.role_given", "2026-03-01 10:00", by=by(cast, "it"), about=rune, details=role)
    wrote("access.role_ended", "2026-03-02 10:00", by=SYSTEM, about=("account", "999"), details={"role": "gone"})
    wrote("access.sign_in", "2026-03-03 10:00", by=Actor("", ""), about=("account", ""), refused=True)
    wrote("insight.month_closed", "2026-03-04 10:00", by=Actor("", "calendar"), details={"month": "2026-02"})
    wrote("intake.imported", "2026-03-05 10:00", by=Actor("", "inbox"), about=("batch", "3f2a9c1b-7777"))
    wrote("insight.exported", "2026-03-06 10:00", by=Actor("55", ""), about=("unit", "Z9"))
    wrote("newer.version", "2026-03-07 10:00", by=SYSTEM)
    found = rows(cast.client("dpo").get("/log?first=2026-03-01&last=2026-03-07"))
    assert [[row[1], row[3]] for row in found] == [
        ["test", "newer.version"],
        ["konto 55", "Lastet ned tallene for enhet Z9"],
        ["Den overvåkede mappen", "Hentet inn filer: import 3f2a9c1b"],
        ["Stengekalenderen", "Stengte februar 2026"],
        ["Noen som ikke var logget inn", "Avvist Prøvde å logge inn som en ukjent konto med feil passord"],
        ["test", "Avsluttet rollen «gone» for konto 999"],
        ["It", "Ga Rune rollen «Tillitsvalgt» for Solbakken barnehage"],
    ]


def test_what_is_no_longer_kept_says_so(cast: Cast, wrote: Wrote) -> None:
    Event.objects.all().delete()
    wrote("absence.read", "2020-03-01 10:00", by=by(cast, "ingrid"), about=RUNE)
    seal()
    assert purge_contents(timezone.now() - timedelta(days=730)) == 1
    (row,) = rows(cast.client("dpo").get("/log?last=2020-03-01"))
    assert row[1:] == ["Oppbevares ikke lenger", "", "Så på fraværet til noen eller noe som ikke oppbevares lenger"]


def test_an_empty_answer_says_what_to_do(cast: Cast) -> None:
    answer = cast.client("dpo").get("/log?person=1")
    assert "Ingenting passer med det du spurte om" in answer.content.decode()
    assert in_file(cast.client("it").get("/log.csv?person=2"))[1:] == []


def test_the_newest_verifying_is_told_and_none_is_done(cast: Cast) -> None:
    dpo = cast.client("dpo")
    assert "Ingen har kontrollert forseglingen ennå" in dpo.get("/log").content.decode()
    seal()
    call_command("verify_log")
    assert re.search(
        r"sist kontrollert \d+\. \w+ \d{4} kl\. \d\d:\d\d: ingenting var endret", dpo.get("/log").content.decode()
    )
    Event.objects.filter(pk__lte=Seal.objects.get().last_event).update(actor_name="Somebody else")
    with pytest.raises(CommandError, match="does not verify"):
        call_command("verify_log")
    assert "Loggen er ikke slik den ble forseglet" in dpo.get("/log").content.decode()
    Event.objects.filter(action="audit.verified").update(details={"purged": True})
    assert "Ingen har kontrollert forseglingen ennå" in dpo.get("/log").content.decode()


def test_a_file_takes_only_so_much_and_says_so(march: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_IN_FILE", 2)
    found = in_file(march.client("dpo").get("/log.csv?person=1001"))
    assert len(found) == 4
    assert found[-1] == ["Det er flere linjer enn en fil tar. Velg færre dager."]


@pytest.mark.parametrize(
    ("lang", "said"), [("nn", "Ville sjå på fråværet til tilsettnummer 1001"), ("en", "Wanted to look at")]
)
def test_in_nynorsk_and_english(march: Cast, lang: str, said: str) -> None:
    Account.objects.filter(pk=march.dpo.pk).update(language=lang)
    dpo = march.client("dpo")
    dpo.cookies["django_language"] = lang
    assert said in dpo.get(f"/log?{MARCH}").content.decode()
