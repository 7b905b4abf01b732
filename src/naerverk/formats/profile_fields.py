"""What people write in the YAML of a profile, and what it is read as."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from naerverk.formats.values import date_pattern


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _as_text(value: object) -> object:
    """YAML reads `yes`, `no` and `2018` as other things than text; in codes they are text."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if isinstance(value, int | float) else value


def _date_form(form: str) -> str:
    try:
        date_pattern(form)
    except ValueError:
        raise ValueError(f"{form!r} is no form of dates; write for example dd.mm.yyyy") from None
    return form


Names = Annotated[list[str], BeforeValidator(_listed)]
DateForms = Annotated[list[Annotated[str, AfterValidator(_date_form)]], BeforeValidator(_listed)]
Text = Annotated[str, BeforeValidator(_as_text)]
