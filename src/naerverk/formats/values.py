"""Text to values, a column at a time: every cell either becomes a value or gets a code that says why not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import polars as pl

from naerverk.formats.layout import CODES, DATE_FORMS, Origin
from naerverk.records import Column

SENTINELS = (date(9999, 12, 31), date(4712, 12, 31))
OPEN_ENDS = ("end", "valid_to")
_GROUPED = r"^[+-]?\d{1,3}(?:[ \x{00A0}\x{202F}]\d{3})+(?:[.,]\d+)?$"
_NUMBER = r"^[+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+)(?:[eE][+-]?\d+)?$"
_MIDNIGHT = r"[T ]00:00(?::00(?:[.,]0+)?)?Z?$"
_DATE_PARTS = {"yyyy": (r"\d{4}", "%Y"), "mm": (r"\d{1,2}", "%m"), "dd": (r"\d{1,2}", "%d")}


@dataclass(frozen=True, slots=True)
class Parsed:
    """A column's values, and for each cell null or the code of what is wrong with it."""

    value: pl.Expr
    flaw: pl.Expr


def stripped(name: str) -> pl.Expr:
    """The text of a column without spaces around; a blank is null."""
    text = pl.col(name).str.strip_chars()
    return pl.when(text != "").then(text)


def parse(column: Column, origin: Origin, decimal: str | None) -> Parsed:
    """Read a column of text (named as its canonical column) as its type."""
    text = stripped(column.name) if origin.constant is None else pl.lit(origin.constant)
    if column.name in CODES or origin.codes:
        return _coded(column, text, {**CODES.get(column.name, {}), **origin.codes})
    match column.type:
        case "date":
            return _date(text, origin.date_forms or DATE_FORMS, may_be_open=column.name in OPEN_ENDS)
        case "month":
            return _month(text, origin.date_forms)
        case "number":
            return _number(column, text, origin.scale, decimal)
        case "integer":
            value = pl.when(text.str.contains(r"^\d{1,15}(?:\.0*)?$")).then(text.str.extract(r"^(\d+)")).cast(pl.Int64)
            return Parsed(value, flaw_where(text.is_not_null() & value.is_null(), "unreadable_integer"))
    return Parsed(text, pl.lit(None, pl.String))


def flaw_where(wrong: pl.Expr, code: str) -> pl.Expr:
    """The code where something is wrong, else null."""
    return pl.when(wrong).then(pl.lit(code))


def _coded(column: Column, text: pl.Expr, codes: dict[str, str]) -> Parsed:
    spelled = {code.casefold(): value for code, value in codes.items()}
    value = text.str.to_lowercase().replace_strict(
        list(spelled), list(spelled.values()), default=None, return_dtype=pl.String
    )
    flaw = flaw_where(text.is_not_null() & value.is_null(), f"unknown_{column.name}")
    return Parsed(value == "yes" if column.type == "flag" else value, flaw)


def _number(column: Column, text: pl.Expr, scale: float, decimal: str | None) -> Parsed:
    tidy = text.str.replace("\N{MINUS SIGN}", "-", literal=True)
    if column.name.endswith("percent"):
        tidy = tidy.str.replace(r"\s*%$", "")
    grouped = tidy.str.contains(_GROUPED)
    tidy = pl.when(grouped).then(tidy.str.replace_all(r"[ \x{00A0}\x{202F}]", "")).otherwise(tidy)
    other = {",": ".", ".": ","}.get(decimal or "")
    wrong_mark = tidy.str.contains(other, literal=True) if other else pl.lit(False)
    number = pl.when(tidy.str.contains(_NUMBER) & ~wrong_mark).then(tidy.str.replace(",", ".", literal=True))
    value = number.cast(pl.Float64, strict=False)
    value = pl.when(value.is_finite()).then(value * scale if scale != 1 else value)
    unreadable = text.is_not_null() & value.is_null()
    if column.name.endswith("days"):
        percent = flaw_where(text.str.ends_with("%"), "percent_for_days")
        return Parsed(value, pl.coalesce(percent, flaw_where(unreadable, "unreadable_number")))
    code = pl.when(wrong_mark).then(pl.lit("other_decimal_mark")).otherwise(pl.lit("unreadable_number"))
    return Parsed(value, pl.when(unreadable).then(code))


def _date(text: pl.Expr, forms: tuple[str, ...], *, may_be_open: bool) -> Parsed:
    day = text.str.replace(_MIDNIGHT, "")
    value = pl.coalesce(*(_in_form(day, form) for form in forms))
    unreadable = flaw_where(text.is_not_null() & value.is_null(), "unreadable_date")
    return Parsed(without_sentinels(value) if may_be_open else value, unreadable)


def without_sentinels(end: pl.Expr) -> pl.Expr:
    """An end date where 9999-12-31 and 4712-12-31 (SAP, Oracle: "still going on") are null."""
    return pl.when(~end.is_in(SENTINELS)).then(end)


def _in_form(text: pl.Expr, form: str) -> pl.Expr:
    pattern, format_ = date_pattern(form)
    return pl.when(text.str.contains(pattern)).then(text).str.to_date(format_, strict=False)


def date_pattern(form: str) -> tuple[str, str]:
    """`dd.mm.yyyy` as a regular expression and as a strptime format; ValueError when it is no date form."""
    parts = re.fullmatch(r"(yyyy|mm|dd)([^a-z]?)(yyyy|mm|dd)([^a-z]?)(yyyy|mm|dd)", form)
    if not parts or {parts[1], parts[3], parts[5]} != set(_DATE_PARTS):
        raise ValueError(form)
    loose = parts[2] and parts[4] and form != "yyyy-mm-dd"
    pattern, format_ = "^", ""
    for part in parts.groups():
        piece, code = _DATE_PARTS.get(part, (re.escape(part), part))
        pattern += piece if loose or code == "%Y" else piece.replace("{1,2}", "{2}")
        format_ += code
    return pattern + "$", format_


def _month(text: pl.Expr, forms: tuple[str, ...]) -> Parsed:
    """`YYYY-MM`; with date forms also the month of a date (spreadsheets turn 2024-01 into 1 January 2024)."""
    first_day = text.str.replace(_MIDNIGHT, "").str.replace(r"^(\d{4}-\d{2})-01$", "$1")
    label = pl.when(first_day.str.contains(r"^(19|20)\d{2}-(0[1-9]|1[0-2])$")).then(first_day)
    dated = [_in_form(text.str.replace(_MIDNIGHT, ""), form).dt.strftime("%Y-%m") for form in forms]
    value = pl.coalesce(label, *dated)
    return Parsed(value, flaw_where(text.is_not_null() & value.is_null(), "unreadable_month"))
