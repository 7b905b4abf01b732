"""Text to values, a column at a time: every cell either becomes a value or gets a code that says why not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from naerverk.formats.layout import DATE_FORMS, Origin
from naerverk.records import Column

SENTINELS = (date(9999, 12, 31), date(4712, 12, 31))
OPEN_ENDS = ("end", "valid_to")
SERIAL_FORMS = {"excel": date(1899, 12, 30), "excel-1904": date(1904, 1, 1)}
"""Spreadsheets keep dates as days since one of these; a cell that was not formatted as a date shows the number."""
SERIAL_NUMBER = r"^([0-9]{5})(?:\.0+)?$"
_PLAUSIBLE_SERIALS = (18_000, 75_000)
_NUMBER = (
    r"^[+\-\x{2212}]?(?:[0-9]{1,20}|[0-9]{1,3}(?:[ \x{A0}\x{202F}][0-9]{3})+)?(?:[.,][0-9]+)?"
    r"(?:[eE][+\-]?[0-9]{1,2})?"
)
_TIDY = {
    " ": "",
    "\N{NO-BREAK SPACE}": "",
    "\N{NARROW NO-BREAK SPACE}": "",
    "\N{MINUS SIGN}": "-",
    "+": "",
    ",": ".",
    "%": "",
}
_MIDNIGHT = r"(?:[T ]00:00(?::00(?:[.,]0+)?)?Z?)?$"
_DATE_PARTS = {"yyyy": (r"[0-9]{4}", "%Y"), "mm": (r"[0-9]{1,2}", "%m"), "dd": (r"[0-9]{1,2}", "%d")}
_SENTINEL_TEXT = r"^(?:(?:9999|4712)\D?12\D?31|(?:31\D?12|12\D?31)\D?(?:9999|4712))(?:\D|$)"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A column's values, and for each cell null or the code of what is wrong with it."""

    value: pl.Expr
    flaw: pl.Expr


def stripped(name: str) -> pl.Expr:
    """The text of a column without spaces around; a blank is null."""
    text = pl.col(name).str.strip_chars()
    return pl.when(text != "").then(text)


def parse(column: Column, origin: Origin, decimal: str | None, date_forms: tuple[str, ...] = DATE_FORMS) -> Parsed:
    """Read a column of text (named as its canonical column) as its type."""
    text = text_of(column, origin)
    value = value_of(column, origin, text, decimal, date_forms)
    return Parsed(value, flaw_of(column, text, value, decimal))


def text_of(column: Column, origin: Origin) -> pl.Expr:
    """The text to be read: the column, or the constant that stands for it."""
    return stripped(column.name) if origin.constant is None else pl.lit(origin.constant)


def value_of(
    column: Column, origin: Origin, text: pl.Expr, decimal: str | None, date_forms: tuple[str, ...] = DATE_FORMS
) -> pl.Expr:
    """The values; null where the text is blank or cannot be read."""
    if origin.codes:
        return _coded(column, text, origin.codes)
    match column.type:
        case "date":
            day = _date(text, origin.date_forms or date_forms)
            return without_sentinels(day) if column.name in OPEN_ENDS else day
        case "month":
            return _month(text, origin.date_forms)
        case "number":
            return _number(column, text, origin.scale, decimal)
        case "integer":
            return text.str.extract(r"^([0-9]{1,15})(?:\.0*)?$").cast(pl.Int64)
    return _period(text) if column.name == "period" else text


def flaw_of(column: Column, text: pl.Expr, value: pl.Expr, decimal: str | None) -> pl.Expr:
    """Where there is text but no value: the code that says what is wrong. `text` and `value` as above."""
    unread = text.is_not_null() & value.is_null()
    match column.type:
        case "date" if column.name in OPEN_ENDS:
            return flaw_where(unread & ~text.str.contains(_SENTINEL_TEXT), "unreadable_date")
        case "number":
            return _number_flaw(column, text, unread, decimal)
        case "date" | "month" | "integer":
            return flaw_where(unread, f"unreadable_{column.type}")
    return flaw_where(unread, f"unknown_{column.name}" if column.name in ("kind", "sex") else "unknown_code")


