"""What the data protection officer reads about personal data is what the database holds, field by field."""

import re
from pathlib import Path

from django.apps import apps
from django.conf import settings

FOLDER = Path(__file__).resolve().parents[2] / "docs/how-to/for-dpo"
ROW = re.compile(r"^\| `([a-z_]+\.[a-z]+)` \| (P[1-4]|–) \| (.*?) \| (.*?) \|$", flags=re.M)


def told() -> dict[str, tuple[str, set[str], set[str]]]:
    page = (FOLDER / "personal-data.md").read_text(encoding="utf-8")
    names = re.compile(r"`(\w+)`")
    return {
        table: (kind, set(names.findall(own)), set(names.findall(rest))) for table, kind, own, rest in ROW.findall(page)
    }


def test_every_field_of_every_table_is_placed():
    there = {model._meta.label_lower: {f.name for f in model._meta.concrete_fields} for model in apps.get_models()}
    rows = told()
    assert rows.keys() == there.keys()
    for table, (_, own, other) in rows.items():
        assert own | other == there[table], table
        assert not own & other, table


def test_fields_that_point_at_a_person_or_an_account_are_about_a_person():
    about = {"people.person", "access.account"}
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model and field.related_model._meta.label_lower in about:
                assert field.name in told()[model._meta.label_lower][1], f"{model._meta.label}.{field.name}"


def test_no_field_asks_for_a_diagnosis():
    words = {"diagnosis", "icd", "icpc", "medicine", "disease", "cause", "national", "ssn", "fnr", "sykdom"}
    fields = [(model._meta.label, field.name) for model in apps.get_models() for field in model._meta.concrete_fields]
    assert [field for field in fields if words & set(field[1].split("_"))] == []


def test_the_times_in_the_retention_table_are_the_settings():
    page = (FOLDER / "retention.md").read_text(encoding="utf-8")
    for name, unit in (
        ("FILES", "days"),
        ("ABSENCES", "months"),
        ("LOG", "days"),
        ("NOTICES", "days"),
        ("ACCOUNTS", "months"),
    ):
        value = getattr(settings, f"KEEP_{name}_{unit.upper()}")
        line = next(line for line in page.splitlines() if f"`NAERVERK_KEEP_{name}_" in line)
        assert f"{value} {unit}" in line
