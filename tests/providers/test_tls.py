"""The same client over TLS."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from certificate import server_context
from provider_rules import PATIENT, provider_rule
from yarl import URL

from providers._connection import PIECE
from providers._http import Http
from router.core.problems import FailureKind, UpstreamFailure
from router.core.rules import Timeouts
from router.ports import Reply

K = FailureKind


class Here:
    async def resolve(self, host: str) -> Sequence[str]:
        return ["127.0.0.1"] if host.endswith(".example") else []


@dataclass
class Provider:
    """Speaks TLS; gives `answer` to each request, and closes if `closes`."""

    port: int = 0
    answer: bytes = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    closes: bool = False
    names: list[str | None] = field(default_factory=list)
    protocols: list[str | None] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    left: asyncio.Event = field(default_factory=asyncio.Event)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.protocols.append(writer.get_extra_info("ssl_object").selected_alpn_protocol())
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).lower()
                length = int(head.partition(b"content-length: ")[2].partition(b"\r\n")[0])
                self.bodies.append(await reader.readexactly(length))
                writer.write(self.answer)
                if self.closes:
                    break
        except (asyncio.IncompleteReadError, OSError):
            self.left.set()
        finally:
            writer.close()

    def named(self, _: ssl.SSLSocket | ssl.SSLObject, name: str | None, __: ssl.SSLContext) -> None:
        self.names.append(name)


@pytest.fixture
async def provider(tmp_path: Path) -> AsyncIterator[Provider]:
    provider = Provider()
    context = server_context(tmp_path, "h2", "http/1.1")
    context.sni_callback = provider.named
    server = await asyncio.start_server(provider.serve, "127.0.0.1", 0, ssl=context)
    provider.port = server.sockets[0].getsockname()[1]
    yield provider
    server.close()
    await server.wait_closed()


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    http = Http(resolver=Here())
    yield http
    await http.aclose()


@pytest.fixture
def _trusted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))


async def post(http: Http, provider: Provider, host: str = "provider.example", **changes: Any) -> Reply:
    url = f"https://{host}:{provider.port}/v1"
    asked: dict[str, Any] = {"body": b"{}", "stream": False, "timeouts": PATIENT} | changes
    rule = provider_rule(url, timeouts=asked.pop("timeouts"))
    return await http.post(URL(url), asked.pop("body"), rule=rule, **asked)


async def read(reply: Reply) -> bytes:
    return b"".join([chunk async for chunk in reply.chunks])


@pytest.mark.usefixtures("_trusted")
async def test_a_trusted_provider_is_named_speaks_http_1_1_and_keeps_its_connection(
    http: Http, provider: Provider
) -> None:
    for body in (b"{}", b"x" * 100_000, b"y" * (5 * PIECE)):
        assert await read(await post(http, provider, body=body)) == b"ok"
        assert provider.bodies[-1] == body
    assert (provider.names, provider.protocols) == (["provider.example"], ["http/1.1"])


@pytest.mark.usefixtures("_trusted")
async def test_an_address_is_verified_too_but_not_named(http: Http, provider: Provider) -> None:
    assert await read(await post(http, provider, "127.0.0.1")) == b"ok"
    assert provider.names == [None]


@pytest.mark.usefixtures("_trusted")
async def test_a_certificate_for_another_name_is_refused(http: Http, provider: Provider) -> None:
    with pytest.raises(UpstreamFailure) as caught:
        await post(http, provider, "other.example")
    assert (caught.value.kind, caught.value.detail) == (K.REFUSED, "tls")
    assert provider.bodies == []


async def test_a_certificate_that_nobody_signed_is_refused(http: Http, provider: Provider) -> None:
    with pytest.raises(UpstreamFailure) as caught:
        await post(http, provider)
    assert (caught.value.kind, caught.value.detail) == (K.REFUSED, "tls")
    assert provider.bodies == []


@pytest.mark.usefixtures("_trusted")
async def test_a_body_may_end_with_a_signed_end_of_the_connection(http: Http, provider: Provider) -> None:
    provider.answer, provider.closes = b"HTTP/1.1 200 OK\r\n\r\nall of it", True
    assert await read(await post(http, provider)) == b"all of it"


@pytest.mark.usefixtures("_trusted")
async def test_a_large_answer_that_is_taken_slowly_comes_whole(http: Http, provider: Provider) -> None:
    size = 8 * PIECE
    provider.answer = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % size + b"z" * size
    reply = await post(http, provider)
    await asyncio.sleep(0.1)
    assert await read(reply) == b"z" * size
    assert await read(await post(http, provider)) == b"z" * size
    assert len(provider.protocols) == 1


@pytest.mark.usefixtures("_trusted")
async def test_hanging_up_reaches_the_provider(http: Http, provider: Provider) -> None:
    provider.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal"
    reply = await post(http, provider, stream=True)
    assert await anext(reply.chunks) == b"hal"
    await reply.aclose()
    await asyncio.wait_for(provider.left.wait(), 1)


async def test_a_handshake_that_never_ends_is_a_timeout(http: Http) -> None:
    async def deaf(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    server = await asyncio.start_server(deaf, "127.0.0.1", 0)
    provider = Provider(server.sockets[0].getsockname()[1])
    with pytest.raises(UpstreamFailure) as caught:
        await post(http, provider, timeouts=Timeouts(connect=0.2))
    assert (caught.value.kind, caught.value.detail) == (K.TIMEOUT, "connect")
    server.close()
    await server.wait_closed()
