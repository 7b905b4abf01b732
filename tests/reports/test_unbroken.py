"""No line of the report ends between a number and what it counts."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from solbakken import solbakken

from naerverk.locale import LANGUAGES, Words
from naerverk.reports.explanation.basis import KnownWhen, known_text
from naerverk.reports.figures import Standing
from naerverk.reports.html import html_of
from naerverk.reports.wording import page_of
from naerverk.reports.wording.unbroken import unbroken

COUNTED = re.compile(
    r"\d (?:f[æe]rre|flere|fleire|fewer|more|m[åo]n|personer|persons|årsverk|full-time|ansatte|employees)"
)
VERSION = "2026-\N{WORD JOINER}1"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("standing", [Standing.OWN, Standing.POOLED])
def test_a_number_stays_with_what_it_counts(standing: Standing, lang: str) -> None:
    report = replace(solbakken(), standing=standing, pooled_with=("Lia",) if standing is Standing.POOLED else ())
    text = html_of(page_of(report, Words(lang)))
    assert "12\N{NO-BREAK SPACE}m" in text
    assert COUNTED.findall(re.sub(r"<svg.*?</svg>|<table.*?</table>", "", text, flags=re.DOTALL)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_version_of_the_definition_is_one_word(lang: str) -> None:
    report = solbakken()
    report = replace(report, basis=replace(report.basis, version="2026-1"))
    method = " ".join(text for _, text in page_of(report, Words(lang)).method)
    assert VERSION in method
    assert "2026-1" not in method
    assert VERSION in known_text(KnownWhen(date(2026, 11, 22)), "2026-1", Words(lang))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("mellom 3,6 færre og 1 200 flere", "mellom 3,6_færre og 1 200_flere"),
        (
            "i juni 2026 ble det regnet ut 22.11.2026, og ikke før",
            "i juni 2026 ble det regnet ut 22.11.2026, og ikke før",
        ),
        ("fra 10 til 24, 5 av 10", "fra 10 til 24, 5 av 10"),
        ("the 12 months to May 2026", "the 12_months to May 2026"),
    ],
)
def test_only_counts_are_bound(said: str, shown: str) -> None:
    assert unbroken(said) == shown.replace("_", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize("name", ["Gruppe 3 øst", "Trinn 1-4"])
def test_what_people_have_named_is_left_as_they_wrote_it(name: str) -> None:
    page = page_of(replace(solbakken(), name=name, above=(name,)), Words("nb"))
    assert (page.unit, page.above) == (name, name)
