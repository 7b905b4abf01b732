"""Ingrid brings a month in, mends what is wrong, undoes it; nobody else gets near."""

import html
import re
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from naerverk_web.absence.models import Spell
from naerverk_web.absence.public import forget_touched, spell_rows, touched
from naerverk_web.audit.public import events
from naerverk_web.intake import queries
from naerverk_web.intake.models import Batch, KindCode, UnitCode
from naerverk_web.intake.tests.conftest import ABSENCES, EMPLOYMENTS, MARCH, csv
from naerverk_web.notices.public import notices_for
from naerverk_web.people.models import Person


def said(client, url):
    answer = client.get(url)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def in_the_year():
    return [
        (row[0], date.fromisoformat(row[2]), row[3] and date.fromisoformat(row[3]))
        for row in spell_rows(date(2026, 1, 1), date(2026, 12, 31))
    ]


def test_ingrid_brings_a_month_in_and_gets_a_receipt(ingrid, march, cast):
    page = said(ingrid, march)
    assert "ansatte.csv" in page
    assert 'name="everybody" value="yes" class="ds-input" checked' not in page
    assert ingrid.post(march + "holds", MARCH).status_code == 302
    assert "3" in said(ingrid, march)
    assert Spell.objects.count() == 0
    ingrid.post(march + "confirm")
    assert in_the_year() == [
        ("1001", date(2026, 3, 2), date(2026, 3, 4)),
        ("1002", date(2026, 2, 10), None),
        ("1003", date(2026, 3, 9), date(2026, 3, 13)),
    ]
    batch = Batch.objects.get()
    assert batch.receipt == {
        "jobs_added": 3, "jobs_closed": 0, "spells_added": 3, "spells_closed": 0,
        "rows_employments": 3, "rows_absences": 3,
    }  # fmt: skip
    assert [told.link for told in notices_for(cast.ingrid.pk)][-1] == march


def test_nothing_is_counted_before_ingrid_says_what_the_files_hold(ingrid, march):
    assert Batch.objects.get().state == Batch.State.CHECKED
    ingrid.post(march + "confirm")
    assert Batch.objects.get().state == Batch.State.CHECKED
    answer = ingrid.post(march + "holds", {"everybody": "yes", "absences": "all"})
    assert answer.status_code == 422
    assert Batch.objects.get().holds_everybody is None


def test_the_same_files_again_hold_nothing_new(ingrid, march, bring):
    ingrid.post(march + "holds", MARCH)
    ingrid.post(march + "confirm")
    again = bring(csv("ansatte.csv", EMPLOYMENTS), csv("fravær.csv", ABSENCES))
    ingrid.post(again + "holds", MARCH)
    assert Batch.objects.order_by("made_at").last().changes == {
        "new_persons": 0, "new_jobs": 0, "changed_jobs": 0, "gone_jobs": 0,
        "new_spells": 0, "corrected_spells": 0, "gone_spells": 0,
    }  # fmt: skip
    assert f'action="{again}confirm"' not in said(ingrid, again)


def test_the_newest_import_is_undone_and_everything_is_as_before(ingrid, march, bring):
    ingrid.post(march + "holds", MARCH)
    ingrid.post(march + "confirm")
    before = in_the_year()
    april = bring(csv("fravær.csv", ABSENCES.replace("04.03.2026", "06.03.2026")))
    ingrid.post(april + "holds", {"absences": "some"})
    ingrid.post(april + "confirm")
    assert in_the_year() != before
    answer = ingrid.post(march + "undo", follow=True)
    assert answer.context["messages"]
    ingrid.post(april + "undo")
    assert in_the_year() == before
    ingrid.post(march + "undo")
    assert in_the_year() == []
    assert Person.objects.count() == 0


def test_a_wrong_row_is_mended_here_and_the_file_stays_as_it_came(ingrid, bring):
    wrong = ABSENCES.replace("04.03.2026", "01.03.2026").replace("13.03.2026", "31.02.2026")
    url = bring(csv("ansatte.csv", EMPLOYMENTS), csv("fravær.csv", wrong))
    page = said(ingrid, url)
    assert f"{url}files/2/rows/2" in page
    assert "rejects" in page
    assert "1003" in ingrid.get(f"{url}rejects").content.decode()
    assert 'value="01.03.2026"' in said(ingrid, f"{url}files/2/rows/2")
    cells = ["1001", "", "02.03.2026", "05.03.2026", "Egenmelding", "100"]
    ingrid.post(f"{url}files/2/rows/2", {f"cell_{n}": cell for n, cell in enumerate(cells)})
    assert Batch.objects.get().errors == 1
    assert ingrid.post(f"{url}files/2/rows/4/leave-out", {"reason": " "}).status_code == 422
    ingrid.post(f"{url}files/2/rows/4/leave-out", {"reason": "not ours"})
    assert Batch.objects.get().errors == 0
    ingrid.post(url + "holds", MARCH)
    ingrid.post(url + "confirm")
    assert in_the_year() == [("1001", date(2026, 3, 2), date(2026, 3, 5)), ("1002", date(2026, 2, 10), None)]


