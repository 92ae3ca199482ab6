"""Deadlines of many tasks under one timer of the loop: nearly all are kept, so a timer for each is not worth its price.

    with deadlines.within(seconds):  # TimeoutError, as `asyncio.timeout` raises it
        ...

The timer is set to the earliest deadline that there was when it was set. When it rings, whoever is late is cancelled,
and it is set to the earliest of those that are left. So a deadline is missed by LOOK at most.
"""

import asyncio
from types import TracebackType
from typing import Self

LOOK = 0.02
"""Seconds between two looks, at least."""


class Deadline:
    """Of one task, as a context. Not entered twice."""

    __slots__ = ("_cancelling", "_deadlines", "_is_late", "_task", "due")

    def __init__(self, deadlines: "Deadlines", task: asyncio.Task[object], due: float) -> None:
        self._deadlines = deadlines
        self._task = task
        self._cancelling = task.cancelling()
        self._is_late = False
        self.due = due

    def __enter__(self) -> Self:
        self._deadlines.add(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """A cancellation from elsewhere stays one, also when it comes at the same moment."""
        self._deadlines.discard(self)
        if self._is_late and self._task.uncancel() <= self._cancelling and kind is asyncio.CancelledError:
            raise TimeoutError from error

    def miss(self) -> None:
        self._is_late = True
        self._task.cancel()


class Deadlines:
    def __init__(self) -> None:
        self._open: set[Deadline] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._rings = 0.0

    def within(self, seconds: float) -> Deadline:
        """Of the task that runs now. Raises RuntimeError where none does."""
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a deadline is a task's")
        if (loop := task.get_loop()) is not self._loop:
            self._loop, self._timer = loop, None
            self._open.clear()
        return Deadline(self, task, loop.time() + seconds)

    def add(self, deadline: Deadline) -> None:
        self._open.add(deadline)
        if self._timer is None or deadline.due < self._rings:
            self._set(deadline.due)

    def discard(self, deadline: Deadline) -> None:
        self._open.discard(deadline)

    def _set(self, due: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._loop is not None:
            self._timer, self._rings = self._loop.call_at(due, self._look, self._loop), due

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer, now = None, loop.time()
        for deadline in [one for one in self._open if one.due <= now]:
            self._open.discard(deadline)
            deadline.miss()
        if self._open:
            self._set(max(now + LOOK, min(one.due for one in self._open)))
