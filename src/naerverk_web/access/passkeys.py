"""Passkeys (WebAuthn): what the browser is asked, and whether its answer is right. The signatures are fido2's work."""

from __future__ import annotations

import hashlib
import json
import struct
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from naerverk_web.access.factors import PURPOSE, add_passkey, passkeys_of, use
from naerverk_web.access.links import site_of
from naerverk_web.access.models import Account, Factor
from naerverk_web.access.sessions import device_of
from naerverk_web.audit.public import Actor
from naerverk_web.sealing.public import open_value

ASKED = "passkey_asked"
HOSTILE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RuntimeError, struct.error)
"""How an answer that is no answer shows itself: it comes from a browser, and may be anything."""


def ask_new(request: HttpRequest, account: Account) -> dict[str, Any]:
    """What the browser needs to make a passkey for an account."""
    user = PublicKeyCredentialUserEntity(id=_handle(account), name=account.email, display_name=account.name)
    options, state = _server(request).register_begin(
        user,
        [_credential(factor) for factor in passkeys_of(account.pk)],
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    request.session[ASKED] = state
    return dict(options)


def add_new(request: HttpRequest, account: Account, answer: str, *, at: datetime) -> bool:
    """Keep the passkey that the browser has made; not when the answer is not to what was asked."""
    asked = request.session.pop(ASKED, None)
    try:
        data = _server(request).register_complete(asked, json.loads(answer))
    except HOSTILE:
        return False
    made = data.credential_data
    if made is None or Factor.objects.filter(key=_key(made.credential_id)).exists():
        return False
    add_passkey(
        account.pk,
        key=_key(made.credential_id),
        public=websafe_encode(bytes(made)),
        # One that does not count always says nought: then nought is never too low.
        counter=data.counter or -1,
        name=device_of(request.headers.get("User-Agent", "")),
        at=at,
        by=Actor(str(account.pk), account.name),
    )
    return True


def ask(request: HttpRequest, account_id: int | None) -> dict[str, Any]:
    """What the browser needs to answer with a passkey.

    Without an account (no password was given) the device has to know its owner again, by finger, face or PIN.
    """
    alone = account_id is None
    options, state = _server(request).authenticate_begin(
        None if account_id is None else [_credential(factor) for factor in passkeys_of(account_id)],
        UserVerificationRequirement.REQUIRED if alone else UserVerificationRequirement.PREFERRED,
    )
    request.session[ASKED] = {**state, "account": account_id}
    return dict(options)


def answered(request: HttpRequest, answer: str, account_id: int | None, *, at: datetime) -> Account | None:
    """Whose passkey gave the answer, when it is right, to what was asked, and not a copy's."""
    asked = request.session.pop(ASKED, None)
    try:
        if asked["account"] != account_id:
            return None
        said = AuthenticationResponse.from_dict(json.loads(answer))
        factor = Factor.objects.filter(key=_key(said.raw_id), account__is_active=True).select_related("account").first()
        if factor is None or account_id not in {None, factor.account_id}:
            return None
        _server(request).authenticate_complete(asked, [_credential(factor)], said)
    except HOSTILE:
        return None
    return factor.account if _counts_up(factor, said.response.authenticator_data.counter, at) else None


def _counts_up(factor: Factor, counter: int, at: datetime) -> bool:
    """A count that does not rise comes from a copy; passkeys kept in the cloud do not count at all."""
    if counter == 0 and factor.counter <= 0:
        Factor.objects.filter(pk=factor.pk).update(used_at=at)
        return True
    return use(factor, counter, at=at)


def _server(request: HttpRequest) -> Fido2Server:
    site = site_of(request)
    rp = PublicKeyCredentialRpEntity(name="Nærverk", id=urlsplit(site).hostname)
    return Fido2Server(rp, verify_origin=lambda origin: origin == site)


def _credential(factor: Factor) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(open_value(factor.sealed, purpose=PURPOSE)["credential"]))


def _handle(account: Account) -> bytes:
    """How the device knows the account: not by name or number."""
    return salted_hmac("naerverk.passkey", str(account.pk), algorithm="sha256").digest()


def _key(credential_id: bytes) -> str:
    return hashlib.sha256(credential_id).hexdigest()
