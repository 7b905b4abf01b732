"""Who may open the addresses of this room."""

from django.utils import timezone

from naerverk_web.conftest import Cast, Row
from naerverk_web.notices.models import Letter


def a_lost_letter(cast: Cast) -> dict[str, object]:
    now = timezone.now()
    given = {"made_at": now, "state_at": now, "due_at": now, "refused_at": now, "state": "given_up", "key": str(now)}
    return {"number": Letter.objects.create(account_id=cast.amina.pk, kind="digest", **given).pk}


ROUTES = {
    "": Row("signed in"),
    "health": Row("everybody"),
    "search": Row("signed in", query="q=sol"),
    "words": Row("signed in"),
    "setup/": Row("hr_adviser system_admin data_protection_officer"),
    "setup/first/<str:word>": Row("nobody", given={"word": "first:1:x"}, methods="GET POST"),
    "setup/organisation": Row("system_admin", methods="GET POST"),
    "setup/limits": Row("system_admin", methods="GET POST"),
    "setup/units": Row("hr_adviser"),
    "setup/figures": Row("hr_adviser"),
    "letters": Row("system_admin"),
    "letters/<int:number>": Row("system_admin", given=a_lost_letter, methods="POST"),
    "demo/sign-in/<slug:key>": Row("nobody", given={"key": "amina"}, methods="POST"),
}
