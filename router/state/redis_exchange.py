"""Notices between all processes that have one Redis. Heard in the background: whoever asks never waits."""

from collections.abc import Callable
from functools import partial
from time import monotonic

from router.state.exchange import MOST, MemoryExchange
from router.state.redis_keeper import Keeper
from router.state.redis_keys import Keys
from router.state.redis_link import Lost, Reply
from router.state.redis_scripts import Calls


class RedisExchange(MemoryExchange):
    """Implements `ports.Exchange`. What others tell is heard within half a second.

    While Redis is lost, what this process knows holds until its end; what it tells, others hear when Redis is back.
    """

    def __init__(self, keeper: Keeper, keys: Keys, clock: Callable[[], float] = monotonic) -> None:
        super().__init__(clock)
        self._keeper = keeper
        self._keys = keys
        self._untold: dict[tuple[str, str], tuple[str, float]] = {}
        """By topic and name, until Redis has it."""
        keeper.parts.append(self)

    def tell(self, topic: str, name: str, value: str, lasting: float) -> None:
        super().tell(topic, name, value, lasting)
        self._untold[topic, name] = self._told(topic)[name]
        self._send(topic, name)
        self._forget()

    async def join(self, calls: Calls) -> None:
        """Nothing needs to be told before others are heard."""

    def joined(self) -> None:
        self._forget()
        for topic, name in self._untold:
            self._send(topic, name)

    def tick(self) -> None:
        for topic in self._topics:
            self._keeper.run("hear", self._keys.topic(topic), (), partial(self._hear, topic))

    def _send(self, topic: str, name: str) -> None:
        sent = value, end = self._untold[topic, name]

        def replied(reply: Reply) -> None:
            if not isinstance(reply, Lost) and self._untold.get((topic, name)) == sent:
                del self._untold[topic, name]

        lasting = f"{max(0.0, end - self._clock()):.3f}"
        self._keeper.run("tell", self._keys.topic(topic), (name, value, lasting, MOST), replied)

    def _hear(self, topic: str, reply: Reply) -> None:
        if isinstance(reply, Lost):
            return
        now, words = self._clock(), iter(reply[1])
        notices = zip(words, words, words, strict=True)
        told = {name.decode(): (value.decode(), now + left / 1000) for name, value, left in notices}
        told |= {name: sent for (other, name), sent in self._untold.items() if other == topic}
        self._topics[topic] = told

    def _forget(self) -> None:
        """What is over needs not be told; and of what cannot be told, the oldest makes room."""
        now = self._clock()
        for place in [place for place, (_, end) in self._untold.items() if end <= now]:
            del self._untold[place]
        while len(self._untold) > MOST:
            del self._untold[next(iter(self._untold))]
