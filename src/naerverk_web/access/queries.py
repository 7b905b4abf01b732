"""Who holds which role, for those who give roles; one's own roles and browsers, for everybody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q, QuerySet

from naerverk_web.access.models import Account, Factor, Grant, SignedIn
from naerverk_web.access.policy import Viewer
from naerverk_web.access.roles import ROLES, Permission, Role
from naerverk_web.organisation.public import employer


@dataclass(frozen=True, slots=True)
class Given:
    """A role somebody holds or will hold. `unit` is empty for the whole organisation."""

    pk: int
    account_id: int
    name: str
    email: str
    role: Role
    unit: str
    from_day: date
    to_day: date | None
    deputy: bool
    appointed_by: str


@dataclass(frozen=True, slots=True)
class Place:
    """A browser where the viewer is signed in."""

    pk: int
    device: str
    shared: bool
    began_at: datetime
    seen_at: datetime
    here: bool


@dataclass(frozen=True, slots=True)
class Own:
    """An authenticator app or a passkey of the viewer."""

    pk: int
    kind: str
    name: str
    made_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Seen:
    """An account as those see it who give roles."""

    pk: int
    name: str
    email: str
    roles: list[Given]
    factors: int
    last_at: datetime | None
    is_self: bool


def own_factors(viewer: Viewer) -> list[Own]:
    """What the viewer has besides the password, the oldest first."""
    rows = Factor.objects.filter(account_id=viewer.account_id).order_by("pk")
    return [Own(row.pk, row.kind, row.name, row.made_at, row.used_at) for row in rows]


def account_seen(viewer: Viewer, account_id: int) -> Seen | None:
    """One account; nothing for those who may not give roles."""
    account = Account.objects.filter(pk=account_id).first()
    if account is None or not viewer.may(Permission.GRANT_ROLES):
        return None
    return Seen(
        pk=account_id,
        name=account.name,
        email=account.email,
        roles=[each for each in roles_given(viewer) if each.account_id == account_id],
        factors=Factor.objects.filter(account_id=account_id).count(),
        last_at=account.last_login,
        is_self=account_id == viewer.account_id,
    )


def own_roles(viewer: Viewer) -> list[Given]:
    """The viewer's roles, held now or to come."""
    return given_of(viewer, _not_over(viewer).filter(account_id=viewer.account_id))


def roles_given(viewer: Viewer) -> list[Given]:
    """Who holds which role, now or to come; nothing for those who may not give roles."""
    if not viewer.may(Permission.GRANT_ROLES):
        return []
    return given_of(viewer, _not_over(viewer))


def role_given(viewer: Viewer, grant_id: int) -> Given | None:
    """One of them."""
    return next((each for each in roles_given(viewer) if each.pk == grant_id), None)


def is_last_giver(viewer: Viewer, grant_id: int) -> bool:
    """Whether nobody else could give roles any more when this role has ended."""
    giving = [each for each in roles_given(viewer) if Permission.GRANT_ROLES in each.role.permissions]
    lasting = [each for each in giving if each.to_day is None and each.from_day <= viewer.tree.on]
    return [each.pk for each in lasting] == [grant_id]


def own_places(viewer: Viewer, session_key: str | None) -> list[Place]:
    """Where the viewer is signed in, the latest used first."""
    rows = SignedIn.objects.filter(account_id=viewer.account_id).order_by("-seen_at")
    return [Place(r.pk, r.device, r.shared, r.began_at, r.seen_at, here=r.session_key == session_key) for r in rows]


def _not_over(viewer: Viewer) -> QuerySet[Grant]:
    return Grant.objects.filter(Q(valid_to=None) | Q(valid_to__gte=viewer.tree.on))


def given_of(viewer: Viewer, grants: QuerySet[Grant]) -> list[Given]:
    """Grants as they are shown, by name."""
    rows = grants.select_related("account", "unit")
    found = [
        Given(
            pk=g.pk,
            account_id=g.account_id,
            name=g.account.name,
            email=g.account.email,
            role=ROLES[g.role],
            unit=_unit_name(viewer, g.unit.unit_id) if g.unit else "",
            from_day=g.valid_from,
            to_day=g.valid_to,
            deputy=g.deputy,
            appointed_by=g.appointed_by,
        )
        for g in rows
    ]
    return sorted(found, key=lambda each: (each.name.casefold(), each.email, each.from_day, each.pk))


def _unit_name(viewer: Viewer, unit_id: str) -> str:
    return viewer.tree[unit_id].name if unit_id in viewer.tree else unit_id


def accounts_with(roles: Collection[str], on: date) -> list[tuple[int, str, str]]:
    """Who holds one of these roles that day, once for each unit: account, unit (empty: the whole), language."""
    holds = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
    rows = Grant.objects.filter(holds, role__in=roles, account__is_active=True)
    found = rows.values_list("account_id", "unit__unit_id", "account__language").distinct()
    return sorted((account, unit or "", language) for account, unit, language in found)


def address_of(account_id: int) -> tuple[str, str] | None:
    """Where an account gets its e-mail and in which language: its own, else the employer's. None when it is closed."""
    account = Account.objects.filter(pk=account_id, is_active=True).first()
    return (account.email, account.language or employer().language or settings.LANGUAGE_CODE) if account else None
