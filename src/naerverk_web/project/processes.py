"""The site's processes: one that serves, others beside it that are started again when they end by themselves."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import FrameType

LOOK_EVERY = 0.5
REST = 5.0
"""Seconds between two starts of the same helper, so that one that cannot start does not take the machine."""
PATIENCE = 20.0


class Ended(Exception):
    """Somebody asked the site to end: Ctrl-C, or the system's own TERM."""


def serve_with_helpers(
    server: Sequence[str], helpers: Sequence[Sequence[str]], *, env: Mapping[str, str], ready: Callable[[], None]
) -> int:
    """Run the server until it ends or is asked to; the helpers end with it. Returns its exit code, 0 when asked."""
    with ends_when_asked():
        running = [_Helper(command, env) for command in helpers]
        serving = _started(server, env)
        try:
            ready()
            while serving.poll() is None:
                for helper in running:
                    helper.keep_alive()
                time.sleep(LOOK_EVERY)
            return serving.returncode
        except Ended:
            return 0
        finally:
            _end([serving, *(helper.process for helper in running)])


@contextmanager
def ends_when_asked() -> Iterator[None]:
    """TERM (systemd, containers) and Ctrl-C both come as `Ended`, also where a shell told us to ignore Ctrl-C."""
    asked = (signal.SIGTERM, signal.SIGINT)
    before = {each: signal.signal(each, _raise) for each in asked}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _raise(_number: int, _frame: FrameType | None) -> None:
    # A second request, while the first is carried out, changes nothing.
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, signal.SIG_IGN)
    raise Ended


class _Helper:
    def __init__(self, command: Sequence[str], env: Mapping[str, str]) -> None:
        self.command, self.env = command, env
        self._start()

    def _start(self) -> None:
        self.process, self.began = _started(self.command, self.env), time.monotonic()

    def keep_alive(self) -> None:
        if self.process.poll() is not None and time.monotonic() - self.began > REST:
            self._start()


def _started(command: Sequence[str], env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    # In a session of its own: Ctrl-C reaches us only, who end them one by one and in good order.
    return subprocess.Popen(command, env=env, start_new_session=True)


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            # With all that it has started: a part of the server that is left would answer beside the next one.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