def test_rows_from_several_files_come_in_a_packet_with_one_file_for_each(ingrid, bring):
    wrong = EMPLOYMENTS.replace("37,5", "137,5")
    url = bring(csv("ansatte.csv", wrong), csv("fravær.csv", ABSENCES.replace("13.03.2026", "31.02.2026")))
    answer = ingrid.get(url + "rejects")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="rejects.zip"'
    with ZipFile(BytesIO(answer.content)) as packet:
        assert packet.namelist() == ["1-ansatte.csv", "2-fravær.csv"]
        for name, number in (("1-ansatte.csv", "137,5"), ("2-fravær.csv", "31.02.2026")):
            rows = packet.read(name).decode("utf-8-sig").splitlines()
            assert len(rows) == 2
            assert number in rows[1]
    assert ingrid.get(url).content.decode().count("rejects") == 1


def test_a_code_is_said_once_and_kept(ingrid, bring):
    url = bring(csv("ansatte.csv", EMPLOYMENTS), csv("fravær.csv", ABSENCES.replace("Ferie", "F99")))
    assert "F99" in said(ingrid, url + "codes")
    assert ingrid.post(url + "codes", {"code_0": ""}).status_code == 422
    ingrid.post(url + "codes", {"code_0": "holiday"})
    assert KindCode.objects.get().kind == "holiday"
    assert Batch.objects.get().errors == 0
    again = bring(csv("ansatte.csv", EMPLOYMENTS), csv("fravær.csv", ABSENCES.replace("Ferie", "F99")))
    assert "F99" not in said(ingrid, again)


def test_an_unknown_unit_waits_until_its_place_is_said(ingrid, bring):
    url = bring(csv("ansatte.csv", EMPLOYMENTS.replace("H1", "4711")))
    assert UnitCode.objects.get().unit is None
    assert "4711" in said(ingrid, url + "units")
    ingrid.post(url + "units", {"unit_0": "H2"})
    assert Batch.objects.get().errors == 0
    ingrid.post(url + "holds", {"everybody": "yes"})
    ingrid.post(url + "confirm")
    assert Person.objects.get(person_id="1003").employments.get().unit.unit_id == "H2"


def test_columns_nobody_knows_are_matched_beside_the_first_rows(ingrid, bring):
    strange = EMPLOYMENTS.replace("Ansattnr;Enhet;Fra dato;Til dato;Stillingsprosent", "A;B;C;D;E")
    url = bring(csv("x.csv", strange))
    page = said(ingrid, f"{url}files/1/columns")
    assert "37,5" in page
    columns = {"person_id": "A", "unit_id": "B", "start": "C", "end": "D", "fte_percent": "E"}
    # First which table it is, then its columns: the choice of columns follows the table.
    form = {f"column_{name}": value for name, value in columns.items()}
    assert ingrid.post(f"{url}files/1/columns", {"table": "employments", **form}).status_code == 302
    assert Batch.objects.get().rows == {"employments": 3}


def as_read(answer):
    """What stands under the choice of columns: the sentence, and the rows."""
    page = answer.content.decode()
    rows = re.findall(r"<tr.*?</tr>", page.partition('id="columns-read"')[2], re.S)
    cells = [[re.sub(r"<[^>]*>", " ", cell).split() for cell in re.split(r"</t[hd]>", row)[:-1]] for row in rows]
    return re.search(r'id="columns-said"[^>]*>([^<]*)', page)[1], [[" ".join(cell) for cell in row] for row in cells]


