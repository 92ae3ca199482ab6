"""One exchange with an OpenID provider: JSON comes back, or `Unreachable` is raised.

No proxy of the environment is used and no redirect is followed: what is sent there holds a secret. A host that is not
the issuer's own is connected to at public addresses alone, each of which was checked, without a second look-up: what an
issuer publishes must not make the router a way into the operator's own network. Of what the provider says in words
nothing is passed on.
"""

import http.client
import json
import socket
import ssl
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from typing import Any
from urllib.parse import SplitResult, urlencode, urlsplit

from router import __version__
from router.core.addresses import is_public

PATIENCE = 5.0
"""Seconds for the connection, and for each piece of an answer."""
LARGEST = 1 << 20
"""Bytes of an answer."""
HTTPS = 443


class Unreachable(Exception):  # noqa: N818 - a state of the world
    """The provider gave no answer of use. Says what to look at. `status`: of the answer, if there was one."""

    def __init__(self, why: str, status: int | None = None) -> None:
        super().__init__(why)
        self.status = status


class Inward(OSError):  # noqa: N818 - a state of the world
    """A host that must be public has an address that is not."""


def ask(
    url: str,
    headers: Mapping[str, str] | None = None,
    form: Mapping[str, str] | None = None,
    *,
    at_public: bool = False,
) -> dict[str, Any]:
    """GET; or POST, with a form. `at_public`: at public addresses alone. Blocks. Raises `Unreachable`."""
    parts = urlsplit(url)
    sent = {"Accept": "application/json", "User-Agent": f"sovereign-router/{__version__}", **(headers or {})}
    body = None
    if form is not None:
        body, sent["Content-Type"] = urlencode(form).encode(), "application/x-www-form-urlencoded"
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    try:
        with closing(_connection(parts, at_public=at_public)) as connection:
            connection.request("GET" if body is None else "POST", target, body, sent)
            answer = connection.getresponse()
            status, data = answer.status, answer.read(LARGEST + 1)
    except ssl.SSLCertVerificationError:
        raise Unreachable(
            f"the certificate of {parts.netloc} is not trusted; name its authority in SSL_CERT_FILE"
        ) from None
    except Inward:
        raise Unreachable(f"{parts.netloc} has an address that is not public; no host but the issuer's may") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(f"{parts.netloc} cannot be asked ({type(error).__name__}); is it up?") from None
    if status != http.client.OK:
        raise Unreachable(f"{parts.netloc} answers {status} at {parts.path}", status)
    return _parsed(data, parts.netloc)


class CheckedHttps(http.client.HTTPSConnection):
    """To one of the addresses that were checked, as the host that was named: its certificate must be that host's."""

    def __init__(self, host: str, port: int, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=PATIENCE, context=context)
        self._verifying = context

    def connect(self) -> None:
        """Raises `Inward` before anything is connected to, if any address of the host is not public, and OSError."""
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))
        if not all(is_public(address) for address in addresses):
            raise Inward
        sock = _connected(addresses, self.port)
        self.sock = self._verifying.wrap_socket(sock, server_hostname=self.host)


def _connected(addresses: Sequence[str], port: int) -> socket.socket:
    """To the first that answers. Raises OSError."""
    for address in addresses[:-1]:
        with suppress(OSError):
            return socket.create_connection((address, port), PATIENCE)
    return socket.create_connection((addresses[-1], port), PATIENCE)


def _connection(parts: SplitResult, *, at_public: bool) -> http.client.HTTPConnection:
    host, context = parts.hostname or "", ssl.create_default_context()
    if at_public:
        return CheckedHttps(host, parts.port or HTTPS, context)
    if parts.scheme == "http":
        return http.client.HTTPConnection(host, parts.port, timeout=PATIENCE)
    return http.client.HTTPSConnection(host, parts.port, timeout=PATIENCE, context=context)


def _parsed(data: bytes, place: str) -> dict[str, Any]:
    try:
        value = json.loads(data) if len(data) <= LARGEST else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Unreachable(f"what {place} answers is no JSON object")
    return value
