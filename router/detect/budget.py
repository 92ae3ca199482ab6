"""How long reading may take: what is not read by then counts as failed, and so as unscanned."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds that reading may take.

    A job of n characters: `seconds + n * per_character`. A request waits `patience` at most for workers to be there,
    then for twice what its characters may take and `patience` more, since others come before it, but never over `most`.
    `seconds` is clock time: too little, and a machine that is busy kills one worker after the other.
    What has more words than workers read in `most` seconds, at `words` a second each, is not begun at all.

    A worker has `birth` to say hello, the first ones of a nursery `imports`, which it must do before; then it hangs.
    """

    seconds: float = 5.0
    per_character: float = 1 / 25_000
    patience: float = 15.0
    most: float = 60.0
    words: float = 10_000.0
    birth: float = 10.0
    imports: float = 60.0

    def of_job(self, size: int) -> float:
        return self.seconds + size * self.per_character

    def of_request(self, size: int) -> float:
        return min(self.most, self.patience + 2 * self.of_job(size))

    def suffices(self, words: int, workers: int) -> bool:
        """Whether so many words can be read at all, if nobody else is served: else waiting would be in vain."""
        return words <= self.most * self.words * workers
