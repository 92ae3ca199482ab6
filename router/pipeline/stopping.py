"""Which providers are stopped, as this process knows, and the end of what they have open.

Every call to a provider has a passage: those of requests, whoever tries them and however often, and the router's own.
It does not open while the provider is stopped. When it is shut, whoever waits in it gets a failure as if the provider
had broken off, so that a request of which the client has seen nothing yet moves on.
"""

import asyncio
from types import TracebackType
from typing import Self
from weakref import WeakSet

from router.core.problems import FailureKind, UpstreamFailure
from router.core.stops import Stops


class Passage:
    """To one provider, for one answer. A context around what waits for it, entered anew for each piece."""

    __slots__ = ("__weakref__", "_cancelling", "_is_shut", "_task", "provider")

    def __init__(self, provider: str, *, is_shut: bool) -> None:
        self.provider = provider
        self._is_shut = is_shut
        self._cancelling = 0
        self._task: asyncio.Task[object] | None = None

    def __enter__(self) -> Self:
        """Raises `UpstreamFailure`."""
        if self._is_shut:
            raise UpstreamFailure(FailureKind.STOPPED)
        task = self._task = asyncio.current_task()
        if task is not None:
            self._cancelling = task.cancelling()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """A cancellation from elsewhere stays one, also when it comes at the same moment."""
        task, self._task = self._task, None
        if not self._is_shut or task is None:
            return
        if task.uncancel() <= self._cancelling and kind is asyncio.CancelledError:
            raise UpstreamFailure(FailureKind.STOPPED) from error

    def shut(self) -> None:
        if not self._is_shut:
            self._is_shut = True
            if self._task is not None:
                self._task.cancel()


class Gate:
    """Of one process."""

    def __init__(self) -> None:
        self._stops = Stops()
        self._open: WeakSet[Passage] = WeakSet()

    def is_stopped(self, provider: str) -> bool:
        return self._stops.covering_provider(provider) is not None

    def to(self, provider: str) -> Passage:
        passage = Passage(provider, is_shut=self.is_stopped(provider))
        self._open.add(passage)
        return passage

    def adopt(self, stops: Stops) -> None:
        """These hold from now on. What is open to a provider that they cover is shut, and does not open again."""
        self._stops = stops
        if not stops:
            return
        for passage in [one for one in self._open if self.is_stopped(one.provider)]:
            passage.shut()