def test_the_first_rows_stand_there_as_they_will_be_read_and_follow_each_choice(ingrid, bring):
    strange = "A;B;C;D\n1001;02.03.2026;Egenmelding;100\n1002;2026-02-30;ZZ9;50,5\n"
    url = bring(csv("x.csv", strange)) + "files/1/columns"
    chosen = {"table": "absences", "look": "yes", "column_person_id": "A", "column_start": "B"}
    sentence, rows = as_read(ingrid.post(url, chosen))
    assert sentence == "Dette gjenstår å peke ut: Slag. 1 celle i de første radene kan ikke leses slik."
    heads, *rows = rows
    assert heads == ["Ansattnummer A", "Første dag B"]
    assert rows == [["1001", "02.03.2026"], ["1002", "2026-02-30 kan ikke leses"]]
    sentence, rows = as_read(ingrid.post(url, {**chosen, "column_kind": "C", "column_grade_percent": "D"}))
    assert "Hva ukjente koder betyr, blir du spurt om etterpå." in sentence
    assert [row[2:] for row in rows[1:]] == [["Egenmeldt sykdom", "100"], ["ZZ9 ukjent kode", "50,5"]]
    assert Batch.objects.get().files.get().table == ""
    assert len(events(action="intake.rows_read")) == 2


def test_another_table_proposes_its_own_columns_and_says_which_must_be_there(ingrid, bring):
    url = bring(csv("ansatte.csv", EMPLOYMENTS)) + "files/1/columns"
    page = ingrid.post(url, {"table": "absences", "look": "yes", "column_person_id": "Ansattnr"}).content.decode()
    assert '<option value="Fra dato" selected>' in page
    assert re.search(r"Første dag</label>", page)
    assert re.search(r"Siste dag <span class=\"nv-optional\">", page)
    answer = ingrid.post(url, {"table": "absences", "column_person_id": "Ansattnr", "column_start": "Fra dato"})
    assert answer.status_code == 422
    assert Batch.objects.get().files.get().table == "employments"


@pytest.mark.parametrize(
    "posted",
    [
        {"table": "shifts"}, {"table": ""}, {"table": "'; --"}, {"table": "absences", "column_start": "no such"},
        {"table": "units", "column_" + "x" * 500: "A"}, {"table": "people", "column_name": "A", "column_end": "A"},
        {"table": "employments", "column_sex": "A", "column_birth_year": "A", "column_fte_percent": "A"},
        {"table": "monthly", "column_month": "A", "column_persons": "A", "column_total_days": "A"},
        {"table": "absences", "column_start": "A", "column_kind": "A", "column_work_injury": "A"},
    ],
)  # fmt: skip
def test_no_choice_of_columns_breaks_the_preview(ingrid, bring, posted):
    url = bring(csv("x.csv", 'A;A;<b>\n"ja;nei";1e400;\x01\n\n;;\n1;2\n<script>;=1+1;3;4\n')) + "files/1/columns"
    answer = ingrid.post(url, {**posted, "look": "yes"})
    assert answer.status_code == 200
    assert "<script>;" not in answer.content.decode()


def test_a_day_of_a_spreadsheet_is_a_day_before_it_is_brought_in_too(ingrid, bring):
    book = BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for line, row in enumerate([["Nummer", "Fra dato", "Kode"], [1001, 46083, "Egenmelding"]]):
            sheet.write_row(line, 0, row)
    url = bring(SimpleUploadedFile("x.xlsx", book.getvalue())) + "files/1/columns"
    chosen = {"table": "absences", "column_person_id": "Nummer", "column_start": "Fra dato", "column_kind": "Kode"}
    assert as_read(ingrid.post(url, {**chosen, "look": "yes"}))[1][1] == ["1001", "02.03.2026", "Egenmeldt sykdom"]


def test_a_spreadsheet_may_have_both_decimal_marks_as_when_it_is_read(ingrid, bring):
    book = BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        rows = [
            ["Nr", "Fra", "Kode", "Prosent"],
            ["1", "02.03.2026", "Ferie", "50,5"],
            ["1", "03.03.2026", "Ferie", 50.5],
        ]
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    url = bring(SimpleUploadedFile("x.xlsx", book.getvalue())) + "files/1/columns"
    columns = {"person_id": "Nr", "start": "Fra", "kind": "Kode", "grade_percent": "Prosent"}
    chosen = {"table": "absences", "look": "yes", **{f"column_{name}": said for name, said in columns.items()}}
    assert [row[3] for row in as_read(ingrid.post(url, chosen))[1][1:]] == ["50,5", "50,5"]


