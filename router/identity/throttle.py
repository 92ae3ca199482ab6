"""Failures to get in, counted by where they come from and whom they are for.

A source, or an account, that failed ten times within a minute waits until the first of them is a minute old; all others
go on. A try counts from its beginning, so that many at once are no more than one after the other. What is remembered is
bounded: where too many sources fail at once, the one that has been quiet for longest is forgotten. That lets nobody in:
what is guessed at has 256 random bits.
"""

import ipaddress
from collections import OrderedDict, deque
from dataclasses import dataclass

from router.ports import Clock

FAILURES = 10
WITHIN = 60.0
"""Seconds."""
REMEMBERED = 4096
"""Sources and accounts."""
SITE = 64
"""Bits of an IPv6 address that one site shares (RFC 6177): its machines may take any of the others."""


class TooManyFailures(Exception):  # noqa: N818 - an answer
    """`retry_after`: seconds until another try is taken."""

    def __init__(self, retry_after: float) -> None:
        super().__init__(f"too many failed logins; try again in {retry_after:.0f} seconds")
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class Try:
    """One that was begun; a failure unless it is said to have succeeded."""

    counts: tuple[deque[float], ...]
    at: float

    def succeeded(self) -> None:
        for count in self.counts:
            if self.at in count:
                count.remove(self.at)


class Throttle:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def begin(self, address: str, account: str | None = None) -> Try:
        """A try begins, from this address, for this account if one is named. Raises `TooManyFailures`."""
        now = self._clock.monotonic()
        names = [f"source {source_of(address)}", *([] if account is None else [f"account {account}"])]
        counts = tuple(self._count(name, now) for name in names)
        waits = [count[0] + WITHIN - now for count in counts if len(count) >= FAILURES]
        if waits:
            raise TooManyFailures(max(waits))
        for count in counts:
            count.append(now)
        return Try(counts, now)

    def _count(self, name: str, now: float) -> deque[float]:
        """The tries of the last minute, the oldest first."""
        count = self._tries.setdefault(name, deque())
        self._tries.move_to_end(name)
        while len(self._tries) > REMEMBERED:
            self._tries.popitem(last=False)
        while count and now - count[0] >= WITHIN:
            count.popleft()
        return count


def source_of(address: str) -> str:
    """Who can take other addresses as they like is one source: the site of an IPv6 address."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ip.ipv4_mapped or ipaddress.ip_network((int(ip) >> 128 - SITE << 128 - SITE, SITE)))
    return str(ip)
