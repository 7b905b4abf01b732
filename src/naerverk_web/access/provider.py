"""Asking a sign-in provider who somebody is: OpenID Connect, the code flow with PKCE.

The provider's words are believed only when they are signed by its key, meant for us, fresh, and answer our question.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import jwt
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from naerverk_web.access.links import site_of

ASKED = "provider_asked"
ASKED_FOR = 600
KNOWN_FOR = 3600
TIMEOUT = 5
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
"""Only those with a public key: with a shared secret the token could be made by whoever knows it."""

WHY = {
    jwt.ExpiredSignatureError: "expired",
    jwt.InvalidIssuerError: "issuer",
    jwt.InvalidAudienceError: "audience",
    jwt.PyJWKClientConnectionError: "silent",
}
BROKEN = (OSError, HTTPException, ValueError)
"""How an answer that was cut off, or is none, shows itself."""


class NotBelieved(Exception):
    """What the provider or the browser says is not believed; `reason` is a key of `provider_words`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Told:
    """What the provider says about somebody."""

    subject: str
    email: str
    is_email_verified: bool
    name: str
    groups: frozenset[str]


def ask(request: HttpRequest, there: str, *, shared: bool, at: datetime) -> str:
    """Where the browser has to go; what we asked is kept in its session."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    # A session key that somebody planted must not be carried on.
    request.session.cycle_key()
    request.session[ASKED] = {
        "state": state,
        "nonce": nonce,
        "verifier": verifier,
        "there": there,
        "shared": shared,
        "at": at.timestamp(),
    }
    query = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": _back(request),
        "scope": settings.OIDC_SCOPES,
        "state": state,
        "nonce": nonce,
        "code_challenge": _challenge(verifier),
        "code_challenge_method": "S256",
    }
    address = _endpoint("authorization_endpoint")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(query)}"


def answered(request: HttpRequest, *, at: datetime) -> tuple[Told, dict[str, Any]]:
    """Who it is, and what was asked; NotBelieved otherwise. A question is answered once."""
    asked = request.session.pop(ASKED, None)
    said = request.GET
    if not asked or not constant_time_compare(asked["state"], said.get("state", "")):
        raise NotBelieved("state")
    if at.timestamp() - asked["at"] > ASKED_FOR:
        raise NotBelieved("late")
    if "iss" in said and said["iss"] != settings.OIDC_ISSUER:
        raise NotBelieved("issuer")
    if "code" not in said:
        raise NotBelieved("cancelled")
    tokens = _tokens(request, said["code"], asked["verifier"])
    claims = _checked(tokens.get("id_token"), asked["nonce"])
    return _told(claims | _more(claims, tokens)), asked


def _tokens(request: HttpRequest, code: str, verifier: str) -> dict[str, Any]:
    """The code for the tokens. The secret stands in the header, so that no log of forms has it."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": _back(request),
        "code_verifier": verifier,
    }
    basic = base64.b64encode(f"{settings.OIDC_CLIENT_ID}:{settings.OIDC_CLIENT_SECRET}".encode()).decode()
    return _fetch(_endpoint("token_endpoint"), {"Authorization": f"Basic {basic}"}, urlencode(form).encode())


def _checked(token: object, nonce: str) -> dict[str, Any]:
    """The claims of an ID token that is signed, ours, fresh, and the answer to our question."""
    if not isinstance(token, str):
        raise NotBelieved("token")
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _keys().get_signing_key_from_jwt(token),
            algorithms=ALGORITHMS,
            audience=settings.OIDC_CLIENT_ID,
            issuer=settings.OIDC_ISSUER,
            leeway=60,
            options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
        )
    except jwt.PyJWTError as problem:
        raise NotBelieved(next((why for kind, why in WHY.items() if isinstance(problem, kind)), "token")) from None
    except BROKEN:
        raise NotBelieved("silent") from None
    if not constant_time_compare(str(claims["nonce"]), nonce):
        raise NotBelieved("nonce")
    if claims.get("azp", settings.OIDC_CLIENT_ID) != settings.OIDC_CLIENT_ID:
        raise NotBelieved("audience")
    return claims


def _more(claims: dict[str, Any], tokens: dict[str, Any]) -> dict[str, Any]:
    """What some providers say only when asked again: groups, address."""
    if settings.OIDC_GROUPS_CLAIM in claims or "userinfo_endpoint" not in _known():
        return {}
    bearer = {"Authorization": f"Bearer {tokens.get('access_token', '')}"}
    said = _fetch(_endpoint("userinfo_endpoint"), bearer)
    if said.get("sub") != claims["sub"]:
        raise NotBelieved("token")
    return {
        name: said[name] for name in (settings.OIDC_GROUPS_CLAIM, "email", "email_verified", "name") if name in said
    }


def _told(claims: dict[str, Any]) -> Told:
    groups = claims.get(settings.OIDC_GROUPS_CLAIM, [])
    email = str(claims.get("email", "")).strip().lower()
    return Told(
        subject=str(claims["sub"]),
        email=email,
        is_email_verified=bool(email) and (claims.get("email_verified") is True or settings.OIDC_EMAILS_VERIFIED),
        name=str(claims.get("name") or email)[:200],
        groups=frozenset(str(each) for each in groups) if isinstance(groups, list) else frozenset({str(groups)}),
    )


def _known() -> dict[str, Any]:
    """What the provider says about itself, looked up once an hour."""
    issuer = settings.OIDC_ISSUER
    known: dict[str, Any] | None = cache.get(f"oidc-{issuer}")
    if known is None:
        known = _fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if known.get("issuer") != issuer:
            raise NotBelieved("issuer")
        cache.set(f"oidc-{issuer}", known, KNOWN_FOR)
    return known


def _endpoint(name: str) -> str:
    address = str(_known().get(name, ""))
    # One on plain HTTP would hand the code and the secret to everybody on the way.
    if not address.startswith("https://") and not settings.OIDC_ISSUER.startswith("http://"):
        raise NotBelieved("silent")
    return address


def _keys() -> jwt.PyJWKClient:
    return jwt.PyJWKClient(_endpoint("jwks_uri"), timeout=TIMEOUT, cache_keys=False)


def _fetch(address: str, headers: dict[str, str] | None = None, form: bytes | None = None) -> dict[str, Any]:
    request = Request(address, data=form, headers={"Accept": "application/json", **(headers or {})})  # noqa: S310 - from the settings and the provider's own page, checked there
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310 - the same
            said = json.loads(answer.read(1 << 20))
    except BROKEN:
        raise NotBelieved("silent") from None
    if not isinstance(said, dict):
        raise NotBelieved("silent")
    return said


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _back(request: HttpRequest) -> str:
    return site_of(request) + reverse("access:provider_back")
