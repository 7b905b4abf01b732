"""The second step of signing in: who must have one, what each has, adding and taking away, trying a code."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from naerverk_web.access.letters import write_to
from naerverk_web.access.models import Account, Factor, RecoveryCode
from naerverk_web.access.policy import Viewer, viewer_for
from naerverk_web.access.recovery import codes_left, make_codes, spend_code
from naerverk_web.access.roles import ROLES
from naerverk_web.access.sessions import end_sessions
from naerverk_web.access.totp import DIGITS, step_of
from naerverk_web.audit.public import Actor, record
from naerverk_web.notices.public import tell
from naerverk_web.sealing.public import open_value, seal_value

PURPOSE = "second step"


def may_add() -> bool:
    """Whether this site offers a second step at all. One that somebody has is asked for in any case."""
    return bool(settings.SECOND_FACTOR != "off")


def must_have(account: Account, *, by_provider: bool = False) -> bool:
    """Whether a role held today needs a second step."""
    return needs_second(viewer_for(account, timezone.localdate(), by_provider=by_provider))


def needs_second(viewer: Viewer) -> bool:
    """The same, of somebody whose roles are known already."""
    return settings.SECOND_FACTOR == "required" and any(ROLES[key].is_trusted for key in viewer.roles)


def has_factor(account_id: int) -> bool:
    """Whether a password alone does not let this account in."""
    return Factor.objects.filter(account_id=account_id).exists()


def passkeys_of(account_id: int) -> list[Factor]:
    """The passkeys of an account."""
    return list(Factor.objects.filter(account_id=account_id, kind=Factor.Kind.PASSKEY))


@transaction.atomic
def try_code(account_id: int, code: str, *, at: datetime) -> bool:
    """A code of an app, or one from the paper; each is taken once."""
    plain = "".join(code.split())
    if len(plain) == DIGITS:
        return any(_take(factor, plain, at) for factor in _apps(account_id))
    if not spend_code(account_id, plain, at=at):
        return False
    left = codes_left(account_id)
    record("access.recovery_code_used", by=Actor("", ""), about=("account", str(account_id)), details={"left": left})
    write_to(account_id, "recovery_code_used")
    return True


def _apps(account_id: int) -> list[Factor]:
    return list(Factor.objects.filter(account_id=account_id, kind=Factor.Kind.APP))


def _take(factor: Factor, code: str, at: datetime) -> bool:
    step = step_of(open_value(factor.sealed, purpose=PURPOSE)["secret"], code, at=at)
    return step is not None and use(factor, step, at=at)


def use(factor: Factor, counter: int, *, at: datetime) -> bool:
    """Take a time step or signature count if it is higher than the last one. Of two at once, one is refused."""
    unused = Factor.objects.filter(pk=factor.pk, counter__lt=counter)
    return unused.update(counter=counter, used_at=at) == 1


@transaction.atomic
def add_app(account_id: int, *, secret: str, code: str, at: datetime, by: Actor) -> bool:
    """Add an app that shows the right code; that code is used up."""
    step = step_of(secret, "".join(code.split()), at=at)
    if step is None:
        return False
    sealed = seal_value({"secret": secret}, purpose=PURPOSE)
    Factor.objects.create(account_id=account_id, kind=Factor.Kind.APP, sealed=sealed, counter=step, made_at=at)
    _added(account_id, "app", by)
    return True


@transaction.atomic
def add_passkey(account_id: int, *, key: str, public: str, counter: int, name: str, at: datetime, by: Actor) -> None:
    """Add a passkey whose answer has been checked."""
    sealed = seal_value({"credential": public}, purpose=PURPOSE)
    Factor.objects.create(
        account_id=account_id,
        kind=Factor.Kind.PASSKEY,
        name=name,
        sealed=sealed,
        key=key,
        counter=counter,
        made_at=at,
    )
    _added(account_id, "passkey", by)


def _added(account_id: int, kind: str, by: Actor) -> None:
    record("access.factor_added", by=by, about=("account", str(account_id)), details={"kind": kind})
    write_to(account_id, "factor_added")


@transaction.atomic
def new_codes(account_id: int, *, by: Actor) -> list[str]:
    """New recovery codes; those before open nothing any more."""
    codes = make_codes(account_id)
    record("access.recovery_codes_made", by=by, about=("account", str(account_id)))
    write_to(account_id, "codes_made")
    return codes


@transaction.atomic
def remove_factor(factor: Factor, *, by: Actor) -> None:
    """Take one away; with the last one the recovery codes go too."""
    factor.delete()
    if not has_factor(factor.account_id):
        RecoveryCode.objects.filter(account_id=factor.account_id).delete()
    record(
        "access.factor_removed",
        by=by,
        about=("account", str(factor.account_id)),
        details={"kind": str(factor.kind)},
    )
    write_to(factor.account_id, "factor_removed")


@transaction.atomic
def reset_factors(account_id: int, *, by: Actor) -> int:
    """For somebody who has lost phone and paper: take all away and sign out everywhere; return how many there were."""
    factors, _ = Factor.objects.filter(account_id=account_id).delete()
    RecoveryCode.objects.filter(account_id=account_id).delete()
    record("access.factors_reset", by=by, about=("account", str(account_id)), details={"factors": factors})
    end_sessions(account_id, by=by)
    write_to(account_id, "factors_reset")
    # Also where who reads no e-mail sees it; the letter is on its way, so no digest need tell of it.
    tell(account_id, "second_step_reset", link=reverse("access:factors"), mailed_at=timezone.now())
    return factors
