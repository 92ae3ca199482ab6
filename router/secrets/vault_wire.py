"""One exchange with the vault's HTTP API, and what its answer means.

Only the host of the address is looked up: no proxy of the environment, no redirect is followed. Of what the vault says
in words nothing is passed on.
"""

import http.client
import json
import ssl
from collections.abc import Mapping
from contextlib import closing
from typing import Any

from router import __version__
from router.secrets.vault_settings import Address

PATIENCE = 5.0
"""Seconds for the connection, and for each piece of an answer."""
LARGEST = 1 << 20
"""Bytes of an answer."""

SEALED = 503
REFUSALS = {400: "the request is not accepted", 403: "permission denied", 404: "there is nothing at this path"}
"""What the vault itself decides. Any other status but 2xx comes from one that does not serve now."""


class VaultRefused(Exception):  # noqa: N818 - an answer
    """The vault answered, and the answer is no."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class VaultUnreachable(Exception):  # noqa: N818 - a state of the world
    """No answer of use came; it may at another time."""


def exchange(
    address: Address, method: str, path: str, *, token: str | None, body: Mapping[str, str] | None = None
) -> Mapping[str, Any]:
    """Blocks. `path` begins behind `/v1/` and is quoted. Raises `VaultRefused` and `VaultUnreachable`."""
    headers = {"Accept": "application/json", "User-Agent": f"sovereign-router/{__version__}", "X-Vault-Request": "true"}
    if address.namespace is not None:
        headers["X-Vault-Namespace"] = address.namespace
    if token is not None:
        headers["X-Vault-Token"] = token
    status, data = _ask(address, method, f"{address.root}/v1/{path}", headers, None if body is None else dict(body))
    if status in REFUSALS:
        raise VaultRefused(status, f"the vault says {status}: {REFUSALS[status]}")
    if not 200 <= status < 300:  # noqa: PLR2004 - the class of success, RFC 9110 section 15.3
        raise VaultUnreachable(_unserved(status))
    value = _parsed(data)
    if value is None:
        raise VaultUnreachable("what answers at VAULT_ADDR is no vault")
    return value


def _ask(
    address: Address, method: str, path: str, headers: dict[str, str], body: dict[str, str] | None
) -> tuple[int, bytes]:
    try:
        with closing(_connection(address)) as connection:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = connection.getresponse()
            data = answer.read(LARGEST + 1)
            return answer.status, data
    except ssl.SSLCertVerificationError:
        why = "the vault's certificate is not trusted; name its authority in VAULT_CACERT"
    except (OSError, http.client.HTTPException, ValueError) as error:
        why = f"the vault cannot be asked ({type(error).__name__}); look at VAULT_ADDR, and whether it is up"
    raise VaultUnreachable(why)


def _connection(address: Address) -> http.client.HTTPConnection:
    if not address.tls:
        return http.client.HTTPConnection(address.host, address.port, timeout=PATIENCE)
    try:
        context = ssl.create_default_context(cafile=address.authorities)
    except OSError:
        raise VaultUnreachable("VAULT_CACERT names no file of certificates that can be read") from None
    return http.client.HTTPSConnection(address.host, address.port, timeout=PATIENCE, context=context)


def _parsed(data: bytes) -> Mapping[str, Any] | None:
    """None for what is no JSON object. Apart from its caller, whose errors must not hold the bytes as context."""
    try:
        value = json.loads(data) if len(data) <= LARGEST else None
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _unserved(status: int) -> str:
    if status == SEALED:
        return "the vault is sealed or starting (503)"
    if 300 <= status < 400:  # noqa: PLR2004 - the class of redirections, RFC 9110 section 15.4
        return f"the vault redirects ({status}), and redirects are not followed; name the active node in VAULT_ADDR"
    return f"the vault does not serve now ({status})"
