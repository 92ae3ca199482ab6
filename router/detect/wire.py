"""What the data plane and its workers say to each other: MessagePack, each message behind its length in four bytes."""

from collections.abc import Iterator
from struct import Struct

import msgspec

_LENGTH = Struct(">I")


class Job(msgspec.Struct, array_like=True, frozen=True, tag="job"):
    """Texts to read, each with its hint."""

    items: list[tuple[str, str]]


class Hello(msgspec.Struct, array_like=True, frozen=True, tag="hello"):
    """A worker is ready."""

    pid: int


class Answer(msgspec.Struct, array_like=True, frozen=True, tag="answer"):
    """What the next item of the job holds: (start, end, kind, score, by) each. None: a recogniser failed."""

    found: list[tuple[int, int, str, float, str]] | None


Message = Hello | Answer
_ENCODER = msgspec.msgpack.Encoder()
_JOBS = msgspec.msgpack.Decoder(Job)
_MESSAGES: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)


def frame(message: Job | Message) -> bytes:
    body = _ENCODER.encode(message)
    return _LENGTH.pack(len(body)) + body


def read_job(body: bytes) -> Job:
    return _JOBS.decode(body)


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
