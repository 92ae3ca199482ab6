"""Tokens that must not be found anywhere, in whatever spelling, and the search for them."""

import base64
import re
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path


def token(what: str) -> str:
    """Letters and digits alone: no JSON, URL or shell spells it otherwise."""
    return f"canary{what.replace('_', '')}{secrets.token_hex(8)}"


def spellings(text: str) -> set[bytes]:
    """As it is, in either case, in hexadecimal, in UTF-16, and in base64 wherever in it the text begins.

    What is 64 hexadecimal digits is a key of 32 bytes too: those in base64 and as they are.
    """
    raw = text.encode()
    also = [bytes.fromhex(text)] if re.fullmatch("[0-9a-f]{64}", text) else []
    shifted = {base64.b64encode(b"\0" * skip + one)[4 if skip else 0 : -4] for skip in range(3) for one in [raw, *also]}
    return {raw, raw.upper(), raw.hex().encode(), text.encode("utf-16-le"), *shifted, *also}


def found(tokens: Iterable[str], sinks: Iterable[tuple[str, bytes]]) -> list[str]:
    """`token in sink` for each that is there."""
    spelt = [(one, spellings(one)) for one in tokens]
    return [f"{one} in {name}" for name, data in sinks for one, forms in spelt if any(form in data for form in forms)]


def files_of(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()
