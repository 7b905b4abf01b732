"""Invented place names. Each is put together from two ordinary words; none is meant to be a real place."""

from __future__ import annotations

HEADS = (
    "Sol", "Gran", "Elve", "Blåveis", "Trost", "Hegge", "Tind", "Rogne", "Måne", "Kvern", "Bjørke", "Vår",
    "Furu", "Hassel", "Lerke", "Kløver", "Rev", "Stjerne", "Myr", "Orre", "Selje", "Tiur", "Kongle", "Bekke",
    "Lyng", "Svale", "Torv", "Havre", "Nype", "Older", "Regnbue", "Skygge", "Tåke", "Ugle", "Vind", "Ekorn",
    "Glitter", "Harpe", "Knopp", "Linde",
)  # fmt: skip

TAILS = (
    "bakken", "lia", "kroken", "tunet", "vollen", "haugen", "stua", "enga", "jordet", "løkka", "toppen",
    "hagen", "kollen", "stien", "gløtten", "brinken", "plassen", "teigen", "rabben", "svingen", "lunden", "hjørnet",
    "tråkket", "moen", "bråten", "feltet", "roa",
)  # fmt: skip


def place(number: int) -> str:
    """The place with this number from 0; after all combinations a number is added."""
    combinations = len(HEADS) * len(TAILS)
    lap, rest = divmod(number, combinations)
    name = HEADS[rest % len(HEADS)] + TAILS[rest % len(TAILS)]
    return f"{name} {lap + 1}" if lap else name
