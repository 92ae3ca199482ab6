"""What the data plane and its workers say to each other: MessagePack, each message behind its length in four bytes."""

from collections.abc import Iterator
from struct import Struct

import msgspec

from router.core.rules import Lexicon

_LENGTH = Struct(">I")


class Learn(msgspec.Struct, array_like=True, frozen=True, tag="learn"):
    """A lexicon that jobs will name by its digest."""

    lexicon: Lexicon


class Forget(msgspec.Struct, array_like=True, frozen=True, tag="forget"):
    """No job will name this lexicon any more, unless it is learnt again."""

    digest: bytes


class Job(msgspec.Struct, array_like=True, frozen=True, tag="job"):
    """Texts to read, each with its hint, by the lexicon of this digest as well; b"" for none."""

    items: list[tuple[str, str]]
    lexicon: bytes = b""


class Hello(msgspec.Struct, array_like=True, frozen=True, tag="hello"):
    """A worker is ready."""

    pid: int


class Fault(msgspec.Struct, array_like=True, frozen=True, tag="fault"):
    """No worker comes, and why: nothing of any text."""

    reason: str


class Answer(msgspec.Struct, array_like=True, frozen=True, tag="answer"):
    """What the next item of the job holds: (start, end, kind, score, by) each. None: a recogniser failed."""

    found: list[tuple[int, int, str, float, str]] | None


Message = Hello | Fault | Answer
Order = Learn | Forget | Job
_ENCODER = msgspec.msgpack.Encoder()
_ORDERS: msgspec.msgpack.Decoder[Order] = msgspec.msgpack.Decoder(Order)
_MESSAGES: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)


def frame(message: Order | Message) -> bytes:
    body = _ENCODER.encode(message)
    return _LENGTH.pack(len(body)) + body


def read_order(body: bytes) -> Order:
    return _ORDERS.decode(body)


def read_message(body: bytes) -> Message:
    return _MESSAGES.decode(body)


class Frames:
    """Takes bytes as they come, gives the bodies of whole messages."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._buffer += data
        while len(self._buffer) >= _LENGTH.size:
            end = _LENGTH.size + _LENGTH.unpack_from(self._buffer)[0]
            if len(self._buffer) < end:
                return
            body = bytes(self._buffer[_LENGTH.size : end])
            del self._buffer[:end]
            yield body
