"""What a figure means, before it has a language: a code with parameters, as `Problem` is for what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Statement:
    """One plain sentence. `Words(lang).say(statement.code, **statement.params)` writes it."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


def shown(value: float, decimals: int = 1) -> Decimal:
    """A number rounded half up for showing, and only for showing: never computed with again."""
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
