"""`python3 start.py`: what would stop the site is said in plain words, before anything is set up or overwritten."""

import http.server
import os
import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools import door

import start

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def never_sets_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(start, "setup", lambda _: pytest.fail("set up, although the site could not start"))
    monkeypatch.setattr(start, "ROOT", tmp_path)


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that some other program has."""
    with socket.create_server((door.HERE, 0)) as listening:
        yield listening.getsockname()[1]


class Healthy(http.server.BaseHTTPRequestHandler):
    """Answers as the site does."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"status": "ok"}')

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def running() -> Iterator[int]:
    """A Nærverk that is running."""
    server = http.server.HTTPServer((door.HERE, 0), Healthy)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def test_a_port_that_is_taken_is_named_and_another_one_proposed(taken, capsys):
    assert start.site(["--port", str(taken), "--no-browser"]) == 1
    said = capsys.readouterr().err
    assert f"uses port {taken}" in said
    assert f"python3 start.py --port {taken + 1}" in said


def test_who_starts_twice_is_led_to_the_one_that_runs(running, capsys):
    assert start.site(["--port", str(running), "--no-browser"]) == 0
    assert f"running already: http://127.0.0.1:{running}/" in capsys.readouterr().out


def test_a_second_start_on_another_port_does_not_open_the_same_demo_twice(running, capsys):
    folder = door.demo_folder(start.ROOT, 1200)
    folder.mkdir(parents=True)
    (folder / "address").write_text(f"http://127.0.0.1:{running}/")
    assert start.site(["--port", "1999", "--no-browser"]) == 0
    assert f"127.0.0.1:{running}/" in capsys.readouterr().out


def test_an_address_left_by_a_crash_stops_nobody(taken):
    folder = door.demo_folder(start.ROOT, 1200)
    folder.mkdir(parents=True)
    for left in ("http://127.0.0.1:9/", "", "rubbish", "http://:/"):
        (folder / "address").write_text(left)
        assert door.address_of_running(folder) is None


def test_a_folder_one_may_not_write_in_is_named(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert start.site(["--no-browser"]) == 1
    assert f"may not write in {tmp_path}" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--employees", "12"], ["--employees", "many"], ["--port", "80"], ["--prot", "8000"]]
)
def test_impossible_wishes_are_refused_with_what_is_possible(words, capsys):
    with pytest.raises(SystemExit) as refused:
        door.wishes(words)
    assert refused.value.code == 2
    assert "start.py: error:" in capsys.readouterr().err


def test_beginning_again_throws_away_the_demo_of_that_size_only(monkeypatch, tmp_path):
    monkeypatch.setattr(start, "setup", lambda _: None)
    monkeypatch.setattr(start, "serve", lambda *_: 0)
    small, large = door.demo_folder(start.ROOT, 1200) / "made", door.demo_folder(start.ROOT, 13_000) / "made"
    for made in (small, large):
        made.mkdir(parents=True)
    with socket.create_server((door.HERE, 0)) as listening:
        free = listening.getsockname()[1]
    assert start.site(["--new", "--no-browser", "--port", str(free)]) == 0
    assert (small.exists(), large.exists()) == (False, True)


def test_the_readme_promises_what_start_offers(capsys):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    block = re.search(r"## Two commands.*?```sh\n(.*?)```", readme, re.S)
    promised = [line.partition("#")[0].split() for line in block[1].strip().splitlines()]
    assert promised == [["python3", "start.py"], ["python3", "start.py", "test"]]
    assert start.main(["help"]) == 0
    offered = capsys.readouterr().out
    assert all(re.search(rf"^{' '.join(command)}\s", offered, re.M) for command in promised)
    options = set(re.findall(r"start\.py (--[a-z-]+)", readme))
    assert options
    assert all(option in offered for option in options)
