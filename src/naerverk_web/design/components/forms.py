"""Forms: a field with its label, help and error; the summary of errors; whole forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField, BoundWidget
from django.template import Context
from django.utils.safestring import SafeString

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def field(field: BoundField) -> dict[str, Any]:
    """One field of a Django form: label, help, the control, and the error beside it."""
    widget = field.field.widget
    is_group, is_tick = isinstance(widget, GROUPS), isinstance(widget, forms.CheckboxInput)
    described = _described_by(field)
    return {
        "field": field,
        "kind": "group" if is_group else "tick" if is_tick else "line",
        "control": "" if is_group else _control(field, described),
        "choices": _choices(field) if is_group else (),
        "described": described,
        "help_id": f"{field.auto_id}_help",
        "error_id": f"{field.auto_id}_error",
        "optional": not field.field.required and not is_tick and _some_are_required(field),
    }


def _some_are_required(field: BoundField) -> bool:
    """Where every field may be left empty, it need not be said of each."""
    return any(each.required for each in field.form.fields.values())


def _described_by(field: BoundField) -> str:
    """Ids of the help and the error, for those who hear the field."""
    parts = {"help": field.help_text, "error": field.errors}
    return " ".join(f"{field.auto_id}_{part}" for part, is_there in parts.items() if is_there)


def _control(field: BoundField, described: str) -> SafeString:
    attributes: dict[str, str | bool] = {"class": f"ds-input {field.field.widget.attrs.get('class', '')}".strip()}
    if field.errors:
        attributes["aria-invalid"] = "true"
    if described:
        attributes["aria-describedby"] = described
    return field.as_widget(attrs=attributes)


def _choices(field: BoundField) -> list[BoundWidget]:
    choices = list(field.subwidgets)
    for choice in choices:
        choice.data["attrs"]["class"] = "ds-input"
        if field.errors:
            choice.data["attrs"]["aria-invalid"] = "true"
    return choices


def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """What stops the form from being saved, with links to the fields; nothing when all is well."""
    # A group of choices has no control of its own: its first choice takes the focus.
    wrong = [
        {"label": field.label, "error": field.errors[0], "control": field.id_for_label or f"{field.auto_id}_0"}
        for field in form.visible_fields()
        if field.errors
    ]
    return {"wrong": wrong, "others": form.non_field_errors()}


def form(context: Context, form: forms.BaseForm, submit: object, action: str = "", cancel: str = "") -> dict[str, Any]:
    """A whole form: summary of errors, fields, one button, and a way out (`cancel`: an address)."""
    return {
        "form": form,
        "submit": submit,
        "action": action,
        "cancel": cancel,
        "csrf_token": context.get("csrf_token"),
    }


def search_box(
    name: str = "q", value: str = "", label: object = "", action: str = "", placeholder: object = ""
) -> dict[str, Any]:
    """A search field with its button; asks the server by GET."""
    return {"name": name, "value": value, "label": label, "action": action, "placeholder": placeholder}
