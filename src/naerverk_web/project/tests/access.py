"""Who may open the addresses of this room."""

from naerverk_web.conftest import Row

ROUTES = {
    "": Row("signed in"),
    "health": Row("everybody"),
    "search": Row("signed in", query="q=sol"),
    "words": Row("signed in"),
    "setup/": Row("hr_adviser system_admin"),
    "setup/first/<str:word>": Row("nobody", given={"word": "first:1:x"}, methods="GET POST"),
    "setup/organisation": Row("system_admin", methods="GET POST"),
    "setup/limits": Row("system_admin", methods="GET POST"),
    "setup/units": Row("hr_adviser"),
    "setup/figures": Row("hr_adviser"),
    "demo/sign-in/<slug:key>": Row("nobody", given={"key": "amina"}, methods="POST"),
}
