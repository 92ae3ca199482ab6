"""A double of an OpenID provider over a real socket, strict where the flow must be right, and wrong where told to be.

    with OpenIdDouble() as provider:
        code = provider.consent(url)        # what a person's browser does there: the address it is sent back to
        with provider.elsewhere(context) as port:       # the same, by TLS, as another host of the same provider

It is no provider that anybody runs: tests of what a real one answers use the package `oidc-provider-mock`, which checks
neither the client's secret nor PKCE. This one checks both (RFC 6749 section 4.1.3, RFC 7636 section 4.6), takes each
code once, and can give tokens that no honest provider would.
"""

import base64
import hashlib
import json
import secrets
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, unquote, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, Key, KeySet

CLIENT, SECRET = "sovereign-router", "kept/secret:of+ours"


@dataclass
class OpenIdDouble:
    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "0815", "groups": ["router-admins"]})
    """Of whoever logs in. Replaces what the provider says itself, too."""
    header: dict[str, Any] = field(default_factory=dict)
    configuration: dict[str, Any] = field(default_factory=dict)
    secret: str | None = SECRET
    posts_secret: bool = False
    status: int = 200
    redirect: str | None = None
    garbage: bytes | None = None
    mangle: Callable[[str], str] = lambda token: token
    asked: list[str] = field(default_factory=list)
    """Paths, in order."""
    refused: list[str] = field(default_factory=list)
    """Why a code was not redeemed."""
    _codes: dict[str, Mapping[str, str]] = field(default_factory=dict)
    _server: ThreadingHTTPServer | None = None

    def __post_init__(self) -> None:
        self.key: Key = ECKey.generate_key("P-256", {"kid": "first", "use": "sig"})
        self.published: list[Key] = [self.key]

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    @contextmanager
    def elsewhere(self, tls: ssl.SSLContext) -> Iterator[int]:
        """The port."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()
        server.server_close()

    def rotate(self) -> None:
        """Signs with a new key from now on, and publishes it alone."""
        self.key = ECKey.generate_key("P-256", {"kid": secrets.token_hex(4), "use": "sig"})
        self.published = [self.key]

    def consent(self, url: str) -> dict[str, str]:
        """Somebody logs in at the address that the browser was sent to; the query that it is sent back with."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert asked["client_id"] == CLIENT
        assert "openid" in asked["scope"].split()
        code = secrets.token_urlsafe(8)
        self._codes[code] = asked
        return {"code": code, "state": asked["state"]}

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: str) -> tuple[int, Any]:
        self.asked.append(path)
        match method, path:
            case "GET", "/.well-known/openid-configuration":
                methods = ["client_secret_post"] if self.posts_secret else ["client_secret_basic", "client_secret_post"]
                return self.status, {
                    "issuer": self.url,
                    "authorization_endpoint": f"{self.url}/authorize",
                    "token_endpoint": f"{self.url}/token",
                    "jwks_uri": f"{self.url}/jwks",
                    "token_endpoint_auth_methods_supported": methods,
                    **self.configuration,
                }
            case "GET", "/jwks":
                return 200, KeySet(self.published).as_dict()
            case "POST", "/token":
                form = {name: values[0] for name, values in parse_qs(body).items()}
                return self._redeem(form, headers.get("authorization", ""))
            case _:
                return 404, {}

    def token(self, nonce: str) -> str:
        now = int(time.time())
        own = {"iss": self.url, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce}
        claims = {name: value for name, value in {**own, **self.claims}.items() if value is not None}
        header = {"alg": "ES256", "kid": self.key.kid, **self.header}
        return self.mangle(jwt.encode(header, claims, self.key, algorithms=[header["alg"]]))

    def _redeem(self, form: Mapping[str, str], authorization: str) -> tuple[int, Any]:
        asked = self._codes.pop(form.get("code", ""), None)
        wrong = "code" if asked is None else self._fault(asked, form, authorization)
        if asked is None or wrong is not None:
            self.refused.append(wrong or "")
            return (401, {"error": "invalid_client"}) if wrong == "client" else (400, {"error": "invalid_grant"})
        return 200, {"access_token": "unused", "token_type": "Bearer", "id_token": self.token(asked["nonce"])}

    def _fault(self, asked: Mapping[str, str], form: Mapping[str, str], authorization: str) -> str | None:
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return "verifier"
        if form.get("redirect_uri") != asked["redirect_uri"] or form.get("grant_type") != "authorization_code":
            return "redirect_uri"
        return None if self._presented(form, authorization) == (CLIENT, self.secret) else "client"

    def _presented(self, form: Mapping[str, str], authorization: str) -> tuple[str | None, str | None]:
        if self.secret is None or self.posts_secret:
            return form.get("client_id"), form.get("client_secret")
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode()
        client, _, secret = pair.partition(":")
        return unquote(client), unquote(secret)


def _handler_of(provider: OpenIdDouble) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, value = provider.answer(self.command, urlsplit(self.path).path, headers, body)
            said = provider.garbage if provider.garbage is not None else json.dumps(value).encode()
            self.send_response(307 if provider.redirect else status)
            if provider.redirect:
                self.send_header("Location", provider.redirect + self.path)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = _serve  # noqa: N815 - the names that http.server calls

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that http.server calls it by
            pass

    return Handler
