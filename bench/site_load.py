"""Leaders click around in the site as it is served for real; how long they wait, and what it takes.

python3 start.py load [--leaders 50] [--employees 13000] [--seconds 180]

The data folder is made once (the invented municipality) and used again. The server is `naerverk serve` with its two
processes, worker and clock; the leaders are threads of this process, on the same machine. Every leader signs in with
a password, then: home, own unit, a unit below it, absence instead of presence, export, and a pause before each.
"""

import argparse
import http.client
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from http.cookies import SimpleCookie
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote, urlencode

ROOT = Path(__file__).resolve().parent.parent
GOAL_MS = 150
PAGES = ("own unit", "unit below", "switched")


def main() -> int:
    args = wanted()
    data = args.data or ROOT / "demo" / f"load-{args.employees}"
    port = args.port or free_port()
    leaders = prepared(data, args.employees, args.leaders)
    with served(data, port) as server:
        seen = clicked(leaders, port, args.seconds, args.pause, server)
    print_table(seen, args)
    return judged(seen, goal=not args.no_goal)


def wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="start.py load", description="Leaders clicking around in the site.")
    parser.add_argument("--leaders", type=int, default=50)
    parser.add_argument("--employees", type=int, default=13_000)
    parser.add_argument("--seconds", type=int, default=180, help="how long they click (180)")
    parser.add_argument("--pause", type=float, default=5.0, help="mean seconds before each click (5)")
    parser.add_argument("--port", type=int, help="default: a free one")
    parser.add_argument("--data", type=Path, help="data folder; default: demo/load-<employees>")
    parser.add_argument("--no-goal", action="store_true", help="fail on errors only, whatever the time")
    return parser.parse_args()


# --- the site -------------------------------------------------------------------------------------


def environment(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NAERVERK_")}
    ours = {
        "DJANGO_SETTINGS_MODULE": "naerverk_web.project.settings",
        "NAERVERK_DATA": str(data),
        # The second step is typed from a telephone; what is measured here is pages.
        "NAERVERK_SECOND_FACTOR": "off",
    }
    return {**kept, **ours, **more}


def prepared(data: Path, employees: int, leaders: int) -> list[dict[str, str]]:
    """The municipality in the data folder, made once, and accounts for the leaders."""
    made, demo = data / "made", environment(data, NAERVERK_DEMO="yes")
    manage = [sys.executable, "-m", "django"]
    # Also a municipality that was made before: the tables may have changed since.
    subprocess.run([*manage, "migrate", "--verbosity", "0"], env=demo, check=True)
    if not made.exists():
        print(f"Making {employees} employees in {data} (once; some minutes) ...", flush=True)
        subprocess.run([*manage, "demo", "--employees", str(employees)], env=demo, check=True)
        made.touch()
    command = [sys.executable, str(ROOT / "bench" / "site_leaders.py"), str(leaders)]
    found = subprocess.run(command, env=environment(data), check=True, capture_output=True, text=True)
    return json.loads(found.stdout)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


@contextmanager
def served(data: Path, port: int) -> Iterator[int]:
    """The site on this port, as `naerverk serve` serves it; the number of its first process."""
    log = (data / "serve.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "naerverk.cli", "serve", "--port", str(port)],
        env=environment(data), cwd=data, stdout=log, stderr=log,
    )  # fmt: skip
    try:
        wait_until_healthy(port, server, data / "serve.log")
        yield server.pid
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)
        log.close()


def wait_until_healthy(port: int, server: subprocess.Popen, log: Path) -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise SystemExit(f"The site did not start. What it said: {log.read_text()[-2000:]}")
        try:
            if Browser(port).get("/health").status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit("The site did not answer within two minutes.")


# --- the leaders ----------------------------------------------------------------------------------


@dataclass
class Answer:
    status: int
    text: str
    there: str


@dataclass
class Browser:
    """As much of a browser as a leader needs: one connection, cookies, forms."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    line: http.client.HTTPConnection | None = None

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None)

    def post(self, path: str, form: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode({**form, "csrfmiddlewaretoken": self.cookies["csrftoken"]}))

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        try:
            got = self._over(method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.line = None  # an idle connection was closed: a browser opens another
            got = self._over(method, path, body, headers)
        for value in got.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: crumb.value for name, crumb in SimpleCookie(value).items()}
        return Answer(got.status, got.read().decode("utf-8", "replace"), got.headers.get("Location", ""))

    def _over(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> http.client.HTTPResponse:
        self.line = self.line or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        self.line.request(method, path, body, headers)
        return self.line.getresponse()


@dataclass
class Seen:
    """What all leaders met, and what the server's processes took meanwhile."""

    waits: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    cpu_seconds: float = 0.0
    client_cpu_seconds: float = 0.0
    mebibytes: float = 0.0
    seconds: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, milliseconds: float, error: str = "") -> None:
        with self.lock:
            self.waits.setdefault(what, []).append(milliseconds)
            if error:
                self.errors.append(f"{what}: {error}")


