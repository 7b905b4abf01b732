"""The demo: make the invented municipality, show its figures, write the report of one unit.

python3 start.py demo [--employees N] [--lang nb|nn|en] [--new]
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAERVERK = [sys.executable, "-m", "naerverk.cli"]


def main() -> int:
    args = wanted()
    folder = ROOT / "demo" / f"lyngholt-{args.employees}"
    if args.new or not (folder / "truth.json").exists():
        size = ("--employees", args.employees, "--years", 3, "--seed", 7)
        naerverk("demo", *size, "--out", folder.relative_to(ROOT), "--force", lang=args.lang)
    data = ("--data", folder.relative_to(ROOT))
    naerverk("check", *data, lang=args.lang)
    naerverk("rates", *data, "--by", "year,kind", lang=args.lang)
    month = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["last_month"]
    unit = largest_unit(folder, month)
    naerverk("rates", *data, "--by", "quarter", lang=args.lang)
    for ending in ("pdf", "html"):
        report = (folder / f"report-{unit}-{month}.{ending}").relative_to(ROOT)
        naerverk("report", *data, "--unit", unit, "--month", month, "--out", report, lang=args.lang)
    return 0


def wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="start.py demo", description="The invented municipality and its figures.")
    parser.add_argument("--employees", type=int, default=1200)
    parser.add_argument("--lang", choices=("nb", "nn", "en"), default="nb")
    parser.add_argument("--new", action="store_true", help="make it anew")
    return parser.parse_args()


def naerverk(*words: object, lang: str) -> None:
    command = [*NAERVERK, *map(str, words), "--lang", lang]
    print("\n$ naerverk " + " ".join(map(str, words)), flush=True)
    subprocess.run(command, check=True)


def largest_unit(folder: Path, month: str) -> str:
    """The unit where most people work, asked of the command line like anybody would."""
    question = ["rates", "--data", str(folder), "--by", "unit", "--no-rollup", "--from", month, "--to", month]
    answer = subprocess.run(
        [*NAERVERK, *question, "--format", "json", "--quiet"], capture_output=True, text=True, check=True
    )
    rows = json.loads(answer.stdout)
    return str(max((row for row in rows if row["status"] == "ok"), key=lambda row: row["persons"])["unit"])


if __name__ == "__main__":
    sys.exit(main())
