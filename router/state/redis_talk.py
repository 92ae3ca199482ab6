"""What the parts of the shared state have in common: the connection, the names of keys, and each tenant's epoch.

Redis may forget all (FLUSHALL, a restart without its data, a fail-over to an empty server). So the state of each tenant
has an epoch, made by whoever finds none, and all that is asked says which one it knows. Where that is another, nothing
is done: the process makes a new connection, and tells what it remembers before it asks again.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import count
from secrets import token_hex

from router.state.redis_keeper import Keeper
from router.state.redis_keys import Keys
from router.state.redis_link import Lost, Reply, Word
from router.state.redis_scripts import Calls

FORGOTTEN = "what it kept is gone"


class Talk:
    """`lease` is this process on this connection: what the one before left counted ends with its own lease."""

    def __init__(self, keeper: Keeper, keys: Keys) -> None:
        self.keys = keys
        self.lease = ""
        self.epochs: dict[str, bytes] = {}
        self._keeper = keeper
        self._numbers = count()

    @property
    def is_open(self) -> bool:
        return self._keeper.calls is not None

    def run(
        self, name: str, tenant: str, keys: Iterable[str], words: Iterable[Word], then: Callable[[Reply], object]
    ) -> None:
        """`keys` after the epoch; `words` after those of the arrival. `then` is called at once if nobody listens."""
        arrival = self.epochs.get(tenant, b""), self._epoch()
        self._keeper.run(name, [*self.keys.tenant(tenant, "epoch"), *keys], (*arrival, *words), then)

    async def answer(self, calls: Calls, name: str, tenant: str, keys: Sequence[str], *words: Word) -> list[Reply]:
        """As one who knows no epoch. Raises `Lost`."""
        return await calls.answer(name, [*self.keys.tenant(tenant, "epoch"), *keys], b"", self._epoch(), *words)

    def renew(self) -> None:
        """For a new connection."""
        self.lease = token_hex(8)

    def heard(self, reply: Reply) -> bool:
        """Whether it was done."""
        if isinstance(reply, Lost):
            return False
        if reply[0] == b"gone":
            self._keeper.drop(FORGOTTEN)
            return False
        return True

    def _epoch(self) -> str:
        """One that nobody else makes, and not twice."""
        return f"{self.lease}-{next(self._numbers)}"


def is_unsure(reply: Reply) -> bool:
    """Whether it may have been done though nobody heard of it."""
    return isinstance(reply, Lost) and reply.sent
