"""One exchange with an OpenID provider: JSON comes back, or `Unreachable` is raised.

No host but the issuer's is looked up, no proxy of the environment is used and no redirect is followed: what is sent
there holds a secret. Of what the provider says in words nothing is passed on.
"""

import http.client
import json
import ssl
from collections.abc import Mapping
from contextlib import closing
from typing import Any
from urllib.parse import urlencode, urlsplit

from router import __version__

PATIENCE = 5.0
"""Seconds for the connection, and for each piece of an answer."""
LARGEST = 1 << 20
"""Bytes of an answer."""


class Unreachable(Exception):  # noqa: N818 - a state of the world
    """The provider gave no answer of use. Says what to look at. `status`: of the answer, if there was one."""

    def __init__(self, why: str, status: int | None = None) -> None:
        super().__init__(why)
        self.status = status


def ask(url: str, headers: Mapping[str, str] | None = None, form: Mapping[str, str] | None = None) -> dict[str, Any]:
    """GET; or POST, with a form. Blocks. Raises `Unreachable`."""
    parts = urlsplit(url)
    sent = {"Accept": "application/json", "User-Agent": f"sovereign-router/{__version__}", **(headers or {})}
    body = None
    if form is not None:
        body, sent["Content-Type"] = urlencode(form).encode(), "application/x-www-form-urlencoded"
    target = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    try:
        with closing(_connection(parts.scheme, parts.hostname or "", parts.port)) as connection:
            connection.request("GET" if body is None else "POST", target, body, sent)
            answer = connection.getresponse()
            status, data = answer.status, answer.read(LARGEST + 1)
    except ssl.SSLCertVerificationError:
        raise Unreachable(
            f"the certificate of {parts.netloc} is not trusted; name its authority in SSL_CERT_FILE"
        ) from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable(f"{parts.netloc} cannot be asked ({type(error).__name__}); is it up?") from None
    if status != http.client.OK:
        raise Unreachable(f"{parts.netloc} answers {status} at {parts.path}", status)
    return _parsed(data, parts.netloc)


def _connection(scheme: str, host: str, port: int | None) -> http.client.HTTPConnection:
    if scheme == "http":
        return http.client.HTTPConnection(host, port, timeout=PATIENCE)
    return http.client.HTTPSConnection(host, port, timeout=PATIENCE, context=ssl.create_default_context())


def _parsed(data: bytes, place: str) -> dict[str, Any]:
    try:
        value = json.loads(data) if len(data) <= LARGEST else None
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise Unreachable(f"what {place} answers is no JSON object")
    return value
