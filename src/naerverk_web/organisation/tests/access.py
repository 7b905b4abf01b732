"""Who may open the addresses of this room."""

from naerverk_web.conftest import Row

ROUTES = {
    "units/": Row("hr_adviser"),
    "units/new": Row("hr_adviser", methods="GET POST"),
    "units/changes/<int:number>/undo": Row("hr_adviser", given={"number": 1}, methods="POST"),
    "units/<path:unit_id>/": Row("hr_adviser", given={"unit_id": "O1"}),
    "units/<path:unit_id>/<str:change>": Row(
        "hr_adviser", given={"unit_id": "O1", "change": "rename"}, methods="GET POST"
    ),
}
