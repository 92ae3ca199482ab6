"""What the tests of recognisers ask: which parts of a text are found, as which kind."""

from functools import cache

from router.detect.engine import Engine


@cache
def engine() -> Engine:
    return Engine()


def found(text: str, kind: str) -> list[str]:
    return [text[one.start : one.end] for one in engine().scan(text) if one.kind == kind]


def kinds(text: str) -> list[str]:
    return [one.kind for one in engine().scan(text)]
