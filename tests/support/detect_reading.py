"""What the tests of recognisers ask: which parts of a text are found, as which kind."""

from functools import cache

from router.detect.engine import Engine

_FIRST = (
    "Anna, née le 1 mai 1980, tel +49 30 123456, PESEL 44051401359, DE89 3704 0044 0532 0130 00, x@y.eu\n"
    "password = 'hunter2' 4111 1111 1111 1111 10.0.0.1 2001:db8::1 54362315K sk-proj-abcdefghijklmnop1234"
)


@cache
def engine() -> Engine:
    """Warm: automata and tables of countries are built by the first text that needs them, in tenths of a second."""
    built = Engine()
    built.scan(_FIRST)
    return built


def found(text: str, kind: str) -> list[str]:
    return [text[one.start : one.end] for one in engine().scan(text) if one.kind == kind]


def kinds(text: str) -> list[str]:
    return [one.kind for one in engine().scan(text)]
