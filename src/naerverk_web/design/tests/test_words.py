"""Every sentence of the room in bokmål and nynorsk; every colour role of the library in the style sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from naerverk.charts.palette import LIGHT

ROOM = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_every_sentence_is_translated(lang: str) -> None:
    with (ROOM / "locale" / lang / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = [message for message in read_po(file, locale=lang) if message.id]
    assert len(catalogue) > 100
    for message in catalogue:
        assert message.string, message.id
        assert not message.fuzzy, message.id
        assert places(str(message.string)) == places(str(message.id)), message.id
        assert "!" not in str(message.string)


def places(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)s|\{\w+\}", text))


@pytest.mark.parametrize("role", sorted(LIGHT))
def test_every_role_in_a_drawing_has_its_colour(role: str) -> None:
    style = (ROOM / "static" / "design" / "figures.css").read_text(encoding="utf-8")
    printed = (ROOM / "static" / "design" / "print.css").read_text(encoding="utf-8")
    assert f"--nv-{role}: " in style
    assert f"--nv-{role}: " in printed
    assert f".nv-fill-{role} {{\n  fill: var(--nv-{role});" in style
    assert f".nv-stroke-{role} {{\n  stroke: var(--nv-{role});" in style


def test_no_template_carries_a_script_or_a_style() -> None:
    """The content security policy would stop them, silently."""
    for template in sorted((ROOM / "templates").rglob("*.html")):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text), template.name
