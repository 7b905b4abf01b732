"""Log lines as JSON, without personal data: what, where, how it went; never addresses' queries, names or values."""

from __future__ import annotations

import json
import logging


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage().split("?")[0],
        }
        if record.exc_info and record.exc_info[0]:
            # The exception's own text may carry values of persons: only its kind and place are kept.
            line["error"] = record.exc_info[0].__name__
            frames = []
            trace = record.exc_info[2]
            while trace:
                frames.append(f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}")
                trace = trace.tb_next
            line["at_code"] = frames[-3:]
        return json.dumps(line, ensure_ascii=False)
