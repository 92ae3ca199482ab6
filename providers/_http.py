"""The one client for all hosts, and the border where foreign errors become `UpstreamFailure`.

Connections are pooled and kept warm for a minute (a TLS handshake costs more than all else an attempt does). Private
and public providers have pools of their own, so that no public one is ever served by a connection to an unchecked
address. Nothing of the client's own request reaches a provider but the body: headers are an allow-list, there are no
cookies, no proxies from the environment, no netrc, and no redirect is ever followed.

A reply that was read to its end gives its connection back to the pool; any other way out of it closes the connection at
once, so a client that hangs up stops the provider.
"""

import asyncio
import io
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime

import aiohttp
from aiohttp.abc import AbstractResolver
from aiohttp.connector import Connection
from aiohttp.http import HttpProcessingError
from aiohttp.resolver import ThreadedResolver
from yarl import URL

from providers._public import PrivateAddress, PublicResolver, is_address, is_public
from providers._refusals import refusal
from router import __version__
from router.core.problems import FailureKind, UpstreamFailure
from router.core.rules import ProviderRule, Timeouts
from router.ports import Reply

KEEP_ALIVE = 60.0
DNS_TTL = 60
"""Seconds."""

MAX_HEADER_LINE = 8190
MAX_HEADERS = 128

MAX_ERROR_BODY = 65_536
"""Bytes of an error's body that are read, for ERROR_PATIENCE seconds."""
ERROR_PATIENCE = 5.0

PIECE = 1 << 18
"""Bytes from which on a body is sent in pieces, as the provider takes them, and not copied into the socket's buffer."""

FOREIGN = (aiohttp.ClientError, HttpProcessingError, OSError, ValueError)
"""All that the client library raises for what a provider, a network or a URL does. Time-outs and TLS are OSErrors."""

MEANINGS: tuple[tuple[type[Exception], FailureKind, str], ...] = (
    (aiohttp.ConnectionTimeoutError, FailureKind.TIMEOUT, "connect"),
    (TimeoutError, FailureKind.TIMEOUT, "total"),
    (aiohttp.ClientConnectorDNSError, FailureKind.REFUSED, "unresolved"),
    (aiohttp.ClientSSLError, FailureKind.REFUSED, "tls"),
    (aiohttp.ClientConnectorCertificateError, FailureKind.REFUSED, "tls"),
    (aiohttp.ClientResponseError, FailureKind.GARBAGE, "not http"),
    (HttpProcessingError, FailureKind.GARBAGE, "not http"),
    (ValueError, FailureKind.REFUSED, "base_url or key cannot be sent"),
)
"""The first that fits. What none fits is a connection that broke."""

_COMMON = {
    "Content-Type": "application/json",
    "Accept-Encoding": "identity",
    "User-Agent": f"sovereign-router/{__version__}",
}
_WHOLE = {**_COMMON, "Accept": "application/json"}
_STREAM = {**_COMMON, "Accept": "text/event-stream"}


class Http:
    """`resolver` looks names up; by default the operating system does. Made without I/O, usable in one event loop."""

    def __init__(self, *, resolver: AbstractResolver | None = None) -> None:
        self._resolver = resolver
        self._sessions: dict[bool, aiohttp.ClientSession] = {}

    async def post(
        self, url: URL, body: bytes, *, rule: ProviderRule, stream: bool, authorization: str | None = None
    ) -> Reply:
        """Sends JSON; returns once the status line says 2xx. Raises `UpstreamFailure`, nothing else.

        `timeouts.connect` bounds look-up, connection and TLS; `first_token` a stream's status line and first bytes;
        `stall` each silence after them; `total` everything. A whole reply is bounded by `connect` and `total` alone.
        """
        vet(url, rule)
        headers = _STREAM if stream else _WHOLE
        if authorization is not None:
            headers = {**headers, "Authorization": authorization}
        try:
            response = await self._session(private=rule.private).post(
                url,
                data=io.BytesIO(body) if len(body) > PIECE else body,
                headers=headers,
                timeout=_waits(rule.timeouts, stream=stream),
                allow_redirects=False,
            )
        except FOREIGN as error:
            raise failure_of(error, answering=False) from None
        return await _reply(response, rule.timeouts.stall if stream else None)

    async def aclose(self) -> None:
        for session in self._sessions.values():
            await session.close()
        self._sessions.clear()

    def _session(self, *, private: bool) -> aiohttp.ClientSession:
        session = self._sessions.get(private)
        if session is None:
            inner = self._resolver or ThreadedResolver()
            session = self._sessions[private] = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=0,
                    keepalive_timeout=KEEP_ALIVE,
                    ttl_dns_cache=DNS_TTL,
                    resolver=inner if private else PublicResolver(inner),
                ),
                response_class=_Response,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                trust_env=False,
                max_line_size=MAX_HEADER_LINE,
                max_field_size=MAX_HEADER_LINE,
                max_headers=MAX_HEADERS,
            )
        return session


