"""One HTTP exchange, byte by byte, without a network."""

import asyncio
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from wire import Shelf, Wire

from providers import _connection
from providers._answer import Answer
from providers._connection import MAX_BARE, MUCH, PIECE, Connection, Waits
from router.core.problems import FailureKind, UpstreamFailure

K = FailureKind

HEADER = b"POST / HTTP/1.1\r\n\r\n"
SIZED = b"HTTP/1.1 200 OK\r\nContent-Type: a/b\r\nContent-Length: 5\r\n\r\nhello"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nhe\r\n3\r\nllo\r\n0\r\nX-Late: 1\r\n\r\n"
INTERIM = b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
UNTIL_EOF = b"HTTP/1.1 200 OK\r\nContent-Type: a/b\r\n\r\nhello"


class Talk:
    """A request that was sent, and the connection that it was sent on."""

    def __init__(
        self,
        *,
        body: bytes = b"{}",
        room: int | None = None,
        first: float = 9.0,
        stall: float | None = None,
        end: float = 9.0,
    ) -> None:
        now = asyncio.get_running_loop().time()
        self.shelf = Shelf()
        self.wire = Wire(room)
        self.connection: Connection = self.wire.carry(self.shelf)
        self.answer: Answer = self.connection.send(HEADER, body, Waits(now + first, stall, now + end))

    @property
    def is_reusable(self) -> bool:
        """It is on the shelf, or it is gone: never both, never neither."""
        assert (self.connection in self.shelf.back) is not self.wire.is_aborted
        return self.connection in self.shelf.back

    def hear(self, *pieces: bytes) -> None:
        for piece in pieces:
            if not self.wire.is_aborted:
                self.connection.data_received(piece)

    async def read(self) -> bytes:
        async with asyncio.timeout(2):
            await self.answer.begun()
            return b"".join([piece async for piece in self.answer])

    async def failure(self) -> UpstreamFailure:
        with pytest.raises(UpstreamFailure) as caught:
            await self.read()
        assert self.wire.is_aborted
        return caught.value


@pytest.fixture(autouse=True)
def _sockets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    made: list[Wire] = []
    begin = Wire.__init__

    def noted(wire: Wire, *args: Any) -> None:
        begin(wire, *args)
        made.append(wire)

    monkeypatch.setattr(Wire, "__init__", noted)
    yield
    for wire in made:
        wire.close_sockets()


# ------------------------------------------------------------------------------------------------- what is understood


@pytest.mark.parametrize("raw", [SIZED, CHUNKED, INTERIM + SIZED, INTERIM + CHUNKED], ids=["sized", "chunked", *"ab"])
async def test_an_answer_is_the_same_however_it_is_split(raw: bytes) -> None:
    splits = [[raw[:at], raw[at:]] for at in range(1, len(raw))]
    for pieces in ([raw], [raw[at : at + 1] for at in range(len(raw))], *splits):
        talk = Talk()
        talk.hear(*pieces)
        assert await talk.read() == b"hello"
        assert talk.answer.status == 200
        assert "link" not in talk.answer.headers
        assert "x-late" not in talk.answer.headers
        assert talk.is_reusable


async def test_a_body_may_last_as_long_as_the_connection_however_it_is_split() -> None:
    for at in range(1, len(UNTIL_EOF)):
        talk = Talk()
        talk.hear(UNTIL_EOF[:at], UNTIL_EOF[at:])
        talk.connection.eof_received()
        assert await talk.read() == b"hello"
        assert not talk.is_reusable


async def test_an_endless_body_that_ends_without_a_fin_is_cut_off() -> None:
    """Over TLS, a FIN that the other side did not sign may be anybody's."""
    talk = Talk()
    talk.hear(UNTIL_EOF)
    talk.connection.connection_lost(None)
    assert (await talk.failure()).kind is K.RESET


