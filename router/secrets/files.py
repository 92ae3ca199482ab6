"""Secrets in files, remembered while they do not change.

A file is read again when it is another file or has changed; until then the answer costs one `stat`. The `stat` follows
links, so a folder that is swapped by one rename of a link, as Kubernetes does with `..data`, is another file at the
next use. A file that changed within the last second is not remembered: a second write in the same tick of the file
system's clock would not show.
"""

import os
import stat
import time
from dataclasses import dataclass, field

from router.secrets.unavailable import SecretUnavailable

LARGEST = 65536
"""Bytes of a secret file. A larger one is the wrong file."""

_SETTLED_NS = 1_000_000_000


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was read: which file, when changed, and what it said."""

    fingerprint: tuple[int, ...]
    value: str = field(repr=False)


class SecretFiles:
    def __init__(self) -> None:
        self._seen: dict[str, _Seen] = {}

    def read(self, reference: str, path: str, *, again: bool = True) -> str:
        """The text of the file without the newline at its end. Raises `SecretUnavailable`.

        What is not there is looked for `again`: a link may have been swapped, and its old folder removed, between the
        kernel's look at the one and at the other.
        """
        try:
            seen = self._seen.get(path)
            if seen is not None and seen.fingerprint == _fingerprint(os.stat(path)):  # noqa: PTH116 - for each request
                return seen.value
            data, status = _read(path)
        except OSError as error:
            self._seen.pop(path, None)
            if again and isinstance(error, FileNotFoundError):
                return self.read(reference, path, again=False)
            raise SecretUnavailable(
                reference, f"{error.strerror}; the file must exist and be readable by the user that runs the router"
            ) from None
        value = _text(data)
        if value is None:
            self._seen.pop(path, None)
            why = f"the file must hold the secret alone: UTF-8 text, not empty, at most {LARGEST} bytes"
            raise SecretUnavailable(reference, why, passing=True)
        if time.time_ns() - max(status.st_mtime_ns, status.st_ctime_ns) > _SETTLED_NS:
            self._seen[path] = _Seen(_fingerprint(status), value)
        return value


def _fingerprint(status: os.stat_result) -> tuple[int, ...]:
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _read(path: str) -> tuple[bytes, os.stat_result]:
    """At most one byte more than allowed, and the status of the very file read. Never waits for a pipe."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    try:
        status = os.fstat(descriptor)
        return (os.read(descriptor, LARGEST + 1) if stat.S_ISREG(status.st_mode) else b""), status
    finally:
        os.close(descriptor)


def _text(data: bytes) -> str | None:
    """None for what cannot be a secret. Apart from its caller, whose errors must not hold the bytes as context."""
    if len(data) > LARGEST:
        return None
    try:
        value = data.decode().removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError:
        return None
    return value if value.strip() else None
