"""What a text is called where it stands, for whom reads it: the slot's own hint, where that can matter."""

from collections.abc import Iterable, Iterator

from router.core.types import Slot, SlotKind

_LONGEST_TEXT = 512
"""Characters. A longer text says itself what it is about."""


def hints(slots: Iterable[Slot]) -> Iterator[tuple[Slot, str]]:
    """Each slot with its hint, "" where it needs or has none. Hint and text together are what is remembered."""
    for slot in slots:
        needs_none = slot.kind is SlotKind.KEY or len(slot.text) > _LONGEST_TEXT
        yield slot, "" if needs_none else slot.hint
