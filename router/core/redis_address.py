"""Where Redis is, as SOVEREIGN_REDIS_URL says it; told to people without what is secret in it.

The form is the one registered with IANA (`redis://`, `rediss://`: https://www.iana.org/assignments/uri-schemes/prov/),
and `unix://` for a socket. `?prefix=NAME` keeps two installations apart that have one Redis.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

FORMS = "write redis://USER@HOST:PORT/NUMBER, rediss:// for TLS, or unix:///PATH/OF/SOCKET, and ?prefix=NAME if need be"
PORT = 6379
_PREFIX = re.compile(r"[A-Za-z0-9_-]{1,32}")
_NUMBER = re.compile(r"/?|/\d{1,5}")


@dataclass(frozen=True, slots=True)
class RedisAddress:
    """Host and port, or the path of a socket. `prefix` begins the name of every key."""

    host: str
    port: int
    socket: str | None
    is_tls: bool
    user: str | None
    password: str | None = field(repr=False)
    database: int
    prefix: str

    @property
    def place(self) -> str:
        """Never with a password."""
        return f"Redis at {self.socket or f'{self.host}:{self.port}'}"


def parse_redis(url: str) -> RedisAddress:
    """Raises ValueError, which shows nothing of the address: it may hold a password."""
    try:
        parts = urlsplit(url)
        port = parts.port
        query = dict(parse_qsl(parts.query, strict_parsing=True, keep_blank_values=True)) if parts.query else {}
    except ValueError:
        raise ValueError(FORMS) from None
    prefix = query.pop("prefix", "sov")
    is_socket = parts.scheme == "unix"
    has_place = len(parts.path) > 1 and not parts.hostname if is_socket else bool(parts.hostname)
    is_whole = parts.scheme in {"redis", "rediss", "unix"} and not query and not parts.fragment
    if not (is_whole and has_place and _PREFIX.fullmatch(prefix) and (is_socket or _NUMBER.fullmatch(parts.path))):
        raise ValueError(FORMS)
    return RedisAddress(
        host=parts.hostname or "",
        port=PORT if port is None else port,
        socket=unquote(parts.path) if is_socket else None,
        is_tls=parts.scheme == "rediss",
        user=_decoded(parts.username),
        password=_decoded(parts.password),
        database=0 if is_socket else _number(parts),
        prefix=prefix,
    )


def _decoded(text: str | None) -> str | None:
    return unquote(text) if text else None


def _number(parts: SplitResult) -> int:
    return int(parts.path[1:] or 0)
