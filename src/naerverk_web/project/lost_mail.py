"""E-mail that did not get through, for those who run the site: to whom, about what, why; and once more."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from naerverk_web.access.models import Account
from naerverk_web.access.public import Permission
from naerverk_web.audit.public import record
from naerverk_web.insight.public import REPORTS
from naerverk_web.notices.public import DIGEST, Lost, letters_lost, try_again

KINDS: dict[str, Promise] = {DIGEST: gettext_lazy("News"), REPORTS: gettext_lazy("The month's report")}


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """What was given up in the last two weeks."""
    request.viewer.must(Permission.MANAGE_SETTINGS)  # type: ignore[attr-defined]
    found = letters_lost(timezone.now())
    names = dict(Account.objects.filter(pk__in=[each.account_id for each in found]).values_list("pk", "name"))
    shown = [(each.id, names.get(each.account_id, ""), KINDS.get(each.kind, ""), _why(each)) for each in found]
    return render(request, "project/letters.html", {"letters": shown})


def _why(lost: Lost) -> str:
    if lost.unsure:
        return _("The site was stopped while sending. It may have arrived; look before you send it again.")
    given = {"tries": lost.tries, "why": lost.why}
    return _("Refused %(tries)s times. The last answer: %(why)s.") % given


@require_POST
def once_more(request: HttpRequest, number: int) -> HttpResponse:
    """Put one of them on its way again."""
    viewer = request.viewer  # type: ignore[attr-defined]
    viewer.must(Permission.MANAGE_SETTINGS)
    if not try_again(number, timezone.now()):
        raise Http404
    record("notices.letter_again", by=viewer.actor, about=("letter", str(number)))
    messages.success(request, _("It is on its way again, outside the quiet hours."))
    return redirect("project:letters")