def test_what_a_code_means_can_be_changed_for_later_files(ingrid, bring):
    url = bring(csv("ansatte.csv", EMPLOYMENTS), csv("fravær.csv", ABSENCES.replace("Egenmelding", "ZZ9")))
    assert "Endre hva fraværskodene betyr" not in said(ingrid, url)
    ingrid.post(url + "codes", {"code_0": "child_sick"})
    assert "Endre hva fraværskodene betyr" in said(ingrid, url)
    page = said(ingrid, url + "codes")
    assert '<option value="child_sick" selected>' in page
    seen = html.unescape(re.search(r'name="seen" value="([^"]*)"', page)[1])
    ingrid.post(url + "codes", {"code_0": "self_certified", "seen": seen})
    assert KindCode.objects.get(code="ZZ9").kind == "self_certified"
    answer = ingrid.post(url + "codes", {"code_0": "holiday", "seen": seen})
    assert answer.status_code == 422
    assert KindCode.objects.get(code="ZZ9").kind == "self_certified", "what was said meanwhile is not replaced unseen"


def test_an_absence_that_would_overlap_one_that_stays_is_a_problem(ingrid, march, bring):
    ingrid.post(march + "holds", MARCH)
    ingrid.post(march + "confirm")
    url = bring(csv("fravær.csv", ABSENCES.replace("02.03.2026", "03.03.2026")))
    ingrid.post(url + "holds", {"absences": "some"})
    assert Batch.objects.get(state=Batch.State.CHECKED).errors == 1
    page = said(ingrid, url)
    assert "Fraværet til 1001 fra 03.03.2026 overlapper et som er her fra før." in page
    assert 'href="/absences/of/1001/"' in page
    ingrid.post(url + "holds", {"absences": "all", "first": "2026-01-01", "last": "2026-03-31"})
    assert not Batch.objects.filter(state=Batch.State.CHECKED).exists()


def test_what_came_in_between_is_counted_again_before_anything_is_written(ingrid, march, bring):
    ingrid.post(march + "holds", MARCH)
    other = bring(csv("ansatte.csv", EMPLOYMENTS))
    ingrid.post(other + "holds", {"everybody": "no"})
    ingrid.post(other + "confirm")
    ingrid.post(march + "confirm")
    first = Batch.objects.order_by("made_at").first()
    assert first.state == Batch.State.WAITING
    assert first.changes["new_jobs"] == 0
    assert Spell.objects.count() == 0


