"""Who may open the addresses of this room."""

from naerverk_web.access.models import Grant
from naerverk_web.conftest import Cast, Row

GIVERS = "hr_adviser system_admin"


def amina_s_role(cast: Cast) -> dict[str, object]:
    return {"pk": Grant.objects.get(account=cast.amina).pk}


def amina_s_browser(cast: Cast) -> dict[str, object]:
    cast.client("amina")
    return {"pk": cast.amina.signed_in.get().pk}


ROUTES = {
    "sign-in": Row("everybody", methods="GET POST"),
    "sign-out": Row("signed in", methods="POST"),
    "password": Row("everybody", methods="GET POST"),
    # Behind a link that is no longer good there is a page that says so.
    "password/<str:uidb64>/<str:token>": Row("everybody", given={"uidb64": "MQ", "token": "a-b"}, methods="GET POST"),
    "account": Row("signed in"),
    "account/password": Row("signed in", methods="GET POST"),
    "account/places/end": Row("signed in", methods="POST"),
    "account/places/<int:pk>/end": Row("", given=amina_s_browser, methods="POST"),
    "roles": Row("signed in"),
    "access": Row(GIVERS),
    "access/give": Row(GIVERS, methods="GET POST"),
    "access/<int:pk>/end": Row(GIVERS, given=amina_s_role, methods="GET POST"),
}
