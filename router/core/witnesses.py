"""Witnesses, as a setting names them: where each is, and the key that its cosignatures verify with."""

import re
from typing import NamedTuple

from router.core.signed_notes import COSIGNATURE, NoteError, VerifierKey, parse_verifier_key

FORM = "http://HOST:PORT+NAME+ID+KEY"
"""The submission prefix (C2SP tlog-witness), a plus, and the verifier key as the witness printed it."""

_URL = re.compile(r"https?://(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?")


class Witness(NamedTuple):
    """`url` has no slash at its end."""

    url: str
    key: VerifierKey


def parse_witnesses(text: str) -> tuple[Witness, ...]:
    """Separated by white space. Raises ValueError, which tells the number of the word and not the word."""
    return tuple(_witness(word, number) for number, word in enumerate(text.split(), start=1))


def _witness(word: str, number: int) -> Witness:
    url, _, key = word.partition("+")
    if not _URL.fullmatch(url):
        raise ValueError(f"witness {number}: write {FORM}")
    try:
        witness = Witness(url.rstrip("/"), parse_verifier_key(key))
    except NoteError as error:
        raise ValueError(f"witness {number}: {error}; write {FORM}") from None
    if witness.key.kind != COSIGNATURE:
        raise ValueError(f"witness {number}: this is the key of a log; write the one that the witness printed")
    return witness
