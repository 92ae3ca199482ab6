"""One moment at which something is to happen, moved often and reached hardly ever.

To move it later costs nothing: the loop's timer stays where it is and, when it rings early, is set again. So a busy
connection, whose moments only ever move on, hardly touches the loop's timers at all.
"""

import asyncio
import math
from collections.abc import Callable


class Alarm:
    """`ring` is called once `due` has passed, by the loop's clock."""

    __slots__ = ("_loop", "_ring", "_timer", "_timer_at", "due")

    def __init__(self, loop: asyncio.AbstractEventLoop, ring: Callable[[], None]) -> None:
        self._loop = loop
        self._ring = ring
        self._timer: asyncio.TimerHandle | None = None
        self._timer_at = math.inf
        self.due = math.inf

    def set(self, due: float) -> None:
        self.due = due
        if due < self._timer_at:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = self._loop.call_at(due, self._look)
            self._timer_at = due

    def stop(self) -> None:
        self.due = math.inf
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self._timer, self._timer_at = None, math.inf
        if self._loop.time() < self.due:
            self.set(self.due)
        else:
            self._ring()
