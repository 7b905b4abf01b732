"""Who may open the addresses of this room."""

from naerverk_web.conftest import Row

ROUTES = {
    "": Row("signed in"),
    "health": Row("everybody"),
    "demo/sign-in/<slug:key>": Row("nobody", given={"key": "amina"}, methods="POST"),
}
