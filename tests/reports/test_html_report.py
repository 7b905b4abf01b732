"""The report as HTML: what Amina reads on her phone, what Aud's screen reader hears, and nothing to fetch."""

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from solbakken import page, solbakken, without_figures

from browser import violations
from naerverk.locale import LANGUAGES, Words
from naerverk.reports.figures import Standing
from naerverk.reports.html import html_of
from naerverk.reports.wording import page_of

VOID = {"meta", "br", "circle", "path", "line", "rect", "link"}


class Outline(HTMLParser):
    """Headings, tags in balance, and text in reading order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[tuple[int, str]] = []
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and "style" not in self.open:
            self.words.append(data.strip())
            if re.fullmatch(r"h\d", self.open[-1]):
                self.headings.append((int(self.open[-1][1]), data.strip()))


@pytest.fixture(params=LANGUAGES)
def html(request: pytest.FixtureRequest) -> tuple[str, str]:
    return request.param, html_of(page(request.param))


def test_the_sentence_comes_before_the_number_and_the_number_before_the_chart(html: tuple[str, str]) -> None:
    lang, text = html
    said = " ".join(Outline(text).words)
    percent = "92.7%" if lang == "en" else "92,7\N{NO-BREAK SPACE}%"
    assert said.index("Solbakken barnehage") < said.index(page(lang).lead) < said.index(percent)
    assert text.index(percent) < text.index('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 7')


def test_the_page_is_well_formed_and_its_headings_are_in_order(html: tuple[str, str]) -> None:
    lang, text = html
    outline = Outline(text)
    levels = [level for level, _ in outline.headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))
    assert f'<html lang="{lang}">' in text
    assert re.search(r"<title>.*Solbakken barnehage.*</title>", text)


def test_nothing_runs_and_nothing_is_fetched(html: tuple[str, str]) -> None:
    _, text = html
    assert "script" not in Outline(text).tags
    assert not re.findall(r"(?:src|href)=|url\(|@import|@font-face", text)
    assert set(re.findall(r"https?://[^\s\"']+", text)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_no_word_is_left_untranslated_and_no_place_unfilled() -> None:
    pages = {lang: Outline(html_of(page(lang))).words for lang in LANGUAGES}
    for words in pages.values():
        assert not [word for word in words if "{" in word or "None" in word]
    headings = {lang: Outline(html_of(page(lang))).headings for lang in LANGUAGES}
    assert not {text for _, text in headings["nb"][1:]} & {text for _, text in headings["en"][1:]}


def test_every_chart_has_a_sentence_and_the_control_chart_a_table(html: tuple[str, str]) -> None:
    _, text = html
    charts = re.findall(r'<svg[^>]*class="nv-chart"[^>]*>', text)
    assert len(charts) == 2 + 5
    assert all('role="img"' in chart and 'aria-label="' in chart for chart in charts)
    assert len(re.findall(r"<tr><th scope=\"row\">[^<]*20\d\d</th>", text)) == 36


def test_a_hidden_month_is_words_never_a_number() -> None:
    text = html_of(page("nb"))
    row = re.search(r"<tr><th scope=\"row\">august 2024</th>(.*?)</tr>", text)
    assert row
    assert re.sub(r"<[^>]+>", "|", row[1]) == "|–||skjult av hensyn til personvernet|"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("standing", [one for one in Standing if not replace(solbakken(), standing=one).shows_figures])
def test_a_month_without_figures_says_why_kindly_and_shows_none(standing: Standing, lang: str) -> None:
    whole = page_of(without_figures(standing), Words(lang))
    outline = Outline(html_of(whole))
    assert whole.lead.startswith(("Solbakken", "Tall", "Tal", "The figures", "Ing", "Nobody", "Det", "There"))
    assert whole.explanation
    assert "svg" not in outline.tags
    assert "%" not in " ".join(outline.words)


def test_a_small_unit_hears_whom_it_is_counted_with() -> None:
    pooled = replace(solbakken(), standing=Standing.POOLED, pooled_with=("Lia", "Haugen"))
    whole = page_of(pooled, Words("nb"))
    assert whole.explanation[-1].replace("\N{NO-BREAK SPACE}", " ") == (
        "Solbakken barnehage har færre enn 10 ansatte. Tallene gjelder disse til sammen: Lia, Haugen, og ansatte "
        "direkte i Oppvekst."
    )
    assert whole.chart
    assert all(tile.label.endswith(", samlet") for tile in whole.tiles)


def test_people_at_work_are_never_promised_when_it_may_be_chance() -> None:
    report = solbakken()
    assert report.people
    assert report.cost
    unsure = page_of(report, Words("nb"))
    assert (
        "Ikke sikker forskjell: mellom 0,2\N{NO-BREAK SPACE}færre og 0,8\N{NO-BREAK SPACE}flere"
        in unsure.tiles[2].lines
    )
    assert not [note for note in unsure.cost_notes if "verdt" in note]
    sure = page_of(replace(report, people=replace(report.people, more=17.04, low=9.6, high=24.4)), Words("nb"))
    assert (sure.tiles[2].value, sure.tiles[2].lines[1]) == ("17", "Tydelig forskjell: fra 10 til 24")
    assert [note for note in sure.cost_notes if "verdt" in note]
    perhaps = page_of(replace(report, people=replace(report.people, more=-1.4, low=-3.4, high=0.6)), Words("nb"))
    assert (
        perhaps.tiles[2].lines[1] == "Trolig forskjell: mellom 3,4\N{NO-BREAK SPACE}færre og 0,6\N{NO-BREAK SPACE}flere"
    )
    fewer = page_of(replace(report, people=replace(report.people, more=-2.0, low=-3.5, high=-0.5)), Words("nb"))
    assert fewer.tiles[2].label == "Færre på jobb hver dag"
    assert fewer.tiles[2].lines[1] == "Tydelig forskjell: fra 0,5 til 3,5"
    none = page_of(replace(report, people=replace(report.people, more=-0.04, low=-1.2, high=1.1)), Words("nb")).tiles[2]
    assert (none.label, none.value) == ("Flere på jobb hver dag", "0,0")


def test_without_a_target_there_is_no_face_and_without_lengths_two_panels() -> None:
    report = replace(solbakken(), target=None, people=None, cost=None, started=None)
    few = tuple(replace(one, parts=dict(list(one.parts.items())[:2])) for one in report.quarters[:3])
    bare = page_of(replace(report, quarters=few, months=report.months[-1:], chart=None), Words("en"))
    assert bare.tiles[0].face is None
    assert len(bare.tiles) == len(bare.panels) == 2
    assert bare.panels[0].change == ""
    assert bare.tiles[1].lines[0] == "May 2025: no data"
    assert "two" in html_of(bare)


def test_names_are_text_never_markup() -> None:
    text = html_of(page_of(replace(solbakken(), name='<b>"Lia" & O\'Hara</b>'), Words("nb")))
    assert "<b>" not in text
    Outline(text)


@pytest.mark.browser
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_in_a_browser(lang: str, tmp_path: Path) -> None:
    """Phone without sideways scrolling, also at 200 % zoom; axe finds nothing, light and dark."""
    if not Path("/usr/bin/chromium").exists():
        pytest.skip("needs Chromium at /usr/bin/chromium")
    texts = [html_of(page(lang)), html_of(page_of(without_figures(Standing.TOO_SMALL), Words(lang)))]
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for text, scheme in itertools.product(texts, ("light", "dark")):
            path = tmp_path / "report.html"
            path.write_text(text, encoding="utf-8")
            tab = browser.new_context(color_scheme=scheme).new_page()
            tab.goto(path.as_uri())
            tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            for width in (180, 360, 800, 1280):
                tab.set_viewport_size({"width": width, "height": 800})
                assert tab.evaluate("document.documentElement.scrollWidth") <= width
            assert violations(tab) == []
            tab.close()
        browser.close()
