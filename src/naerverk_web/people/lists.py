"""Lists of people as files."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from naerverk_web.design.public import harmless
from naerverk_web.organisation.public import Tree
from naerverk_web.people.queries import Known

# Headings that the import recognises by itself, so that the file can come back with its last column filled in.
NORWEGIAN = ("Ansattnr", "Navn", "Enhet", "Nærmeste leder")
ENGLISH = ("person_id", "name", "unit", "leader_id")


def csv_of(found: Iterable[Known], tree: Tree, lang: str) -> bytes:
    """Number, name, units, and room for the leader's number; semicolons in Norwegian, as spreadsheets there expect."""
    text = StringIO()
    writer = csv.writer(text, delimiter="," if lang == "en" else ";", lineterminator="\r\n")
    writer.writerow(ENGLISH if lang == "en" else NORWEGIAN)
    for one in found:
        units = ", ".join(tree[unit].name if unit in tree else unit for unit in one.units)
        writer.writerow([harmless(one.person_id), harmless(one.name), harmless(units), ""])
    return text.getvalue().encode("utf-8-sig")
