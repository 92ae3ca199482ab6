"""Notices between the workers of one supervisor, which passes them on, and tells them to a worker that comes later."""

from collections.abc import Callable
from time import monotonic

from router.state.common_line import CommonLine
from router.state.commons_words import Notice
from router.state.exchange import MemoryExchange


class CommonExchange(MemoryExchange):
    """Implements `ports.Exchange`. While the supervisor stands still, what this worker knows holds until its end."""

    def __init__(self, line: CommonLine, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(clock)
        self._line = line
        line.on_notice = self._hear

    def tell(self, topic: str, name: str, value: str, lasting: float) -> None:
        super().tell(topic, name, value, lasting)
        self._line.tell(Notice(topic, name, value, lasting))

    def _hear(self, notice: Notice) -> None:
        super().tell(notice.topic, notice.name, notice.value, notice.lasting)
