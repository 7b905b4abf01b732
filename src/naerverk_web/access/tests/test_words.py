"""Every sentence of the room in bokmål and nynorsk."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOM = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("lang", ["nb", "nn"])
def test_every_sentence_is_translated(lang: str) -> None:
    with (ROOM / "locale" / lang / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalogue = [message for message in read_po(file, locale=lang) if message.id]
    assert len(catalogue) > 90
    for message in catalogue:
        both = (message.string,) if isinstance(message.string, str) else message.string
        assert all(both), message.id
        assert not message.fuzzy, message.id
        assert places(both[-1]) == places(message.id if isinstance(message.id, str) else message.id[-1]), message.id
        assert "!" not in "".join(both)


def places(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)[sd]", text))
