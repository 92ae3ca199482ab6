"""Which addresses are public, and a resolver that gives no others.

A provider with `network: public` is reached by https at public addresses only: a name that points inward, by mistake or
by DNS rebinding, must not make the router a way into the operator's own network. Every address of an answer is checked,
and connections go to the checked addresses, not to a second look-up.
"""

import ipaddress
from collections.abc import Sequence

from providers._names import Resolver

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052


class PrivateAddress(OSError):  # noqa: N818 - a state of the world, as the other names of this border
    """A name of a public provider resolves to an address that is not public."""


def is_public(address: str) -> bool:
    """Reachable on the open internet, also after what an IPv6 address may carry inside. ValueError if no IP address."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _carried(ip)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _carried(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that traffic to `ip` may come out at: mapped, 6to4, Teredo, NAT64."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 else None


class PublicResolver:
    """Raises `PrivateAddress` if any address of the answer is not public, OSError as the resolver inside does."""

    def __init__(self, inner: Resolver) -> None:
        self._inner = inner

    async def resolve(self, host: str) -> Sequence[str]:
        found = await self._inner.resolve(host)
        if not all(map(is_public, found)):
            raise PrivateAddress("not a public address")
        return found
