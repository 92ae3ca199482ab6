"""A double of Vault and OpenBao over a real socket: KV v2, transit, AppRole, tokens that end, as their API has them.

    with VaultDouble() as vault:
        vault.write("secret", "mistral", {"key": "sk-1"})     # version 1, then 2, ...
        vault.transit[("transit", "sovereign")] = TransitRing()
        environ = {"VAULT_ADDR": vault.url, "VAULT_TOKEN": vault.root}

It is no server of theirs: none could be had where the tests run. Statuses, bodies and headers follow the documents of
the API (KV v2, transit, AppRole, token, namespaces), and of transit its source too. `sealed`, `status`, `redirect`
change every answer; `vault.stop()` ends it.
"""

import base64
import binascii
import json
import os
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

DENIED = {"errors": ["1 error occurred:\n\t* permission denied\n\n"]}
ROLE, SECRET = "role-id-1", "secret-id-1"


@dataclass
class Issued:
    """A token. `ttl` 0 does not end."""

    ttl: float = 0
    renewable: bool = False
    policy: str = "root"
    until: float = float("inf")


@dataclass
class TransitRing:
    """A transit key, `aes256-gcm96`: all its versions, each a key that nothing outside sees."""

    versions: list[bytes] = field(default_factory=lambda: [os.urandom(32)])
    min_decryption_version: int = 1

    def rotate(self) -> None:
        self.versions.append(os.urandom(32))

    def encrypt(self, plaintext: bytes) -> str:
        nonce = os.urandom(12)
        sealed = nonce + AESGCM(self.versions[-1]).encrypt(nonce, plaintext, None)
        return f"vault:v{len(self.versions)}:{base64.b64encode(sealed).decode()}"

    def decrypt(self, ciphertext: str) -> bytes:
        """Raises ValueError in the words of the engine."""
        if not ciphertext.startswith("vault:v"):
            raise ValueError("invalid ciphertext: no prefix")
        number, _, encoded = ciphertext.removeprefix("vault:v").partition(":")
        if not number.isdecimal() or int(number) > len(self.versions):
            raise ValueError("invalid ciphertext: version is too new")
        if int(number) < self.min_decryption_version:
            raise ValueError("ciphertext or signature version is disallowed by policy (too old)")
        try:
            sealed = base64.b64decode(encoded, validate=True)
            return AESGCM(self.versions[int(number) - 1]).decrypt(sealed[:12], sealed[12:], None)
        except binascii.Error:
            raise ValueError("invalid ciphertext: could not decode base64") from None
        except (InvalidTag, ValueError):
            raise ValueError("cipher: message authentication failed") from None


