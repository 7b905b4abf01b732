"""Inter as TrueType for the PDF report: static weights from npm's woff2 files, into a git-ignored folder.

python tools/fonts.py        after `npm ci --ignore-scripts`; does nothing when the fonts are there and current

typst reads neither woff2 nor variable fonts. The latin and latin-ext files are merged, so that Sámi names print too.
"""

import json
import shutil
import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "node_modules" / "@fontsource" / "inter"
TARGET = ROOT / "src" / "naerverk" / "reports" / "fonts"
SUBSETS = ("latin", "latin-ext")
WEIGHTS = {"400": "Inter-Regular.ttf", "600": "Inter-SemiBold.ttf"}


def main() -> int:
    if not PACKAGE.exists():
        print("There is no node_modules/@fontsource/inter. Run: npm ci --ignore-scripts", file=sys.stderr)
        return 1
    version = json.loads((PACKAGE / "package.json").read_text(encoding="utf-8"))["version"]
    stamp = TARGET / "VERSION"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == version:
        return 0
    TARGET.mkdir(parents=True, exist_ok=True)
    for weight, name in WEIGHTS.items():
        make(weight, TARGET / name)
    shutil.copyfile(PACKAGE / "LICENSE", TARGET / "LICENSE")
    stamp.write_text(version, encoding="utf-8")
    return 0


def make(weight: str, target: Path) -> None:
    """Merge the subsets of one weight into one TrueType file."""
    parts = []
    for subset in SUBSETS:
        font = TTFont(PACKAGE / "files" / f"inter-{subset}-{weight}-normal.woff2", recalcTimestamp=False)
        font.flavor = None
        part = target.with_suffix(f".{subset}.part")
        font.save(part)
        parts.append(part)
    merged = Merger().merge([str(part) for part in parts])
    merged["head"].modified = TTFont(parts[0])["head"].modified
    merged.recalcTimestamp = False
    merged.save(target)
    for part in parts:
        part.unlink()


if __name__ == "__main__":
    sys.exit(main())
