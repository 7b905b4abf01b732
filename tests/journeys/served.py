"""The site as it is really served: `naerverk serve` in a process of its own, on a data folder of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from journeys.database import database_of, make_database

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120
LEFT_OUT = ("NAERVERK_", "DATABASE_URL", "COVERAGE_")


def environment(data: Path, *, demo: bool) -> dict[str, str]:
    """Settings for a site in this folder, whatever the settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(LEFT_OUT)}
    return {
        **kept,
        **database_of(data),
        "NAERVERK_DATA": str(data),
        "NAERVERK_DEMO": "yes" if demo else "no",
        "NAERVERK_HTTPS": "no",
        # The second step has journeys of its own, beside its room.
        "NAERVERK_SECOND_FACTOR": "off",
        "PYTHONPATH": str(ROOT / "tests"),
    }


def fill(data: Path, what: str, *, demo: bool) -> None:
    """Make the database in this folder."""
    data.mkdir(parents=True)
    make_database(data)
    command = [sys.executable, "-m", "journeys.town", what, str(data)]
    subprocess.run(command, env=environment(data, demo=demo), check=True, capture_output=True)


@contextmanager
def served(data: Path, *, demo: bool) -> Iterator[str]:
    """The address of the site; at the end it is stopped as by Ctrl-C."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).parent / "naerverk"), "serve", "--port", str(port), "--workers", "1"]
    with (data / "log").open("w") as log:
        site = subprocess.Popen(
            command, env=environment(data, demo=demo), stdout=log, stderr=log, start_new_session=True
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address, site, data / "log")
            yield address
        finally:
            os.killpg(site.pid, signal.SIGINT)
            try:
                site.wait(30)
            finally:
                # Whatever is left of the group; nothing, when all went well.
                _end(site.pid)


def _wait_for(address: str, site: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert site.poll() is None, log.read_text()
        try:
            with urlopen(f"{address}/health") as answer:
                answer.read()
                return
        except (URLError, ConnectionError):
            time.sleep(0.2)
    raise AssertionError(f"the site did not answer within {PATIENCE} seconds: {log.read_text()}")


def _end(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return