class _Response(aiohttp.ClientResponse):
    """Given up before its status line, it aborts: to close would first send what is left of a large request."""

    async def start(self, connection: Connection) -> aiohttp.ClientResponse:
        try:
            return await super().start(connection)
        except BaseException:
            _abort(connection)
            raise


class Chunks(AsyncIterator[bytes]):
    """A body as it arrives. Raises `UpstreamFailure`, and closes the connection with it."""

    __slots__ = ("_begun", "_response", "_stall")

    def __init__(self, response: aiohttp.ClientResponse, stall: float | None) -> None:
        self._response = response
        self._stall = stall
        self._begun = False

    async def __anext__(self) -> bytes:
        try:
            chunk = await self._response.content.readany()
        except FOREIGN as error:
            _hang_up(self._response)
            raise failure_of(error, answering=True) from None
        except asyncio.CancelledError:
            _hang_up(self._response)
            raise
        if not chunk:
            raise StopAsyncIteration
        if not self._begun:
            self._begun = True
            self._from_first_token_to_stall()
        return chunk

    async def aclose(self) -> None:
        """Never raises. After the end of the body there is nothing to close: the pool has the connection."""
        _hang_up(self._response)

    def _from_first_token_to_stall(self) -> None:
        connection = self._response.connection
        if connection is not None and connection.protocol is not None:
            connection.protocol.read_timeout = self._stall
            connection.protocol.start_timeout()


def vet(url: URL, rule: ProviderRule) -> None:
    """A public provider is reached by https, and never at an address that is not public. Raises `UpstreamFailure`."""
    if rule.private:
        return
    if url.scheme != "https":
        raise UpstreamFailure(FailureKind.REFUSED, "network is public and base_url is not https")
    if url.host is not None and is_address(url.host) and not is_public(url.host):
        raise UpstreamFailure(FailureKind.REFUSED, "network is public and the address is not")


def usable(secret: str | None) -> str:
    """Raises `UpstreamFailure` (credential) unless it can stand in a header; never says what it is."""
    key = (secret or "").strip()
    if not key:
        raise UpstreamFailure(FailureKind.CREDENTIAL, "the key is not at hand")
    if not (key.isascii() and key.isprintable()):
        raise UpstreamFailure(FailureKind.CREDENTIAL, "the key cannot stand in a header")
    return key


def failure_of(error: Exception, *, answering: bool) -> UpstreamFailure:
    """What a foreign error means. `answering`: the status line had come."""
    if isinstance(error, aiohttp.ClientConnectorDNSError) and isinstance(error.os_error, PrivateAddress):
        return UpstreamFailure(FailureKind.REFUSED, "network is public and the address is not")
    if isinstance(error, aiohttp.SocketTimeoutError):
        return UpstreamFailure(FailureKind.TIMEOUT, "stall" if answering else "first_token")
    for foreign, kind, detail in MEANINGS:
        if isinstance(error, foreign):
            return UpstreamFailure(kind, detail)
    return UpstreamFailure(FailureKind.RESET if answering else FailureKind.REFUSED)


def _waits(limits: Timeouts, *, stream: bool) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(
        total=limits.total,
        connect=limits.connect,
        sock_connect=limits.connect,
        sock_read=limits.first_token if stream else None,
    )


async def _reply(response: aiohttp.ClientResponse, stall: float | None) -> Reply:
    if not 200 <= response.status < 300:  # noqa: PLR2004 - the class of success, RFC 9110 section 15.3
        body = await _error_body(response)
        raise refusal(response.status, response.headers, body, datetime.now(UTC))
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        _hang_up(response)
        raise UpstreamFailure(FailureKind.GARBAGE, "content encoding", status=response.status)
    headers: Mapping[str, str] = response.headers
    return Reply(response.status, headers, Chunks(response, stall))


async def _error_body(response: aiohttp.ClientResponse) -> bytes:
    """As much of it as comes in time: what is missing is no reason not to report the status."""
    body = b""
    try:
        async with asyncio.timeout(ERROR_PATIENCE):
            while len(body) < MAX_ERROR_BODY and (chunk := await response.content.readany()):
                body += chunk
    except FOREIGN:
        pass
    finally:
        _hang_up(response)
    return body[:MAX_ERROR_BODY]


def _hang_up(response: aiohttp.ClientResponse) -> None:
    """Closes the connection without waiting for what is still to be sent; nothing to do once the body has ended."""
    if response.connection is not None:
        _abort(response.connection)
    response.close()


def _abort(connection: Connection) -> None:
    if connection.transport is not None:
        connection.transport.abort()
