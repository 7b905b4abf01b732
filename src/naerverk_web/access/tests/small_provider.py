"""A sign-in provider of a hundred lines, on loopback: says whatever a test wants, signed with its own key."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

CLIENT, SECRET = "naerverk", "hemmelig"


@dataclass
class SmallProvider:
    """What it knows of the one who signs in, and how it lies when a test wants it to."""

    issuer: str = ""
    who: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] | None = None
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    signs_with: object = None
    is_down: bool = False
    breaks_off: str = ""
    asked: dict[str, dict[str, str]] = field(default_factory=dict)

    def agree(self, address: str) -> str:
        """Somebody signs in at the provider: where their browser is sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state'], 'iss': self.issuer})}"

    def page(self, path: str) -> dict[str, Any]:
        """What it says about itself."""
        if path == "/.well-known/openid-configuration":
            places = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            told = {f"{name}_endpoint": f"{self.issuer}/{place}" for name, place in places.items()}
            if self.more is None:
                del told["userinfo_endpoint"]
            return {"issuer": self.lies.get("discovery", self.issuer), "jwks_uri": f"{self.issuer}/keys", **told}
        if path == "/keys":
            public = ECAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
            return {"keys": [{**public, "kid": "1", "use": "sig", "alg": "ES256"}]}
        return self.more or {}

    def token(self, form: dict[str, str], basic: str) -> dict[str, Any]:
        """The code for the tokens: only for us, and only for the browser that asked."""
        asked = self.asked.pop(form["code"])
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        assert proof == asked["code_challenge"]
        assert base64.b64decode(basic.removeprefix("Basic ")).decode() == f"{CLIENT}:{SECRET}"
        assert form["redirect_uri"] == asked["redirect_uri"]
        now = int(time.time())  # noqa: TID251 - a clock of its own
        said = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"], **self.who}
        said = {name: value for name, value in (said | self.lies).items() if value is not None}
        algorithm = "HS256" if isinstance(self.signs_with, str) else "ES256"
        signed = jwt.encode(said, self.signs_with or self.key, algorithm=algorithm, headers={"kid": "1"})  # type: ignore[arg-type]
        return {"id_token": signed, "access_token": "a", "token_type": "Bearer"}


@contextmanager
def running() -> Iterator[SmallProvider]:
    """The provider, on a port of its own."""
    provider = SmallProvider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.say(provider.page(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self.say(provider.token(form, self.headers["Authorization"]))

        def say(self, what: dict[str, Any]) -> None:
            said = json.dumps(what).encode()
            broken = self.path == provider.breaks_off
            self.send_response(500 if provider.is_down else 200)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said[:9] if broken else said)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
