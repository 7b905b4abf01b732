"""`start.py` under the Python that a machine happened to have: one sentence, not a traceback."""

import ast
import runpy
import sys
from pathlib import Path

import pytest

START = Path(__file__).resolve().parents[2] / "start.py"


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 9, 18), (3, 10, 13)])
def test_an_older_python_is_told_which_one_is_needed(version: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is 3\.\d+\.\d+\. Install one"):
        runpy.run_path(str(START))


def test_it_gets_as_far_as_that_sentence() -> None:
    """An older one reads the whole file first, and then runs it line by line: what it does not know must come after."""
    tree = ast.parse(START.read_text("utf-8"), feature_version=(3, 6))
    asked = next(n for n, line in enumerate(tree.body) if isinstance(line, ast.If))
    before = [line for line in tree.body[:asked] if not isinstance(line, ast.Expr)]
    names = {name.name for line in before if isinstance(line, ast.Import) for name in line.names}
    assert all(isinstance(line, ast.Import) for line in before)
    assert names <= {"argparse", "hashlib", "os", "shutil", "signal", "subprocess", "sys", "threading", "time"}
