"""Before something that decides who gets in, the password is asked once more: a screen may stand unlocked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from naerverk_web.access.models import SignedIn

CONFIRMED = "confirmed"
HOLDS_FOR = timedelta(minutes=10)


def confirm(request: HttpRequest) -> None:
    """The password was given again just now."""
    request.session[CONFIRMED] = timezone.now().timestamp()


def is_confirmed(request: HttpRequest) -> bool:
    """Within ten minutes of the password; one who has none must have come in within ten minutes."""
    now = timezone.now()
    if request.user.has_usable_password():
        return now.timestamp() - request.session.get(CONFIRMED, 0) < HOLDS_FOR.total_seconds()
    rows = SignedIn.objects.filter(session_key=request.session.session_key, began_at__gt=now - HOLDS_FOR)
    return rows.exists()


def to_confirm(there: str) -> HttpResponse:
    """Ask for the password, and then go there."""
    query = QueryDict(mutable=True)
    query["next"] = there
    return redirect(f"{reverse('access:confirm')}?{query.urlencode(safe='/')}")


def password_again(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that is shown only then."""

    @wraps(view)
    def asked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if is_confirmed(request):
            return view(request, *args, **kwargs)
        return to_confirm(request.path if request.method == "GET" else reverse("access:factors"))

    return asked
