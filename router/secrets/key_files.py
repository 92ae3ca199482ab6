"""Files that hold a key, or what a key is wrapped in: mode 0600, whole or not there, and never replaced unasked.

What is written goes to a file of its own, is synced, and only then takes its name, so that a crash leaves no half key.
"""

import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path


def write_once(path: Path, text: str) -> None:
    """One line, unless there is a file of that name: processes that start together agree on one. Raises OSError."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _fresh(path, text) as fresh, suppress(FileExistsError):
        path.hardlink_to(fresh)
    _sync_folder(path.parent)


def write_new(path: Path, text: str) -> None:
    """One line. Raises FileExistsError where there is a file of that name, and OSError."""
    with _fresh(path, text) as fresh:
        path.hardlink_to(fresh)
    _sync_folder(path.parent)


def write_over(path: Path, text: str) -> None:
    """One line instead of what is there. Raises OSError."""
    with _fresh(path, text) as fresh:
        fresh.replace(path)
    _sync_folder(path.parent)


@contextmanager
def _fresh(path: Path, text: str) -> Generator[Path, None, None]:
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        os.write(descriptor, text.encode() + b"\n")
        os.fsync(descriptor)
        yield fresh
    finally:
        os.close(descriptor)
        fresh.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
