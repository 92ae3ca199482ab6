"""Linear-time patterns: RE2 behind a small typed face, and the boundary questions that RE2 cannot ask.

RE2 has no look-around, so what may stand before and after a value is asked here, in code. Unbounded optional tails are
avoided in all patterns: each match costs what it spans, and a scan costs what it reads.
"""

from collections.abc import Iterator

import re2

_MEMORY = 64 << 20
"""Bytes one pattern may use for its automaton. Past it RE2 is slower, never wrong."""


class Pattern:
    """A compiled RE2 pattern over `str`; offsets are characters."""

    __slots__ = ("_compiled",)

    def __init__(self, source: str, memory: int = _MEMORY) -> None:
        options = re2.Options()
        options.max_mem = memory
        options.log_errors = False
        self._compiled = re2.compile(source, options)

    @property
    def source(self) -> str:
        return str(self._compiled.pattern)

    @property
    def size(self) -> int:
        """Instructions of its program."""
        return int(self._compiled.programsize)

    def spans(self, text: str, group: int = 0) -> Iterator[tuple[int, int]]:
        for match in self._compiled.finditer(_quick(text)):
            yield match.span(group)

    def groups(self, text: str) -> Iterator[tuple[tuple[int, int], ...]]:
        """The spans of all groups of each match, the whole match first; (-1, -1) for a group that took no part."""
        count = self._compiled.groups + 1
        for match in self._compiled.finditer(_quick(text)):
            yield tuple(match.span(group) for group in range(count))

    def found(self, text: str) -> bool:
        return self._compiled.search(_quick(text)) is not None

    def fills(self, text: str) -> bool:
        return self._compiled.fullmatch(_quick(text)) is not None


def _quick(text: str) -> str | bytes:
    """Where each character is one octet, RE2's wrapper need not count them: a match costs a third."""
    return text.encode() if text.isascii() else text


def before(text: str, start: int) -> str:
    """The character before, "" at the beginning."""
    return text[start - 1] if start else ""


def after(text: str, end: int) -> str:
    """The character behind, "" at the end."""
    return text[end : end + 1]


def is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def stands_alone(text: str, start: int, end: int) -> bool:
    """No letter, digit or underscore touches the span."""
    return not is_word(before(text, start)) and not is_word(after(text, end))


def continues_number(text: str, end: int, marks: str = ".") -> bool:
    """One of the marks and a digit follow: the span is the head of a longer number, such as `1.5`.

    Other marks end a value, as in a row (`4111111111111111,123`), a log (`83.12.44.9:80`) or a list.
    """
    following = text[end : end + 2]
    return following[:1].isdigit() or (following[:1] in set(marks) and following[1:].isdigit())


def continued_number(text: str, start: int, marks: str = ".") -> bool:
    """A digit and one of the marks stand before: the span is the tail of a longer number, such as `1.5`."""
    return before(text, start) in set(marks) and text[max(0, start - 2) : start - 1].isdigit()
