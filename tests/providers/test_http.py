import asyncio
import json
import os
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import upstream as up
from provider_rules import PATIENT, provider_rule
from upstream import Answer, Upstream
from yarl import URL

from providers._connection import PIECE, SMALL
from providers._http import Http, failure_of, usable
from providers._names import Unresolved
from providers._public import BeyondReach, Reach
from router import __version__
from router.core.problems import FailureKind, UpstreamFailure
from router.core.rules import Timeouts
from router.ports import Reply

K = FailureKind


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    http = Http()
    yield http
    await http.aclose()


async def post(
    http: Http, url: str, *, body: bytes = b"{}", stream: bool = False, timeouts: Timeouts = PATIENT, **kwargs: Any
) -> Reply:
    rule = provider_rule(url, timeouts=timeouts)
    return await http.post(URL(f"{url}/chat/completions"), body, rule=rule, stream=stream, **kwargs)


async def read(reply: Reply) -> bytes:
    return b"".join([chunk async for chunk in reply.chunks])


async def failing(http: Http, url: str, **kwargs: Any) -> UpstreamFailure:
    """The failure of a call, wherever in it it shows."""
    with pytest.raises(UpstreamFailure) as caught:
        await read(await post(http, url, **kwargs))
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None or caught.value.__suppress_context__
    return caught.value


# ----------------------------------------------------------------------------------------------------- what is sent


async def test_headers_are_an_allow_list(http: Http) -> None:
    async with Upstream(up.chat()) as upstream:
        await read(await post(http, upstream.url, authorization="Bearer k", stream=True))
        assert upstream.requests[0].headers == {
            "host": f"127.0.0.1:{upstream.port}",
            "authorization": "Bearer k",
            "content-type": "application/json",
            "content-length": "2",
            "accept": "text/event-stream",
            "accept-encoding": "identity",
            "user-agent": f"sovereign-router/{__version__}",
            "": "",
        }


async def test_a_body_arrives_byte_for_byte_small_and_large(http: Http) -> None:
    async with Upstream(up.chat()) as upstream:
        for body in (b"", b"{}", b"w" * (SMALL + 1), b"x" * (PIECE + 1), b"y" * 5_000_000):
            await read(await post(http, upstream.url, body=body))
            assert upstream.requests[-1].body == body


async def test_cookies_are_not_kept(http: Http) -> None:
    async with Upstream(up.chat().but(headers={"set-cookie": "a=b"})) as upstream:
        for _ in range(2):
            await read(await post(http, upstream.url))
        assert "cookie" not in upstream.requests[1].headers


async def test_proxies_of_the_environment_are_ignored(http: Http, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, up.refusing_url())
    async with Upstream(up.chat("direct")) as upstream:
        assert b"direct" in await read(await post(http, upstream.url))


# --------------------------------------------------------------------------------------------------- what comes back


async def test_a_whole_reply_comes_as_it_is(http: Http) -> None:
    answer = up.chat("hello").but(headers={"x-seen": "yes"})
    async with Upstream(answer) as upstream:
        reply = await post(http, upstream.url)
        assert reply.status == 200
        assert reply.headers["X-Seen"] == "yes"
        assert await read(reply) == answer.body


async def test_a_stream_comes_as_it_arrives(http: Http) -> None:
    answer = up.stream("a", "b", "c").but(pace=0.05)
    async with Upstream(answer) as upstream:
        reply = await post(http, upstream.url, stream=True)
        chunks = [chunk async for chunk in reply.chunks]
    assert b"".join(chunks) == b"".join(answer.events or ())
    assert len(chunks) == len(answer.events or ())


async def test_a_reply_read_to_its_end_keeps_the_connection(http: Http) -> None:
    async with Upstream(up.chat(), up.stream("x"), up.error(500), up.chat()) as upstream:
        await read(await post(http, upstream.url))
        await read(await post(http, upstream.url, stream=True))
        await failing(http, upstream.url)
        await read(await post(http, upstream.url))
        assert [request.connection for request in upstream.requests] == [0, 0, 0, 0]


async def test_a_reply_left_unread_closes_the_connection_at_once(http: Http) -> None:
    async with Upstream(up.stream("a").but(stall=20), up.chat()) as upstream:
        for begun in (True, False):
            upstream.answers.insert(0, up.stream("a").but(stall=20))
            reply = await post(http, upstream.url, stream=True)
            if begun:
                await anext(reply.chunks)
            await reply.aclose()
            await upstream.left(within=1.0)


@pytest.mark.parametrize("when", ["before the answer", "in the stream"])
async def test_a_client_that_hangs_up_ends_the_call_within_a_second(http: Http, when: str) -> None:
    answer = up.stuck() if when == "before the answer" else up.stream("a", "b").but(stall=30)
    async with Upstream(answer) as upstream:
        task = asyncio.create_task(failing(http, upstream.url, stream=True))
        await upstream.asked()
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await upstream.left(within=1.0)


