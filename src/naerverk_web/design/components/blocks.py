"""Boxes around content: card, notice, dialog, disclosure, groups; and what stands for content that is not there."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from naerverk_web.design.components.marks import TONES

KINDS = {"primary": "primary", "secondary": "secondary", "quiet": "tertiary"}


def _rendered(name: str, context: dict[str, Any]) -> SafeString:
    return mark_safe(render_to_string(f"design/components/{name}.html", context))  # noqa: S308 - our own template


def card(
    content: str, heading: object = "", url: str = "", level: int = 2, tinted: bool = False, how: str = ""
) -> SafeString:
    """A box with a heading; with `url` the heading is a link and the whole box can be pressed.

    `how`: the address that says how the figures in it are computed.
    """
    given = {"heading": heading, "url": url, "level": level, "tinted": tinted, "how": how}
    return _rendered("card", {"content": content, **given})


def grid(content: str, columns: int = 3) -> SafeString:
    """Cards beside each other where there is room: at most `columns` (2, 3 or 4); below each other on a phone."""
    return format_html('<div class="nv-grid" data-columns="{}">{}</div>', columns, content)


def actions(content: str) -> SafeString:
    """Buttons and links that belong together; the first is the page's one primary action."""
    return format_html('<div class="nv-actions">{}</div>', content)


def section(content: str, heading: object, level: int = 2, about: object = "") -> SafeString:
    """A part of the page below its own heading, without a box."""
    return _rendered("section", {"content": content, "heading": heading, "level": level, "about": about})


def notice(content: str, tone: str = "info", heading: object = "", level: int = 2) -> SafeString:
    """A message that stays on the page: `info`, `good`, `watch` or `late`."""
    return _rendered("notice", {"content": content, "colour": TONES[tone], "heading": heading, "level": level})


def more(content: str, summary: object, open: bool = False) -> SafeString:
    """A disclosure: one line that opens to more."""
    return _rendered("more", {"content": content, "summary": summary, "open": open})


def dialog(content: str, name: str, heading: object, button: object = "", kind: str = "secondary") -> SafeString:
    """A native dialog and (with `button`) the button that opens it; `{% close_dialog name text %}` closes it."""
    return _rendered(
        "dialog",
        {"content": content, "name": name, "heading": heading, "button": button, "variant": KINDS[kind]},
    )


def close_dialog(name: str, text: object) -> SafeString:
    """The button that closes a dialog and changes nothing."""
    return format_html(
        '<button class="ds-button" type="button" data-variant="secondary" command="close" commandfor="{}">{}</button>',
        name,
        text,
    )


def button(text: object, url: str = "", kind: str = "primary", **attributes: object) -> SafeString:
    """A button, or with `url` a link that looks like one. Further arguments are attributes (`name`, `hx_post`)."""
    given: dict[str, object] = {"href": url} if url else {"type": "submit"}
    given |= {key.replace("_", "-"): value for key, value in attributes.items()}
    looks = {"data-color": "accent", "data-variant": KINDS[kind]}
    pairs = format_html_join("", ' {}="{}"', (given | looks).items())
    name = "a" if url else "button"
    return format_html('<{} class="ds-button"{}>{}</{}>', name, pairs, text, name)


def empty(what: object, why: object, action: object = "", url: str = "", level: int = 2) -> dict[str, Any]:
    """An invitation: what will be shown here, why it is empty, and one button that starts it."""
    return {"what": what, "why": why, "action": action, "url": url, "level": level}


def toast(text: object, tone: str = "good", outside: bool = False) -> dict[str, Any]:
    """One message about what just happened. `outside`: sent along with an answer to htmx, into the page's own place."""
    return {"text": text, "colour": TONES[tone], "outside": outside}
