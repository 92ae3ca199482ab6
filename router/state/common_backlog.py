"""What a worker has to tell a supervisor that reads nothing: bounded, however long that lasts.

    what                                          | kept
    ----------------------------------------------|------------------------------------------------------------------
    a request that was granted alone, and its end | until a minute after its end: then no limit counts it any more
    the end of a request that the supervisor has  | it is told once, and they are as many as ran then
    what a conversation was raised to             | each once; of a tenant as many as the supervisor keeps, the newest
    a notice                                      | the last of its name, for as long as it holds
    money                                         | one sum of all that counts against the same

Questions are not kept, since nobody waits for an answer by then; nor are repeats, which wait where they are counted.
"""

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from time import monotonic

from router.core.limits import Advance, Claim
from router.core.window import WINDOW
from router.state.commons_words import Message, Notice, Paid, Primed, Raised, Settled, Taken
from router.state.exchange import MemoryExchange
from router.state.memory import MARKS_PER_TENANT

Purse = tuple[tuple[Claim, ...], str]
"""What is paid from, and of which month."""


class Backlog:
    """`clock` in seconds: how long a notice holds."""

    def __init__(self, *, marks_per_tenant: int = MARKS_PER_TENANT, clock: Callable[[], float] = monotonic) -> None:
        self._marks_per_tenant = marks_per_tenant
        self._ended: list[Settled] = []
        self._running: dict[int | None, Taken] = {}
        self._over: deque[tuple[Taken, Settled]] = deque()
        self._raised: dict[str, OrderedDict[Raised, None]] = {}
        self._notices = MemoryExchange(clock)
        self._money: list[Primed | dict[Purse, int]] = []
        """In the order in which it was told: a sum that something is raised to, and what was spent before and after."""

    def add(self, message: Message) -> None:
        match message:
            case Taken():
                self._running[message.grant.shared] = message
            case Settled():
                self._end(message)
            case Raised():
                self._raise(message)
            case Notice():
                self._notices.tell(message.topic, message.name, message.value, message.lasting)
            case Primed():
                self._money.append(message)
            case Paid():
                self._pay(message)
            case _:
                pass

    def messages(self) -> Iterator[Message]:
        """All, in an order in which they can be told."""
        yield from self._ended
        for taken, settled in self._over:
            yield taken
            yield settled
        yield from self._running.values()
        for marks in self._raised.values():
            yield from marks
        for notice in self._notices.standing():
            yield Notice(*notice)
        for money in self._money:
            if isinstance(money, Primed):
                yield money
            else:
                yield from (Paid(Advance(claims, 0, month), more) for (claims, month), more in money.items())

    def _end(self, settled: Settled) -> None:
        taken = self._running.pop(settled.grant.shared, None)
        if taken is None:
            self._ended.append(settled)
            return
        self._over.append((taken, settled))
        while self._over and self._over[0][1].now < settled.now - WINDOW:
            self._over.popleft()

    def _raise(self, raised: Raised) -> None:
        marks = self._raised.setdefault(raised.tenant, OrderedDict())
        marks[raised] = None
        marks.move_to_end(raised)
        if len(marks) > self._marks_per_tenant:
            marks.popitem(last=False)

    def _pay(self, paid: Paid) -> None:
        if not self._money or isinstance(self._money[-1], Primed):
            self._money.append({})
        sums, purse = self._money[-1], (paid.advance.claims, paid.advance.month)
        if isinstance(sums, dict):
            sums[purse] = sums.get(purse, 0) + paid.money - paid.advance.money
