"""What a request may use, before anybody has read it; and what tokens cost.

Tokens are guessed from bytes: four to a token, as English text has it. Runs of base64 are files: a model counts an
image or a minute of speech in hundreds of tokens, whatever its bytes. What comes out is at most what the client asks
for. It is a guess to reserve by: what the provider tells is put in its place.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple, TypeGuard

from router.core.rules import Price
from router.core.types import Body, Dialect

BYTES_PER_TOKEN = 4

FILE_TOKENS = 1000

DEFAULT_OUTPUT = 1000
"""Tokens that an answer is taken to have when the client sets no bound."""

MOST = 1_000_000_000
"""No model writes so much: a larger number is a client's mistake, and is not to be printed back at length."""

BOUNDS: Mapping[Dialect, tuple[str, ...]] = {
    "chat": ("max_completion_tokens", "max_tokens"),
    "completions": ("max_tokens",),
    "messages": ("max_tokens",),
    "responses": ("max_output_tokens",),
}
"""What a language calls the bound of an answer. Another language's word bounds nothing: hosts pass it by."""

MILLION = 1_000_000

WORDLESS: frozenset[Dialect] = frozenset({"embeddings", "count_tokens"})
"""Languages in which nothing is written in answer."""

_FILE_WORDS = (b"base64", b"input_audio", b"file_data")
_SHORTEST = 1024
"""Bytes of base64 in a row that are a file."""
_FILE = re.compile(rb"[A-Za-z0-9+/=_-]{%d,}" % _SHORTEST)

_STEP = 16
_SIGN_OF_FILE = b"a" * (_SHORTEST // _STEP)
_SIGNS = bytes(ord("a") if _FILE.match(bytes([byte]) * _SHORTEST) else 0 for byte in range(256))
"""What a file may be made of becomes `a`."""


class Estimate(NamedTuple):
    """Tokens."""

    input: int
    output: int


def estimate(dialect: Dialect, body: Body, raw: bytes) -> Estimate:
    """`raw` are the bytes that `body` was parsed from."""
    if dialect in WORDLESS:
        return Estimate(_input(raw), 0)
    return Estimate(_input(raw), min(_longest(dialect, body) * _answers(dialect, body), MOST))


def unreadable_bound(dialect: Dialect, body: Body) -> str | None:
    """The field that bounds what is written and is no count; None where there is none such."""
    names = BOUNDS.get(dialect, ()) + (("best_of",) if dialect == "completions" else ())
    for name in names:
        if (bound := body.get(name)) is not None and not _is_count(bound):
            return name
    return None


def tokens_of(size: int) -> int:
    """Of so many bytes of text, rounded up: what was written is not nothing."""
    return -(-size // BYTES_PER_TOKEN)


def cost(price: Price | None, read: int, written: int, cached: int = 0) -> int:
    """Nano-euro, rounded up. `cached` of the tokens that were `read` cost less. Without a price it is nothing."""
    if price is None:
        return 0
    remembered = min(cached, read)
    total = (read - remembered) * price.input + remembered * price.cached + written * price.output
    return -(-total // MILLION)


def _input(raw: bytes) -> int:
    """What is smaller than a file counts for need not be looked into."""
    size, files = len(raw), 0
    if size > FILE_TOKENS * BYTES_PER_TOKEN and _may_hold_file(raw) and any(word in raw for word in _FILE_WORDS):
        lengths = [match.end() - match.start() for match in _FILE.finditer(raw)]
        size, files = size - sum(lengths), len(lengths)
    return size // BYTES_PER_TOKEN + files * FILE_TOKENS


def _may_hold_file(raw: bytes) -> bool:
    """Every sixteenth byte is enough to see that it holds none: of 1024 bytes in a row it is 64."""
    return _SIGN_OF_FILE in raw[::_STEP].translate(_SIGNS)


def _longest(dialect: Dialect, body: Body) -> int:
    """Of two words for the bound the larger: hosts differ in which they heed."""
    bounds = [bound for name in BOUNDS[dialect] if _is_count(bound := body.get(name))]
    return min(max(bounds), MOST) if bounds else DEFAULT_OUTPUT


def _answers(dialect: Dialect, body: Body) -> int:
    """How many are written: of completions some for each prompt, and more than are shown with `best_of`."""
    n = body.get("n") if dialect in ("chat", "completions") else None
    choices = n if _is_count(n) and n else 1
    if dialect != "completions":
        return choices
    prompt, best = body.get("prompt"), body.get("best_of")
    prompts = len(prompt) if isinstance(prompt, list) and prompt and not _is_count(prompt[0]) else 1
    return prompts * max(choices, best if _is_count(best) else 1)


def _is_count(value: Any) -> TypeGuard[int]:
    return type(value) is int and value >= 0  # a truth value is no count
