"""Opening what the operator named, without waiting for it."""

import os
import stat
from io import BufferedReader
from pathlib import Path

FLAGS = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY


def open_regular(path: Path) -> BufferedReader:
    """Opens a file to read. Raises OSError, also for a pipe, device or folder: none is waited for or read."""
    descriptor = os.open(path, FLAGS)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise OSError(None, "it is not a regular file")
