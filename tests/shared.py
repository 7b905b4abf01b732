"""Where the reference cases and real data lie: beside the repository, when they are there at all."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def shared_path(name: str) -> Path:
    """A file or folder under `../shared`; skips the test when it is not on this machine."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"needs ../shared/{name}, which is not on this machine")
    return path
