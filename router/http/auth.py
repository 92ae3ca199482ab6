"""Agent keys: who asks. Looked up in memory; `Keyring.replace` is called whenever the store's keys changed."""

import hashlib
import hmac
import os
from collections.abc import Iterable, Mapping

from router.core.keys import digest, parse_key
from router.core.problems import Code, Problem
from router.core.types import Caller
from router.ports import KeyRecord

CURE = "issue one with `sovereign keys issue` and send it as `Authorization: Bearer sov_...`"


class Keyring:
    """The keys that open the door, by id. `master` is the key under which their digests were made."""

    def __init__(self, master: bytes) -> None:
        self._master = master
        self._keys: Mapping[str, KeyRecord] = {}
        self._proven: dict[bytes, KeyRecord] = {}
        self._salt = os.urandom(32)

    def replace(self, keys: Iterable[KeyRecord]) -> None:
        self._keys = {key.id: key for key in keys}
        self._proven.clear()

    def caller(self, headers: Mapping[bytes, bytes], now: float) -> Caller:
        """The caller of a request. Raises `Problem` (invalid_api_key) without saying which part was wrong."""
        presented = _presented(headers)
        if presented is None:
            raise Problem(Code.INVALID_API_KEY, f"no API key was sent; {CURE}")
        key = self._record_of(presented)
        if key.revoked is not None or (key.expires is not None and now >= key.expires):
            raise Problem(Code.INVALID_API_KEY, f"this API key was revoked or has expired; {CURE}")
        return Caller(key.id, key.tenant, key.agent, key.models, key.tools, key.floor, key.owner, key.team)

    def _record_of(self, presented: str) -> KeyRecord:
        """A key that was proven once is known again by a salted digest of itself: agents present it all the time."""
        mark = hashlib.blake2b(presented.encode(), key=self._salt, digest_size=32).digest()
        known = self._proven.get(mark)
        if known is not None:
            return known
        parsed = parse_key(presented)
        key = self._keys.get(parsed[0]) if parsed else None
        if parsed is None or key is None or not hmac.compare_digest(key.digest, digest(self._master, *parsed)):
            raise Problem(Code.INVALID_API_KEY, f"this API key is not known here; {CURE}")
        self._proven[mark] = key
        return key

    def holds(self, key_id: str, now: float) -> bool:
        """Whether a key that was good when its request began still is: open streams end when it is not."""
        key = self._keys.get(key_id)
        return key is not None and key.revoked is None and (key.expires is None or now < key.expires)


def _presented(headers: Mapping[bytes, bytes]) -> str | None:
    scheme, _, bearer = headers.get(b"authorization", b"").partition(b" ")
    if scheme.lower() == b"bearer" and bearer.strip():
        return bearer.strip().decode("latin-1")
    for name in (b"x-api-key", b"api-key"):
        if headers.get(name):
            return headers[name].decode("latin-1")
    return None
