"""Who may open the addresses of this room. The gallery is there only in demo and debug mode."""

from naerverk_web.conftest import Row

ROUTES = {
    "design/": Row("nobody"),
    "design/how": Row("nobody"),
    "design/colours": Row("everybody", methods="POST"),
    "design/language": Row("everybody", methods="POST"),
}
