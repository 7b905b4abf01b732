"""`python3 start.py test`: what it asks for by name is there."""

from pathlib import Path

import start

ROOT = Path(__file__).resolve().parents[2]


def test_the_journey_on_postgresql_is_still_called_that() -> None:
    where, name = start.JOURNEY.split("::")
    assert f"def {name}(" in (ROOT / where).read_text("utf-8")
