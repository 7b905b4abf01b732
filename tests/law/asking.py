"""`naerverk law` asked as a script asks it."""

import io
import json
from types import SimpleNamespace

from naerverk.cli import main


def ask(monkeypatch, capsys, *lines: object, options: tuple[str, ...] = ()) -> SimpleNamespace:
    """Send lines (objects as JSON, bytes as they are) to `naerverk law`; exit code, answers and words on stderr."""
    sent = b"".join((line if isinstance(line, bytes) else json.dumps(line).encode()) + b"\n" for line in lines)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(sent)))
    code = main(["law", *options])
    said = capsys.readouterr()
    return SimpleNamespace(code=code, answers=[json.loads(line) for line in said.out.splitlines()], words=said.err)


def agrees(expected: object, result: object) -> bool:
    """Every expected word is there with its value; more words in a result do no harm."""
    if isinstance(expected, dict):
        return isinstance(result, dict) and all(
            word in result and agrees(value, result[word]) for word, value in expected.items()
        )
    if isinstance(expected, list):
        return isinstance(result, list) and len(expected) == len(result) and all(map(agrees, expected, result))
    return bool(expected == result)
