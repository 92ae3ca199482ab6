"""Recognisers that do what a bad one would, for the tests of the pool: named `detector_hooks:...` to it.

Word in the text -> what happens: STUCK (never returns), CRASH (the process dies), RAISE (an exception), SLOW (0.2 s),
LOOKUP (asks for the address of a name).
"""

import os
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
        start = text.find(NAME)
        return [RecognizerResult("PERSON", start, start + len(NAME), 0.9)] if start >= 0 else []


def misbehaving() -> list[EntityRecognizer]:
    return [Misbehaving()]


def unborn() -> list[EntityRecognizer]:
    raise RuntimeError(UNBORN)
