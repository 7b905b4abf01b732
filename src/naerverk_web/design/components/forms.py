"""Forms: a field with its label, help and error; the summary of errors; whole forms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms import BoundField
from django.template import Context
from django.utils.safestring import SafeString

GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def field(field: BoundField) -> dict[str, Any]:
    """One field of a Django form: label, help, the control, and the error beside it."""
    widget = field.field.widget
    is_group = isinstance(widget, GROUPS)
    return {
        "field": field,
        "kind": "group" if is_group else "tick" if isinstance(widget, forms.CheckboxInput) else "line",
        "control": "" if is_group else _control(field),
        "help_id": f"{field.id_for_label or field.auto_id}_help",
        "error_id": f"{field.id_for_label or field.auto_id}_error",
        "optional": not field.field.required and not isinstance(widget, forms.CheckboxInput),
    }


def _control(field: BoundField) -> SafeString:
    classes = f"ds-input {field.field.widget.attrs.get('class', '')}".strip()
    attributes: dict[str, Any] = {"class": classes}
    described = [f"{field.id_for_label}_help"] if field.help_text else []
    if field.errors:
        described.append(f"{field.id_for_label}_error")
        attributes["aria-invalid"] = "true"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attributes)


def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """What stops the form from being saved, with links to the fields; nothing when all is well."""
    wrong = [field for field in form.visible_fields() if field.errors]
    return {"form": form, "wrong": wrong, "others": form.non_field_errors() if form.is_bound else ()}


def form(
    context: Context, form: forms.BaseForm, submit: object, action: str = "", cancel: str = ""
) -> dict[str, Any]:
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
