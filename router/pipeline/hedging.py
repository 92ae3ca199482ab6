"""One trial, and after a while without content a second one beside it: the first content wins, the other is ended.

Both were permitted, both intents are durable before their bytes leave, and both are recorded, the one that was ended as
cancelled. Never more than two at once. When one fails the other is waited for; when both have failed, `first` raises
what the last one failed with, and the walk goes on as after any failure.
"""

import asyncio
from collections.abc import Awaitable, Callable

from router.core.problems import UpstreamFailure
from router.core.rules import Hedge, Ruleset
from router.core.types import Facts
from router.pipeline.trial import Trial


def hedge_for(hedge: Hedge | None, facts: Facts, rules: Ruleset) -> Hedge | None:
    """None unless two may be asked at once: a stream, a class that is low enough, and no tool that could be called."""
    if hedge is None or not facts.stream or "tools" in facts.needs:
        return None
    return hedge if rules.rank(facts.effective) <= rules.rank(hedge.up_to) else None


class Race:
    """`ahead` is the trial that `first` spoke of: the one whose content came first, or the one that failed last.

    `ended` hears once of every trial that is over.
    """

    __slots__ = ("_ended", "_failed", "_hedge", "_open", "_second", "ahead")

    def __init__(self, trial: Trial, ended: Callable[[Trial], None]) -> None:
        self.ahead = trial
        self._ended = ended
        self._hedge: Hedge | None = None
        self._open: dict[Trial, asyncio.Task[bytes] | None] = {trial: None}

    def hedge(
        self,
        hedge: Hedge | None,
        second: Callable[[], Awaitable[Trial | None]],
        failed: Callable[[Trial, UpstreamFailure], None],
    ) -> None:
        """`second` begins another trial, or gives None where there is nobody to ask.

        `failed` hears of the trial that failed while the other was still under way.
        """
        self._hedge, self._second, self._failed = hedge, second, failed

    async def first(self) -> bytes:
        """As `Answer.first`. Raises `UpstreamFailure`, nothing else."""
        if self._hedge is None:
            return await self.ahead.answer.first()
        leader = self._run(self.ahead)
        await asyncio.wait([leader], timeout=self._hedge.after)
        if not leader.done() and (other := await self._second()) is not None:
            self._run(other)
        return await self._whoever_is_first()

    async def _whoever_is_first(self) -> bytes:
        while True:
            tasks = [task for task in self._open.values() if task is not None]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            self.ahead = next(trial for trial, task in self._open.items() if task is not None and task.done())
            try:
                return await self._won()
            except UpstreamFailure as failure:
                if len(self._open) == 1:
                    raise
                self._failed(self.ahead, failure)
                await self._end(self.ahead)

    async def aclose(self) -> None:
        """Ends and tells what is still open, also when the client hung up. Nobody else awaits their tasks."""
        try:
            for trial in tuple(self._open):
                await self._end(trial)
        finally:
            while self._open:  # interrupted once more: what cannot be waited for is ended and told all the same
                trial, task = self._open.popitem()
                if task is not None:
                    task.cancel()
                self._ended(trial)

    def _run(self, trial: Trial) -> "asyncio.Task[bytes]":
        task = self._open[trial] = asyncio.create_task(trial.answer.first())
        return task

    async def _won(self) -> bytes:
        """What came first; the other is ended before anybody sees it."""
        task = self._open[self.ahead]
        if task is None:
            raise RuntimeError("a race that nobody runs")
        part = task.result()
        for trial in tuple(self._open):
            if trial is not self.ahead:
                await self._end(trial)
        return part

    async def _end(self, trial: Trial) -> None:
        task = self._open.pop(trial)
        try:
            if task is not None:
                task.cancel()
                await asyncio.wait([task])
                if not task.cancelled():
                    task.exception()  # heard of: the loop complains of what nobody asked for
            await trial.answer.aclose()
        finally:
            self._ended(trial)
