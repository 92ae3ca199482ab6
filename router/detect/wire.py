"""What the data plane and its workers say to each other: MessagePack, each message behind its length in four bytes."""

import msgspec

from router.core.frames import framed
from router.core.lexicons import Lexicon


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
    return framed(_ENCODER.encode(message))


def read_order(body: bytes) -> Order:
    return _ORDERS.decode(body)


def read_message(body: bytes) -> Message:
    return _MESSAGES.decode(body)
