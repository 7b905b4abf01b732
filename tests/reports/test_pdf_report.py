"""The report as PDF: one page, tagged, with title, language and alternative texts, and the same bytes each time."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pikepdf
import pytest
from solbakken import page, solbakken, without_figures

from naerverk.locale import LANGUAGES, Words
from naerverk.reports.figures import Standing
from naerverk.reports.pdf import has_own_font, pdf_of, png_of
from naerverk.reports.wording import page_of

DATED = date(2026, 6, 3)


@pytest.fixture(scope="module", params=LANGUAGES)
def opened(request: pytest.FixtureRequest) -> tuple[str, pikepdf.Pdf]:
    return request.param, pikepdf.open(io.BytesIO(pdf_of(page(request.param), DATED)))


def elements(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    """Every structure element, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def test_it_is_one_tagged_page_with_title_and_language(opened: tuple[str, pikepdf.Pdf]) -> None:
    lang, pdf = opened
    assert len(pdf.pages) == 1
    assert str(pdf.Root.Lang) == lang
    assert pdf.Root.MarkInfo.Marked
    assert "Solbakken barnehage" in str(pdf.docinfo["/Title"])
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


def test_its_structure_has_headings_tables_and_figures_with_alternative_texts(opened: tuple[str, pikepdf.Pdf]) -> None:
    lang, pdf = opened
    found = list(elements(pdf.Root.StructTreeRoot))
    kinds = [str(element["/S"]) for element in found]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 5
    assert kinds.count("/Table") == 2
    figures = [element for element in found if str(element["/S"]) == "/Figure"]
    assert len(figures) == 6
    alternatives = [str(figure["/Alt"]) for figure in figures]
    assert all(len(alternative) > 60 for alternative in alternatives)
    assert ("June 2023" if lang == "en" else "juni 2023") in alternatives[0]


def test_the_same_report_gives_the_same_bytes() -> None:
    whole = page("nb")
    assert pdf_of(whole, DATED) == pdf_of(whole, DATED)
    assert pdf_of(whole, DATED) != pdf_of(whole, date(2026, 6, 4))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_long_names_and_many_reasons_still_fit_one_page(lang: str) -> None:
    report = solbakken()
    assert report.people
    crowded = replace(
        report,
        name="Sør-Østerdal interkommunale kompetansesenter for habilitering og rehabilitering, avdeling Kárášjohka",
        above=("Lyngholt kommune", "Helse, omsorg og velferd", "Habilitering og rehabilitering"),
        standing=Standing.POOLED,
        pooled_with=("Solsida bofellesskap", "Haugen dagsenter", "Lia avlastning", "Nordre barnebolig"),
        people=replace(report.people, low=0.1),
        hidden=report.hidden * 2,
    )
    pdf = pikepdf.open(io.BytesIO(pdf_of(page_of(crowded, Words(lang)), DATED)))
    assert len(pdf.pages) == 1


def test_bars_stand_on_one_floor_however_many_lines_a_panel_takes() -> None:
    plain = page("en")
    wordy = replace(plain.panels[-1], change="Past year: 18.4%, before: 24.0%, probably less (more is better)")
    pdf = pikepdf.open(io.BytesIO(pdf_of(replace(plain, panels=(*plain.panels[:-1], wordy)), DATED)))
    figures = [element for element in elements(pdf.Root.StructTreeRoot) if str(element["/S"]) == "/Figure"]
    floors = {round(float(figure["/A"][0]["/BBox"][1]), 1) for figure in figures[1:]}
    assert len(figures) == 6
    assert len(floors) == 1


@pytest.mark.parametrize("standing", [Standing.TOO_SMALL, Standing.NO_DATA])
def test_a_month_without_figures_is_a_page_too(standing: Standing) -> None:
    pdf = pikepdf.open(io.BytesIO(pdf_of(page_of(without_figures(standing), Words("nn")), DATED)))
    assert len(pdf.pages) == 1
    assert not [element for element in elements(pdf.Root.StructTreeRoot) if str(element["/S"]) == "/Figure"]


def test_inter_is_embedded_when_it_is_installed(opened: tuple[str, pikepdf.Pdf]) -> None:
    if not has_own_font():
        pytest.skip("needs the fonts that start.py setup makes")
    _, pdf = opened
    names = {str(font["/BaseFont"]) for font in pdf.pages[0].Resources.Font.values()}
    assert all("Inter" in name for name in names)


def test_a_picture_of_the_page_can_be_made() -> None:
    assert png_of(page("nb"), DATED, ppi=40).startswith(b"\x89PNG")
