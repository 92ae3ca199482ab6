"""The one client for all hosts, and the border where foreign errors become `UpstreamFailure`.

Our own, on asyncio and httptools, because a general client costs more of a request than all the rest of the router.
Connections are pooled and kept warm for a minute (a TLS handshake costs more than all else an attempt does). Nothing of
the client's own request reaches a provider but the body: headers are an allow-list, there are no cookies, no proxies
from the environment, no netrc, no redirect is ever followed, and no request is ever sent twice.

A reply that was read to its end gives its connection back to the pool; any other way out of it closes the connection at
once, so a client that hangs up stops the provider.
"""

import asyncio
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from yarl import URL

from providers._answer import Answer
from providers._connection import Connection, Waits
from providers._names import Resolver, SystemResolver, Unresolved
from providers._pool import Origin, Pool
from providers._public import SAYS, BeyondReach, Reach, is_within, reach_of
from providers._quotas import allotments
from providers._refusals import refusal
from router import __version__
from router.core.addresses import is_address
from router.core.credentials import sendable
from router.core.problems import FailureKind, UpstreamFailure
from router.core.rules import ProviderRule, Timeouts
from router.ports import Reply

MAX_ERROR_BODY = 65_536
"""Bytes of an error's body that are read, for ERROR_PATIENCE seconds."""
ERROR_PATIENCE = 5.0
PROBE_PATIENCE = 10.0
"""Seconds for a probe, connection and all."""

UNSENDABLE = "base_url or key cannot be sent"

Fields = tuple[tuple[str, str], ...]
"""Names and values of headers."""

MEANINGS: tuple[tuple[type[Exception], FailureKind, str], ...] = (
    (Unresolved, FailureKind.REFUSED, "unresolved"),
    (TimeoutError, FailureKind.TIMEOUT, "connect"),
    (ssl.SSLError, FailureKind.REFUSED, "tls"),
    (ValueError, FailureKind.REFUSED, UNSENDABLE),
)
"""The first that fits. What none fits is a connection that was not made."""


class Http:
    """`resolver` looks names up; by default the operating system does. Made without I/O, usable in one event loop."""

    def __init__(self, *, resolver: Resolver | None = None) -> None:
        self._pool = Pool(resolver or SystemResolver())

    async def post(
        self,
        url: URL,
        body: bytes,
        *,
        rule: ProviderRule,
        stream: bool,
        authorization: str | None = None,
        fields: Fields = (),
    ) -> Reply:
        """Sends JSON; returns once the status line says 2xx. Raises `UpstreamFailure`, nothing else.

        `fields`: headers besides, by name, for hosts that take the key in one of their own.

        `timeouts.connect` bounds look-up, connection and TLS; `first_token` a stream's status line and first bytes;
        `stall` each silence after them; `total` everything. A whole reply is bounded by `connect` and `total` alone.
        """
        target = _target(url, reach_of(rule))
        head = target.head(stream=stream, fields=_fields(authorization, fields), length=len(body))
        clock, limits = asyncio.get_running_loop().time, rule.timeouts
        end = clock() + limits.total
        connection = self._pool.take(target.origin) or await self._connect(target.origin, limits)
        first = min(end, clock() + limits.first_token) if stream else end
        answer = connection.send(head, body, Waits(first, limits.stall if stream else None, end))
        await answer.begun()
        return await _reply(answer)

    async def probe(
        self, url: URL, *, rule: ProviderRule, authorization: str | None = None, fields: Fields = ()
    ) -> None:
        """A GET without a body; returns if the status is 2xx. What else comes is not read. Raises `UpstreamFailure`."""
        target = _target(url, reach_of(rule))
        head = b"%b%b\r\n" % (target.bare, _fields(authorization, fields))
        end = asyncio.get_running_loop().time() + min(PROBE_PATIENCE, rule.timeouts.total)
        connection = self._pool.take(target.origin) or await self._connect(target.origin, rule.timeouts)
        answer = connection.send(head, b"", Waits(end, None, end))
        await answer.begun()
        status, headers = answer.status, answer.headers
        await answer.aclose()
        if not _is_success(status):
            raise refusal(status, headers, b"", datetime.now(UTC))

    async def aclose(self) -> None:
        await self._pool.aclose()

    async def _connect(self, origin: Origin, limits: Timeouts) -> Connection:
        try:
            async with asyncio.timeout(min(limits.connect, limits.total)):
                return await self._pool.connect(origin)
        except (OSError, ValueError, RuntimeError) as error:  # uvloop says some errors of a socket by RuntimeError
            raise failure_of(error) from None


