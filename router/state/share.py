"""Which limits hold: all of them where all are counted together, and a share while they are not.

They are not while Redis is lost, or the supervisor stands still; nor after Redis forgot all, until each process had the
time to tell what it knows.
"""

from collections.abc import Callable, Sequence

from router.core.lessening import lessened
from router.core.limits import Claim, Holder

SPEAKING = 5.0
"""Seconds in which every process that lives finds out that Redis forgot, and tells it what it knows: it looks twice a
second, and is connected again a tenth of a second later."""


class Share:
    """`spent`: nano-euro of a holder in a month, as this process knows them. `clock` in seconds."""

    def __init__(self, share: float, spent: Callable[[Holder, str], int], clock: Callable[[], float]) -> None:
        self._share = share
        self._spent = spent
        self._clock = clock
        self._doubted = 0.0
        self._base: dict[tuple[Holder, str], int] = {}
        """What was spent when the count was lost."""

    def doubt(self) -> None:
        """Others may know what Redis does not."""
        self._doubted = self._clock() + SPEAKING

    @property
    def is_doubted(self) -> bool:
        return self._clock() < self._doubted

    def forget(self) -> None:
        """What was spent when: each loss begins with what is left then."""
        self._base.clear()

    def alone(self, claims: Sequence[Claim], month: str) -> tuple[Claim, ...]:
        return tuple(lessened(claim, self._share, self._base_of(claim.holder, month)) for claim in claims)

    def together(self, claims: Sequence[Claim], month: str) -> tuple[Claim, ...]:
        return self.alone(claims, month) if self.is_doubted else tuple(claims)

    def _base_of(self, holder: Holder, month: str) -> int:
        return self._base.setdefault((holder, month), self._spent(holder, month))