async def test_a_client_that_hangs_up_stops_a_large_upload(http: Http) -> None:
    async with Upstream(Answer(deaf=True)) as upstream:
        task = asyncio.create_task(failing(http, upstream.url, body=b"x" * 20_000_000))
        await upstream.asked()
        await asyncio.sleep(0.2)  # until the kernel takes no more
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await asyncio.sleep(0.05)
        assert connections_to(upstream.port) == 0
        assert await upstream.heard() < 10_000_000  # what the kernel held; the rest never left


def connections_to(port: int) -> int:
    """Sockets of this process whose other end is that port, open ones and those still waiting to send."""
    count = 0
    for file in Path("/proc/self/fd").iterdir():
        with suppress(OSError):
            if str(file.readlink()).startswith("socket:"):
                with socket.socket(fileno=os.dup(int(file.name))) as sock:
                    count += sock.family is socket.AF_INET and sock.getpeername()[1] == port
    return count


async def test_calls_run_side_by_side(http: Http) -> None:
    async with Upstream(up.chat().but(delay=0.2)) as upstream:
        async with asyncio.timeout(2.0):
            await asyncio.gather(*[asyncio.create_task(_one(http, upstream)) for _ in range(50)])
        assert upstream.connections == 50


async def _one(http: Http, upstream: Upstream) -> None:
    await read(await post(http, upstream.url))


# ------------------------------------------------------------------------------------------------------ bad providers


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (up.nothing(), K.REFUSED),
        (up.nothing(reset=True), K.REFUSED),
        (up.chat().but(cut=10), K.RESET),
        (up.stream("a").but(cut=30), K.RESET),
        (up.stream("a").but(cut=30, reset=True), K.RESET),
        (up.error(500), K.SERVER),
        (up.html(502), K.SERVER),
        (up.redirect("http://127.0.0.1:1/"), K.GARBAGE),
        (Answer(raw=b"SSH-2.0-OpenSSH_9.6\r\n"), K.GARBAGE),
        (Answer(raw=b"HTTP/1.1 200 OK\r\nx: " + b"y" * 20_000 + b"\r\n\r\n"), K.GARBAGE),
        (Answer(raw=b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 500 + b"\r\n"), K.GARBAGE),
        (up.chat().but(headers={"content-encoding": "gzip"}), K.GARBAGE),
        (Answer(raw=b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n"), K.RESET),
    ],
)
async def test_a_bad_answer_is_a_failure_of_its_kind(http: Http, answer: Answer, kind: FailureKind) -> None:
    async with Upstream(answer) as upstream:
        assert (await failing(http, upstream.url)).kind in {kind, K.GARBAGE if kind is K.RESET else kind}


async def test_nobody_listening_is_refused(http: Http) -> None:
    assert (await failing(http, up.refusing_url())).kind is K.REFUSED


async def test_what_is_well_formed_http_but_a_lie_is_left_to_the_reader(http: Http) -> None:
    for answer in (up.html(), up.half_event(), up.stream("x").but(headers={"content-type": "image/png"})):
        async with Upstream(answer) as upstream:
            assert await read(await post(http, upstream.url)) == (answer.body or b"".join(answer.events or ()))


