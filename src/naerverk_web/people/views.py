"""The person side: who works where, who leads whom."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naerverk_web.access.public import Permission, Viewer
from naerverk_web.audit.public import record
from naerverk_web.design.public import Cell, Column, Link, Table
from naerverk_web.people.accounts import NoAccountError, TakenError, link_account
from naerverk_web.people.forms import AccountForm, LeaderForm
from naerverk_web.people.leaders import Meanwhile, as_known, set_nearest_leader
from naerverk_web.people.lists import csv_of
from naerverk_web.people.models import Person
from naerverk_web.people.queries import Known, in_ended_units, jobs_seen_by, leaders_of, people_seen_by, without_leader

PER_PAGE = 50


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    _must_see(request.viewer)
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    found = people_seen_by(request.viewer, timezone.localdate(), words=words)
    return _list(request, "people/people.html", found, words=words)


@require_safe
def leaderless(request: HttpRequest) -> HttpResponse:
    _must_see(request.viewer)
    found = without_leader(request.viewer, timezone.localdate())
    export = Link("CSV", reverse("people:leaderless_file"))
    imports = request.viewer.may(Permission.IMPORT_DATA)
    return _list(request, "people/leaderless.html", found, exports=[export] if found else [], imports=imports)


@require_safe
def ended_units(request: HttpRequest) -> HttpResponse:
    """People whose job goes on in a unit that has ended."""
    request.viewer.must(Permission.MANAGE_PEOPLE)
    found = in_ended_units(request.viewer, timezone.localdate())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    record("people.list_read", by=request.viewer.actor, details={"shown": len(page.object_list)})
    columns = [Column(_("Name")), Column(_("Employee number")), Column(_("Unit")), Column(_("The unit's last day"))]
    rows = [
        [
            Cell(one.name or one.person_id, url=reverse("people:person", args=[one.person_id])),
            one.person_id,
            one.unit,
            date_format(one.ended, "SHORT_DATE_FORMAT") if one.ended else _("Has not begun yet"),
        ]
        for one in page.object_list
    ]
    table = Table(_("In a unit that has ended"), columns, rows, show_caption=False, sortable=False)
    context = {"table": table, "page": page, "total": len(found), "tabs": _tabs(request)}
    return render(request, "people/ended_units.html", context)


@require_safe
def leaderless_file(request: HttpRequest) -> HttpResponse:
    """The list as a file with an empty column for the leader: filled in, it can be brought in as it is."""
    _must_see(request.viewer)
    found = without_leader(request.viewer, timezone.localdate())
    record("people.list_read", by=request.viewer.actor, details={"shown": len(found), "file": "csv"})
    attached = {"Content-Disposition": 'attachment; filename="without-leader.csv"'}
    content = csv_of(found, request.viewer.tree, get_language() or "nb")
    return HttpResponse(content, content_type="text/csv; charset=utf-8", headers=attached)


@require_safe
def person(request: HttpRequest, person_id: str) -> HttpResponse:
    return render(request, "people/person.html", _about(request, person_id))


@require_http_methods(["GET", "HEAD", "POST"])
def leader(request: HttpRequest, person_id: str) -> HttpResponse:
    request.viewer.must(Permission.MANAGE_PEOPLE)
    about = _about(request, person_id)
    form = LeaderForm(request.POST or None, initial={"from_day": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        leads = form.cleaned_data["leader"]
        if leads == person_id or not Person.objects.filter(person_id=leads, merged_into=None).exists():
            form.add_error("leader", _("Nobody else has this employee number."))
        elif _is_set(request, person_id, form):
            messages.success(request, _("The nearest leader is set."))
            return redirect("people:person", person_id)
    # What is known as this page is shown: sent along, so that another's leader in between is not overwritten unseen.
    context = {**about, "form": form, "action": f"{request.path}?seen={as_known(person_id)}"}
    return render(request, "people/leader.html", context, status=422 if form.errors else 200)


def _is_set(request: HttpRequest, person_id: str, form: LeaderForm) -> bool:
    leads, day = form.cleaned_data["leader"], form.cleaned_data["from_day"]
    now, by, seen = timezone.now(), request.viewer.actor, request.GET.get("seen")
    try:
        set_nearest_leader(person_id, leader_id=leads, from_day=day, at=now, by=by, seen=seen)
    except Meanwhile:
        form.add_error(None, _meanwhile(Person.objects.get(person_id=person_id)))
    return form.is_valid()


def _meanwhile(who: Person) -> str:
    newest = next(iter(leaders_of(who)), None)
    if newest is None:
        return _("Somebody has taken the nearest leader away meanwhile. Save again if yours should hold.")
    return _(
        "Somebody has changed the nearest leader meanwhile: it is %(leader)s from %(day)s. Save again if yours should "
        "take that place."
    ) % {"leader": newest.leader, "day": date_format(newest.start, "SHORT_DATE_FORMAT")}


@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, person_id: str) -> HttpResponse:
    request.viewer.must(Permission.MANAGE_PEOPLE)
    about = _about(request, person_id)
    form = AccountForm(request.POST if request.method == "POST" else None, now={"email": about["signs_in_as"] or ""})
    if form.is_valid() and _linked(request, person_id, form):
        return redirect("people:person", person_id)
    return render(request, "people/account.html", {**about, "form": form}, status=422 if form.errors else 200)


def _linked(request: HttpRequest, person_id: str, form: AccountForm) -> bool:
    email = form.cleaned_data["email"]
    try:
        link_account(person_id, email=email, by=request.viewer.actor)
    except NoAccountError:
        form.add_error("email", _("Nobody signs in with this address. The first role makes the account."))
    except TakenError as taken:
        text = _("The account is linked to employee number %(number)s. Take it away there first.")
        form.add_error("email", text % {"number": taken.number})
    else:
        said = _("The account is linked: its roles end with the employment.") if email else _("No account is linked.")
        messages.success(request, said)
    return form.is_valid()


def _must_see(viewer: Viewer) -> None:
    if not viewer.may_somewhere(Permission.SEE_PEOPLE):
        viewer.must(Permission.SEE_PEOPLE)


def _list(
    request: HttpRequest, template: str, found: list[Known], *, exports: Sequence[Link] = (), **context: object
) -> HttpResponse:
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    record("people.list_read", by=request.viewer.actor, details={"shown": len(page.object_list)})
    tree = request.viewer.tree
    columns = [Column(_("Name")), Column(_("Employee number")), Column(_("Units")), Column(_("Nearest leader"))]
    rows = [
        [
            Cell(one.name or one.person_id, url=reverse("people:person", args=[one.person_id])),
            one.person_id,
            ", ".join(tree[unit].name if unit in tree else unit for unit in one.units),
            one.leader or _("Nobody yet"),
        ]
        for one in page.object_list
    ]
    table = Table(_("People"), columns, rows, show_caption=False, sortable=False, exports=exports)
    return render(
        request, template, {"table": table, "page": page, "total": len(found), "tabs": _tabs(request), **context}
    )


def _tabs(request: HttpRequest) -> list[Link]:
    names = {"people:people": _("Everybody"), "people:leaderless": _("Without a leader")}
    if request.viewer.may(Permission.MANAGE_PEOPLE):
        names["people:ended_units"] = _("In a unit that has ended")
    here = request.resolver_match.view_name if request.resolver_match else ""
    return [Link(name, reverse(route), current=route == here) for route, name in names.items()]


def _about(request: HttpRequest, person_id: str) -> dict[str, object]:
    """One person's page; 404 for those who may not see any of their units."""
    found = jobs_seen_by(request.viewer, person_id)
    if found is None:
        record("people.person_read", by=request.viewer.actor, about=("person", person_id), refused=True)
        raise Http404
    record("people.person_read", by=request.viewer.actor, about=("person", person_id))
    who, jobs = found
    columns = [Column(_("Unit")), Column(_("From")), Column(_("To")), Column(_("Position share"), number=True)]
    tree = request.viewer.tree
    rows = [
        [
            tree[job.unit.unit_id].name if job.unit.unit_id in tree else job.unit.unit_id,
            date_format(job.start, "SHORT_DATE_FORMAT"),
            date_format(job.end, "SHORT_DATE_FORMAT") if job.end else _("still employed"),
            Cell(f"{number_format(job.fte_percent.normalize())} %", value=float(job.fte_percent)),
        ]
        for job in jobs
    ]
    name = who.name or who.person_id
    return {
        "person": who,
        "name": name,
        "table": Table(_("Employments"), columns, rows, sortable=False),
        "leaders": _leaders(who),
        "trail": [Link(_("People"), reverse("people:people")), Link(name, current=True)],
        "manages": request.viewer.may(Permission.MANAGE_PEOPLE),
        "signs_in_as": who.account.email if who.account else "",
    }


def _leaders(who: Person) -> Table | None:
    """Who has led somebody, the newest first; None when nobody has."""
    rows = [
        [
            str(one.leader),
            date_format(one.start, "SHORT_DATE_FORMAT"),
            date_format(one.end, "SHORT_DATE_FORMAT") if one.end else _("still"),
        ]
        for one in leaders_of(who)
    ]
    columns = [Column(_("Nearest leader")), Column(_("From")), Column(_("To"))]
    return Table(_("Nearest leader"), columns, rows, sortable=False) if rows else None