@dataclass(frozen=True, slots=True)
class Target:
    """What all requests to one URL have in common."""

    origin: Origin
    whole: bytes
    stream: bytes
    """The head but for what differs from request to request."""
    bare: bytes
    """Of a GET."""

    def head(self, *, stream: bool, fields: bytes, length: int) -> bytes:
        return b"%b%bContent-Length: %d\r\n\r\n" % (self.stream if stream else self.whole, fields, length)


def vet(url: URL, rule: ProviderRule) -> None:
    """A public provider is reached by https; no provider at an address beyond its reach. Raises `UpstreamFailure`."""
    _vet(url, reach_of(rule))


def usable(secret: str | None) -> str:
    """Raises `UpstreamFailure` (credential) unless it can stand in a header; never says what it is."""
    if not (secret or "").strip():
        raise UpstreamFailure(FailureKind.CREDENTIAL, "the key is not at hand")
    key = sendable(secret)
    if key is None:
        raise UpstreamFailure(FailureKind.CREDENTIAL, "the key cannot stand in a header")
    return key


def failure_of(error: Exception) -> UpstreamFailure:
    """What it means that a connection could not be made."""
    if isinstance(error, BeyondReach):
        return UpstreamFailure(FailureKind.REFUSED, SAYS[error.reach])
    for foreign, kind, detail in MEANINGS:
        if isinstance(error, foreign):
            return UpstreamFailure(kind, detail)
    return UpstreamFailure(FailureKind.REFUSED)


def _vet(url: URL, reach: Reach) -> None:
    if reach is Reach.PUBLIC and url.scheme != "https":
        raise UpstreamFailure(FailureKind.REFUSED, "network is public and base_url is not https")
    if url.host is not None and is_address(url.host) and not is_within(url.host, reach):
        raise UpstreamFailure(FailureKind.REFUSED, SAYS[reach])


@lru_cache(maxsize=1024)
def _target(url: URL, reach: Reach) -> Target:
    _vet(url, reach)
    host, port, path, written = url.raw_host, url.port, url.raw_path_qs, url.host_port_subcomponent
    if url.scheme not in ("http", "https") or not host or not port or not written or url.raw_user is not None:
        raise UpstreamFailure(FailureKind.REFUSED, UNSENDABLE)
    if not all(part.isascii() and part.isprintable() and " " not in part for part in (path, written)):
        raise UpstreamFailure(FailureKind.REFUSED, UNSENDABLE)
    head = f"{path} HTTP/1.1\r\nHost: {written}\r\n".encode()
    tail = f"Accept-Encoding: identity\r\nUser-Agent: sovereign-router/{__version__}\r\nAccept: ".encode()
    post = b"POST %bContent-Type: application/json\r\n%b" % (head, tail)
    bare = b"GET %b%bapplication/json\r\n" % (head, tail)
    origin = Origin(reach, url.scheme == "https", host, port)
    return Target(origin, post + b"application/json\r\n", post + b"text/event-stream\r\n", bare)


def _fields(authorization: str | None, fields: Fields) -> bytes:
    """As they stand in a head."""
    known = fields if authorization is None else (("Authorization", authorization), *fields)
    return b"".join([b"%b: %b\r\n" % (name.encode(), _sendable(value)) for name, value in known])


def _sendable(value: str) -> bytes:
    if not (value.isascii() and value.isprintable()):
        raise UpstreamFailure(FailureKind.REFUSED, UNSENDABLE)
    return value.encode()


def _is_success(status: int) -> bool:
    return 200 <= status < 300  # noqa: PLR2004 - the class of success, RFC 9110 section 15.3


async def _reply(answer: Answer) -> Reply:
    status, headers = answer.status, answer.headers
    if not _is_success(status):
        body = await _error_body(answer)
        raise refusal(status, headers, body, datetime.now(UTC))
    if headers.raw.get(b"content-encoding", b"identity").strip().lower() != b"identity":
        await answer.aclose()
        raise UpstreamFailure(FailureKind.GARBAGE, "content encoding", status=status)
    if b"ratelimit" in b" ".join(headers.raw):
        return Reply(status, headers, answer, allotments(headers, datetime.now(UTC)))
    return Reply(status, headers, answer)


async def _error_body(answer: Answer) -> bytes:
    """As much of it as comes in time: what is missing is no reason not to report the status."""
    body = b""
    try:
        async with asyncio.timeout(ERROR_PATIENCE):
            async for piece in answer:
                body += piece
                if len(body) >= MAX_ERROR_BODY:
                    break
    except (TimeoutError, UpstreamFailure):
        pass
    finally:
        await answer.aclose()
    return body[:MAX_ERROR_BODY]
