"""What in a body is no word of people: the dialect's own words, and media. And where a string stands."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from router.core.context import Context
from router.core.shape import Shape, Sort
from router.core.types import SlotKind


@dataclass(frozen=True, slots=True)
class Structural:
    """Which strings of a dialect are not people's words.

    `shape`: the places of its own words. `media`: (enclosing key, key) where bare base64 is expected, wherever they
    stand. `last`: top-level keys read after all others because they grow from turn to turn: what stands beside them
    keeps its placeholders.
    """

    shape: Shape
    media: frozenset[tuple[str, str]] = frozenset()
    last: frozenset[str] = frozenset({"messages", "input"})

    def sort(self, text: str, where: "Where") -> SlotKind | None:
        """What a string is, or None for one that is no slot: empty, or media, or a plain word of the protocol."""
        if not text or is_media(text):
            return None
        sort = None if where.shape is None else where.shape.sort
        if sort is Sort.SIGNED:
            return SlotKind.SIGNED
        if sort is Sort.STRUCTURE and _STRUCTURE.fullmatch(text):
            return None if text in _PROTOCOL else SlotKind.STRUCTURAL
        if (sort is Sort.MEDIA or (where.above, where.key) in self.media) and _BASE64.fullmatch(text):
            return None
        return SlotKind.TEXT


class Where(NamedTuple):
    """A place in the body itself: its shape, the nearest key and the one above it, and its context."""

    shape: Shape | None
    above: str = ""
    key: str = ""
    context: Context = Context()

    def under(self, key: str) -> "Where":
        shape = None if self.shape is None else self.shape.under(key)
        return Where(shape, self.key, key, self.context.under(key))

    def named(self, name: str) -> "Where":
        """A cell of a row that is called so."""
        return self._replace(context=self.context.under(name))

    def inside(self) -> "Where":
        """The items of a list."""
        return self if self.shape is None else self._replace(shape=self.shape.items)

    @property
    def reads_numbers(self) -> bool:
        return self.shape is None or self.shape.sort is not Sort.NUMBER


def is_media(text: str) -> bool:
    """Whether the whole text is a `data:` URI (RFC 2397) with a base64 payload: not words, and so no slot."""
    return text[:5].lower() == "data:" and _DATA_URI.fullmatch(text) is not None


_STRUCTURE = re.compile(r"[\w.:/+#$-]{1,200}", re.ASCII)
_PROTOCOL = frozenset(
    {"system", "developer", "user", "assistant", "tool", "function", "text", "auto", "none", "required"}
    | {"object", "string", "number", "integer", "boolean", "array", "null", "low", "medium", "high", "default"}
)
"""Everyday words (`router.core.everyday`) of the protocols: nothing can be found in them, so they are no slots."""

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]+={0,2}")
_DATA_URI = re.compile(
    r"data:(?:[a-z]{1,40}/[a-z0-9.+-]{1,80})?(?:;(?:charset|codecs)=[\w.-]{1,40})?;base64,[A-Za-z0-9+/_-]{64,}={0,2}",
    re.ASCII | re.IGNORECASE,
)
"""Other parameters may be words (a file name), so with them it is read like any text; and so is a short payload."""
