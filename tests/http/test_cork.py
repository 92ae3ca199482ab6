"""What is written in one turn of the loop is one write; to a client that is gone it is none, and no fault either."""

import asyncio
from collections.abc import Callable
from typing import Any

import uvloop

from router.http.cork import Cork


class Peer(asyncio.Protocol):
    """The client's end."""

    def __init__(self, heard: "asyncio.Queue[bytes]") -> None:
        self._heard = heard

    def data_received(self, data: bytes) -> None:
        self._heard.put_nowait(data)


def in_two(cork: Cork) -> None:
    cork.write(b"head ")
    cork.write(b"and body")


async def written(write: Callable[[Cork], None], *, is_gone: bool) -> tuple[list[bytes], list[Any]]:
    """What the client got, and what the loop complained of."""
    loop = asyncio.get_running_loop()
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    faults: list[Any] = []
    loop.set_exception_handler(lambda _, fault: faults.append(fault))
    async with await loop.create_server(lambda: Peer(heard), "127.0.0.1", 0) as server:
        transport, _ = await loop.create_connection(asyncio.Protocol, *server.sockets[0].getsockname())
        cork = Cork(transport, loop)
        if is_gone:
            transport.abort()
            await asyncio.sleep(0.02)
        write(cork)
        await asyncio.sleep(0.02)
        transport.abort()
    return [heard.get_nowait() for _ in range(heard.qsize())], faults


def test_what_is_written_in_one_turn_arrives_together() -> None:
    assert uvloop.run(written(in_two, is_gone=False)) == ([b"head and body"], [])


def test_a_late_word_to_a_client_that_is_gone_is_no_fault() -> None:
    assert uvloop.run(written(in_two, is_gone=True)) == ([], [])
