"""Agent keys: `sov_<id>_<secret>_<checksum>`.

The id names the key in lists and logs; the secret holds 256 bits; the checksum refuses a typo, and a scanner's false
positive, before anything is looked up. Underscores keep a double click selecting the whole key. All parts are base62.
"""

import hmac
import re
from binascii import crc32

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ID_LENGTH = 8
SECRET_LENGTH = 43
"""62**43 > 2**256."""
CHECKSUM_LENGTH = 6
"""62**6 > 2**32."""
AGENT = "sov"

_KEY = re.compile(
    rf"([a-z]{{3}})_([0-9A-Za-z]{{{ID_LENGTH}}})_([0-9A-Za-z]{{{SECRET_LENGTH}}})_([0-9A-Za-z]{{{CHECKSUM_LENGTH}}})"
)
_ID = re.compile(rf"[0-9A-Za-z]{{{ID_LENGTH}}}")
_SECRET = re.compile(rf"[0-9A-Za-z]{{{SECRET_LENGTH}}}")


def format_key(key_id: str, secret: str, mark: str = AGENT) -> str:
    """The key as whoever holds it gets it. Raises ValueError, without the values, when a part is not of the format.

    `mark`: three letters for whom it is.
    """
    if not (_ID.fullmatch(key_id) and _SECRET.fullmatch(secret)):
        raise ValueError(f"a key is made of {ID_LENGTH} and {SECRET_LENGTH} base62 characters")
    body = f"{mark}_{key_id}_{secret}"
    return f"{body}_{_checksum(body)}"


def parse_key(text: str, mark: str = AGENT) -> tuple[str, str] | None:
    """Id and secret; None for what is not a key of this sort or was mistyped."""
    match = _KEY.fullmatch(text)
    if match is None or match[1] != mark or _checksum(text[: -CHECKSUM_LENGTH - 1]) != match[4]:
        return None
    return match[2], match[3]


def derive(key: bytes, label: str) -> bytes:
    """A key of 32 bytes for one purpose: HKDF-Expand (RFC 5869, 2.3) with SHA-256, one block, `label` as info.

    The extract step is skipped as RFC 5869, 3.3 allows: `key` is uniformly random.
    """
    return hmac.digest(key, label.encode() + b"\x01", "sha256")


def digest(key: bytes, key_id: str, secret: str) -> bytes:
    """What is stored of an agent key: HMAC-SHA-256 (RFC 2104), 32 bytes. Compare with `hmac.compare_digest`.

    The secret is uniformly random with 256 bits, so a fast keyed hash is enough; a slow one would be a self-made
    denial of service.
    """
    return hmac.digest(key, f"{key_id}_{secret}".encode(), "sha256")


def _checksum(body: str) -> str:
    number = crc32(body.encode())
    digits = ""
    while len(digits) < CHECKSUM_LENGTH:
        number, rest = divmod(number, len(ALPHABET))
        digits = ALPHABET[rest] + digits
    return digits