def test_a_dropped_import_leaves_no_file_behind(ingrid, march, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        ingrid.post(march + "discard")
    assert not list(settings.MEDIA_ROOT.rglob("*.sealed"))
    assert ingrid.get(f"{march}files/1/columns").status_code == 404
    assert said(ingrid, march)


def test_a_progress_page_asks_again_until_the_work_is_done(ingrid, march):
    Batch.objects.update(state=Batch.State.RECEIVED)
    assert f'hx-get="{march}"' in said(ingrid, march)
    Batch.objects.update(state=Batch.State.CHECKED)
    assert ingrid.get(march, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_work_that_is_done_while_the_page_asks_does_not_leave_it_waiting_for_ever(ingrid, march, monkeypatch):
    """The answer holds the progress, so that the page asks again, or sends it to what is there now: never neither."""
    Batch.objects.update(state=Batch.State.RECEIVED)
    read = queries.batch_seen_by

    def and_then_done(*given):
        found = read(*given)
        Batch.objects.update(state=Batch.State.CHECKED)
        return found

    monkeypatch.setattr(queries, "batch_seen_by", and_then_done)
    assert 'id="progress"' in ingrid.get(march, headers={"HX-Request": "true"}).content.decode()
    assert ingrid.get(march, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"


def test_every_look_at_rows_is_written_down_and_kept_by_nobody(ingrid, march):
    answer = ingrid.get(f"{march}files/2/rows/2")
    assert answer.headers["Cache-Control"] == "no-store"
    assert events(action="intake.row_read")


@pytest.mark.parametrize("who", ["aud", "amina", "berit", "jonas", "it", "dpo"])
def test_nobody_else_gets_near_an_import(who, cast, march):
    client = cast.client(who)
    for path in ("", "rejects", "codes", "units", "files/1/columns", "files/1/rows/2"):
        assert client.get(march + path).status_code == 404
    for path in ("holds", "confirm", "discard", "undo", "codes", "files/1/rows/2/leave-out"):
        assert client.post(march + path, MARCH).status_code == 404
    assert client.get("/imports/").status_code == client.get("/imports/new").status_code == 404
    assert client.post("/imports/new", {"files": csv("a.csv", ABSENCES)}).status_code == 404
    assert Batch.objects.get().state == Batch.State.CHECKED


HOSTILE = {
    "nothing.csv": b"",
    "zeros.csv": b"\0" * 5000,
    "picture.png": b"\x89PNG\r\n\x1a\n" + b"x" * 500,
    "bomb.xlsx": b"PK\x03\x04" + b"z" * 500,
    "quote.csv": b'person_id;unit_id\n"1001;O1\n',
    "words.csv": b"hello\nworld\n",
    "shifts.csv": b"person_id,unit_id,date,agreed_share\n1001,O1,2026-01-05,1\n",
    "../../etc/<script>alert(1)</script>.csv": b"a;b\n1;2\n",
}


def bomb():
    """A spreadsheet of a hundred kilobytes that unpacks to a hundred megabytes."""
    packet = BytesIO()
    with ZipFile(packet, "w", ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", "<Types/>")
        out.writestr("xl/workbook.xml", "<workbook/>")
        out.writestr("xl/worksheets/sheet1.xml", b" " * (100 << 20))
    return packet.getvalue()


WORSE = {
    "lønn.xlsx": bomb,
    "long.csv": lambda: b"Ansattnr;Enhet;Fra dato;Stillingsprosent\n" + b"1" * 10_000_000 + b";O1;01.01.2020;100\n",
    "nul.csv": lambda: EMPLOYMENTS.replace("1002", "10\0002").encode(),
    'x.csv"\r\nX-Evil: 1\r\n.csv': lambda: b"a;b\n1;2\n",
    "=cmd|' /C calc'!A0.csv": EMPLOYMENTS.encode,
}


@pytest.mark.parametrize("name", WORSE)
def test_a_file_made_to_do_harm_does_none(name, ingrid, caplog):
    with caplog.at_level("INFO"):
        sent = SimpleUploadedFile(name, WORSE[name]())
        answer = ingrid.post("/imports/new", {"files": sent}, follow=True)
    page = answer.content.decode()
    assert answer.status_code in (200, 422)
    assert "Traceback" not in page
    assert "X-Evil" not in answer.headers
    assert caplog.records
    assert not Person.objects.exists()
    for batch in Batch.objects.all():
        url = f"/imports/{batch.pk}/"
        assert ingrid.get(url + "rejects").status_code in (200, 404)
        assert ingrid.get(url + "files/1/columns").status_code in (200, 404)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_plain_page(name, ingrid):
    answer = ingrid.post("/imports/new", {"files": csv(name, HOSTILE[name].decode("latin-1"), "latin-1")}, follow=True)
    page = answer.content.decode()
    assert answer.status_code in (200, 422)
    assert "Traceback" not in page
    assert "<script>alert" not in page
    assert "/etc/" not in page
    assert not Batch.objects.exclude(state=Batch.State.CHECKED).exists()
    assert not Person.objects.exists()


def test_html_in_cells_is_shown_as_text(ingrid, bring):
    bad = "<img src=x onerror=alert(1)>"
    url = bring(csv("fravær.csv", ABSENCES.replace("Ferie", bad).replace("1003", bad)))
    for path in ("", "codes", "files/1/columns", "files/1/rows/4"):
        assert bad not in ingrid.get(url + path).content.decode()


def test_the_wrong_method_and_a_missing_token_get_a_plain_page(cast, ingrid, march):
    assert ingrid.get(march + "confirm").status_code == 405
    assert ingrid.put(march).status_code == 405
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast.ingrid)
    assert strict.post(march + "discard").status_code == 403
    assert ingrid.post(march + "holds", {"absences": "x" * 10_000_000}).status_code == 400
    assert ingrid.get(f"{march}files/2/rows/999").status_code == 404
    assert ingrid.get(f"{march}files/9/columns").status_code == 404
    assert Batch.objects.get().state == Batch.State.CHECKED


def test_a_tree_that_is_undone_makes_the_figures_stale(ingrid, bring):
    """Employments and absences are the same before and after: only the tree tells that something has changed."""
    url = bring(csv("units.csv", "unit_id,parent_id,name\nK1,O,Biblioteket\n"))
    for step in ("confirm", "undo"):
        forget_touched(each.number for each in touched())
        ingrid.post(url + step)
        assert {each.unit_id for each in touched()} == {"K1"}, step


def test_an_empty_list_invites_to_the_first_import(ingrid):
    assert "/imports/new" in said(ingrid, "/imports/")
