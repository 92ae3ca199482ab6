"""What was spent, as Redis is told of it: added to when it listens, owed while it does not."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from router.core.limits import Claim, Holder
from router.state.redis_link import Reply, Word
from router.state.redis_talk import Talk, is_unsure

AT_ONCE = 500
"""Purses in one command."""

Purse = tuple[Holder, str]
"""Whose money, and of which month, such as `2026-11`."""


class Money:
    """`spent` says what this process knows of a purse, in nano-euro, as all here is.

    What may or may not have arrived counts where it is more, and does not where it is less.
    """

    def __init__(self, talk: Talk, spent: Callable[[Holder, str], int]) -> None:
        self._talk = talk
        self._spent = spent
        self._owed = Counter[Purse]()
        self._whole = set[Purse]()
        """Those to be raised to all that is known of them here."""

    def add(self, claims: Sequence[Claim], month: str, more: int) -> None:
        """Of one tenant."""
        self._owed.update({(claim.holder, month): more for claim in claims})
        self.tell()

    def tell_whole(self, purses: Iterable[Purse]) -> None:
        """With the next `tell`."""
        self._whole.update(purses)

    def tell(self) -> None:
        """All that is owed, if somebody listens."""
        if not self._talk.is_open:
            return
        owed, whole = self._owed, self._whole
        self._owed, self._whole = Counter(), set()
        by_tenant: dict[str, list[Purse]] = {}
        for purse in dict.fromkeys((*whole, *owed)):
            by_tenant.setdefault(purse[0].tenant, []).append(purse)
        for tenant, purses in by_tenant.items():
            for start in range(0, len(purses), AT_ONCE):
                told = purses[start : start + AT_ONCE]
                self._tell(tenant, {purse: owed[purse] for purse in told}, whole.intersection(told))

    def _tell(self, tenant: str, owed: Mapping[Purse, int], whole: set[Purse]) -> None:
        """Raised first to what is known here without what is owed, and then added to."""
        words: list[Word] = []
        for purse, more in owed.items():
            least = self._spent(*purse) - more if purse in whole else 0
            words += [max(0, least), more]
        keys = [self._talk.keys.spent(*purse) for purse in owed]
        self._talk.run("pay", tenant, keys, words, partial(self._told, owed, whole))

    def _told(self, owed: Mapping[Purse, int], whole: set[Purse], reply: Reply) -> None:
        if not self._talk.heard(reply):
            self._whole |= whole
            self._owed.update({purse: more for purse, more in owed.items() if more > 0 or not is_unsure(reply)})
