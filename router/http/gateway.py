"""One handler for all dialects: bytes in, the walk, bytes out. It parses nothing and decides nothing."""

import logging
from asyncio import CancelledError, to_thread
from collections.abc import Callable, Mapping
from contextlib import aclosing

from router.core.faults import where
from router.core.problems import Code, Problem
from router.core.types import Caller, Envelope
from router.http import sdk
from router.http.asgi import Receive, Send
from router.http.delivery import Delivery, new_id
from router.http.watch import Lookout, Watch
from router.pipeline import LARGE, Engine, Head, Surroundings, Walk, receipt_of
from router.ports import DialectPort

log = logging.getLogger("sovereign.http")

MAX_BODY = 20 * 1000 * 1000
"""Bytes of a request body, as promised in the README."""


class Gateway:
    def __init__(
        self, engine: Callable[[], Engine], around: Surroundings, caller: Callable[[Mapping[bytes, bytes], str], Caller]
    ) -> None:
        self._engine = engine
        self._around = around
        self._caller = caller
        self._open: dict[str, set[Watch]] = {}
        self._ids: set[str] = set()
        self._lookout = Lookout()

    async def answer(
        self, dialect: DialectPort, headers: Mapping[bytes, bytes], peer: str, receive: Receive, send: Send
    ) -> None:
        """Answers one request, of a client at the address `peer`. Every way it can end is one finish or one error."""
        delivery = Delivery(send, dialect, new_id())
        watch = self._lookout.begin(receive)
        self._ids.add(delivery.id)
        try:
            await self._answer(delivery, headers, peer, watch)
        except Problem as problem:
            watch.is_known = True
            await delivery.refuse(problem)
        except CancelledError:
            if not watch.saw_it_go:
                await delivery.refuse(watch.problem or stopping())
        except Exception as fault:  # noqa: BLE001 - the shielded last line: a fault of ours must not show text to anybody
            watch.is_known = True
            log.warning("request %s failed inside the router: %s", delivery.id, where(fault))
            await delivery.refuse(Problem(Code.UPSTREAM_ERROR, "the router failed here; its log names the place"))
        finally:
            self._lookout.end(watch)
            self._ids.discard(delivery.id)

    def open_receipts(self) -> list[str]:
        """What the receipts of all requests that are open now are or will be called."""
        return [receipt_of(request_id) for request_id in self._ids]

    def end_walks(self, holds: Callable[[str], bool], problem: Problem) -> None:
        """Ends what is open for every key that does not hold any more, and says so with `problem`."""
        for key_id in [key_id for key_id in self._open if not holds(key_id)]:
            for watch in self._open[key_id]:
                watch.stop(problem)

    async def _answer(self, delivery: Delivery, headers: Mapping[bytes, bytes], peer: str, watch: Watch) -> None:
        caller = self._caller(headers, peer)
        opened = self._open.setdefault(caller.key_id, set())
        opened.add(watch)
        try:
            envelope = await self._envelope(delivery, caller, headers, watch)
            await self._walk(Walk(envelope, delivery.dialect, self._engine(), self._around), delivery, watch)
        finally:
            opened.discard(watch)
            if not opened:
                self._open.pop(caller.key_id, None)

    async def _envelope(
        self, delivery: Delivery, caller: Caller, headers: Mapping[bytes, bytes], watch: Watch
    ) -> Envelope:
        raw = await read_body(headers, watch.receive)
        watch.has_body = True
        body = delivery.dialect.parse(raw) if len(raw) < LARGE else await to_thread(delivery.dialect.parse, raw)
        return Envelope(
            id=delivery.id,
            caller=caller,
            dialect=delivery.dialect.name,
            model=str(body["model"]),
            stream=body.get("stream") is True,
            body=body,
            raw=raw,
            declared=_text(headers, b"x-data-class"),
            traceparent=_text(headers, b"traceparent"),
            again=sdk.asks_again(headers),
            patience=sdk.patience(headers),
            features=sdk.features(headers),
        )

    async def _walk(self, walk: Walk, delivery: Delivery, watch: Watch) -> None:
        async with aclosing(walk.run()) as parts:
            head = _head(await anext(parts))
            delivery.rest = walk.rest
            if walk.envelope.stream and head.problem is None:
                await delivery.begin(head)
                async for part in parts:
                    if isinstance(part, bytes):
                        await delivery.pass_on(part)
                watch.is_known = True
                await delivery.end()
            else:
                body = b"".join([part async for part in parts if isinstance(part, bytes)])
                watch.is_known = True
                await delivery.whole(head, body)


async def read_body(headers: Mapping[bytes, bytes], receive: Receive) -> bytes:
    """The request's bytes, bounded in size. Raises `Problem`, and CancelledError when the client has gone."""
    if headers.get(b"content-encoding", b"identity").lower() != b"identity":
        raise Problem(Code.INVALID_REQUEST, "send the body without content-encoding; compressed bodies are not read")
    if headers.get(b"transfer-encoding", b"chunked").lower() != b"chunked":
        raise Problem(Code.INVALID_REQUEST, "send the body with transfer-encoding chunked, or with a content-length")
    declared = headers.get(b"content-length", b"0")
    if declared.isdigit() and int(declared) > MAX_BODY:
        raise too_large()
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise CancelledError
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > MAX_BODY:
            raise too_large()
        if not message.get("more_body", False):
            return b"".join(parts)


def too_large() -> Problem:
    return Problem(Code.BODY_TOO_LARGE, f"the body is larger than {MAX_BODY // 1_000_000} MB")


def stopping() -> Problem:
    return Problem(Code.STOPPED, "the router is being stopped; ask again")


def _head(first: Head | bytes) -> Head:
    if isinstance(first, Head):
        return first
    raise TypeError("the walk began without a head")


def _text(headers: Mapping[bytes, bytes], name: bytes) -> str | None:
    value = headers.get(name)
    return value.decode("latin-1").strip() if value is not None else None
