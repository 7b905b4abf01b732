"""Who may open the addresses of this room."""

from naerverk_web.conftest import Row

ROUTES = {
    "units/": Row("hr_adviser"),
    "units/<str:unit_id>/": Row("hr_adviser", given={"unit_id": "O1"}),
    "units/<str:unit_id>/<str:change>": Row(
        "hr_adviser", given={"unit_id": "O1", "change": "rename"}, methods="GET POST"
    ),
}
