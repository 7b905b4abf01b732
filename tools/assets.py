"""The design system's files from npm into a git-ignored static folder, so that nothing needs Node at run time.

python tools/assets.py       after `npm ci --ignore-scripts`; does nothing when the files are there and current
"""

import hashlib
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "src" / "naerverk_web" / "design" / "static" / "vendor"
FILES = {
    "designsystemet/theme.css": "@digdir/designsystemet-theme/src/themes/designsystemet.css",
    "designsystemet/components.css": "@digdir/designsystemet-css/dist/src/index.css",
    "designsystemet/components.js": "@digdir/designsystemet-web/dist/umd/index.js",
    "designsystemet/LICENSE": "@digdir/designsystemet-css/LICENSE",
    # Latin for Norwegian, the extension for Sámi names; one variable file holds all weights.
    "inter/inter-latin.woff2": "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
    "inter/inter-latin-ext.woff2": "@fontsource-variable/inter/files/inter-latin-ext-wght-normal.woff2",
    "inter/LICENSE": "@fontsource-variable/inter/LICENSE",
}
SOURCE_MAP = re.compile(rb"^//# sourceMappingURL=.*$", re.MULTILINE)


def main() -> int:
    missing = [source for source in FILES.values() if not (MODULES / source).exists()]
    if missing:
        print(f"There is no node_modules/{missing[0]}. Run: npm ci --ignore-scripts", file=sys.stderr)
        return 1
    wanted = fingerprint()
    stamp = TARGET / "FINGERPRINT"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return 0
    shutil.rmtree(TARGET, ignore_errors=True)
    for name, source in FILES.items():
        copy(MODULES / source, TARGET / name)
    stamp.write_text(wanted, encoding="utf-8")
    return 0


def fingerprint() -> str:
    """Changes when a package or this list changes."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    digest.update((MODULES / ".package-lock.json").read_bytes())
    return digest.hexdigest()


def copy(source: Path, target: Path) -> None:
    """Copy one file. Source maps stay behind: the static storage refuses a file that names one it cannot find."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(SOURCE_MAP.sub(b"", source.read_bytes()) if source.suffix == ".js" else source.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
