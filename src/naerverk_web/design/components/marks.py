"""Small marks within text and tables: smiley, tag, count, spark-line."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

FACES = {"good": "success", "even": "neutral", "short": "warning"}
"""Face -> colour of the design system. Never red: a target is missed by circumstances, not by people."""

MOUTHS = {
    "good": "M7.5 14c1 2 2.6 3 4.5 3s3.5-1 4.5-3",
    "even": "M8 15.5h8",
    "short": "M8 16.5c.9-1.3 2.3-2 4-2s3.1.7 4 2",
}

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
    size = " nv-smiley-large" if large else ""
    drawing = format_html(
        '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false"><circle cx="12" cy="12" r="10" />'
        '<path class="nv-smiley-eyes" d="M8.5 9.2v.6M15.5 9.2v.6" /><path d="{}" /></svg>',
        MOUTHS[face],
    )
    return format_html(
        '<span class="nv-smiley{}" data-color="{}">{}<span>{}</span></span>',
        size,
        FACES[face],
        drawing,
        word or words[face],
    )


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
