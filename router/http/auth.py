"""Agent keys: who asks. Looked up in memory; `Keyring.replace` is called whenever the store's keys changed."""

import hashlib
import hmac
import os
from collections.abc import Collection, Mapping
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from router.core.keys import digest, parse_key
from router.core.lineage import Lineage
from router.core.problems import Code, Problem
from router.core.types import Caller
from router.ports import KeyRecord, limits_of

CURE = "issue one with `sovereign keys issue` and send it as `Authorization: Bearer sov_...`"

Network = IPv4Network | IPv6Network


class Keyring:
    """The keys that open the door, by id. `master` is the key under which their digests were made."""

    def __init__(self, master: bytes) -> None:
        self._master = master
        self._lineage: Lineage[KeyRecord] = Lineage()
        self._networks: Mapping[str, tuple[Network, ...]] = {}
        self._proven: dict[bytes, KeyRecord] = {}
        self._callers: dict[str, tuple[tuple[KeyRecord, ...], Caller]] = {}
        self._salt = os.urandom(32)

    def replace(self, keys: Collection[KeyRecord]) -> None:
        self._lineage = Lineage(keys)
        self._networks = {key.id: tuple(map(ip_network, key.networks)) for key in keys if key.networks}
        self._proven.clear()
        self._callers.clear()

    def caller(self, headers: Mapping[bytes, bytes], peer: str, now: float) -> Caller:
        """The caller of a request that came from the address `peer`, "" where it has none.

        Raises `Problem`: invalid_api_key without saying which part was wrong; not_permitted for another network's.
        """
        presented = _presented(headers)
        if presented is None:
            raise Problem(Code.INVALID_API_KEY, f"no API key was sent; {CURE}")
        key = self._record_of(presented)
        line = self._lineage.line(key, now)
        if line is None:
            message = "this API key was revoked or has expired, or one that it was made under was or has"
            raise Problem(Code.INVALID_API_KEY, f"{message}; {CURE}")
        self._admit(key, peer)
        return self._caller(line)

    def holding(self, key_id: str, now: float) -> KeyRecord | None:
        """A key that was good when its request began, if it still is: open streams end when it is not."""
        key = self._lineage.find(key_id)
        return key if key is not None and self._lineage.line(key, now) is not None else None

    def _caller(self, line: tuple[KeyRecord, ...]) -> Caller:
        """Of the key that this line begins with: made once, for agents ask all the time."""
        key = line[0]
        known = self._callers.get(key.id)
        if known is None or known[0] != line:
            caller = Caller(
                key.id,
                key.tenant,
                key.agent,
                key.models,
                key.tools,
                key.floor,
                key.owner,
                key.team,
                key.ceiling,
                limits_of(line, self._lineage),
                self._lineage.first(key),
            )
            known = self._callers[key.id] = line, caller
        return known[1]

    def _record_of(self, presented: str) -> KeyRecord:
        """A key that was proven once is known again by a salted digest of itself: agents present it all the time."""
        mark = hashlib.blake2b(presented.encode(), key=self._salt, digest_size=32).digest()
        known = self._proven.get(mark)
        if known is not None:
            return known
        parsed = parse_key(presented)
        key = self._lineage.find(parsed[0]) if parsed else None
        if parsed is None or key is None or not hmac.compare_digest(key.digest, digest(self._master, *parsed)):
            raise Problem(Code.INVALID_API_KEY, f"this API key is not known here; {CURE}")
        self._proven[mark] = key
        return key

    def _admit(self, key: KeyRecord, peer: str) -> None:
        """Whoever holds the key knows that it is one, so it may be told what is wrong: its address."""
        networks = self._networks.get(key.id)
        if networks is None:
            return
        address = _address(peer)
        if address is None or not any(address in network for network in networks):
            message = f"this API key may not be used from {peer or 'an unknown address'}"
            cure = "`sovereign keys list` shows its networks; behind a proxy it is the proxy's address that counts"
            raise Problem(Code.NOT_PERMITTED, f"{message}; {cure}")


@lru_cache(maxsize=4096)
def _address(peer: str) -> IPv4Address | IPv6Address | None:
    """IPv4 inside IPv6 (RFC 4291, section 2.5.5.2) is the IPv4 that it says."""
    try:
        address = ip_address(peer)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _presented(headers: Mapping[bytes, bytes]) -> str | None:
    scheme, _, bearer = headers.get(b"authorization", b"").partition(b" ")
    if scheme.lower() == b"bearer" and bearer.strip():
        return bearer.strip().decode("latin-1")
    for name in (b"x-api-key", b"api-key"):
        if headers.get(name):
            return headers[name].decode("latin-1")
    return None
