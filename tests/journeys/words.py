"""The words of the site in each language, from its catalogues: journeys name what they press by its English words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

SRC = Path(__file__).resolve().parents[2] / "src"
PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
SHORTEST_FRAGMENT = 16


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Every English text of the site and the library, and what it is called in `lang`."""
    found = {}
    for path in sorted(SRC.glob(f"*/**/locale/{lang}/LC_MESSAGES/*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=lang):
                texts = message.id if isinstance(message.id, tuple) else (message.id,)
                said = message.string if isinstance(message.string, tuple) else (message.string,)
                if texts[0]:
                    found |= dict(zip(texts, said, strict=False))
    return found


def say(lang: str, text: str, **given: object) -> str:
    """An English text of the site in `lang`, with its places filled; a name is the same in all languages."""
    said = catalogue(lang).get(text, text)
    return said % given if given else said


@cache
def foreign(lang: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Texts that may not stand on a page in `lang`: English, and the other Norwegian. Whole ones, and telling parts."""
    own = set(catalogue(lang).values())
    others = {text for name in ("nb", "nn") if name != lang for text in (*catalogue(name).values(), *catalogue(name))}
    strange = {text.strip() for text in others - own if len(text) > 1}
    all_of_own = "\n".join(own)
    parts = {part for text in strange if PLACE.search(text) for part in _fragments(text) if part not in all_of_own}
    return frozenset(text for text in strange if not PLACE.search(text)), tuple(sorted(parts))


def _fragments(text: str) -> Iterator[str]:
    """The longer stretches between the places of a text."""
    for part in PLACE.split(text):
        stretch = part.strip(" .,:%")
        if len(stretch) >= SHORTEST_FRAGMENT and " " in stretch:
            yield stretch


def in_another_language(lang: str, texts: list[str]) -> list[str]:
    """Those of the texts on a page that are not in its language."""
    whole, parts = foreign(lang)
    return [text for text in texts if text in whole or any(part in text for part in parts)]
