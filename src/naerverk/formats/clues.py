"""Which columns of a file could be what, by their cells: for headers that say nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from naerverk.formats.layout import DATE_FORMS
from naerverk.formats.values import date_pattern
from naerverk.records import Kind

FORMS = (*DATE_FORMS, "dd/mm/yyyy", "dd-mm-yyyy", "yyyy/mm/dd", "yyyymmdd", "mm/dd/yyyy")
MOST = 0.8
"""The share of a column's cells that must agree."""
_WORDS = {
    "egen": Kind.SELF_CERTIFIED, "barn": Kind.CHILD_SICK, "legemeld": Kind.DOCTOR_CERTIFIED,
    "sykm": Kind.DOCTOR_CERTIFIED, "sykem": Kind.DOCTOR_CERTIFIED, "ferie": Kind.HOLIDAY,
    "velferd": Kind.WELFARE_LEAVE, "foreldre": Kind.PARENTAL_LEAVE, "fødsel": Kind.PARENTAL_LEAVE,
    "uten lønn": Kind.UNPAID_LEAVE, "u/lønn": Kind.UNPAID_LEAVE, "permisjon": Kind.OTHER_LEAVE,
    "self": Kind.SELF_CERTIFIED, "doctor": Kind.DOCTOR_CERTIFIED, "holiday": Kind.HOLIDAY,
}  # fmt: skip
"""Parts of words by which an absence code gives itself away, the most telling first."""


def kind_by_word(value: str) -> str | None:
    """The kind of absence that a code names in Norwegian or English, or None."""
    return next((kind.value for part, kind in _WORDS.items() if part in value.casefold()), None)


def filled(cells: pl.Series) -> pl.Series:
    """The cells that are not blank, without spaces around."""
    tidy = cells.str.strip_chars()
    return tidy.filter(tidy != "")


def date_forms(columns: Sequence[pl.Series]) -> tuple[str, ...]:
    """The forms in which the dates of some columns are written; day before month when both are possible."""
    cells = filled(pl.concat([pl.Series("", [], pl.String), *(column.alias("") for column in columns)]))
    share = {form: _share(cells, form) for form in FORMS}
    found = [form for form in FORMS if share[form] > 1 - MOST]
    if "dd/mm/yyyy" in found and share["dd/mm/yyyy"] >= share["mm/dd/yyyy"]:
        found = [form for form in found if form != "mm/dd/yyyy"]
    return tuple(found)


def is_dates(column: pl.Series) -> bool:
    """Whether nearly all cells are dates in one form or another."""
    return max(_share(filled(column), form) for form in FORMS) >= MOST


def by_content(columns: Sequence[pl.Series]) -> tuple[str | None, Mapping[str, int]]:
    """A table and the places of its columns: two dates and a code are absences, dates and a percent are employments."""
    dates = [place for place, column in enumerate(columns) if is_dates(column)]
    if not dates:
        return None, {}
    others = [place for place in range(len(columns)) if place not in dates]
    kind = next((place for place in others if _is_kinds(columns[place])), None)
    percent = next((place for place in others if _is_percents(columns[place])), None)
    person = next((place for place in others if place not in (kind, percent) and _is_ids(columns[place])), None)
    table, last = ("absences", "grade_percent") if kind is not None else ("employments", "fte_percent")
    if person is None or (kind is None and percent is None):
        return None, {}
    places = {"person_id": person, "start": dates[0], "end": dates[1] if len(dates) > 1 else None}
    places |= {"kind": kind} if kind is not None else {}
    places |= {last: percent}
    return table, {name: place for name, place in places.items() if place is not None}


def _share(cells: pl.Series, form: str) -> float:
    pattern, format_ = date_pattern(form)
    dates = cells.filter(cells.str.contains(f"^{pattern}$")).str.to_date(format_, strict=False).drop_nulls()
    return dates.len() / cells.len() if cells.len() else 0.0


def _is_kinds(column: pl.Series) -> bool:
    cells = filled(column)
    known = sum(
        count for value, count in cells.alias("value").value_counts(name="n").iter_rows() if kind_by_word(value)
    )
    return bool(known > (1 - MOST) * cells.len())


def _is_percents(column: pl.Series) -> bool:
    cells = filled(column)
    numbers = (
        cells.str.strip_suffix("%").str.strip_chars().str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    )
    sound = numbers.filter((numbers > 0) & (numbers <= 100))
    return bool(cells.len() > 0 and sound.len() >= MOST * cells.len() and (sound == 100).any())


def _is_ids(column: pl.Series) -> bool:
    cells = filled(column)
    return cells.len() == column.len() > 0 and bool(cells.str.contains(r"^\w[\w\-./]*$").all())