async def test_headers_have_any_case_and_a_repeated_one_is_joined() -> None:
    talk = Talk()
    talk.hear(b"HTTP/1.1 200 OK\r\nx-A:  1 \r\nX-a: 2\r\nX-Latin: caf\xe9\r\nContent-Length: 0\r\n\r\n")
    await talk.read()
    headers = talk.answer.headers
    assert (headers["X-A"], headers["x-latin"], headers.get("x-é☃")) == ("1, 2", "café", None)
    assert sorted(headers) == ["content-length", "x-a", "x-latin"]
    assert len(headers) == 3


async def test_who_waits_is_woken_by_each_piece() -> None:
    talk = Talk()
    reading = asyncio.create_task(talk.read())
    for piece in (CHUNKED[:10], CHUNKED[10:60], CHUNKED[60:]):
        await asyncio.sleep(0)
        talk.hear(piece)
    assert await reading == b"hello"


# ------------------------------------------------------------------------------------------------- what is used again


@pytest.mark.parametrize(
    ("raw", "reusable"),
    [
        (SIZED, True),
        (CHUNKED, True),
        (b"HTTP/1.1 204 No Content\r\n\r\n", True),
        (b"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n", True),
        (b"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", False),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", False),
        (SIZED + SIZED, False),
        (CHUNKED + b"HTTP/1.1 2", False),
        (CHUNKED + b"H", False),
        (SIZED + b"garbage", False),
    ],
)
async def test_only_an_answer_that_was_all_that_came_leaves_a_connection(raw: bytes, reusable: bool) -> None:
    talk = Talk()
    talk.hear(raw)
    assert await talk.read() in {b"hello", b""}
    assert talk.is_reusable is reusable


async def test_an_answer_smuggled_behind_another_is_nobodys() -> None:
    talk = Talk()
    talk.hear(SIZED + SIZED.replace(b"200", b"201").replace(b"hello", b"wrong"))
    assert (await talk.read(), talk.answer.status) == (b"hello", 200)
    assert talk.shelf.back == []


@pytest.mark.parametrize("late", [SIZED, b"\r\n", b"HTTP/1.1 408 Request Timeout\r\n\r\n"])
async def test_anything_that_comes_unasked_ends_the_connection(late: bytes) -> None:
    talk = Talk()
    talk.hear(SIZED, late)
    assert await talk.read() == b"hello"
    assert talk.wire.is_aborted
    assert talk.shelf.gone == [talk.connection]


@pytest.mark.parametrize("how", ["bytes", "fin"])
async def test_what_the_loop_has_not_read_yet_is_noticed_before_a_request_is_sent(how: str) -> None:
    talk = Talk()
    talk.hear(SIZED)
    assert talk.connection.is_quiet()
    if how == "bytes":
        talk.wire.put_unread(SIZED)
    else:
        talk.wire.hang_up_unread()
    assert not talk.connection.is_quiet()


async def test_the_fin_of_the_other_side_ends_an_idle_connection() -> None:
    talk = Talk()
    talk.hear(SIZED)
    talk.connection.eof_received()
    assert talk.shelf.gone == [talk.connection]
    assert not talk.connection.is_quiet()


async def test_an_idle_connection_is_closed_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_connection, "KEEP_ALIVE", 0.05)
    talk = Talk()
    talk.hear(SIZED)
    assert talk.is_reusable
    await asyncio.wait_for(talk.connection.closed, 1.0)
    assert talk.shelf.gone == [talk.connection]


async def test_one_connection_carries_one_exchange_after_another_and_keeps_them_apart() -> None:
    talk = Talk()
    talk.hear(SIZED)
    second = talk.connection.send(HEADER, b"", Waits(9e9, None, 9e9))
    talk.hear(CHUNKED.replace(b"llo", b"rzz"))
    assert await talk.read() == b"hello"
    await second.begun()
    assert b"".join([piece async for piece in second]) == b"herzz"
    assert talk.shelf.back == [talk.connection] * 2


async def test_an_answer_that_has_ended_no_longer_holds_the_connection() -> None:
    talk = Talk()
    talk.hear(SIZED)
    await talk.answer.aclose()
    assert talk.is_reusable
    assert await talk.read() == b"hello"