async def test_an_error_of_any_size_and_speed_is_read_within_bounds(
    http: Http, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("providers._http.ERROR_PATIENCE", 0.3)
    endless = up.error(400, "x" * 1_000_000, code="too_long")
    async with Upstream(endless) as upstream:
        assert (await failing(http, upstream.url)).status == 400
    slow = up.error(503, "no").but(piece=1, pace=60.0, headers={"retry-after": "2"})
    async with Upstream(slow) as upstream:
        began = asyncio.get_running_loop().time()
        failure = await failing(http, upstream.url)
        assert (failure.kind, failure.status, failure.retry_after) == (K.SERVER, 503, 2.0)
        assert asyncio.get_running_loop().time() - began < 1.0
        await upstream.left()


# ----------------------------------------------------------------------------------------------------------- time-outs


@pytest.mark.parametrize(
    ("answer", "stream", "detail"),
    [
        (up.stuck(), True, "first_token"),
        (up.stream("a").but(stall=0), True, "stall"),
        (up.stream("a", "b").but(stall=200), True, "stall"),
        (up.stream(*"abcdefghij").but(pace=0.15), True, "total"),
        (up.stuck(), False, "total"),
        (up.chat().but(stall=20), False, "total"),
    ],
)
async def test_silence_is_a_timeout(http: Http, answer: Answer, stream: bool, detail: str) -> None:
    limits = Timeouts(connect=1.0, first_token=0.3, stall=0.4, total=0.8)
    async with Upstream(answer) as upstream:
        failure = await failing(http, upstream.url, stream=stream, timeouts=limits)
        assert (failure.kind, failure.detail) == (K.TIMEOUT, detail)
        await upstream.left()


async def test_stall_counts_from_the_first_bytes_on(http: Http) -> None:
    limits = Timeouts(connect=1.0, first_token=9.0, stall=0.2, total=20.0)
    async with Upstream(up.stream("a", "b").but(stall=200)) as upstream:
        began = asyncio.get_running_loop().time()
        await failing(http, upstream.url, stream=True, timeouts=limits)
        assert asyncio.get_running_loop().time() - began < 1.0


async def test_a_whole_reply_may_think_longer_than_a_first_token(http: Http) -> None:
    limits = Timeouts(connect=1.0, first_token=0.1, stall=0.1, total=5.0)
    async with Upstream(up.chat("slow").but(delay=0.4)) as upstream:
        assert b"slow" in await read(await post(http, upstream.url, timeouts=limits))


# --------------------------------------------------------------------------------------------------------- the border


def test_foreign_errors_become_one_type_and_lose_their_text() -> None:
    errors: list[tuple[Exception, FailureKind, str]] = [
        (BeyondReach(Reach.PUBLIC), K.REFUSED, "network is public and the address is not"),
        (Unresolved("secret"), K.REFUSED, "unresolved"),
        (ConnectionRefusedError("secret"), K.REFUSED, ""),
        (TimeoutError("secret"), K.TIMEOUT, "connect"),
        (ssl.SSLError("secret"), K.REFUSED, "tls"),
        (ssl.SSLCertVerificationError("secret"), K.REFUSED, "tls"),
        (ValueError("secret"), K.REFUSED, "base_url or key cannot be sent"),
    ]
    for error, kind, detail in errors:
        failure = failure_of(error)
        assert (failure.kind, failure.detail) == (kind, detail)
        assert "secret" not in str(failure)


@pytest.mark.parametrize("key", ["Bearer a\r\nx-evil: 1", "Bearer a\x00b", "Bearer clé"])
async def test_a_key_cannot_become_a_header(http: Http, key: str) -> None:
    async with Upstream(up.chat()) as upstream:
        failure = await failing(http, upstream.url, authorization=key)
        assert (failure.kind, failure.detail) == (K.REFUSED, "base_url or key cannot be sent")
        assert upstream.connections == 0


@pytest.mark.parametrize("path", ["/a b", "/a\r\nx-evil: 1", "/a HTTP/1.1\r\n"])
async def test_an_address_cannot_become_a_header(http: Http, path: str) -> None:
    async with Upstream(up.chat()) as upstream:
        url = URL(f"http://127.0.0.1:{upstream.port}").with_path(path, encoded=True)
        with pytest.raises(UpstreamFailure, match="cannot be sent"):
            await http.post(url, b"{}", rule=provider_rule(), stream=False)
        assert upstream.connections == 0


async def test_an_address_with_a_user_name_is_refused(http: Http) -> None:
    assert (await failing(http, "http://me:secret@127.0.0.1:1/v1")).detail == "base_url or key cannot be sent"


async def test_a_plain_server_where_tls_was_expected_is_refused(http: Http) -> None:
    async def plain(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(plain, "127.0.0.1", 0)
    failure = await failing(http, f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1")
    assert (failure.kind, failure.detail) == (K.REFUSED, "tls")
    server.close()
    await server.wait_closed()


def test_a_key_must_be_able_to_stand_in_a_header() -> None:
    assert usable(" sk-1\n") == "sk-1"
    for secret in (None, "", "  ", "a\nb", "clé", "a\x00b"):
        with pytest.raises(UpstreamFailure) as caught:
            usable(secret)
        assert caught.value.kind is K.CREDENTIAL
        assert not (secret or "").strip() or json.dumps(secret)[1:-1] not in str(caught.value)


# ---------------------------------------------------------------------------------------------------------- probes


async def probe(http: Http, url: str, **changes: Any) -> None:
    await http.probe(URL(f"{url}/models"), rule=provider_rule(url, **changes), authorization="Bearer k")


async def test_a_probe_is_a_bare_get_and_what_else_comes_is_not_read(http: Http) -> None:
    async with Upstream(Answer(body=b"x" * 5_000_000).but(piece=1000, pace=0.1)) as upstream:
        await probe(http, upstream.url)
        await upstream.left()
        (asked,) = upstream.requests
        assert (asked.method, asked.path, asked.body) == ("GET", "/v1/models", b"")
        assert asked.headers["authorization"] == "Bearer k"
        assert not {"content-type", "content-length", "cookie"} & asked.headers.keys()


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(up.error(401), K.CREDENTIAL), (up.error(404), K.REQUEST), (up.error(500), K.SERVER), (up.nothing(), K.REFUSED)],
    ids=["401", "404", "500", "nothing"],
)
async def test_what_a_probe_is_told_is_a_failure_of_its_kind(http: Http, answer: Answer, kind: FailureKind) -> None:
    async with Upstream(answer) as upstream:
        with pytest.raises(UpstreamFailure) as caught:
            await probe(http, upstream.url)
        assert caught.value.kind is kind


async def test_a_probe_waits_no_longer_than_its_provider_may_take(http: Http) -> None:
    async with Upstream(up.stuck()) as upstream:
        with pytest.raises(UpstreamFailure) as caught:
            await probe(http, upstream.url, timeouts=Timeouts(connect=1.0, first_token=1.0, stall=1.0, total=0.2))
        assert caught.value.kind is K.TIMEOUT
