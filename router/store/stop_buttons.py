"""Stopping and resuming, the same for every store: the rows say what is stopped, and the logs who did it."""

from abc import ABC, abstractmethod
from typing import Protocol

from router.core.stops import Stop, Target
from router.ports import Act


class StopRows(Protocol):
    """Each row is written or removed together with the entry of the router's own log that tells it."""

    async def all(self) -> list[Stop]: ...

    async def add(self, stop: Stop, act: Act) -> bool:
        """False where that is stopped already."""
        ...

    async def remove(self, target: Target, act: Act) -> bool:
        """False where that is not stopped."""
        ...


class StopButtons(ABC):
    """That much of `ports.Store`."""

    _stops: StopRows

    async def stops(self) -> list[Stop]:
        return await self._stops.all()

    async def stop(self, stop: Stop, act: Act) -> Stop:
        while not await self._stops.add(stop, act):
            held = [one for one in await self._stops.all() if one.target == stop.target]
            if held:  # else somebody resumed it in between
                return held[0]
        await self._tell_tenant(stop.target.whose, act)
        return stop

    async def resume(self, target: Target, act: Act) -> bool:
        was_stopped = await self._stops.remove(target, act)
        if was_stopped:
            await self._tell_tenant(target.whose, act)
        return was_stopped

    @abstractmethod
    async def _tell_tenant(self, tenant: str | None, act: Act) -> None:
        """In its own log too, if there is one: the router's own has it already, and the button waits for nobody."""