def _period(text: pl.Expr) -> pl.Expr:
    """Statistics Norway's `2024K1` and `2024M03` as `2024Q1` and `2024-03`."""
    quarter = text.str.replace(r"^(\d{4})-?[KkQq]([1-4])$", "${1}Q${2}")
    return quarter.str.replace(r"^(\d{4})M(0[1-9]|1[0-2])$", "${1}-${2}")


def flaw_where(wrong: pl.Expr, code: str) -> pl.Expr:
    """The code where something is wrong, else null."""
    return pl.when(wrong).then(pl.lit(code))


def _coded(column: Column, text: pl.Expr, codes: Mapping[str, str]) -> pl.Expr:
    spelled = {code.casefold(): value for code, value in codes.items()}
    value = text.str.to_lowercase().replace_strict(
        list(spelled), list(spelled.values()), default=None, return_dtype=pl.String
    )
    return value == "yes" if column.type == "flag" else value


def _number(column: Column, text: pl.Expr, scale: float, decimal: str | None) -> pl.Expr:
    sound = text.str.contains(_NUMBER + (r"\s*%?$" if column.name.endswith("percent") else "$"))
    other = _other_mark(decimal)
    if other:
        sound = sound & ~text.str.contains(other, literal=True)
    value = pl.when(sound).then(text.str.replace_many(list(_TIDY), list(_TIDY.values()))).cast(pl.Float64, strict=False)
    return value * scale if scale != 1 else value


def _number_flaw(column: Column, text: pl.Expr, unread: pl.Expr, decimal: str | None) -> pl.Expr:
    codes = []
    if column.name.endswith("days"):
        codes.append(flaw_where(unread & text.str.ends_with("%"), "percent_for_days"))
    if other := _other_mark(decimal):
        codes.append(flaw_where(unread & text.str.contains(rf"^[+\-]?[0-9 ]+\{other}[0-9]+$"), "other_decimal_mark"))
    return pl.coalesce(*codes, flaw_where(unread, "unreadable_number"))


def _other_mark(decimal: str | None) -> str | None:
    return {",": ".", ".": ","}.get(decimal or "")


def _date(text: pl.Expr, forms: tuple[str, ...]) -> pl.Expr:
    return pl.coalesce(*(_in_form(text, form) for form in forms))


def without_sentinels(end: pl.Expr) -> pl.Expr:
    """An end date where 9999-12-31 and 4712-12-31 (SAP, Oracle: "still going on") are null."""
    return pl.when(~end.is_in(SENTINELS)).then(end)


def _in_form(text: pl.Expr, form: str) -> pl.Expr:
    if form in SERIAL_FORMS:
        days = text.str.extract(SERIAL_NUMBER).cast(pl.Int32, strict=False)
        day = pl.lit(SERIAL_FORMS[form]).to_physical() + days
        return pl.when(days.is_between(*_PLAUSIBLE_SERIALS)).then(day).cast(pl.Date)
    pattern, format_ = date_pattern(form)
    return text.str.extract(f"^({pattern}){_MIDNIGHT}").str.to_date(format_, strict=False)


def date_pattern(form: str) -> tuple[str, str]:
    """`dd.mm.yyyy` as a regular expression and as a strptime format; ValueError when it is no date form."""
    parts = re.fullmatch(r"(yyyy|mm|dd)([^a-z]?)(yyyy|mm|dd)([^a-z]?)(yyyy|mm|dd)", form)
    if not parts or {parts[1], parts[3], parts[5]} != set(_DATE_PARTS):
        raise ValueError(form)
    loose = parts[2] and parts[4] and form != "yyyy-mm-dd"
    pattern, format_ = "", ""
    for part in parts.groups():
        piece, code = _DATE_PARTS.get(part, (re.escape(part), part))
        pattern += piece if loose or code == "%Y" else piece.replace("{1,2}", "{2}")
        format_ += code
    return pattern, format_


def _month(text: pl.Expr, forms: tuple[str, ...]) -> pl.Expr:
    """`YYYY-MM`, or the first day of it (spreadsheets turn 2024-01 into that); with date forms any day of it."""
    label = text.str.extract(r"^((?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2]))(?:-01" + _MIDNIGHT.removesuffix("$") + ")?$")
    return pl.coalesce(label, *(_in_form(text, form).dt.strftime("%Y-%m") for form in forms))
