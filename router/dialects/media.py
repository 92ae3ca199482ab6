"""What detection cannot read in a body, and `slots` therefore leaves out: it counts as media wherever it stands."""

import re
from itertools import repeat
from typing import Any

from router.core import jsontext
from router.core.shape import Shape
from router.core.structural import Structural
from router.core.types import Body
from router.dialects.asking import NESTS

_PAYLOAD = re.compile(
    r"data:(?:[\w.+-]{1,64}/[\w.+-]{1,128})?(?:;[^\s,;\"']{0,128}){0,8};base64,[A-Za-z0-9+/_-]{64}", re.IGNORECASE
)
"""A `data:` URI (RFC 2397) that carries something, anywhere in a text."""

_ESCAPED = re.compile(r"\\[u/]")  # JSON in a string can spell a URI so that it must be read to be seen


def may_spell_payload(raw: bytes) -> bool:
    """Whether a text of this JSON can hold a payload. With a backslash it may spell any character by its number."""
    return b"\\" in raw or (b";" in raw and b"64," in raw)


def spells_media(body: Body, raw: bytes) -> bool:
    """For a language that has no place for media: whether one of its texts is a file nevertheless.

    `raw` are the bytes that `body` was parsed from.
    """
    return may_spell_payload(raw) and holds_media(body, Structural(Shape()), read=True)


def holds_media(body: Body, structural: Structural, *, read: bool) -> bool:
    """Whether a string stands where media does or, if texts are `read`, is media.

    `above` and `key` are the two keys nearest above; lists have none. A loop: recursion costs more.
    """
    holders = {above for above, _ in structural.media}
    containers: list[tuple[str, str, Any]] = [("", "", body)]
    for outer, inner, container in containers:
        is_object = isinstance(container, dict)
        above = inner if is_object else outer
        holds = above in holders
        for key, value in container.items() if is_object else zip(repeat(inner), container, strict=False):
            if isinstance(value, str):
                if value and ((holds and (above, key) in structural.media) or (read and _is_media(value))):
                    return True
            elif type(value) in NESTS:
                containers.append((above, key, value))
    return False


def _is_media(text: str, nested: int = 0) -> bool:
    if ";" in text and "64," in text and "base64," in text.lower() and _PAYLOAD.search(text):
        return True
    if "\\" not in text or nested == jsontext.MAX_NESTING:
        return False
    if not _ESCAPED.search(text) or not jsontext.holds_json(text):
        return False
    return any(_is_media(literal.value, nested + 1) for literal in jsontext.literals(text))
