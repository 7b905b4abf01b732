"""Every sentence of the room in bokmål and nynorsk; every colour role of the library in the style sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from naerverk.charts.palette import LIGHT
from naerverk_web.design.templatetags.design import register

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


@pytest.mark.parametrize("role", ["line", "mean", "target", "better", "worse", "event"])
def test_marks_stand_out_from_the_card_in_light_and_dark(role: str) -> None:
    style = (ROOM / "static" / "design" / "figures.css").read_text(encoding="utf-8")
    theme = (ROOM / "static" / "vendor" / "designsystemet" / "theme.css").read_text(encoding="utf-8")
    surfaces = re.findall(r"--ds-color-neutral-surface-default: (#\w+);", theme)
    marks = re.search(rf"--nv-{role}: light-dark\((#\w+), (#\w+)\)", style)
    assert marks
    assert set(surfaces) == {"#ffffff", "#26282b"}
    assert contrast(marks[1], "#ffffff") >= 3
    assert contrast(marks[2], "#26282b") >= 3


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_every_tag_stands_in_the_documents() -> None:
    text = (ROOM.parents[2] / "docs" / "reference" / "components.md").read_text(encoding="utf-8")
    inner = {"colour_scheme", "is_demo", "menu_places", "page_messages"}
    assert {tag for tag in register.tags if f"| `{tag}`" not in text} == inner


def test_no_template_carries_a_script_or_a_style() -> None:
    """The content security policy would stop them, silently."""
    for template in sorted((ROOM / "templates").rglob("*.html")):
        text = template.read_text(encoding="utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text), template.name
