"""Translation catalogues: `sync` brings them up to date with the English sentences, `compile` makes .mo files.

python tools/catalogues.py sync [ROOM ...]     then fill in every empty msgstr (the library's rooms)
python tools/catalogues.py compile
python tools/catalogues.py check               exit 1 when something is missing, fuzzy or left over, in the site too
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "src" / "naerverk" / "locale"
LANGUAGES = ("nb", "nn")


def main(words: list[str]) -> int:
    task, rooms = words[0], words[1:] or all_rooms()
    if task == "sync":
        for room in rooms:
            sync(room)
    if task == "compile":
        compile_catalogues(ROOT)
        return 0
    complaints = [line for room in rooms for line in complain(room)]
    if task == "check" and not words[1:]:
        # Building the package compiles catalogues where Django is not installed.
        from site_words import SITE, complain_about_the_site  # noqa: PLC0415

        complaints += complain_about_the_site(SITE)
    print("\n".join(complaints) or "every sentence has its nb and nn")
    return 1 if complaints and task == "check" else 0


def all_rooms() -> list[str]:
    return sorted(path.stem for path in (LOCALE / "sentences").glob("[a-z]*.py"))


def english(room: str) -> list[str | tuple[str, str]]:
    """The sentences of a room, read without importing it."""
    tree = ast.parse((LOCALE / "sentences" / f"{room}.py").read_text(encoding="utf-8"))
    for node in tree.body:
        target = node.target if isinstance(node, ast.AnnAssign) else None
        if isinstance(target, ast.Name) and target.id == "SENTENCES" and node.value:
            return list(dict.fromkeys(ast.literal_eval(node.value).values()))
    raise SystemExit(f"sentences/{room}.py has no SENTENCES: dict[...] = {{...}}")


def path_of(room: str, lang: str) -> Path:
    return LOCALE / lang / "LC_MESSAGES" / f"{room}.po"


def read(room: str, lang: str) -> Catalog:
    path = path_of(room, lang)
    if not path.exists():
        return Catalog(locale=lang, domain=room, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=lang, domain=room)


def sync(room: str) -> None:
    for lang in LANGUAGES:
        old, new = read(room, lang), Catalog(locale=lang, domain=room, fuzzy=False, header_comment=f"# {lang}: {room}")
        for sentence in english(room):
            known = old.get(sentence if isinstance(sentence, str) else sentence[0])
            new.add(sentence, known.string if known else None)
        path_of(room, lang).parent.mkdir(parents=True, exist_ok=True)
        with path_of(room, lang).open("wb") as file:
            write_po(file, new, width=110, omit_header=False, no_location=True)
        text = path_of(room, lang).read_text(encoding="utf-8")
        kept = re.sub(r'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team'
                      r'|Report-Msgid-Bugs-To|Project-Id-Version):.*\n', "", text, flags=re.M)  # fmt: skip
        path_of(room, lang).write_text(kept, encoding="utf-8")


def complain(room: str) -> Iterator[str]:
    wanted = {s if isinstance(s, str) else s[0] for s in english(room)}
    for lang in LANGUAGES:
        catalogue = read(room, lang)
        messages = {m.id if isinstance(m.id, str) else m.id[0]: m for m in catalogue if m.id}
        for missing in sorted(wanted - set(messages)):
            yield f"{lang} {room}: not in the catalogue, run sync: {missing!r}"
        for extra in sorted(set(messages) - wanted):
            yield f"{lang} {room}: no longer used: {extra!r}"
        for text, message in messages.items():
            yield from _complain_about(f"{lang} {room}", text, message)


def _complain_about(where: str, text: str, message: object) -> Iterator[str]:
    string = message.string  # type: ignore[attr-defined]
    forms = _forms(string)
    if not forms or not all(forms):
        yield f"{where}: no translation: {text!r}"
    elif message.fuzzy:  # type: ignore[attr-defined]
        yield f"{where}: fuzzy: {text!r}"
    elif any(_places(form) - _places(" ".join(_forms(message.id))) for form in forms):  # type: ignore[attr-defined]
        yield f"{where}: another {{place}} than in English: {forms!r}"


def _forms(texts: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts or ())


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w*)\}", text))


def compile_catalogues(root: Path) -> None:
    for source in sorted(root.glob("src/**/locale/*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
