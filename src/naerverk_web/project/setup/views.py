"""The first account, the steps after it, and the page behind Setup."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from naerverk_web.access.coming_in import Waiting, come_in
from naerverk_web.access.models import Account
from naerverk_web.access.public import Permission, Viewer, give_role, make_account, open_to_all
from naerverk_web.audit.public import Actor
from naerverk_web.organisation.public import choose_limits, employer, name_employer
from naerverk_web.project.setup.first_link import opens, somebody_lets_in
from naerverk_web.project.setup.forms import EmployerForm, FirstAccount, LimitsForm
from naerverk_web.project.setup.places import places_of
from naerverk_web.project.setup.steps import STEPS, after, before, done, next_step

FORM = ["GET", "HEAD", "POST"]
FIRST_ROLES = ("system_admin", "hr_adviser")
BY = Actor("", "first set-up")


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Everything this viewer may set up; while the first run is not over, its next step first."""
    viewer = viewer_of(request)
    found = places_of(viewer)
    if not found:
        viewer.must(Permission.MANAGE_SETTINGS)
    so_far = done(viewer)
    steps = [(step, so_far[step.key]) for step in STEPS if viewer.may(step.permission)]
    context = {"places": found, "next": next_step(viewer), "steps": steps}
    return render(request, "project/setup/places.html", context)


@open_to_all
@sensitive_post_parameters("password", "again")
@require_http_methods(FORM)
def first(request: HttpRequest, word: str) -> HttpResponse:
    """Make the first account; afterwards the link is dead."""
    if not opens(word):
        raise Http404
    form = FirstAccount(request.POST if request.method == "POST" else None)
    if form.is_valid():
        account = _first_account(**{key: form.cleaned_data[key] for key in ("name", "email", "password")})
        return come_in(request, Waiting(account, reverse("project:setup_organisation"), shared=False))
    return render(request, "project/setup/first.html", {"form": form}, status=422 if form.errors else 200)


@transaction.atomic
def _first_account(*, name: str, email: str, password: str) -> Account:
    list(Account.objects.select_for_update())  # of two with the same link, the second meets the first one's account
    if somebody_lets_in():
        raise Http404
    account = make_account(email=email, name=name, password=password, by=BY)
    for role in FIRST_ROLES:
        give_role(account.pk, role=role, unit_id=None, from_day=timezone.localdate(), appointed_by=BY.name, by=BY)
    return account


@require_http_methods(FORM)
def organisation(request: HttpRequest) -> HttpResponse:
    """Step 1: name and language."""
    viewer = viewer_of(request)
    viewer.must(Permission.MANAGE_SETTINGS)
    settled = employer()
    now = {"name": settled.name, "language": settled.language or translation.get_language()}
    form = EmployerForm(request.POST if request.method == "POST" else None, now=now)
    if form.is_valid():
        name_employer(**form.cleaned_data, by=viewer.actor)
        return _go_on(request, "organisation", first_time=not settled.name)
    return _step(request, "organisation", {"form": form})


@require_http_methods(FORM)
def limits(request: HttpRequest) -> HttpResponse:
    """Step 2: from how many persons figures are shown."""
    viewer = viewer_of(request)
    viewer.must(Permission.MANAGE_SETTINGS)
    settled = employer()
    if not settled.name:
        return redirect("project:setup_organisation")
    now = {"least_persons": settled.least_persons, "least_in_unit": settled.least_in_unit}
    form = LimitsForm(request.POST if request.method == "POST" else None, now=now)
    if form.is_valid():
        choose_limits(**form.cleaned_data, at=timezone.now(), by=viewer.actor)
        return _go_on(request, "limits", first_time=not settled.limits_chosen)
    return _step(request, "limits", {"form": form})


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Step 3: the tree, from a file or by hand."""
    viewer = viewer_of(request)
    viewer.must(Permission.MANAGE_ORGANISATION)
    return _step(request, "units", {"units": len(viewer.tree.nodes)})


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Step 4: the first files."""
    viewer_of(request).must(Permission.IMPORT_DATA)
    return _step(request, "figures", {})


def _step(request: HttpRequest, key: str, context: dict[str, object]) -> HttpResponse:
    number = next(place for place, step in enumerate(STEPS, 1) if step.key == key)
    about = {"step": STEPS[number - 1], "number": number, "total": len(STEPS), "back": before(key), "after": after(key)}
    status = 422 if getattr(context.get("form"), "errors", None) else 200
    return render(request, f"project/setup/{key}.html", {**about, **context}, status=status)


def _go_on(request: HttpRequest, key: str, *, first_time: bool) -> HttpResponse:
    """The first time on to the next step; later back to the page of all places."""
    if first_time:
        return redirect(after(key))
    messages.success(request, _("It is saved."))
    return redirect("project:setup")


def viewer_of(request: HttpRequest) -> Viewer:
    return request.viewer  # type: ignore[attr-defined, no-any-return]
