"""A worker: reads texts from its socket, writes what they hold, one answer per text, until the socket ends.

An answer per text, not per job: when a worker must be killed, the text it was reading is known. Lexicons come before
the first job that names them and are compiled once, at that job; the data plane says when to forget one, so what is
kept here is as bounded as what it remembers to have told.
"""

import os
import socket

from router.core.frames import Frames
from router.core.lexicons import Lexicon
from router.detect.alphabets import unread_words
from router.detect.containers import containers
from router.detect.engine import NOTHING_ELSE, Engine
from router.detect.merging import UNREADABLE, Found
from router.detect.terms import Own
from router.detect.wire import Answer, Forget, Hello, Job, Learn, frame, read_order

_READ = 1 << 18


class Worker:
    def __init__(self, channel: socket.socket, engine: Engine) -> None:
        self._channel = channel
        self._engine = engine
        self._told: dict[bytes, Lexicon] = {}
        self._compiled: dict[bytes, Own] = {}

    def serve(self) -> None:
        self._channel.sendall(frame(Hello(os.getpid())))
        frames = Frames()
        while data := self._channel.recv(_READ):
            for body in frames.feed(data):
                self._obey(body)

    def _obey(self, body: bytes) -> None:
        match read_order(body):
            case Learn(lexicon=lexicon):
                self._told[lexicon.digest] = lexicon
            case Forget(digest=digest):
                self._told.pop(digest, None)
                self._compiled.pop(digest, None)
            case Job(items=items, lexicon=digest):
                for hint, text in items:
                    self._channel.sendall(frame(Answer(self._scan(hint, text, digest))))

    def _scan(self, hint: str, text: str, digest: bytes) -> list[tuple[int, int, str, float, str]] | None:
        try:
            also = self._told[digest].also if digest else NOTHING_ELSE
            found = self._engine.scan(text, hint, also)
            return [*(self._own(digest).apply(text, found) if digest else found), *_unread(text)]
        except Exception:  # noqa: BLE001 - whatever a recogniser died of, the text is unread; no word of it is logged
            return None

    def _own(self, digest: bytes) -> Own:
        own = self._compiled.get(digest)
        if own is None:
            own = self._compiled[digest] = Own(self._told[digest])
        return own


def _unread(text: str) -> list[Found]:
    seen = {"containers": containers(text), "alphabets": unread_words(text)}
    return [Found(start, start + 1, UNREADABLE, 1.0, by) for by, starts in seen.items() for start in starts]


def serve(channel: socket.socket, engine: Engine) -> None:
    Worker(channel, engine).serve()
