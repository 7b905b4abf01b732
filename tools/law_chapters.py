"""Chapters of docs/explanation/law from the cases in tests/law/cases: a case is a test and a page.

python tools/law_chapters.py          write the chapters
"""

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from naerverk.cli.law_explaining import told
from naerverk.law.questions import answer_of
from naerverk.locale import Words

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "law" / "cases"
CHAPTERS = ROOT / "docs" / "explanation" / "law"
ASKED_ON = date(2026, 11, 21)
MADE = "<!-- Made from tests/law/cases/{name} by tools/law_chapters.py. Change the case, not this page. -->"


def main() -> int:
    CHAPTERS.mkdir(parents=True, exist_ok=True)
    for path, text in pages():
        path.write_text(text, encoding="utf-8")
    return 0


def pages() -> Iterator[tuple[Path, str]]:
    """Every page and what it should say."""
    files = sorted(CASES.glob("*.yaml"))
    for file in files:
        yield CHAPTERS / f"{file.stem}.md", one_blank_line("\n".join(chapter(file)) + "\n")
    yield CHAPTERS / "README.md", "\n".join(contents(files)) + "\n"


def one_blank_line(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", text)


def read(file: Path) -> dict[str, Any]:
    """One chapter; days as ISO text, as questions have them."""
    plain: dict[str, Any] = as_asked(yaml.safe_load(file.read_text(encoding="utf-8")))
    return plain


def as_asked(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: as_asked(item) for key, item in value.items()}
    return [as_asked(item) for item in value] if isinstance(value, list) else value


def question(chapter_: Mapping[str, Any], case: Mapping[str, Any]) -> dict[str, Any]:
    """The case as `naerverk law` is asked."""
    return {"id": case["name"], "rule": case.get("rule", chapter_["rule"]), "input": case["given"]}


def contents(files: Sequence[Path]) -> Iterator[str]:
    yield "# The law in cases"
    yield ""
    yield "Each chapter is a set of small cases a lawyer can read and correct. They are run as tests. The people are"
    yield "invented; the rules are those of [the law reference](../../reference/law.md)."
    yield ""
    for file in files:
        yield f"- [{read(file)['title']}]({file.stem}.md)"


def chapter(file: Path) -> Iterator[str]:
    content = read(file)
    yield MADE.format(name=file.name)
    yield ""
    yield f"# {content['title']}"
    yield ""
    yield content["about"].strip()
    for case in content["cases"]:
        yield from section(content, case)


def section(content: Mapping[str, Any], case: Mapping[str, Any]) -> Iterator[str]:
    asked = question(content, case)
    yield ""
    yield f"## {case['name']}"
    yield ""
    yield f"{case['period']}. {case['because']}"
    yield ""
    yield "**Given**"
    yield ""
    yield from shown(case["given"])
    yield ""
    yield "**Expected**"
    yield ""
    yield from shown(case["expected"])
    yield ""
    yield f"**Nærverk says** (rule `{asked['rule']}`)"
    yield ""
    for line in told(answer_of(asked, today=ASKED_ON), Words("en")):
        yield f"- {line}"


def shown(words: Mapping[str, Any]) -> Iterator[str]:
    """Words as a list; a list of objects as a table."""
    for word, value in words.items():
        if objects(value):
            yield from ["", f"- {word}:", "", *table(value), ""]
        elif isinstance(value, list) and value and all(map(objects, value)):
            for number, rows in enumerate(value, start=1):
                yield from ["", f"- {word}, employer {number}:", "", *table(rows), ""]
        else:
            yield f"- {word}: {inline(value)}"


def objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, Mapping) for row in value)


def table(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    columns = list(dict.fromkeys(word for row in rows for word in row))
    yield "  | " + " | ".join(columns) + " |"
    yield "  |" + "---|" * len(columns)
    for row in rows:
        yield "  | " + " | ".join(inline(row[word]) if word in row else "" for word in columns) + " |"


def inline(value: object) -> str:
    if isinstance(value, Mapping) and set(value) == {"from", "to"}:
        return f"{value['from']} to {value['to']}"
    if isinstance(value, Mapping):
        return ", ".join(f"{word} {inline(item)}" for word, item in value.items())
    if isinstance(value, list):
        return "; ".join(inline(item) for item in value) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main())
