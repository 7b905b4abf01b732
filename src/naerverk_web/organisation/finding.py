"""Finding names as people type them: any case, with or without Norwegian letters and accents."""

from __future__ import annotations

import unicodedata

LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ö": "o", "ä": "ae", "đ": "d", "ŧ": "t", "ß": "ss"})


def folded(words: str) -> str:
    """The words as they are compared: Sørlia, sorlia and SØRLIA are one, and so are Ås and Aas."""
    low = words.casefold().translate(LETTERS)
    plain = "".join(each for each in unicodedata.normalize("NFKD", low) if not unicodedata.combining(each))
    return " ".join(plain.replace("aa", "a").replace("oe", "o").split())


def how_well(wanted: str, name: str, number: str = "") -> int | None:
    """How well a name fits (0 best), or None: the number itself, the beginning, the beginning of a word, within."""
    asked, there = folded(wanted), folded(name)
    if not asked:
        return None
    if wanted.strip().casefold() == number.casefold() and number:
        return 0
    if there.startswith(asked):
        return 1
    if f" {asked}" in there:
        return 2
    return 3 if len(asked) > 1 and all(word in there for word in asked.split()) else None
