"""What the SDKs of OpenAI and Anthropic (both made by Stainless) say of themselves beside the request.

    x-stainless-retry-count                     how often this request was asked before: the SDK repeats by itself
    x-stainless-timeout, x-stainless-read-...   seconds after which it gives up if nothing has come

Sources: openai-python and anthropic-sdk-python `_base_client.py`, openai-node `client.ts`.
"""

import re
from collections.abc import Mapping

LONGEST = 86_400.0
"""Seconds. Who would wait longer waits without end."""

_WAITS = frozenset({b"x-stainless-timeout", b"x-stainless-read-timeout"})
_COUNT = re.compile(rb"\d{1,4}")
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
