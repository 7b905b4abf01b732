"""Moving a batch from state to state: each move is one statement that says where it must come from."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from naerverk_web.access.models import Grant
from naerverk_web.access.public import ROLES, Permission
from naerverk_web.intake.models import Batch
from naerverk_web.notices.public import tell

State = Batch.State
INBOX = "inbox"
"""The name of the maker of imports from the watched folder."""


def move(batch_id: UUID, *, come_from: tuple[str, ...], to: str, at: datetime, **values: object) -> bool:
    """Whether the batch was where it must be, and now has moved."""
    return bool(Batch.objects.filter(pk=batch_id, state__in=come_from).update(state=to, state_at=at, **values))


@transaction.atomic
def fail(batch_id: UUID, error: str, *, at: datetime) -> None:
    """The batch cannot go on; nothing of it was brought in."""
    if move(batch_id, come_from=(State.RECEIVED, State.RUNNING), to=State.FAILED, at=at, error=error):
        tell_maker(Batch.objects.get(pk=batch_id), "import_failed")


def tell_maker(batch: Batch, title: str) -> None:
    """A notice to the one who brought the files; for the watched folder to all who may bring files in."""
    accounts = [batch.made_by_id] if batch.made_by_id else _importers() if batch.made_by_name == INBOX else []
    for account in accounts:
        tell(account, title, link=reverse("intake:batch", args=[batch.pk]))


def _importers() -> list[int]:
    today = timezone.localdate()
    roles = [key for key, role in ROLES.items() if Permission.IMPORT_DATA in role.permissions]
    held = Grant.objects.filter(Q(valid_to=None) | Q(valid_to__gte=today), role__in=roles, valid_from__lte=today)
    return sorted(set(held.filter(account__is_active=True).values_list("account_id", flat=True)))


def newest_done() -> Batch | None:
    """The last import that stands."""
    return Batch.objects.filter(state=State.DONE).order_by("-done_at").first()
