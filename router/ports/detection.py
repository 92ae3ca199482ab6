"""Who reads requests for what is personal in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from router.core.lexicons import NO_LEXICON, Lexicon
from router.core.types import Finding, Slot


@dataclass(frozen=True, slots=True)
class Scan:
    """What detection says of one request's slots.

    `failed` counts slots that could not be read (late, crashed), `files` what in them is a file and no words.
    `left` are stretches that a tenant leaves alone (`detection.leave`), `by` the kind that is, "" for all but secrets.
    """

    findings: tuple[Finding, ...]
    failed: int = 0
    files: int = 0
    left: tuple[Finding, ...] = ()


class Detector(Protocol):
    async def detect(self, tenant: str, slots: Sequence[Slot], lexicon: Lexicon = NO_LEXICON) -> Scan:
        """Reads every slot, by the tenant's own terms and patterns too. Findings may overlap.

        Never raises for what a text holds: a slot that cannot be read, or not in time, is counted in `failed`.
        """
        ...

    @property
    def ready(self) -> bool: ...

    def trouble(self) -> str | None:
        """Why nothing can be read and will not be without help, as far as is known; None otherwise."""
        ...

    async def start(self) -> None:
        """Starts to warm up; returns at once. A `detect` meanwhile waits."""
        ...

    async def aclose(self) -> None: ...
