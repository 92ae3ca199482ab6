"""Recognisers that do what a bad one would, for the tests of the pool: named `detector_hooks:...` to it.

Word in the text -> what happens: STUCK (never returns), CRASH (the process dies), RAISE (an exception), SLOW (0.2 s),
LOOKUP (asks for the address of a name). Found as names are: CLOSED,
where no debugger and no core dump sees the process, and the names of the variables in its environment.
"""

import ctypes
import os
import resource
import socket
import time
from typing import Any

from presidio_analyzer import EntityRecognizer, RecognizerResult

NAME = "Ann Other"
UNBORN = "no worker starts with this"


class Misbehaving(EntityRecognizer):  # type: ignore[misc]  # Presidio is read without types
    def __init__(self) -> None:
        super().__init__(supported_entities=["PERSON"], name="misbehaving")

    def load(self) -> None:
        """Nothing to load."""

    def analyze(self, text: str, entities: list[str], nlp_artifacts: Any = None) -> list[RecognizerResult]:  # noqa: ARG002 - Presidio's signature
        if "STUCK" in text:
            while True:
                pass
        if "CRASH" in text:
            os._exit(3)
        if "RAISE" in text:
            raise ValueError(text)
        if "LOOKUP" in text:
            socket.getaddrinfo("detector.invalid", 443)
        if "SLOW" in text:
            time.sleep(0.2)
        names = [NAME, *os.environ, *(["CLOSED"] if "CLOSED" in text and _is_closed() else [])]
        found = [(text.find(name), len(name)) for name in names]
        return [RecognizerResult("PERSON", start, start + size, 0.9) for start, size in found if start >= 0]


def _is_closed() -> bool:
    """PR_GET_DUMPABLE of prctl(2) is 3."""
    return ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0 and resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)


def misbehaving() -> list[EntityRecognizer]:
    return [Misbehaving()]


def unborn() -> list[EntityRecognizer]:
    raise RuntimeError(UNBORN)
