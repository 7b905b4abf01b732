"""ARCHITECTURE.md has one card per room and the floors of the contract, so that it cannot drift from the code."""

import importlib
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def rooms_of(package: str) -> set[str]:
    folder = ROOT / "src" / package
    inside = {p.name for p in folder.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    return inside | {p.stem for p in folder.glob("[a-z]*.py")}


def cards() -> dict[str, str]:
    return dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^##|\Z)", TEXT, flags=re.M | re.S))


def test_every_room_has_a_card_and_every_card_a_room():
    assert set(cards()) == rooms_of("naerverk")


def test_every_card_has_its_four_lines():
    for room, card in cards().items():
        lines = re.findall(r"^\*\*(\w+)\*\*", card, flags=re.M)
        assert lines == ["Purpose", "Owns", "Offers", "Asks"], room


def test_what_a_card_offers_exists():
    for room, card in cards().items():
        offers = re.search(r"^\*\*Offers\*\* (.*?)$", card, flags=re.M)
        assert offers, room
        for dotted in re.findall(r"`([\w.]+)`", offers[1]):
            module, _, name = f"naerverk.{room}.{dotted}".rpartition(".")
            assert hasattr(importlib.import_module(module), name), f"{room} does not offer {dotted}"


def test_the_drawn_floors_are_the_floors_of_the_contract():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(c for c in contracts if c["name"] == "Floors of the library")["layers"]
    drawn = re.search(r"```floors\n(.*?)```", TEXT, flags=re.S)
    assert drawn
    assert drawn[1].split("\n")[:-1] == [layer.replace("(", "").replace(")", "") for layer in layers]
