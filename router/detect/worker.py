"""A worker: reads texts from its socket, writes what they hold, one answer per text, until the socket ends.

An answer per text, not per job: when a worker must be killed, the text it was reading is known.
"""

import os
import socket

from router.detect.engine import Engine
from router.detect.wire import Answer, Frames, Hello, frame, read_job

_READ = 1 << 18


def serve(channel: socket.socket, engine: Engine) -> None:
    channel.sendall(frame(Hello(os.getpid())))
    frames = Frames()
    while data := channel.recv(_READ):
        for body in frames.feed(data):
            _work(channel, engine, body)


def _work(channel: socket.socket, engine: Engine, body: bytes) -> None:
    for hint, text in read_job(body).items:
        channel.sendall(frame(Answer(_scan(engine, hint, text))))


def _scan(engine: Engine, hint: str, text: str) -> list[tuple[int, int, str, float, str]] | None:
    try:
        return [*engine.scan(text, hint)]
    except Exception:  # noqa: BLE001 - whatever a recogniser died of, the text is unread; no word of it is logged
        return None
