"""Small marks within text and tables: smiley, tag, count, spark-line."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

FACES = {"good": "success", "even": "neutral", "short": "warning"}
"""Face -> colour of the design system. Never red: a target is missed by circumstances, not by people."""

TONES = {
    "neutral": "neutral",
    "info": "info",
    "good": "success",
    "watch": "warning",
    "late": "danger",
}
"""Tone -> colour of the design system. Only overdue tasks are "late"."""


def smiley(face: str, word: object = "", large: bool = False) -> SafeString:
    """A face, its word and a colour: `good`, `even` or `short`. Without `word`: how the target fares."""
    words = {"good": _("On track"), "even": _("Almost on track"), "short": _("Not on track yet")}
    context = {"face": face, "colour": FACES[face], "word": word or words[face], "large": large}
    return mark_safe(render_to_string("design/components/smiley.html", context))  # noqa: S308 - our own template


def tag(text: object, tone: str = "neutral") -> SafeString:
    """A short word in a tinted box. The word carries the meaning; the tone only helps the eye."""
    return format_html('<span class="ds-tag nv-tag" data-color="{}">{}</span>', TONES[tone], text)


def count_badge(count: int, text: object) -> SafeString:
    """A count in a circle; `text` says in words what is counted ("3 new messages")."""
    return format_html(
        '<span class="nv-count"><span class="ds-badge" data-color="accent" data-count="{}" aria-hidden="true"></span>'
        '<span class="ds-sr-only">{}</span></span>',
        count,
        text,
    )


def spark(svg: str) -> SafeString:
    """A small line drawn by the library; what it shows is said in the drawing itself."""
    return format_html('<span class="nv-spark">{}</span>', mark_safe(svg))  # noqa: S308 - drawn by the library
