r"""JSON as text that a stranger sent: one strict way in, one way out, and a scanner for JSON inside strings.

Strict means that whoever reads the same bytes reads the same words. RFC 8259 leaves open what duplicate keys, NaN, lone
surrogates and numbers beyond a double mean; two parsers that answer differently are a way to smuggle words past
detection, so all of them are refused here.
"""

import json
import re
from collections.abc import Iterator
from math import isfinite
from typing import Any, NamedTuple, NoReturn

from router.core.problems import Code, Problem

MAX_PLACES = 200_000
"""Strings, numbers, keys, objects and lists in one body, and literals in all JSON that its strings hold."""

MAX_NESTING = 8
"""JSON in a string in JSON in a string: how often. Deeper ones are read as plain text."""


class Literal(NamedTuple):
    """A JSON string in a text: offsets of its quotes (end exclusive), its value, and whether a colon follows."""

    start: int
    end: int
    value: str
    is_key: bool


def parse(raw: bytes, *, max_depth: int = 64) -> dict[str, Any]:
    """The JSON object in `raw`, at most `max_depth` objects and lists deep.

    Raises `Problem` (invalid_request); its message never holds what was sent, key names included.
    """
    body = _decode(_text(raw))
    if not isinstance(body, dict):
        raise _refusal("The body must be a JSON object.")
    if len(raw) >= _LARGE or raw.count(b"{") + raw.count(b"[") > max_depth:
        _bound(body, max_depth)
    if b"\\" in raw and _MAYBE_SURROGATE_BYTES.search(raw) and not _is_unicode(_ENCODER.encode(body)):
        raise _refusal("The body holds an escaped half of a surrogate pair; send whole characters.")
    return body


def dump(obj: Any) -> bytes:
    """JSON as UTF-8, without spaces. Raises ValueError for NaN and infinity."""
    return _ENCODER.encode(obj).encode()


def quote(text: str, *, ascii_only: bool = False) -> str:
    """`text` as a JSON string with its quotes."""
    return json.dumps(text) if ascii_only else _ENCODER.encode(text)


def holds_json(text: str) -> bool:
    """Whether a string is itself a JSON object, list or string. Half a surrogate pair makes it none: no Unicode."""
    if not _OPENING.match(text):
        return False
    try:
        _LENIENT.decode(text)
    except (ValueError, RecursionError):
        return False
    if not _MAYBE_SURROGATE.search(text):
        return True
    return all(_is_unicode(literal.value) for literal in literals(text))


def literals(text: str) -> Iterator[Literal]:
    """Every string literal of a JSON text, in order, in linear time. `text` must be JSON, as `holds_json` tells."""
    for match in _LITERAL.finditer(text):
        start, end = match.span(1)
        yield Literal(start, end, unquote(match[1]), match[2] is not None)


def unquote(literal: str) -> str:
    """The value of a JSON string, given with its quotes. It must be one: raises ValueError for a wrong escape."""
    if "\\" not in literal:
        return literal[1:-1]
    value: str = _LENIENT.decode(literal)
    return value


def _text(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        at = error.start
    # Raised out here so that no exception in its chain carries the body.
    raise _refusal(f"The body is not valid UTF-8 (byte {at}).")


def _decode(text: str) -> Any:
    try:
        return _STRICT.decode(text)
    except json.JSONDecodeError as error:
        wrong = f"The body is not valid JSON (line {error.lineno}, column {error.colno})."
    except RecursionError:
        wrong = "The body is nested too deeply."
    except ValueError:
        wrong = "The body holds a number with too many digits."
    raise _refusal(wrong)


def _bound(body: dict[str, Any], max_depth: int) -> None:
    """Level by level, so that depth costs no stack."""
    level: list[Any] = [body]
    places = 0
    for _ in range(max_depth):
        below: list[Any] = []
        places += len(level) + sum(_measure(container, below) for container in level)
        if places > MAX_PLACES:
            raise _refusal(f"The body has more than {MAX_PLACES} strings, numbers, objects and lists.")
        if not below:
            return
        level = below
    raise _refusal(f"The body is nested more than {max_depth} levels deep.")


def _measure(container: Any, below: list[Any]) -> int:
    """How many strings, numbers and keys stand directly in `container`. Adds the containers in it to `below`."""
    places = 0
    values = container
    if type(container) is dict:
        values = container.values()
        places = len(container)
    for value in values:
        kind = type(value)
        if kind is str:
            places += 1
        elif kind is dict or kind is list:
            below.append(value)
        else:
            places += kind is not bool and value is not None
    return places


def _finite(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        raise _refusal("The body holds a number that is not finite.")
    return number


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _refusal("The body has a duplicate object key; each key may stand once in an object.")
    return members


def _refuse_constant(_: str) -> NoReturn:
    raise _refusal("The body holds NaN or Infinity, which are not JSON.")


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _refusal(message: str) -> Problem:
    return Problem(Code.INVALID_REQUEST, message)


_LARGE = 2_000
"""Bytes from which on it is cheaper to look into a body than to count its brackets. Far below MAX_PLACES."""

_STRICT = json.JSONDecoder(object_pairs_hook=_unique, parse_constant=_refuse_constant, parse_float=_finite)
_LENIENT = json.JSONDecoder()
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_MAYBE_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_MAYBE_SURROGATE_BYTES = re.compile(rb"\\u[dD][89a-fA-F]")
_OPENING = re.compile(r"[ \t\n\r]*+[\[{\"]")
_LITERAL = re.compile(r'("[^"\\]*+(?:\\.[^"\\]*+)*+")([ \t\n\r]*+:)?', re.DOTALL)
