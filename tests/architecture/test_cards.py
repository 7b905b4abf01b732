"""ARCHITECTURE.md has one card per room and the floors of the contract, so that it cannot drift from the code."""

import importlib
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("naerverk", "naerverk_web")
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def rooms_of(package: str) -> set[str]:
    folder = ROOT / "src" / package
    inside = {p.name for p in folder.iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    return inside | {p.stem for p in folder.glob("[a-z]*.py")}


def cards(package: str) -> dict[str, str]:
    prefix = "" if package == "naerverk" else re.escape(f"{package}.")
    return dict(re.findall(rf"^### `{prefix}(\w+)`\n(.*?)(?=^##|\Z)", TEXT, flags=re.M | re.S))


@pytest.mark.parametrize("package", PACKAGES)
def test_every_room_has_a_card_and_every_card_a_room(package):
    assert set(cards(package)) == rooms_of(package) - {"conftest"}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_card_has_its_four_lines(package):
    for room, card in cards(package).items():
        lines = re.findall(r"^\*\*(\w+)\*\*", card, flags=re.M)
        assert lines == ["Purpose", "Owns", "Offers", "Asks"], room


@pytest.mark.parametrize(("package", "door"), [("naerverk", ""), ("naerverk_web", ".public")])
def test_what_a_card_offers_exists(package, door):
    for room, card in cards(package).items():
        offers = re.search(r"^\*\*Offers\*\* (.*?)$", card, flags=re.M)
        assert offers, room
        for dotted in re.findall(r"`([\w.]+)`", offers[1]):
            module, _, name = f"{package}.{room}{door}.{dotted}".rpartition(".")
            assert hasattr(importlib.import_module(module), name), f"{room} does not offer {dotted}"


@pytest.mark.parametrize(
    ("contract", "fence"),
    [
        ("Floors of the library", "floors"),
        ("Floors of the site", "site floors"),
        ("Floors of insight", "insight floors"),
    ],
)
def test_the_drawn_floors_are_the_floors_of_the_contract(contract, fence):
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(c for c in contracts if c["name"] == contract)["layers"]
    drawn = re.search(rf"```{fence}\n(.*?)```", TEXT, flags=re.S)
    assert drawn
    assert drawn[1].split("\n")[:-1] == [re.sub("[()]", "", layer) for layer in layers]