def clicked(leaders: list[dict[str, str]], port: int, seconds: int, pause: float, server: int) -> Seen:
    """All of them at once, for so long."""
    seen, began = Seen(), time.monotonic()
    until = began + seconds
    people = [
        threading.Thread(target=one_leader, args=(number, leader, port, (began, until), pause, seen))
        for number, leader in enumerate(leaders)
    ]
    cpu, own = cpu_of(family(server)), time.process_time()
    for person in people:
        person.start()
    while any(person.is_alive() for person in people):
        seen.mebibytes = max(seen.mebibytes, memory_of(family(server)))
        time.sleep(1)
    seen.seconds = time.monotonic() - began
    seen.cpu_seconds, seen.client_cpu_seconds = cpu_of(family(server)) - cpu, time.process_time() - own
    return seen


def one_leader(
    number: int, leader: dict[str, str], port: int, time_for_it: tuple[float, float], pause: float, seen: Seen
) -> None:
    chance, browser = random.Random(number), Browser(port)
    began_all, until = time_for_it
    # They come one after another in the first third: even on a Monday not all sign in within the same ten seconds.
    time.sleep(chance.uniform(0, (until - began_all) / 3))
    own = f"/presence/unit/{quote(leader['unit'])}"

    def click(what: str, path: str, form: dict[str, str] | None = None) -> Answer:
        time.sleep(
            min(chance.expovariate(1 / pause), 4 * pause) if what != "sign-in page" else chance.uniform(0, pause)
        )
        began = time.perf_counter()
        try:
            got = browser.get(path) if form is None else browser.post(path, form)
            error = "" if got.status == (200 if form is None else 302) else f"{got.status} {path}"
        except OSError as failed:
            browser.line = None
            got, error = Answer(0, "", ""), f"{type(failed).__name__} {path}"
        seen.note(what, 1000 * (time.perf_counter() - began), error)
        return got

    click("sign-in page", "/sign-in")
    click("sign in", "/sign-in", {"username": leader["email"], "password": leader["password"]})
    rounds = 0
    while not rounds or time.monotonic() < until:  # one whole round at least, however slow the machine is
        rounds += 1
        click("home", "/")
        page = click("own unit", own)
        below = links(page.text, "/presence/unit/", but=own)
        place = chance.choice(below) if below else own
        if below:
            page = click("unit below", place)
        click("switched", f"{place}?show=absence")
        click("switched", f"{place}?show=presence")
        click("export", place.replace("/unit/", chance.choice(("/csv/", "/xlsx/"))))


def links(text: str, start: str, but: str) -> list[str]:
    found = {unescape(each).split("?")[0] for each in re.findall(r'href="([^"]+)"', text)}
    return sorted(each for each in found if each.startswith(start) and each != but)


# --- what it takes --------------------------------------------------------------------------------


def family(first: int) -> list[int]:
    """A process and all below it."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found = [first]
    for each in found:
        found += [pid for pid, parent in parents.items() if parent == each]
    return found


def cpu_of(processes: list[int]) -> float:
    """Seconds of processor time of these processes and of their ended children."""
    ticks = 0
    for pid in processes:
        try:
            ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]))
        except OSError:
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_of(processes: list[int]) -> float:
    """Mebibytes of these processes; what they share is counted once (PSS)."""
    total = 0
    for pid in processes:
        try:
            said = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += int(re.search(r"^Pss:\s+(\d+)", said, flags=re.M)[1])
    return total / 1024


def percentiles(waits: list[float]) -> tuple[float, float, float]:
    cuts = quantiles(waits, n=100, method="inclusive") if len(waits) > 1 else waits * 99
    return cuts[49], cuts[94], cuts[98]


def unit_pages(seen: Seen) -> list[float]:
    return [wait for what in PAGES for wait in seen.waits.get(what, ())]


def print_table(seen: Seen, args: argparse.Namespace) -> None:
    print(f"\n{args.leaders} leaders, {args.employees} employees, {seen.seconds:.0f} s, "
          f"{sum(map(len, seen.waits.values()))} requests, {len(seen.errors)} errors")  # fmt: skip
    print(f"{'':<22}{'n':>7}{'p50':>8}{'p95':>8}{'p99':>8}  ms")
    for what, waits in (*seen.waits.items(), ("unit page, all three", unit_pages(seen))):
        if waits:
            print(f"{what:<22}{len(waits):>7}" + "".join(f"{value:>8.0f}" for value in percentiles(waits)))
    print(f"server: {seen.cpu_seconds:.1f} s of processor time ({100 * seen.cpu_seconds / seen.seconds:.0f} % of one "
          f"core), {seen.mebibytes:.0f} MiB; the leaders: {seen.client_cpu_seconds:.1f} s; "
          f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")  # fmt: skip
    print("\n".join(seen.errors[:10]))


def judged(seen: Seen, *, goal: bool) -> int:
    p95 = percentiles(unit_pages(seen))[1]
    if goal:
        print(f"Goal: p95 of the unit page {GOAL_MS} ms or less, no errors. Measured: {p95:.0f} ms.")
    return 1 if seen.errors or (goal and p95 > GOAL_MS) else 0


if __name__ == "__main__":
    sys.exit(main())
