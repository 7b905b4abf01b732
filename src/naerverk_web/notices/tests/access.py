"""Who may open the addresses of this room."""

from naerverk_web.conftest import Cast, Row
from naerverk_web.notices.public import tell


def a_notice_of_amina(cast: Cast) -> dict[str, object]:
    return {"number": tell(cast.amina.pk, "import_done")}


ROUTES = {
    "notices/": Row("signed in"),
    # Each their own: for all others it does not exist.
    "notices/<int:number>": Row("", given=a_notice_of_amina),
    "notices/read": Row("signed in", methods="POST"),
    "notices/mail": Row("signed in", methods="POST"),
}
