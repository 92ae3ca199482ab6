"""Where the database is, as SOVEREIGN_STORE_URL says it; told to people without what is secret in it."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from router.store.faults import StoreError

SCHEMES = ("postgresql://", "postgres://")
_HOST = re.compile(r"(\[[0-9A-Fa-f:.%\w]+\]|[^:\[\]]*)(:[0-9]{1,5})?")
"""One of several, by commas: a name, an IPv4 address or an IPv6 address in brackets (RFC 3986, section 3.2)."""
_FORM = "write postgresql://ROLE:PASSWORD@HOST:PORT/DATABASE, or postgresql://ROLE@/DATABASE?host=/FOLDER/OF/SOCKET"


@dataclass(frozen=True, slots=True)
class Address:
    """`role` is who logs in; `place` names host and database, and never a password."""

    url: str = field(repr=False)
    role: str
    place: str

    @classmethod
    def of(cls, url: str) -> "Address":
        """Raises `StoreError`, which shows nothing of the address: it may hold a password."""
        try:
            parts = urlsplit(url)
            role = unquote(parts.username or "")
        except ValueError:
            raise StoreError(f"this is no address of a PostgreSQL database: {_FORM}") from None
        if not url.startswith(SCHEMES) or not role or len(parts.path) < 2:  # noqa: PLR2004 - "/" and a name
            raise StoreError(f"this is no address of a PostgreSQL database: {_FORM}")
        hosts = parts.netloc.rpartition("@")[2]
        if not all(_HOST.fullmatch(host) for host in hosts.split(",")):
            raise StoreError(f"this is no address of a PostgreSQL database, look at its host and port: {_FORM}")
        host = hosts or "a local socket"
        return cls(url, role, f"PostgreSQL at {host}, database {unquote(parts.path[1:])!r}")
