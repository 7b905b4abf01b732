"""The site's words: what its templates and Python say in English, held against the rooms' catalogues.

Each room of the site has its own (`src/naerverk_web/<room>/locale/<lang>/LC_MESSAGES/django.po`), edited by hand.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import django
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils.translation.template import templatize

SITE = Path(__file__).resolve().parent.parent / "src" / "naerverk_web"
LANGUAGES = ("nb", "nn")
CALL = re.compile(r"\b(n?p?gettext(?:_lazy|_noop)?|_)\((?=\s*u?['\"])")
PLACE = re.compile(r"%\((\w+)\)|\{(\w*)\}")


def complain_about_the_site(site: Path) -> Iterator[str]:
    """Everything missing, left over, fuzzy, or with other places than the English."""
    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    for room in sorted(path.parent for path in site.glob("*/__init__.py")):
        wanted = set(english_of(room))
        for lang in LANGUAGES:
            path = room / "locale" / lang / "LC_MESSAGES" / "django.po"
            if wanted or path.exists():
                yield from _complain(f"{lang} {room.name}", wanted, path, lang)


def english_of(room: Path) -> Iterator[str]:
    """Every sentence of a room that is marked for translation."""
    for path in sorted(room.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(room).parts):
            yield from _in_python(ast.parse(path.read_text(encoding="utf-8")))
    for path in sorted(file for file in room.rglob("templates/**/*") if file.is_file()):
        yield from _in_template(templatize(path.read_text(encoding="utf-8"), origin=str(path)))


def _in_python(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and CALL.match(f"{node.func.id}(''"):
            given = node.args[1:] if "pgettext" in node.func.id else node.args
            if given and isinstance(given[0], ast.Constant) and isinstance(given[0].value, str):
                yield given[0].value


def _in_template(text: str) -> Iterator[str]:
    """Django writes a template's sentences as calls among letters that mean nothing."""
    for start in CALL.finditer(text):
        for end in re.finditer(r"\)", text[start.start() :]):
            try:
                call = ast.parse(text[start.start() : start.start() + end.end()].strip(), mode="eval")
            except SyntaxError:
                continue
            yield from _in_python(call)
            break


def _complain(where: str, wanted: set[str], path: Path, lang: str) -> Iterator[str]:
    if not path.exists():
        yield f"{where}: has words and no catalogue"
        return
    with path.open("rb") as file:
        messages = {_first(message): message for message in read_po(file, locale=lang) if message.id}
    yield from (f"{where}: not in the catalogue: {text!r}" for text in sorted(wanted - set(messages)))
    yield from (f"{where}: no longer used: {text!r}" for text in sorted(set(messages) - wanted))
    for text, message in messages.items():
        forms = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
        if not forms or not all(forms):
            yield f"{where}: no translation: {text!r}"
        elif message.fuzzy:
            yield f"{where}: fuzzy: {text!r}"
        elif any(_places(form) - _places(_all(message)) for form in forms):
            yield f"{where}: another place than in English: {forms!r}"


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _all(message: Message) -> str:
    return message.id if isinstance(message.id, str) else " ".join(message.id)


def _places(text: str) -> set[str]:
    return {name for pair in PLACE.findall(text) for name in pair if name}
