"""Coverage by room, after `coverage combine`: every branch where a wrong line is a wrong figure, else 90 %."""

import io
import json
import sys
from collections import defaultdict
from pathlib import Path

from coverage import Coverage

EXACT = ("calendar", "records", "problems", "law", "statistics", "economy", "questionnaires")
ELSEWHERE = 90.0
REFERENCE = Path(__file__).resolve().parents[2] / "shared"


def main() -> int:
    report = measured()
    rooms: dict[str, list[dict[str, int]]] = defaultdict(list)
    for name, file in report["files"].items():
        rooms[room_of(name)].append(file["summary"])
    short = [line for room, files in sorted(rooms.items()) for line in complaint(room, files)]
    for name, file in report["files"].items():
        if room_of(name) in EXACT and file["summary"]["percent_covered"] < 100:
            short.append(f"  {name}: lines {file['missing_lines']}, branches {file['missing_branches']}")
    print("\n".join(short) or "coverage: every room is where it should be")
    if short and not REFERENCE.exists():
        print(
            "coverage is not judged: the reference cases in ../shared are not on this machine, and their tests skipped"
        )
        return 0
    return 1 if short else 0


def measured() -> dict:
    coverage = Coverage()
    coverage.load()
    target = Path(".cache") / "coverage.json"
    target.parent.mkdir(exist_ok=True)
    quiet, sys.stdout = sys.stdout, io.StringIO()
    coverage.json_report(outfile=str(target))
    sys.stdout = quiet
    return json.loads(target.read_text())


def room_of(name: str) -> str:
    return Path(name).parts[2].removesuffix(".py")


def complaint(room: str, files: list[dict[str, int]]) -> list[str]:
    total = sum(f["num_statements"] + f.get("num_branches", 0) for f in files)
    covered = sum(f["covered_lines"] + f.get("covered_branches", 0) for f in files)
    percent, floor = 100 * covered / total if total else 100.0, 100.0 if room in EXACT else ELSEWHERE
    return [f"coverage of {room} is {percent:.1f} %, below {floor:.0f} %"] if percent < floor else []


if __name__ == "__main__":
    sys.exit(main())
