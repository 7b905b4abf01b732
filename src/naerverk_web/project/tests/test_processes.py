"""Served until asked to end: nothing is left running, and a helper that dies comes back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SITE = """
    import sys
    from naerverk_web.project import processes

    processes.REST = processes.LOOK_EVERY = 0.05
    sleeps = [sys.executable, "-c", "import time; time.sleep(60)"]
    note = "import os, time; print(os.getpid(), end=' ', file=open({log!r}, 'a'), flush=True); time.sleep(60)"
    writes = [sys.executable, "-c", note]
    code = processes.serve_with_helpers(sleeps, [writes], env={{}}, ready=lambda: print("ready", flush=True))
    sys.exit(code)
"""


Site = tuple[subprocess.Popen[bytes], Path]


@pytest.fixture(params=["a terminal", "a shell that ignores Ctrl-C"])
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Site]:
    log = tmp_path / "helpers"
    code = textwrap.dedent(SITE.format(log=str(log)))
    before = signal.getsignal(signal.SIGINT)
    if request.param != "a terminal":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        signal.signal(signal.SIGINT, before)
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"ready"
        until(lambda: bool(written(log)))
        yield process, log
        process.kill()


@pytest.mark.parametrize("request_to_end", [signal.SIGTERM, signal.SIGINT])
def test_a_request_to_end_leaves_nothing_running(site: Site, request_to_end: signal.Signals) -> None:
    process, log = site
    process.send_signal(request_to_end)
    assert process.wait(timeout=20) == 0
    assert not any(alive(helper) for helper in written(log))


def test_a_helper_that_dies_is_started_again(site: Site) -> None:
    process, log = site
    os.kill(written(log)[0], signal.SIGKILL)
    until(lambda: len(written(log)) > 1)
    process.terminate()
    assert process.wait(timeout=20) == 0
    assert not alive(written(log)[-1])


STUBBORN = """
    import subprocess, sys
    from naerverk_web.project import processes

    processes.LOOK_EVERY, processes.PATIENCE = 0.05, 0.2
    deaf = (
        "import os, signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "part = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
        "print(os.getpid(), part.pid, end=' ', file=open({log!r}, 'a'), flush=True); time.sleep(60)"
    )
    sys.exit(processes.serve_with_helpers([sys.executable, "-c", deaf], [], env={{}}, ready=lambda: None))
"""


def test_a_server_that_does_not_end_in_time_is_ended_with_its_parts(tmp_path: Path) -> None:
    log = tmp_path / "server"
    with subprocess.Popen([sys.executable, "-c", textwrap.dedent(STUBBORN.format(log=str(log)))]) as process:
        until(lambda: len(written(log)) > 1)
        process.terminate()
        assert process.wait(timeout=20) == 0
    for part in written(log):
        until(lambda part=part: not alive(part))  # type: ignore[misc]


def written(log: Path) -> list[int]:
    return [int(word) for word in log.read_text().split()] if log.exists() else []


def alive(process: int) -> bool:
    """Whether it runs; one that only waits to be counted does not."""
    found = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return found.stdout.strip()[:1] not in {"", "Z"}


def until(happened: Callable[[], bool]) -> None:
    for _ in range(400):
        if happened():
            return
        time.sleep(0.05)
    pytest.fail("it did not happen within twenty seconds")