@dataclass
class VaultDouble:
    tls: ssl.SSLContext | None = None
    namespace: str | None = None
    port: int = 0
    root: str = "hvs.root-token"
    issues: str = "hvs.approle"
    """What the tokens begin with that AppRole gives."""
    lease: int = 3600
    """Seconds, of the tokens that AppRole gives."""
    max_leases: int = 99
    """How often one may be renewed."""
    sealed: bool = False
    status: int | None = None
    redirect: str | None = None
    garbage: bytes | None = None
    delay: float = 0.0
    role: str = ROLE
    secret: str = SECRET
    asked: list[tuple[str, str]] = field(default_factory=list)
    """Method and path of each request, in order."""
    seen: list[Mapping[str, str]] = field(default_factory=list)
    tokens: dict[str, Issued] = field(default_factory=dict)
    secrets: dict[tuple[str, str], list[dict[str, Any] | None]] = field(default_factory=dict)
    """Versions by engine and path; None is a deleted one."""
    transit: dict[tuple[str, str], TransitRing] = field(default_factory=dict)
    """By engine and name. An engine is there when a key of it is."""
    forbidden: set[str] = field(default_factory=set)
    """Paths below a KV engine, and whole ones of transit, that no token may use."""
    renewals: int = 0
    _server: ThreadingHTTPServer | None = None

    def __post_init__(self) -> None:
        self.tokens[self.root] = Issued()

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def logins(self) -> int:
        return sum(path == "/v1/auth/approle/login" for _, path in self.asked)

    def write(self, engine: str, path: str, data: dict[str, Any]) -> None:
        self.secrets.setdefault((engine, path), []).append(data)

    def delete(self, engine: str, path: str) -> None:
        self.secrets[engine, path][-1] = None

    def end_tokens(self) -> None:
        """As when their leases are over."""
        for token in self.tokens.values():
            token.until = 0 if token.policy != "root" else token.until

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), _handler_of(self))
        if self.tls is not None:
            self._server.socket = self.tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def answer(self, method: str, path: str, headers: Mapping[str, str], body: bytes) -> tuple[int, Any]:
        self.asked.append((method, path))
        self.seen.append(headers)
        if self.sealed or self.status is not None:
            return (503, {"errors": ["Vault is sealed"]}) if self.sealed else (self.status or 500, {"errors": []})
        if headers.get("x-vault-namespace", "").strip("/") != (self.namespace or ""):
            return 404, {"errors": ["no handler for route"]}
        route = path.removeprefix("/v1/")
        if (method, route) == ("POST", "auth/approle/login"):
            return self._login(json.loads(body))
        return self._served(method, route, headers, body)

    def _served(self, method: str, route: str, headers: Mapping[str, str], body: bytes) -> tuple[int, Any]:
        token = self.tokens.get(headers.get("x-vault-token", ""))
        if token is None or time.monotonic() >= token.until:
            return 403, {"errors": ["2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n"]}
        match method, route:
            case "POST", "auth/token/renew-self":
                return self._renew(headers["x-vault-token"], token)
            case "GET", "auth/token/lookup-self":
                said = {"ttl": int(token.ttl), "renewable": token.renewable, "policies": [token.policy]}
                return 200, envelope(data=said)
            case "GET", _:
                return self._read(route)
            case "POST" | "PUT", _:
                return self._transit(route, json.loads(body))
            case _:
                return 405, {"errors": ["unsupported operation"]}

    def _transit(self, route: str, body: Mapping[str, str]) -> tuple[int, Any]:
        operations = ("datakey/wrapped", "datakey/plaintext", "encrypt", "decrypt", "rewrap")
        place, _, name = route.rpartition("/")
        found = next((one for one in operations if place.endswith(f"/{one}")), None)
        engine = place.removesuffix(f"/{found}")
        if found is None or engine not in {known for known, _ in self.transit}:
            return 404, {"errors": [f'no handler for route "{route}". route entry not found.']}
        if route in self.forbidden:
            return 403, DENIED
        if found == "encrypt":  # who may create is given a key of that name, and the root token may
            self.transit.setdefault((engine, name), TransitRing())
        ring = self.transit.get((engine, name))
        if ring is None:
            return 400, {"errors": ["encryption key not found"]}
        try:
            return 200, envelope(data=_transited(ring, found, body))
        except ValueError as fault:
            return 400, {"errors": [str(fault)]}

    def _login(self, body: Mapping[str, str]) -> tuple[int, Any]:
        if (body.get("role_id"), body.get("secret_id")) != (self.role, self.secret):
            return 400, {"errors": ["invalid role or secret ID"]}
        name = f"{self.issues}-{self.logins}"
        self.tokens[name] = Issued(self.lease, renewable=True, policy="router", until=time.monotonic() + self.lease)
        return 200, envelope(auth=self._auth(name))

    def _renew(self, name: str, token: Issued) -> tuple[int, Any]:
        if not token.renewable or self.renewals >= self.max_leases:
            return 400, {"errors": ["lease is not renewable"]}
        self.renewals += 1
        token.until = time.monotonic() + self.lease
        return 200, envelope(auth=self._auth(name))

    def _auth(self, name: str) -> dict[str, Any]:
        return {"client_token": name, "lease_duration": self.lease, "renewable": True, "policies": ["router"]}

    def _read(self, route: str) -> tuple[int, Any]:
        engine, _, path = route.partition("/data/")
        if path in self.forbidden:
            return 403, DENIED
        versions = self.secrets.get((engine, path))
        if not versions:
            return 404, {"errors": []}
        data, number = versions[-1], len(versions)
        told = {"created_time": "2026-01-01T00:00:00Z", "custom_metadata": None, "destroyed": False, "version": number}
        told["deletion_time"] = "" if data is not None else "2026-01-02T00:00:00Z"
        return (200 if data is not None else 404), envelope(data={"data": data, "metadata": told})


def _transited(ring: TransitRing, operation: str, body: Mapping[str, str]) -> dict[str, Any]:
    """Raises ValueError."""
    more: dict[str, str] = {}
    match operation:
        case "decrypt":
            return {"plaintext": base64.b64encode(ring.decrypt(body["ciphertext"])).decode()}
        case "rewrap":
            ciphertext = ring.encrypt(ring.decrypt(body["ciphertext"]))
        case "encrypt":
            ciphertext = ring.encrypt(base64.b64decode(body["plaintext"], validate=True))
        case _:
            key = os.urandom(int(body.get("bits", 256)) // 8)
            ciphertext = ring.encrypt(key)
            if operation == "datakey/plaintext":
                more = {"plaintext": base64.b64encode(key).decode()}
    return {"ciphertext": ciphertext, "key_version": len(ring.versions), **more}


def envelope(*, data: Any = None, auth: Any = None) -> dict[str, Any]:
    return {
        "request_id": "5f6c0b1e-0000-4000-8000-000000000000",
        "lease_id": "",
        "renewable": False,
        "lease_duration": 0,
        "data": data,
        "wrap_info": None,
        "warnings": None,
        "auth": auth,
    }


def _handler_of(vault: VaultDouble) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _serve(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            time.sleep(vault.delay)
            status, value = vault.answer(self.command, self.path, headers, body)
            said = vault.garbage if vault.garbage is not None else json.dumps(value).encode()
            self.send_response(307 if vault.redirect else status)
            if vault.redirect:
                self.send_header("Location", vault.redirect + self.path)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = _serve  # noqa: N815 - the names that http.server calls

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name that http.server calls it by
            pass

    return Handler
