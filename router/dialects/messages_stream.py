"""A streamed message: read event by event, restored, tool calls withheld.

Source: Anthropic API reference, "Streaming messages". The order is message_start; for each block content_block_start,
its deltas, content_block_stop; message_delta with the stop_reason and the usage; message_stop. Pings come anywhere.

An event that nothing changed passes as its own bytes. A withheld call has no event at all, and the blocks behind it
move up, so that the client sees no gap; what it reads instead is a block of text, last. What a block held back comes
before its stop.

The stream is complete with message_stop, once there was a stop_reason. Where the provider breaks off between the two
the client has its finish and may not have an error too: it gets a message_stop of ours. A failure is the last thing
that is said; nothing is read after it.
"""

import re
from collections.abc import Callable
from typing import Any

from router.core.problems import FailureKind, UpstreamFailure
from router.core.redact import Vault
from router.core.sse import Event
from router.dialects.messages_block import Block
from router.dialects.messages_blocks import kind_of
from router.dialects.messages_calls import Calls
from router.dialects.messages_words import put_back, read_usage, written
from router.dialects.stream import Stream, object_of
from router.dialects.whole import garbage
from router.dialects.wire import dump, model_of

_NAME = re.compile(r"[a-z_]{1,64}")
_FILLED_LATER = frozenset({"text", "thinking"})
"""Blocks that begin empty."""


