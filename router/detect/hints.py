"""What a text is called where it stands, as far as it helps: `{"bsn": "111222333"}` holds no number without its key.

`router.core.slots` says what each slot is called. A long text speaks for itself, and is remembered as one wherever it
stands.
"""

from router.core.types import Slot

_LONGEST_TEXT = 512


def hint(slot: Slot) -> str:
    """Empty where a text needs none, or has none."""
    return slot.hint if len(slot.text) <= _LONGEST_TEXT else ""
