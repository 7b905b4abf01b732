"""The check of the site's catalogues finds what is missing, left over, or said with other places."""

from pathlib import Path

from tools.site_words import complain_about_the_site

HEAD = 'msgid ""\nmsgstr ""\n"Language: nb\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n'
PYTHON = """
from django.utils.translation import gettext as _, ngettext
A = _("Your import is done")
B = ngettext("%(n)s person", "%(n)s people", 2)
"""
PAGE = """{% load i18n %}
  {% translate "Units below" as heading %}
      {% blocktranslate with name=unit.name %}Units below {{ name }}{% endblocktranslate %}
"""
DONE = {
    "Your import is done": "Importen din er ferdig",
    "%(n)s person": "%(n)s person",
    "Units below": "Enheter under",
    "Units below %(name)s": "Enheter under %(name)s",
}


def room(folder: Path, said: dict[str, str]) -> Path:
    """A site of one room with a catalogue in each language."""
    place = folder / "site" / "rooms"
    (place / "templates").mkdir(parents=True)
    (place / "__init__.py").touch()
    (place / "words.py").write_text(PYTHON, encoding="utf-8")
    (place / "templates" / "page.html").write_text(PAGE, encoding="utf-8")
    for lang in ("nb", "nn"):
        path = place / "locale" / lang / "LC_MESSAGES" / "django.po"
        path.parent.mkdir(parents=True)
        lines = [f'msgid "{text}"\nmsgstr "{words}"\n' for text, words in said.items()]
        path.write_text("\n".join([HEAD, *lines]), encoding="utf-8")
    return folder / "site"


def test_a_whole_catalogue_passes(tmp_path):
    assert list(complain_about_the_site(room(tmp_path, DONE))) == []


def test_what_is_wrong_is_named(tmp_path):
    said = {**DONE, "Units below": "", "Units below %(name)s": "Enheter under %(unit)s", "Old": "Gammelt"}
    del said["Your import is done"]
    complaints = [line for line in complain_about_the_site(room(tmp_path, said)) if line.startswith("nb")]
    assert [line.split(": ")[1] for line in complaints] == [
        "not in the catalogue", "no longer used", "no translation", "another place than in English",
    ]  # fmt: skip
