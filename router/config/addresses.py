"""Is a host inside? Asked of what the file says, never of a name server."""

import re
import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit


def is_public(base_url: str) -> bool:
    """False for loopback, private and reserved addresses in any spelling, and for names that mean the own machine.

    A name that resolves to a private address is refused later, by the connection (`providers._http`).
    """
    host = (urlsplit(base_url).hostname or "").rstrip(".")
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return False
    address = literal(host)
    return address is None or _is_public(address)


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host spells out, also as `127.1`, `2130706433` or `0x7f000001`; None for a name."""
    try:
        return ip_address(host.partition("%")[0])
    except ValueError:
        pass
    if not re.fullmatch(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+)){0,3}", host):
        return None
    try:
        return IPv4Address(socket.inet_aton(host))
    except OSError:
        return None


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    inner = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (inner or address).is_global and not address.is_multicast
