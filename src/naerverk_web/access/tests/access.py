"""Who may open the addresses of this room."""

from django.utils import timezone

from naerverk_web.access.models import Factor, Grant
from naerverk_web.conftest import Cast, Row

GIVERS = "hr_adviser system_admin"
REVIEWERS = f"{GIVERS} data_protection_officer"


def amina_s_role(cast: Cast) -> dict[str, object]:
    return {"pk": Grant.objects.get(account=cast.amina).pk}


def amina_s_browser(cast: Cast) -> dict[str, object]:
    cast.client("amina")
    return {"pk": cast.amina.signed_in.get().pk}


def amina_s_app(cast: Cast) -> dict[str, object]:
    row = Factor.objects.create(account=cast.amina, kind="app", sealed=b"x", made_at=timezone.now())
    return {"pk": row.pk}


def amina(cast: Cast) -> dict[str, object]:
    amina_s_app(cast)
    return {"pk": cast.amina.pk}


ROUTES = {
    "sign-in": Row("everybody", methods="GET POST"),
    # Without a right password before it, each of these leads back to the beginning.
    "sign-in/second": Row("everybody", methods="GET POST"),
    "sign-in/set-up": Row("everybody", methods="GET POST"),
    "passkeys/ask": Row("everybody", methods="POST"),
    "passkeys/answer": Row("everybody", methods="POST"),
    "passkeys/new/ask": Row("everybody", methods="POST"),
    "passkeys/new": Row("everybody", methods="POST"),
    # Only where a sign-in provider is set up.
    "sign-in/provider": Row("nobody"),
    "sign-in/provider/back": Row("nobody"),
    "sign-out": Row("signed in", methods="POST"),
    "password": Row("everybody", methods="GET POST"),
    # Behind a link that is no longer good there is a page that says so.
    "password/<str:uidb64>/<str:token>": Row("everybody", given={"uidb64": "MQ", "token": "a-b"}, methods="GET POST"),
    "account": Row("signed in"),
    "account/password": Row("signed in", methods="GET POST"),
    "account/stay": Row("signed in", methods="POST"),
    "account/places/end": Row("signed in", methods="POST"),
    "account/places/<int:pk>/end": Row("", given=amina_s_browser, methods="POST"),
    "account/confirm": Row("signed in", methods="GET POST"),
    "account/second-step": Row("signed in"),
    "account/second-step/app": Row("signed in", methods="GET POST"),
    "account/second-step/codes": Row("signed in", methods="POST"),
    "account/second-step/<int:pk>/remove": Row("", given=amina_s_app, methods="GET POST"),
    "roles": Row("signed in"),
    "access": Row(GIVERS),
    "access/give": Row(GIVERS, methods="GET POST"),
    "access/review": Row(REVIEWERS),
    "access/review.csv": Row(REVIEWERS),
    "access/review/<int:pk>/keep": Row(GIVERS, given=amina_s_role, methods="POST"),
    "access/review/<int:pk>/end": Row(GIVERS, given=amina_s_role, methods="POST"),
    "access/accounts/<int:pk>": Row(GIVERS, given=amina),
    "access/accounts/<int:pk>/reset": Row(GIVERS, given=amina, methods="GET POST"),
    "access/<int:pk>/end": Row(GIVERS, given=amina_s_role, methods="GET POST"),
}
