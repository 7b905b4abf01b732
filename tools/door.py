"""What `start.py` looks at before it opens the site: the wishes, the port, the folder, a site that runs already.

Standard library only: nothing is installed yet.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = "127.0.0.1"


def wishes(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="start.py", description="The invented municipality, as a site.")
    parser.add_argument("--employees", type=whole(50, 100_000), default=1200, help="size of the municipality (1200)")
    parser.add_argument("--port", type=whole(1024, 65_535), default=8000, help="where it answers (8000)")
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    parser.add_argument("--new", action="store_true", help="throw away what was done in this demo, and begin again")
    return parser.parse_args(words)


def whole(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdigit() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"write a whole number from {least} to {most}")
        return int(text)

    return number


def demo_folder(root: Path, employees: int) -> Path:
    """The demo's own data folder, apart from all real data."""
    return root / "demo" / f"site-{employees}"


def address_of_running(folder: Path) -> str | None:
    """Where a site over the same folder answers, if one does."""
    note = folder / "address"
    there = note.read_text(encoding="utf-8").strip() if note.exists() else ""
    host, _, port = there.removeprefix("http://").rstrip("/").partition(":")
    return there if port.isdigit() and own(host, int(port)) else None


def own(host: str, port: int) -> bool:
    """Whether a Nærverk answers there."""
    try:
        with urllib.request.urlopen(f"http://{host}:{port}/health", timeout=2) as answer:
            return b'"status"' in answer.read(200)
    except (OSError, ValueError):
        return False


def cannot_write(root: Path, folder: Path) -> str:
    for place in (root, folder):
        found = next(each for each in (place, *place.parents) if each.exists())
        if not found.is_dir() or not os.access(found, os.W_OK | os.X_OK):
            return (
                f"Nærverk may not write in {found}. Copy the whole folder to a place of your own, for example your home"
                " folder, and start it there."
            )
    return ""


def cannot_listen(port: int) -> str:
    with socket.socket() as door:
        # As the server does it: a port that was closed a moment ago is free.
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((HERE, port))
        except OSError:
            return (
                f"Another program uses port {port} on this machine. Choose another one: python3 start.py"
                f" --port {port + 1 if port < 65_535 else 8000}"
            )
    return ""


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def announce(wish: argparse.Namespace, server: subprocess.Popen[bytes], started: float) -> None:
    while server.poll() is None and not own(HERE, wish.port):
        time.sleep(0.2)
    if server.poll() is None:
        there = f"http://{HERE}:{wish.port}/"
        print(f"\nLyngholt kommune is open after {time.monotonic() - started:.0f} seconds: {there}")
        print("Choose who you are on the first page. Stop with Ctrl-C.", flush=True)
        show(there, wish.no_browser)


def show(address: str, no_browser: bool) -> None:
    """Open a browser where there is a screen; a browser of letters would take the terminal away."""
    screen = (
        os.name == "nt" or sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )
    if screen and not no_browser:
        webbrowser.open(address)
