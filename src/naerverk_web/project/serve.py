"""`naerverk serve`: bring the database up to date, start the worker and the clock, serve the site until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from naerverk_web.project.processes import serve_with_helpers

EXAMPLES = """examples:
  naerverk serve                         the site on http://127.0.0.1:8000/, data in ./data
  naerverk serve --demo                  the invented municipality, with one sign-in button per person
  naerverk serve --port 8080 --host 0.0.0.0
"""
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
MANAGE = [sys.executable, "-m", "django"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `naerverk serve`."""
    parser.add_argument("--demo", action="store_true", help="serve the invented municipality, clearly marked")
    parser.add_argument("--employees", type=int, default=1200, help="size of the demo (1200)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1: this machine only)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--workers", type=int, default=2, help="processes that answer (2)")


def run(args: argparse.Namespace) -> int:
    """Prepare, then serve; the worker and the clock end with the server."""
    given = environment(host=args.host, demo=args.demo, employees=args.employees)
    open_to_others = args.host not in LOOPBACK or "NAERVERK_HOSTS" in given
    try:
        manage("update", *(["--open-to-others"] if open_to_others else []), env=given)
        if args.demo:
            manage("demo", "--employees", str(args.employees), env=given)
        else:
            manage("first_link", "--site", site(args, given), env=given)
        manage("collectstatic", "--noinput", "--verbosity", "0", env=given)
    except subprocess.CalledProcessError:
        # It has said itself what is wrong.
        return 1
    address = f"http://{args.host}:{args.port}/"
    return serve_with_helpers(
        server(args),
        [[*MANAGE, "db_worker", "--queue-name", "*"], [*MANAGE, "tick", "--every", "60"]],
        env=given,
        ready=lambda: print(f"Nærverk: {address}   (Ctrl-C: stop)", flush=True),
    )


def environment(*, host: str, demo: bool, employees: int) -> dict[str, str]:
    """The environment of the site's processes; a demo has its own data folder, so that it never meets real data."""
    given = {**os.environ, "DJANGO_SETTINGS_MODULE": "naerverk_web.project.settings"}
    if host in LOOPBACK and "NAERVERK_HOSTS" not in given:
        # Nobody but this machine can reach it, and there is no certificate for it.
        given.setdefault("NAERVERK_HTTPS", "no")
    if demo:
        given["NAERVERK_DEMO"] = "yes"
        given.setdefault("NAERVERK_DATA", str(Path("demo") / f"site-{employees}"))
    return given


def site(args: argparse.Namespace, given: Mapping[str, str]) -> str:
    """Where people reach the site without TLS; with TLS the settings know its address."""
    names = [name.strip().lstrip(".") for name in given.get("NAERVERK_HOSTS", "").split(",") if name.strip()]
    return f"http://{names[0] if names else args.host}:{args.port}"


def manage(*words: str, env: dict[str, str]) -> None:
    """One of Django's commands."""
    subprocess.run([*MANAGE, *words], env=env, check=True)


def server(args: argparse.Namespace) -> list[str]:
    """The command line of the server: WSGI, a few processes of four threads each."""
    return [
        sys.executable,
        "-m",
        "granian",
        "naerverk_web.project.wsgi:application",
        "--interface",
        "wsgi",
        "--host",
        args.host,
        "--port",
        str(args.port),
        "--workers",
        str(args.workers),
        "--blocking-threads",
        "4",
        "--no-access-log",
        "--log-level",
        "warning",
    ]
