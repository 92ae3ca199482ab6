"""Which addresses the open internet routes to their owners, by what is registered of them. Pure: nothing is looked up.

Sources: the IANA registries of special-purpose addresses, as the standard library has them, and what they leave open:
addresses that carry others inside, and those that a machine's own network answers although they look public.
"""

import ipaddress

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052
_ISATAP = frozenset({0x0000_5EFE, 0x0200_5EFE})  # RFC 5214 section 6.1: the upper half of the interface's identifier
_NEAR = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.0.0.0/24",  # RFC 6890: anycast of the nearest relay, NAT64 discovery; at some clouds, metadata
        "192.88.99.0/24",  # RFC 7526: 6to4 relays, given up
        "168.63.129.16/32",  # Azure's own host: metadata and credentials of the machine
        "3fff::/20",  # RFC 9637: documentation
    )
)


def is_address(host: str) -> bool:
    """Whether it is written as one; other spellings, such as `0x7f.1`, are names to be looked up."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_public(address: str) -> bool:
    """Reachable on the open internet, also after what an IPv6 address may carry inside. ValueError if no IP address."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _carried(ip)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    is_special = ip.is_multicast or ip.is_reserved or ip.is_unspecified
    return ip.is_global and not is_special and not any(ip in network for network in _NEAR)


def _carried(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that traffic to `ip` may come out at: mapped, 6to4, Teredo, NAT64, ISATAP."""
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip.teredo is not None:
        return ip.teredo[1]
    tunnels = ip in _NAT64 or (int(ip) >> 32 & 0xFFFF_FFFF) in _ISATAP
    return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF) if tunnels else None
