"""Who may open the addresses of this room."""

from naerverk_web.conftest import Row

ROUTES = {
    "": Row("signed in"),
    "health": Row("everybody"),
}