class StreamedMessage(Stream):
    """`json_content`: the request asked for JSON."""

    def __init__(self, *, vault: Vault | None, refusal: Callable[[str], str | None], json_content: bool) -> None:
        super().__init__()
        self._vault = vault or None
        self._calls = Calls(refusal)
        self._json_content = json_content
        self._open: dict[int, Block | None] = {}
        """By the provider's index; None for a withheld call."""
        self._shown = 0
        self._told: dict[str, Any] = {}
        self._stop_reason: str | None = None

    @property
    def finished(self) -> bool:
        return self._stop_reason is not None

    @property
    def finish_reasons(self) -> tuple[str, ...]:
        return () if self._stop_reason is None else (self._stop_reason,)

    def _read(self, event: Event) -> bytes:
        if event.data is None:
            return event.raw if event.is_comment else b""
        if event.data.strip() == b"[DONE]":  # a habit of hosts that speak OpenAI's languages too
            return self._end_of_all()
        try:
            return self._read_event(event, object_of(event))
        except UpstreamFailure as failure:
            return self._fail(failure)
        except RecursionError:
            return self._fail(garbage("nested too deeply"))

    def _read_event(self, event: Event, value: dict[str, Any]) -> bytes:
        read: Callable[[Event, dict[str, Any]], bytes]
        match value.get("type"):
            case "message_start":
                read = self._begin
            case "content_block_start":
                read = self._begin_block
            case "content_block_delta":
                read = self._read_delta
            case "content_block_stop":
                read = self._end_block
            case "message_delta":
                read = self._finish
            case "message_stop":
                read = self._end
            case str(name) if _NAME.fullmatch(name):
                read = self._read_other
            case _:
                raise garbage("an event without a type")
        return read(event, value)

    def _begin(self, event: Event, value: dict[str, Any]) -> bytes:
        message = value.get("message")
        if not isinstance(message, dict):
            raise garbage("no message")
        if message.get("content"):  # no call in it was asked about
            raise garbage("a message that begins with content")
        self.response_model = model_of(message)
        self._tell(message.get("usage"))
        return self._read_other(event, value)

    def _begin_block(self, event: Event, value: dict[str, Any]) -> bytes:
        place, content = _index(value), value.get("content_block")
        if not isinstance(content, dict) or place in self._open:
            raise garbage("a block that is no object, or began twice")
        if self.finished:  # the client has its finish: no refusal could follow
            raise garbage("a block after the finish")
        self.written += written(content)
        if not self._calls.may_pass(content):
            self._open[place] = None
            return b""
        block = self._open[place] = Block(self._shown, self._vault, json_content=self._json_content)
        self._shown += 1
        changed = block.begin(content)
        self.committed |= kind_of(content) not in _FILLED_LATER or written(content) > 0
        return _numbered(event, value, block, changed=changed)

    def _read_delta(self, event: Event, value: dict[str, Any]) -> bytes:
        place, delta = _index(value), value.get("delta")
        if not isinstance(delta, dict) or place not in self._open:
            raise garbage("a delta of no block")
        size = written(delta)
        self.written += size
        self.heard += size > 0
        block = self._open[place]
        if block is None:
            return b""
        changed = block.read(delta)
        self.committed = self.committed or (written(delta) if changed else size) > 0 or "citation" in delta
        return _numbered(event, value, block, changed=changed)

    def _end_block(self, event: Event, value: dict[str, Any]) -> bytes:
        block = self._open.pop(_index(value), None)
        if block is None:
            return b""
        return self._rest_of(block) + _numbered(event, value, block, changed=False)

    def _finish(self, event: Event, value: dict[str, Any]) -> bytes:
        delta = value.get("delta")
        reason = delta.get("stop_reason") if isinstance(delta, dict) else None
        if not isinstance(delta, dict) or not isinstance(reason, str | None):
            raise garbage("a message_delta without a delta")
        self._tell(value.get("usage"))
        self.usage = read_usage(self._told)
        if not reason:
            return self._read_other(event, value)
        if self._stop_reason is not None:  # the client sees one finish
            return b""
        before = self._end_blocks() + self._refuse()
        self._stop_reason = self._calls.stop_reason(reason)
        delta["stop_reason"] = self._stop_reason
        return before + self._read_other(event, value, changed=self._stop_reason != reason)

    def _end_blocks(self) -> bytes:
        """Those that the provider left open."""
        left = [block for block in self._open.values() if block is not None]
        self._open.clear()
        return b"".join(
            self._rest_of(block) + _event({"type": "content_block_stop", "index": block.index}) for block in left
        )

    def _refuse(self) -> bytes:
        """What the agent reads in place of calls that were withheld."""
        refused = self._calls.refused
        if not refused:
            return b""
        self.committed = True
        place = {"index": self._shown}
        self._shown += 1
        return _events(
            {"type": "content_block_start", **place, "content_block": {"type": "text", "text": ""}},
            {"type": "content_block_delta", **place, "delta": {"type": "text_delta", "text": refused}},
            {"type": "content_block_stop", **place},
        )

    def _end(self, event: Event, value: dict[str, Any]) -> bytes:
        if self._stop_reason is None:
            raise UpstreamFailure(FailureKind.NO_FINISH, "a message_stop without a stop_reason")
        self.complete = True
        return _passed(event, value)

    def _read_other(self, event: Event, value: dict[str, Any], *, changed: bool = False) -> bytes:
        if self._vault is None:
            return _passed(event, value, changed=changed)
        new = put_back(value, self._vault)
        return _passed(event, new, changed=changed or new is not value)

    def _rest_of(self, block: Block) -> bytes:
        deltas = block.rest()
        self.committed |= bool(deltas)
        return _events(*({"type": "content_block_delta", "index": block.index, "delta": delta} for delta in deltas))

    def _end_of_all(self) -> bytes:
        if self.finished:
            self.complete = True
            return _event({"type": "message_stop"})
        half = self._parser.tail.startswith((b"data:", b"event:"))
        is_nothing = not (self._told or self._shown or half)
        return self._fail(UpstreamFailure(FailureKind.GARBAGE if is_nothing else FailureKind.NO_FINISH, "no stop"))

    def _fail(self, failure: UpstreamFailure) -> bytes:
        if self.committed and self.finished:
            return self._end_of_all()
        self.failure = failure
        left = [block for block in self._open.values() if block is not None]
        return b"".join(map(self._rest_of, left)) if self.committed else b""

    def _tell(self, usage: object) -> None:
        """Counts are cumulative, and what an event leaves out holds as it was."""
        if isinstance(usage, dict):
            self._told |= {name: number for name, number in usage.items() if number is not None}


def _index(value: dict[str, Any]) -> int:
    index = value.get("index")
    if not isinstance(index, int) or isinstance(index, bool):
        raise garbage("a block without an index")
    return index


def _numbered(event: Event, value: dict[str, Any], block: Block, *, changed: bool) -> bytes:
    moved = value["index"] != block.index
    value["index"] = block.index
    return _passed(event, value, changed=changed or moved)


def _passed(event: Event, value: dict[str, Any], *, changed: bool = False) -> bytes:
    """Clients go by the name of an event: one that the provider left out is put in front."""
    return event.raw if event.event == value["type"] and not changed else _event(value)


def _event(value: dict[str, Any]) -> bytes:
    return b"event: %b\ndata: %b\n\n" % (value["type"].encode(), dump(value))


def _events(*values: dict[str, Any]) -> bytes:
    return b"".join(map(_event, values))
