"""Login by an OpenID provider: the authorisation code flow with PKCE (OpenID Connect Core 1.0; RFC 7636; RFC 9700).

The browser carries one random secret in a cookie while it is at the provider; state, nonce and code verifier are all
derived from it. So nothing is kept here, any replica may finish what another began, and an answer counts only in the
browser that asked.
"""

import asyncio
import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, TypeGuard
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from joserfc.jwk import KeySet

from router.core.keys import derive
from router.core.roles import RoleAt
from router.identity.id_token import Expected, UnknownKey, Untrusted, key_set, verified
from router.identity.issuer_wire import Unreachable, ask
from router.secrets import SecretUnavailable

CONFIGURATION = "/.well-known/openid-configuration"
KEPT = 3600.0
"""Seconds for which what a provider publishes is kept."""
AGAIN = 60.0
"""Seconds before its keys are asked for again, because one of them is not known."""
SCOPE = "openid profile email"
LONGEST = 100
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class Client:
    """How the provider knows us. `secret` looks it up, and is None for a client that has none.

    `claim` lists what the person belongs to; `roles` says what each such value gives. `hosts`: whom the router may ask
    besides the issuer's own host, as the operator named them.
    """

    issuer: str
    client_id: str
    redirect_uri: str
    claim: str
    roles: Mapping[str, tuple[RoleAt, ...]]
    secret: Callable[[], str] | None = None
    hosts: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the provider vouches for. `issuer` and `subject` make them the same person; the name is to be read."""

    issuer: str
    subject: str
    name: str
    grants: tuple[RoleAt, ...]


@dataclass(frozen=True, slots=True)
class _Published:
    authorize: str
    token: str
    posts_secret: bool
    keys: KeySet
    at: float
    """Monotonic."""


class OpenIdProvider:
    """For one event loop. What it raises is `Unreachable`, or `Untrusted` where the answer proves nothing."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._known: _Published | None = None
        self._asking = asyncio.Lock()

    async def begin(self, secret: bytes) -> str:
        """Where to send the browser. `secret`: 32 random bytes that it keeps."""
        published = await self._published(KEPT)
        challenge = hashlib.sha256(_word(secret, "verifier").encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self._client.client_id,
            "redirect_uri": self._client.redirect_uri,
            "scope": SCOPE,
            "state": _word(secret, "state"),
            "nonce": _word(secret, "nonce"),
            "code_challenge": _text(challenge),
            "code_challenge_method": "S256",
        }
        return f"{published.authorize}{'&' if '?' in published.authorize else '?'}{urlencode(asked)}"

    async def finish(self, secret: bytes, state: str, code: str, now: float) -> Person:
        """Who came back with this code. `now` in seconds since the epoch."""
        if not code or not hmac.compare_digest(state.encode(), _word(secret, "state").encode()):
            raise Untrusted("it was denied there, or the answer belongs to another login")
        published = await self._published(KEPT)
        try:
            answer = await asyncio.to_thread(self._redeem, published, code, _word(secret, "verifier"))
        except Unreachable as fault:
            if fault.status == HTTPStatus.BAD_REQUEST:  # RFC 6749 section 5.2; 401 would be of our own secret
                raise Untrusted("the provider does not take this code") from None
            raise
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise Untrusted("the provider gave no ID token")
        expected = Expected(self._client.issuer, self._client.client_id, _word(secret, "nonce"), now)
        try:
            claims = verified(token, published.keys, expected)
        except UnknownKey:
            claims = verified(token, (await self._published(AGAIN)).keys, expected)
        return self._person(claims)

    def _person(self, claims: Mapping[str, Any]) -> Person:
        """Raises `Untrusted` for who has no role here."""
        told = claims.get(self._client.claim)
        values = told if isinstance(told, list) else [told]
        belongs = {value for value in values if isinstance(value, str)}
        given = [grant for value, grants in self._client.roles.items() if value in belongs for grant in grants]
        if not given:
            raise Untrusted(f"nothing in the claim {self._client.claim!r} gives a role here")
        names = (claims.get(name) for name in ("preferred_username", "email", "sub"))
        name: str = next(filter(_is_name, names), None) or "unnamed"
        return Person(self._client.issuer, claims["sub"], name, tuple(dict.fromkeys(given)))

    def _redeem(self, published: _Published, code: str, verifier: str) -> Mapping[str, Any]:
        client = self._client
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": client.redirect_uri,
            "code_verifier": verifier,
        }
        secret = self._secret()
        if secret is None:
            return self._ask_at(published.token, form={**form, "client_id": client.client_id})
        if published.posts_secret:
            return self._ask_at(published.token, form={**form, "client_id": client.client_id, "client_secret": secret})
        pair = f"{quote(client.client_id, safe='')}:{quote(secret, safe='')}"  # RFC 6749, 2.3.1
        basic = base64.b64encode(pair.encode()).decode()
        return self._ask_at(published.token, {"Authorization": f"Basic {basic}"}, form)

    def _secret(self) -> str | None:
        try:
            return self._client.secret and self._client.secret()
        except SecretUnavailable as fault:
            raise Unreachable(str(fault)) from None

    async def _published(self, age: float) -> _Published:
        """No older than `age`; asked for by one at a time."""
        async with self._asking:
            if self._known is None or time.monotonic() - self._known.at >= age:
                self._known = await asyncio.to_thread(self._ask)
            return self._known

    def _ask(self) -> _Published:
        told = ask(self._client.issuer.rstrip("/") + CONFIGURATION)
        if told.get("issuer") != self._client.issuer:
            raise Unreachable("what the provider publishes is another issuer's; write SOVEREIGN_OIDC_ISSUER as it does")
        methods = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        return _Published(
            authorize=self._endpoint(told, "authorization_endpoint"),
            token=self._asked(told, "token_endpoint"),
            posts_secret=isinstance(methods, list) and "client_secret_basic" not in methods,
            keys=key_set(self._ask_at(self._asked(told, "jwks_uri"))),
            at=time.monotonic(),
        )

    def _endpoint(self, told: Mapping[str, Any], name: str) -> str:
        """As the issuer's document names it: at the issuer's own address, or by https at any. Raises `Unreachable`."""
        try:
            address = urlsplit(str(told.get(name)))
            _ = address.port
        except ValueError:
            raise Unreachable(f"the provider's {name} is no address") from None
        if not self._is_issuers(address) and (
            address.scheme != "https" or not address.hostname or "@" in address.netloc
        ):
            raise Unreachable(f"the provider's {name} is not an https address, which it must be on another host")
        return address._replace(fragment="").geturl()

    def _asked(self, told: Mapping[str, Any], name: str) -> str:
        """One that the router itself asks: it looks up no name that the operator did not name. Raises `Unreachable`."""
        url = self._endpoint(told, name)
        address = urlsplit(url)
        if not self._is_issuers(address) and address.hostname not in self._client.hosts:
            raise Unreachable(
                f"the provider's {name} is on {address.hostname!r}, which no setting names; if that host is "
                "the provider's, add it to SOVEREIGN_OIDC_HOSTS"
            )
        return url

    def _ask_at(
        self, url: str, headers: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None
    ) -> dict[str, Any]:
        return ask(url, headers, form, at_public=not self._is_issuers(urlsplit(url)))

    def _is_issuers(self, address: SplitResult) -> bool:
        issuer = urlsplit(self._client.issuer)
        return "@" not in address.netloc and _origin(address) == _origin(issuer)


def _origin(address: SplitResult) -> tuple[str, str | None, int | None]:
    return address.scheme, address.hostname, address.port or {"https": 443, "http": 80}.get(address.scheme)


def _is_name(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and value.isprintable() and 0 < len(value.strip()) <= LONGEST


def _word(secret: bytes, purpose: str) -> str:
    return _text(derive(secret, f"openid {purpose}"))


def _text(data: bytes) -> str:
    """43 characters for 32 bytes."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
