"""How long a route may take until its first content, learned from how long it took. Pure.

A histogram of the times seen, in buckets that grow by a tenth, so that its 99th percentile is right to a tenth. Old
times fade: each weighs half of one that came HALF_LIFE answers later. Half as long again as that percentile is the
deadline (an established rule for TTFT), but never under `least` nor over `most`, and `most` until there are ENOUGH.

A deadline that passed is a time too, of which only is known that it was longer: it counts as half as long again, so a
route that has become slower as a whole is given more time with each answer that was not waited for. A model that thinks
for minutes needs no line of its own: its long tail is what is learned.
"""

from math import ceil, log

SHORTEST, LONGEST = 0.01, 3600.0
"""Seconds that are told apart."""
GROWTH = 1.1
HALF_LIFE = 500
ENOUGH = 50
SHARE = 0.99
SLACK = 1.5

_HEAVIER = 2.0 ** (1.0 / HALF_LIFE)
_TOO_HEAVY = 1e12
_LOG = log(GROWTH)


class Patience:
    """Of one route. Times in seconds."""

    __slots__ = ("_total", "_weight", "_weights", "seen")

    def __init__(self) -> None:
        self._weights = [0.0] * (bucket(LONGEST) + 1)
        self._weight = 1.0
        self._total = 0.0
        self.seen = 0

    def took(self, seconds: float) -> None:
        """The first content came after so long."""
        self._weights[bucket(seconds)] += self._weight
        self._total += self._weight
        self._weight *= _HEAVIER
        self.seen += 1
        if self._weight > _TOO_HEAVY:
            self._weights = [weight / self._weight for weight in self._weights]
            self._total, self._weight = sum(self._weights), 1.0

    def gave_up(self, seconds: float) -> None:
        """It had not come after so long."""
        self.took(seconds * SLACK)

    def quantile(self, share: float) -> float | None:
        """What so large a share of the times did not exceed, at most a tenth too much. None while there are none."""
        if not self.seen:
            return None
        left = share * self._total
        for number, weight in enumerate(self._weights):
            left -= weight
            if left <= 0:
                return edge(number)
        return LONGEST

    def deadline(self, least: float, most: float) -> float:
        usual = self.quantile(SHARE) if self.seen >= ENOUGH else None
        return most if usual is None else min(max(usual * SLACK, least), most)


def bucket(seconds: float) -> int:
    """The number of the bucket that holds it."""
    return ceil(log(min(max(seconds, SHORTEST), LONGEST) / SHORTEST) / _LOG)


def edge(number: int) -> float:
    """The longest time of a bucket."""
    return SHORTEST * GROWTH**number
