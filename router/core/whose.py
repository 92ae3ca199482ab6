"""Whose a row is, as its columns have it: not the name of a person or a team, but a keyed tag of it.

All that is asked of the columns is whether they are somebody's, so a tag under the tenant's key does: who reads the
disk learns no name, the same name is another tag for another tenant, and once that key is gone a tag is nobody's for
good. The name itself stands in the sealed body.
"""

import hmac
from typing import Literal

Sort = Literal["owner", "team"]

_BYTES = 16
"""Of the digest: two names of a tenant have the same tag once in 2**64 names."""


def tag(key: bytes, sort: Sort, name: str | None) -> str | None:
    """32 hexadecimal digits of HMAC-SHA-256 (RFC 2104, truncated as its section 5 allows); of nobody, None."""
    if name is None:
        return None
    return hmac.digest(key, f"{sort}|{name}".encode("utf-8", "surrogatepass"), "sha256")[:_BYTES].hex()
