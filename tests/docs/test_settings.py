"""Every setting has its line in the reference, and every line its setting."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_settings_and_their_reference_are_the_same():
    code = (ROOT / "src/naerverk_web/project/settings.py").read_text(encoding="utf-8")
    read = set(re.findall(r"(?:environment\.\w+|_kept_secret)\(\s*\"([A-Z_]+)\"", code))
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `([A-Z_]+)` \|", page, flags=re.M))
    assert len(read) > 10
    assert told - {"TEST_DATABASE_URL"} == read


def test_what_is_called_secret_may_stand_in_a_file():
    code = (ROOT / "src/naerverk_web/project/settings.py").read_text(encoding="utf-8")
    code += (ROOT / "src/naerverk_web/project/environment.py").read_text(encoding="utf-8")
    page = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
    secret = set(re.findall(r"^\| `([A-Z_]+)` \|.*\*secret\*", page, flags=re.M))
    readers = {"DATABASE_URL": "database", "NAERVERK_EMAIL_URL": "email"}
    for name in secret:
        assert f'{readers.get(name, "_kept_secret")}("{name}"' in code, name
    assert "def secret" in code
    assert code.count("secret(name)") >= 3