async def test_a_connection_that_was_lost_before_the_request_fails_it() -> None:
    talk = Talk()
    talk.hear(SIZED, b"unasked")
    answer = talk.connection.send(HEADER, b"", Waits(9e9, None, 9e9))
    with pytest.raises(UpstreamFailure) as caught:
        await answer.begun()
    assert caught.value.kind is K.REFUSED


# --------------------------------------------------------------------------------------------------- what goes wrong

HEAD = b"HTTP/1.1 200 OK\r\n"
BOMBS = {
    "a long line": HEAD + b"x: " + b"y" * 8_190 + b"\r\n\r\n",
    "a long name": HEAD + b"x" * 8_191 + b": y\r\n\r\n",
    "many lines": HEAD + b"x: y\r\n" * 129 + b"\r\n",
    "many lines of many responses": INTERIM * 129 + SIZED,
    "a trailer too many": CHUNKED.replace(b"X-Late: 1\r\n", b"x: y\r\n" * 129),
}
LIES = {
    "not http": b"SSH-2.0-OpenSSH_9.6\r\n",
    "tls": b"\x15\x03\x03\x00\x02\x02\x28",
    "two lengths": HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    "length and chunks": HEAD + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a length that is none": HEAD + b"Content-Length: -5\r\n\r\nhello",
    "another coding": HEAD + b"Transfer-Encoding: gzip\r\n\r\nhello",
    "another coding in chunks": HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "chunks twice": HEAD + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "another protocol": b"HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\nhello",
    "another protocol, unnamed": b"HTTP/1.1 101 Switching\r\n\r\n" + SIZED,
    "a bare line feed": HEAD + b"x: y\nz: a\r\n\r\n",
    "a chunk that lies": HEAD + b"Transfer-Encoding: chunked\r\n\r\n2\r\nhello\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("how", BOMBS | LIES)
async def test_what_is_not_http_as_we_may_be_sent_it_is_garbage(how: str) -> None:
    talk = Talk()
    talk.hear((BOMBS | LIES)[how])
    failure = await talk.failure()
    assert (failure.kind, failure.detail) == (K.GARBAGE, "not http")


@pytest.mark.parametrize(
    ("begin", "endless"),
    [
        (b"HTTP/1.1 200 ", b"O"),
        (HEAD + b"x: ", b"y"),
        (HEAD, b"y"),
        (b"", b"HTTP/1.1 103 Hints\r\n\r\n"),
        (CHUNKED[:-2] + b"x: ", b"y"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"0"),
    ],
)
async def test_what_never_ends_and_brings_no_body_is_garbage(begin: bytes, endless: bytes) -> None:
    talk = Talk()
    talk.hear(begin, *[endless * (4096 // len(endless))] * 20)
    assert MAX_BARE < 20 * 4096
    assert (await talk.failure()).kind is K.GARBAGE


@pytest.mark.parametrize("cut", [*range(len(SIZED) - 1)])
async def test_an_answer_that_breaks_off_is_refused_before_its_head_and_reset_after_it(cut: int) -> None:
    for end in ("fin", "rst"):
        talk = Talk()
        talk.hear(SIZED[:cut])
        if end == "fin":
            talk.connection.eof_received()
        else:
            talk.connection.connection_lost(ConnectionResetError())
        assert (await talk.failure()).kind is (K.RESET if b"\r\n\r\n" in SIZED[:cut] else K.REFUSED)


async def test_chunks_without_their_end_are_reset() -> None:
    for cut in range(CHUNKED.index(b"\r\n\r\n") + 4, len(CHUNKED)):
        talk = Talk()
        talk.hear(CHUNKED[:cut])
        talk.connection.eof_received()
        assert (await talk.failure()).kind is K.RESET


async def test_what_preceded_a_failure_is_read_first_and_the_failure_stays() -> None:
    talk = Talk()
    talk.hear(HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n")
    await talk.answer.begun()
    assert await anext(talk.answer) == b"hello"
    for _ in range(2):
        with pytest.raises(UpstreamFailure, match="garbage"):
            await anext(talk.answer)


async def test_after_hanging_up_nothing_is_waited_for() -> None:
    talk = Talk()
    talk.hear(SIZED[:-1])
    await talk.answer.aclose()
    await talk.answer.aclose()
    assert (await talk.failure()).kind is K.RESET


# ---------------------------------------------------------------------------------------------------------- patience


async def test_headers_that_drip_do_not_win_time() -> None:
    talk = Talk(first=0.2, stall=0.1, end=9)

    async def drip() -> None:
        for at in range(len(SIZED)):
            talk.hear(SIZED[at : at + 1])
            await asyncio.sleep(0.03)

    async with asyncio.TaskGroup() as tasks:
        dripping = tasks.create_task(drip())
        failure = await talk.failure()
        dripping.cancel()
    assert (failure.kind, failure.detail) == (K.TIMEOUT, "first_token")


async def test_each_piece_of_a_body_wins_time_up_to_the_total() -> None:
    talk = Talk(first=0.2, stall=0.2, end=0.6)
    talk.hear(CHUNKED[: CHUNKED.index(b"2;")])

    async def drip() -> None:
        while True:
            talk.hear(b"1\r\nx\r\n")
            await asyncio.sleep(0.05)

    async with asyncio.TaskGroup() as tasks:
        dripping = tasks.create_task(drip())
        failure = await talk.failure()
        dripping.cancel()
    assert (failure.kind, failure.detail) == (K.TIMEOUT, "total")


# ------------------------------------------------------------------------------------------------------ flow control


async def test_a_provider_is_read_no_faster_than_its_answer_is_taken() -> None:
    talk = Talk()
    size = 3 * MUCH
    talk.hear(HEAD + b"Content-Length: %d\r\n\r\n" % size, b"x" * MUCH)
    assert not talk.wire.is_paused()
    talk.hear(b"x")
    assert talk.wire.is_paused()
    await talk.answer.begun()
    assert len(await anext(talk.answer)) == MUCH + 1
    assert not talk.wire.is_paused()
    talk.hear(b"x" * (size - MUCH - 1))
    assert not talk.wire.is_paused(), "nothing more will come, and the connection is used again"
    assert talk.is_reusable
    assert len(await talk.read()) == size - MUCH - 1


async def test_silence_that_we_asked_for_is_no_stall() -> None:
    talk = Talk(first=0.1, stall=0.1, end=9)
    talk.hear(HEAD + b"Content-Length: %d\r\n\r\n" % (2 * MUCH), b"x" * (MUCH + 1))
    await asyncio.sleep(0.25)
    await talk.answer.begun()
    assert len(await anext(talk.answer)) == MUCH + 1
    with pytest.raises(UpstreamFailure, match="stall"):
        await anext(talk.answer)


async def test_a_large_body_is_sent_as_it_is_taken_and_not_copied() -> None:
    body = bytes(range(256)) * (PIECE // 64)
    talk = Talk(body=body, room=PIECE)
    assert len(talk.wire.sent) < 2 * PIECE
    for _ in range(10):
        talk.connection.resume_writing()
    assert talk.wire.sent == HEADER + body
    assert all(isinstance(piece, memoryview) and piece.obj is body for piece in talk.wire.writes[1:])
    talk.hear(SIZED)
    assert talk.is_reusable


@pytest.mark.parametrize("body", [b"x" * (4 * PIECE), b"{}"])
async def test_an_answer_before_the_request_was_sent_is_heard_and_ends_the_connection(body: bytes) -> None:
    talk = Talk(body=body, room=PIECE)
    talk.wire.unsent = 1
    talk.hear(SIZED)
    assert await talk.read() == b"hello"
    assert not talk.is_reusable


async def test_hanging_up_stops_an_upload() -> None:
    talk = Talk(body=b"x" * (4 * PIECE), room=PIECE)
    before = len(talk.wire.sent)
    await talk.answer.aclose()
    talk.connection.resume_writing()
    assert len(talk.wire.sent) == before


async def test_what_is_sent_is_head_and_body_at_every_size() -> None:
    for less, more in pairwise((0, _connection.SMALL, _connection.PIECE, _connection.PIECE * 2)):
        for size in (less, less + 1, more - 1, more):
            assert Talk(body=b"y" * size).wire.sent == HEADER + b"y" * size
