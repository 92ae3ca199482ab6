"""Marks that other processes raised, heard in the background: when Redis is lost, each process knows them itself."""

from collections import deque
from collections.abc import Callable, Iterable
from functools import partial

from router.state.redis_link import Reply
from router.state.redis_talk import Talk

AT_ONCE = 500
"""Marks in one reply, so that no request waits for it long."""


class Learning:
    """`learn` is called with tenant, mark and class. It asks for one tenant at a time: many tenants delay no request.

    Each mark that is raised has the next number; what is numbered is as many marks as a process keeps.
    """

    def __init__(self, talk: Talk, learn: Callable[[str, bytes, str], None]) -> None:
        self._talk = talk
        self._learn = learn
        self._known: dict[str, tuple[bytes, int]] = {}
        """Of each tenant the epoch, and the last number in it."""
        self._left = deque[str]()

    def look(self, tenants: Iterable[str]) -> None:
        """Whether there is news of any of them; nothing while the last look lasts."""
        if not self._left:
            self._left.extend(tenants)
            self._ask()

    def _ask(self) -> None:
        if self._left:
            tenant = self._left[0]
            _, last = self._known.get(tenant, (b"", 0))
            keys = self._talk.keys.tenant(tenant, "raised", "young", "old")
            self._talk.run("learn", tenant, keys, (last, AT_ONCE), partial(self._heard, tenant))

    def _heard(self, tenant: str, reply: Reply) -> None:
        if not self._talk.heard(reply):
            self._left.clear()
            return
        _, epoch, last, told = reply
        if self._known.get(tenant, (epoch, 0))[0] == epoch:
            self._known[tenant] = epoch, last
            self._take(tenant, told)
            if len(told) < 2 * AT_ONCE:
                self._left.popleft()
        else:
            self._known[tenant] = epoch, 0
        self._ask()

    def _take(self, tenant: str, told: Iterable[bytes]) -> None:
        words = iter(told)
        for mark, klass in zip(words, words, strict=True):
            if klass:
                self._learn(tenant, mark, klass.decode())
