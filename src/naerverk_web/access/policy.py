"""The one policy: a viewer, a permission, a unit, a day -> yes or no. Every read begins here.

A `Viewer` is made once per request from the grants that hold that day; queries take it first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.http import Http404

from naerverk_web.access.models import Account, Grant
from naerverk_web.access.roles import ROLES, Permission
from naerverk_web.audit.public import Actor, record
from naerverk_web.organisation.public import Tree, tree


@dataclass(frozen=True, slots=True)
class Held:
    """A role held today, on a unit and below it; None is the whole organisation."""

    role: str
    unit_id: str | None
    deputy: bool = False


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks, with what they hold on that day and the tree of that day."""

    account_id: int
    name: str
    held: tuple[Held, ...]
    tree: Tree
    _units: dict[Permission, frozenset[str]] = field(default_factory=dict, compare=False)

    @property
    def actor(self) -> Actor:
        """As the audit log writes it."""
        return Actor(str(self.account_id), self.name)

    def acting(self, permission: Permission, unit_id: str | None = None) -> Actor:
        """As the audit log writes it, with the role that lets them."""
        return Actor(str(self.account_id), self.name, self.role_for(permission, unit_id))

    def role_for(self, permission: Permission, unit_id: str | None = None) -> str:
        """The role that lets them: the one held nearest to the unit, then the first of the role page. Empty: none."""
        path = [node.unit_id for node in self.tree.path(unit_id)] if unit_id else []
        near: dict[str | None, int] = {None: -1, **{unit: depth for depth, unit in enumerate(path)}}
        letting = [h for h in self.held if h.unit_id in near and permission in ROLES[h.role].permissions]
        order = list(ROLES)
        nearest = min(letting, key=lambda held: (-near[held.unit_id], order.index(held.role)), default=None)
        return nearest.role if nearest else ""

    def role_name(self, role: str) -> str:
        """What a role is called, for rooms that know of viewers but not of roles; empty for none."""
        return str(ROLES[role].name) if role in ROLES else ""

    @property
    def roles(self) -> tuple[str, ...]:
        """Keys of the roles held, in the order of the role page."""
        keys = {held.role for held in self.held}
        return tuple(key for key in ROLES if key in keys)

    def units(self, permission: Permission) -> frozenset[str]:
        """The units the permission holds for today."""
        if permission not in self._units:
            self._units[permission] = frozenset(self._find_units(permission))
        return self._units[permission]

    def _find_units(self, permission: Permission) -> set[str]:
        found: set[str] = set()
        for held in self.held:
            if permission in ROLES[held.role].permissions:
                if held.unit_id is None:
                    return set(self.tree.nodes)
                if held.unit_id in self.tree:
                    found.update(self.tree.subtree(held.unit_id))
        return found

    def may(self, permission: Permission, unit_id: str | None = None) -> bool:
        """Whether they may: on a unit, or (without one) on the whole organisation."""
        if unit_id is not None:
            return unit_id in self.units(permission)
        return any(h.unit_id is None and permission in ROLES[h.role].permissions for h in self.held)

    def may_somewhere(self, permission: Permission) -> bool:
        """Whether they hold the permission at all: for menus, never for data."""
        return any(permission in ROLES[held.role].permissions for held in self.held)

    def must(self, permission: Permission, unit_id: str | None = None) -> None:
        """Go on only when they may. A stranger gets 404 (not even that it exists is told); refusals are logged."""
        if not self.may(permission, unit_id):
            record(
                "access.refused",
                by=self.actor,
                about=("unit", unit_id or ""),
                details={"permission": str(permission)},
                refused=True,
            )
            raise Http404


def viewer_for(account: Account, on: date, *, by_provider: bool = True) -> Viewer:
    """What an account holds on a day; roles by group only where the provider let them in (else they could be stale)."""
    holds = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    if not by_provider:
        holds &= Q(group="")
    rows = Grant.objects.filter(holds, account=account, account__is_active=True)
    held = tuple(Held(*row) for row in rows.order_by("pk").values_list("role", "unit__unit_id", "deputy"))
    return Viewer(int(account.pk), account.name, held, tree(on))
