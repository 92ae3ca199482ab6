"""What a process that holds secrets, or the words of requests, does not let others see of it."""

import ctypes
import resource
import sys

PR_SET_DUMPABLE = 4
"""prctl(2)."""


def close_to_others() -> None:
    """No core dump, and on Linux no debugger of the same user either: `/proc/PID/mem` and the like belong to root.

    A process that is started from here keeps the limit on core dumps, and one that is forked from here all of it; with
    `exec` the rest ends, so each program asks for itself. Raises OSError when the system refuses.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "the process could not be closed to debuggers (PR_SET_DUMPABLE)")
