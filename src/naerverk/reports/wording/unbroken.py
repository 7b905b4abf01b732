"""A number and what it counts stay on one line, and so does a number with a hyphen in it."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from naerverk.charts.series import Chart

# A year is no count; and a small word goes with what comes after it.
_NO_YEAR = r"(?<![\w.,-])(?!(?:19|20)\d\d )"
_SMALL = "av|eller|etter|for|i|og|om|per|på|til|and|by|for|in|of|on|or|per|to"
_COUNT = re.compile(rf"({_NO_YEAR}\d(?:[\d\N{{NO-BREAK SPACE}}.,]*\d)?) (?!(?:{_SMALL})\b)(?=[a-zæøå])")
_HYPHEN = re.compile(r"(?<=\d)-(?=\d)")
UNBROKEN = "\N{NO-BREAK SPACE}"
JOINED = "-\N{WORD JOINER}"


def unbroken(part: Any) -> Any:
    """The same text, table or page; drawings are left alone, since nothing in them is wrapped by whoever shows them."""
    # Not what is a text by inheritance only: a face stays a face.
    if type(part) is str:
        return _HYPHEN.sub(JOINED, _COUNT.sub(rf"\1{UNBROKEN}", part))
    if isinstance(part, tuple):
        return tuple(unbroken(each) for each in part)
    if is_dataclass(part) and not isinstance(part, Chart | type):
        return replace(part, **{each.name: unbroken(getattr(part, each.name)) for each in fields(part)})
    return part
