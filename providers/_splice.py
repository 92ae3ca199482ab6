"""The client's own bytes, but for what changed: white space, escapes, numbers and order stay as the client wrote them.

A request without personal data leaves as it came, but for what `_wire` forces; where something was replaced, only the
text that held it is written anew, in ASCII where the client wrote ASCII. What changed is told by identity: every edit
of a body copies what it touches and nothing else. msgspec measures the members of an object in one pass, in C; this
file walks from one to the next, into those that changed and past the others.

Where that is not sure, the whole body is written anew. So it is when a number is spelt with digits that its value does
not keep (`0.12345678901234567890`): detection read the value, and nothing leaves that it did not read.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from router.core.jsontext import quote
from router.core.types import Body

DEPTH = 6
"""Objects and lists that are walked into: the body, `messages`, a message, its calls, a call, its function."""

DIGITS = 7
"""So many in a row can be somebody's number, and detection reads them (`router.core.slots`)."""


def splice(raw: bytes, sent: Body, wanted: Body) -> bytes:
    """JSON that says `wanted`, which was made of `sent`, which is what `raw` says and has no duplicate keys."""
    try:
        if b"0" * DIGITS in raw.translate(_DIGITS_AS_ZEROS):
            _EXACT.decode(raw)
        if _says_the_same(sent, wanted):
            return raw
        return b"".join(_object(raw, sent, wanted, DEPTH))
    except (ValueError, LookupError, RecursionError):
        return dump(wanted)


def _says_the_same(sent: Body, wanted: Body) -> bool:
    """Nothing was edited, and what is forced was so already: then there is nothing to look for."""
    if sent.keys() != wanted.keys():
        return False
    for key, value in wanted.items():
        if value is not sent[key] and not (type(value) is str and value == sent[key]):
            return False
    return True


def dump(value: object) -> bytes:
    """Compact JSON. Integers beyond 64 bits are written by the standard library, which has no bound."""
    try:
        return msgspec.json.encode(value)
    except OverflowError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _written(raw: bytes, old: Any, new: Any, depth: int) -> bytes:
    match old, new:
        case str(), str():
            return raw if old == new else quote(new, ascii_only=raw.isascii()).encode()
        case dict(), dict() if depth:
            return b"".join(_object(raw, old, new, depth))
        case list(), list() if depth and len(old) == len(new):
            return b"".join(_list(raw, old, new, depth))
        case _:
            return dump(new)


def _object(raw: bytes, old: Mapping[str, Any], new: Mapping[str, Any], depth: int) -> Iterator[bytes]:
    """What goes takes with it the comma before it or, in front of all that stays, the one behind it."""
    values = _OBJECT.decode(raw)
    done, end, some_stay = 0, raw.index(b"{") + 1, False
    for key, value in values.items():
        lead, start = end, _after(_KEY, raw, end)
        end = start + len(value)
        if key not in new:
            yield raw[done:lead]
            done = end
            continue
        if done and not some_stay:  # all before it went, and this one's comma stands behind the last of them
            done = raw.index(b",", done) + 1
        some_stay = True
        if new[key] is not old[key]:
            yield raw[done:start]
            yield _written(raw[start:end], old[key], new[key], depth - 1)
            done = end
    _after(_CLOSING, raw, end)
    added = {key: value for key, value in new.items() if key not in values}
    yield raw[done:end]
    if added:
        yield b"," * some_stay + dump(added)[1:-1]
    yield raw[end:]


def _list(raw: bytes, old: Sequence[Any], new: Sequence[Any], depth: int) -> Iterator[bytes]:
    done, end = 0, raw.index(b"[") + 1
    for value, before, after in zip(_LIST.decode(raw), old, new, strict=True):
        start = _after(_COMMA, raw, end)
        end = start + len(value)
        if after is not before:
            yield raw[done:start]
            yield _written(raw[start:end], before, after, depth - 1)
            done = end
    _after(_CLOSING, raw, end)
    yield raw[done:]


def _after(pattern: re.Pattern[bytes], raw: bytes, at: int) -> int:
    match = pattern.match(raw, at)
    if match is None:
        raise ValueError("not what was measured")
    return match.end()


def _exactly(number: str) -> float:
    """Raises ValueError for a spelling that says more than its value does."""
    value = float(number)
    if sum(map(str.isdigit, number)) >= DIGITS and number.rstrip("0") != repr(value).rstrip("0"):
        raise ValueError("digits that the value does not keep")
    return value


_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])
_LIST = msgspec.json.Decoder(list[msgspec.Raw])
_EXACT = msgspec.json.Decoder(float_hook=_exactly)
_DIGITS_AS_ZEROS = bytes(ord("0") if chr(octet) in "0123456789." else ord(" ") for octet in range(256))
_KEY = re.compile(rb'[ \t\n\r]*+,?+[ \t\n\r]*+"[^"\\]*+(?:\\.[^"\\]*+)*+"[ \t\n\r]*+:[ \t\n\r]*+')
_COMMA = re.compile(rb"[ \t\n\r]*+,?+[ \t\n\r]*+")
_CLOSING = re.compile(rb"[ \t\n\r]*+[}\]][ \t\n\r]*+\Z")
