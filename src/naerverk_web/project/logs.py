"""Log lines as JSON, without personal data: what, where, how it went; never addresses, names or values.

An address may hold a person's id (`people/1001`): a line about a request tells its route (`people/<path:person_id>`).
"""

from __future__ import annotations

import json
import logging
from types import TracebackType

from django.http import HttpRequest

FRAMES = 3
"""Places in the code that are told of an error: the innermost ones."""


class JsonLines(logging.Formatter):
    """For a program to read: one object on a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": _says(record),
        }
        if record.exc_info and record.exc_info[0]:
            # The exception's own text may carry values of persons: only its kind and place are kept.
            line["error"] = record.exc_info[0].__name__
            line["at_code"] = _places(record.exc_info[2])
        return json.dumps(line, ensure_ascii=False)


class Sentences(logging.Formatter):
    """For whoever has the demo's window before them. Nothing more personal than in the lines for programs."""

    def format(self, record: logging.LogRecord) -> str:
        said = f"{record.levelname.capitalize()}: {_says(record)}"
        if record.exc_info and record.exc_info[0]:
            return f"{said} ({', '.join([record.exc_info[0].__name__, *_places(record.exc_info[2])[-1:]])})"
        return said


def _says(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    return _of_request(request, record) if isinstance(request, HttpRequest) else _said(record)


def _of_request(request: HttpRequest, record: logging.LogRecord) -> str:
    found = request.resolver_match
    route = f"/{found.route}" if found else "(no such address)"
    return f"{request.method} {route} {getattr(record, 'status_code', '')}".rstrip()


def _said(record: logging.LogRecord) -> str:
    """A message with its values, unless it is about an address or an error from elsewhere: then the pattern alone."""
    if record.name.startswith("django.") or record.exc_info:
        return str(record.msg).split("?")[0]
    return record.getMessage()


def _places(trace: TracebackType | None) -> list[str]:
    frames = []
    while trace:
        frames.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
        trace = trace.tb_next
    return frames[-FRAMES:]
