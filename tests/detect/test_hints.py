from router.core.types import Slot, SlotKind
from router.detect.hints import hint


def test_a_slot_is_read_with_its_own_hint() -> None:
    assert hint(Slot(("x",), "111222333", "user", hint="bsn")) == "bsn"
    assert hint(Slot(("x", "$", -1), "111222333", "user", SlotKind.NUMBER, hint="value bsn")) == "value bsn"
    assert hint(Slot(("y",), "a", "user")) == ""


def test_a_long_text_needs_none() -> None:
    assert hint(Slot(("x",), "x" * 1000, "user", hint="bsn")) == ""
