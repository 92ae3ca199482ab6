"""What the SDKs of OpenAI and Anthropic (both made by Stainless) say of themselves beside the request.

    x-stainless-retry-count                     how often this request was asked before: the SDK repeats by itself
    x-stainless-timeout, x-stainless-read-...   seconds after which it gives up if nothing has come
    anthropic-beta                              flags of features, each a few words and the day it is of, with commas

Sources: openai-python and anthropic-sdk-python `_base_client.py`, openai-node `client.ts`.
"""

import re
from collections.abc import Mapping

MOST_FEATURES = 32
_LONGEST_FLAGS = 4096

LONGEST = 86_400.0
"""Seconds. Who would wait longer waits without end."""

_WAITS = frozenset({b"x-stainless-timeout", b"x-stainless-read-timeout"})
_COUNT = re.compile(rb"\d{1,4}")
_FLAG = re.compile(r"(?=.{1,64}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*-20\d\d-?[01]\d-?[0-3]\d")
"""So much that no sentence is one: what stands in a header is read by no detector."""
_SECONDS = re.compile(rb"\d{1,6}(?:\.\d{1,6})?")


def asks_again(headers: Mapping[bytes, bytes]) -> bool:
    count = headers.get(b"x-stainless-retry-count")
    return count is not None and _COUNT.fullmatch(count) is not None and int(count) > 0


def patience(headers: Mapping[bytes, bytes]) -> float | None:
    """None where it does not say, or says nothing of use."""
    if _WAITS.isdisjoint(headers):
        return None
    said = (headers.get(name, b"") for name in _WAITS)
    waits = [float(value) for value in said if _SECONDS.fullmatch(value)]
    return min((wait for wait in waits if 0 < wait <= LONGEST), default=None)


def features(headers: Mapping[bytes, bytes]) -> tuple[str, ...]:
    """Flags that have the form of one, each once; what has not is left out."""
    said = headers.get(b"anthropic-beta", b"")[:_LONGEST_FLAGS].decode("latin-1").split(",")
    flags = dict.fromkeys(flag for one in said if _FLAG.fullmatch(flag := one.strip()))
    return tuple(flags)[:MOST_FEATURES]
