"""What each tag puts on the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory
from django.utils import translation

from naerverk.charts.series import Chart, TextTable
from naerverk_web.design.public import Cell, Column, Fact, HowPart, Link, Table, count_badge, smiley, spark, tag

DRAWN = Chart(
    title="As usual",
    description="Between 6 and 8 %",
    wide='<svg id="a"><clipPath id="b"/><g clip-path="url(#b)"/></svg>',
    narrow='<svg id="a"><use href="#a"/></svg>',
    table=TextTable("By month", ("Month", "Absence", "Remark"), (("May", "6,6 %", "low"), ("June", "–", "hidden"))),
    key=("Blue: the usual.",),
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def shown(template: str, address: str = "/design/", **context: object) -> str:
    page = engines["django"].from_string(template)
    return " ".join(page.render(context, RequestFactory().get(address)).split())


class Leave(forms.Form):
    unit = forms.CharField(label="Unit", help_text="As on the pay slip")
    note = forms.CharField(label="Note", required=False)
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    told = forms.BooleanField(label="Told", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_heading_says_what_so_what_and_for_whom() -> None:
    page = shown('{% heading "Presence" lead="As usual." about="May" %}')
    assert '<h1 class="ds-heading">Presence</h1> <p class="nv-lead">As usual.</p> <p class="nv-about">May</p>' in page
    assert "<p" not in shown('{% heading "Presence" %}')


def test_names_with_html_are_shown_not_obeyed() -> None:
    name = "<script>x</script>"
    template = (
        "{% heading name lead=name %}{% card heading=name %}{{ name }}{% endcard %}"
        "{% key_figure name name sentence=name %}"
        "{% tag name %}{% smiley 'good' name %}{% button name url=name %}{% empty name name name name %}"
        "{% table table %}{% breadcrumbs trail %}{% facts facts %}{% toast name %}{% count_badge 1 name %}"
        "{% dialog 'd' name button=name %}{% endfor_dialog %}".replace("endfor_dialog", "enddialog")
    )
    table = Table(name, [Column(name, about=name)], [(Cell(name, url=name),)], exports=[Link(name, name)], note=name)
    page = shown(template, name=name, table=table, trail=[Link(name, name), Link(name)], facts=[Fact(name, name)])
    assert "<script>x" not in page


def test_breadcrumbs_lead_up_and_end_here() -> None:
    page = shown("{% breadcrumbs trail %}", trail=[Link("Lyngholt", "/l"), Link("Upbringing", "/u"), Link("Solbakken")])
    assert page.count('href="/u"') == 2, "the way back on a phone, and the step itself"
    assert '<span aria-current="page">Solbakken</span>' in page
    assert shown("{% breadcrumbs trail %}", trail=[Link("Lyngholt")]) == ""
    assert shown("{% breadcrumbs trail %}", trail=[]) == ""


@pytest.mark.parametrize("component", ["tabs", "switch"])
def test_sub_navigation_marks_where_the_reader_is(component: str) -> None:
    links = [Link("Overview", "/o", current=True), Link("Plan", "/p")]
    page = shown(f'{{% {component} links "Pages of the unit" %}}', links=links)
    assert 'aria-label="Pages of the unit"' in page
    assert page.count("aria-current") == 1


def test_pages_of_a_list_keep_the_rest_of_the_address() -> None:
    page = shown("{% pagination page %}", "/x?q=ås&page=2", page=Paginator(range(95), 10).get_page(2))
    assert 'href="?q=%C3%A5s&amp;page=1" rel="prev"' in page
    assert 'href="?q=%C3%A5s&amp;page=3" rel="next"' in page
    assert "Page 2 of 10" in page
    assert "…" in page
    assert shown("{% pagination page %}", page=Paginator(range(5), 10).get_page(1)) == ""


def test_the_first_and_the_last_page_lead_one_way_only() -> None:
    paginator = Paginator(range(20), 10)
    assert 'rel="prev"' not in shown("{% pagination page %}", page=paginator.get_page(1))
    assert 'rel="next"' not in shown("{% pagination page %}", page=paginator.get_page(2))


def test_a_card_with_an_address_can_be_pressed() -> None:
    page = shown('{% card heading="Plan" url="/p" level=3 %}<p>Late</p>{% endcard %}')
    assert '<h3 class="ds-heading nv-card-heading"><a href="/p">Plan</a></h3> <p>Late</p>' in page
    assert "<h2" not in shown("{% card %}x{% endcard %}")


def test_only_what_is_late_is_red() -> None:
    assert 'data-color="danger"' in tag("Overdue", "late")
    others = [tag("x", tone) for tone in ("neutral", "info", "good", "watch")]
    faces = [smiley(face) for face in ("good", "even", "short")]
    assert not any("danger" in each for each in others + faces)


def test_a_smiley_is_a_face_and_a_word() -> None:
    assert "<svg" in smiley("short")
    assert "Not on track yet" in smiley("short")
    assert "Content" in smiley("good", "Content", large=True)


def test_a_count_is_said_in_words_too() -> None:
    badge = count_badge(3, "3 new messages")
    assert 'data-count="3" aria-hidden="true"' in badge
    assert '<span class="ds-sr-only">3 new messages</span>' in badge


def test_a_key_figure_holds_together_and_explains_itself() -> None:
    page = shown('{% key_figure "Absence" "6,6 %" how="/how" face="good" about="May" %}')
    assert '<strong class="nv-figure-value">6,6\xa0%</strong>'.replace("\xa0", " ") in page
    assert "6,6\xa0%" in engines["django"].from_string('{% key_figure "Absence" "6,6 %" %}').render()
    assert "How “Absence” is computed" in page
    assert "1\xa0412\xa0dager" in engines["django"].from_string(
        '{% key_figure "Lost" 1412 "dager" %}'
    ).render().replace(",", "\xa0")


def test_a_figure_that_cannot_be_shown_says_why_and_shows_no_number() -> None:
    page = shown('{% key_figure "Absence" none sentence="Too few." how="/how" %}')
    assert "<strong" not in page
    assert "Too few." in page
    assert 'href="/how"' in page, "why it is missing is told there too"


def test_a_spark_line_stands_in_its_figure() -> None:
    assert '<span class="nv-spark"><svg/></span>' in shown(
        '{% key_figure "A" 1 spark_line=line %}', line=spark("<svg/>")
    )


def test_a_chart_has_its_finding_its_numbers_and_ids_of_its_own() -> None:
    page = shown('{% chart drawn sentence="So." note="Source" level=3 %}{% chart drawn title="Other" %}', drawn=DRAWN)
    assert ">As usual</h3>" in page
    assert ">Other</h2>" in page
    assert "Blue: the usual." in page
    assert '<td role="cell" data-label="Absence" class="nv-number">6,6 %</td>' in page
    assert '<td role="cell" data-label="Remark">hidden</td>' in page
    wide, narrow = page.index('class="nv-wide"'), page.index('class="nv-narrow"')
    assert wide < page.index("-w-b)") < narrow < page.index('href="#chart-')


def test_a_chart_without_numbers_offers_no_choice() -> None:
    bare = Chart("t", "d", "<svg/>", "<svg/>", TextTable("c", ("Month",), ()))
    assert "<fieldset" not in shown("{% chart drawn %}", drawn=bare)


def test_a_table_names_its_rows_and_labels_its_cells() -> None:
    columns = [Column("Unit"), Column("Now", number=True, about="12 months"), Column("Since", sortable=False)]
    rows = [(Cell("Solbakken", url="/s"), Cell("6,6 %", value=6.6), date(2026, 5, 3)), ("Library", None, "")]
    table = Table("Units", columns, rows, foot=("All", 7.5, ""), exports=[Link("CSV", "/c")], search=True, note="2026")
    page = shown("{% table table %}", table=table)
    assert '<div class="nv-scroll" tabindex="0" role="region" aria-label="Units">' in page
    assert (
        '<th role="rowheader" scope="row"><a class="ds-link" data-color="accent" href="/s">Solbakken</a></th>' in page
    )
    assert '<td role="cell" data-label="Now, 12 months" class="nv-number" data-value="6.6">6,6 %</td>' in page
    assert 'data-value="2026-05-03">3 May 2026</td>' in page
    assert '<td role="cell" data-label="Now, 12 months" class="nv-number"></td>' in page
    assert '<th role="columnheader" scope="col" class="nv-number" data-sort="number">' in page
    assert "data-table-search" in page
    assert "data-sortable" in page
    assert 'href="/c" download' in page
    assert "<tfoot" in page


def test_a_table_of_one_row_is_not_sorted_or_searched() -> None:
    page = shown("{% table table %}", table=Table("One", [Column("A")], [(1,)], search=True, show_caption=False))
    assert "data-sortable" not in page
    assert "data-table-search" not in page
    assert '<caption class="ds-sr-only">' in page


def test_a_row_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="a row of 1 cells in a table of 2 columns"):
        Table("Units", [Column("A"), Column("B")], [("a",)])
    with pytest.raises(ValueError, match="3 cells"):
        Table("Units", [Column("A"), Column("B")], [("a", "b")], foot=("a", "b", "c"))


def test_progress_is_said_in_words_and_asked_for() -> None:
    page = shown('{% progress "Reading" done=1482 total=2000 poll="/p" name="job" sentence="Leave if you like." %}')
    assert 'hx-get="/p" hx-trigger="every 2s"' in page
    assert "Nv-By-Itself" in page, "asking by itself is no use of a shared computer"
    assert 'hx-select="#job"' in page
    assert '<progress id="job-bar" value="1482" max="2000">' in page
    assert "hx-get" not in shown('{% progress "Waiting" %}')
    assert "value=" not in shown('{% progress "Waiting" %}')


def test_facts_are_names_and_values() -> None:
    assert "<dt>Rows</dt><dd>1,482</dd>" in shown("{% facts lines %}", lines=[Fact("Rows", 1482)])


def test_every_figure_can_say_how_it_is_computed() -> None:
    """A quiet link with a name of its own beside a key figure, a drawing, a fact and a column."""
    mark = '<a class="nv-how" href="/how" rel="help"><span aria-hidden="true">?</span>'
    assert f'{mark}<span class="ds-sr-only">How “Presence” is computed</span></a>' in shown(
        '{% key_figure "Presence" "93" how="/how" %}'
    )
    assert "nv-how" not in shown('{% key_figure "Presence" "93" %}')
    assert mark in shown('{% card heading="Target" how="/how" %}x{% endcard %}')
    assert mark in shown("{% facts lines %}", lines=[Fact("From", "91 %", how="/how")])
    table = Table("Units", [Column("Unit"), Column("Now", how="/how")], [("A", 1)])
    assert shown("{% table table %}", table=table).count('href="/how"') == 2, "in the header, and in words for a phone"
    parts = [HowPart("The sum", ["Lost of agreed."], ["5 × 100 / 50 = 10 %"], [Fact("Period", "May")])]
    page = shown("{% how_parts parts %}", parts=parts)
    assert page.startswith('<div class="nv-how-parts" data-how>')
    assert '<div class="nv-sums"><p>5 × 100 / 50 = 10 %</p></div>' in page


def test_a_button_submits_and_a_link_leads() -> None:
    assert shown('{% button "Save" name="do" value="save" %}').startswith(
        '<button class="ds-button" type="submit" name="do" value="save"'
    )
    assert shown('{% button "Go" url="/x" kind="secondary" %}').startswith('<a class="ds-button" href="/x"')
    assert 'hx-post="/y"' in shown('{% button "Go" kind="quiet" hx_post="/y" %}')


def test_boxes_hold_their_content() -> None:
    assert '<div class="nv-grid" data-columns="2"><p>x</p></div>' in shown("{% grid columns=2 %}<p>x</p>{% endgrid %}")
    assert '<div class="nv-actions">x</div>' in shown("{% actions %}x{% endactions %}")
    assert "<summary>Why?</summary>" in shown('{% more "Why?" %}x{% endmore %}')
    assert '<details class="nv-more" open>' in shown('{% more "Why?" open=True %}x{% endmore %}')
    section = shown('{% section "Plan" about="2026" %}x{% endsection %}')
    assert ">Plan</h2>" in section
    assert "2026" in section
    assert 'data-color="warning"' in shown('{% notice "watch" heading="Look" %}x{% endnotice %}')


def test_a_dialog_has_a_name_and_a_way_out() -> None:
    page = shown('{% dialog "undo" "Undo?" button="Undo" %}{% close_dialog "undo" "Keep" %}{% enddialog %}')
    assert 'command="show-modal" commandfor="undo"' in page
    assert 'id="undo" aria-labelledby="undo-heading"' in page
    assert 'command="close" commandfor="undo">Keep' in page
    assert "show-modal" not in shown('{% dialog "undo" "Undo?" %}x{% enddialog %}')


def test_empty_invites() -> None:
    page = shown('{% empty "Presence" "No file yet." action="Import" url="/i" %}')
    assert 'href="/i">Import</a>' in page
    assert "<a" not in shown('{% empty "Presence" "No file yet." %}')


def test_a_message_can_be_sent_along_with_an_answer() -> None:
    assert 'hx-swap-oob="beforeend"' in shown('{% toast "Saved" outside=True %}')
    assert "oob" not in shown('{% toast "Saved" %}')


def test_a_form_says_what_is_wrong_beside_the_field_and_above() -> None:
    page = shown('{% form form "Save" cancel="/back" action="/to" %}', form=Leave({"note": "x"}))
    assert 'href="#id_unit">Unit: This field is required.</a>' in page
    assert 'href="#id_kind_0">Kind: ' in page
    assert 'aria-invalid="true" aria-describedby="id_unit_help id_unit_error"' in page
    assert 'id="id_unit_error">This field is required.' in page
    assert '<fieldset class="ds-fieldset nv-field" aria-describedby="id_kind_error">' in page
    assert '<form class="nv-form" method="post" action="/to" novalidate>' in page
    assert 'type="hidden" name="secret"' in page
    assert "csrfmiddlewaretoken" in page
    assert 'href="/back">Cancel</a>' in page


def test_a_form_not_yet_sent_complains_of_nothing() -> None:
    page = shown('{% form form "Save" %}', form=Leave())
    assert "error" not in page
    assert 'Note <span class="nv-optional">(optional)</span>' in page
    assert 'Told <span class="nv-optional">' not in page
    assert 'id="id_unit_help">As on the pay slip' in page


def test_a_form_tells_what_no_field_is_to_blame_for() -> None:
    form = Leave({"unit": "O1", "kind": "a"})
    form.add_error(None, "Two units bear this name.")
    assert "<li>Two units bear this name.</li>" in shown("{% error_summary form %}", form=form)


def test_a_form_with_a_file_says_so() -> None:
    class Upload(forms.Form):
        file = forms.FileField(label="File")

    assert 'enctype="multipart/form-data"' in shown('{% form form "Send" %}', form=Upload())


def test_search_asks_the_server() -> None:
    page = shown('{% search_box value="ås" label="Search for a unit" action="/units" placeholder="Name" %}')
    assert 'method="get" action="/units"' in page
    assert '<label class="ds-sr-only" for="search-q">Search for a unit</label>' in page
    assert 'value="ås" placeholder="Name"' in page
