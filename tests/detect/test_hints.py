from router.core.types import Path, Slot, SlotKind
from router.detect.hints import hints


def _slot(path: Path, text: str = "111222333", kind: SlotKind = SlotKind.TEXT) -> Slot:
    return Slot(path, text, "user", kind)


def _hints(*slots: Slot) -> list[str]:
    return [hint for _, hint in hints(slots)]


def test_the_last_name_in_the_path_is_the_hint() -> None:
    assert _hints(_slot(("metadata", "bsn")), _slot(("metadata", "phones", 0))) == ["bsn", "phones"]


def test_containers_say_nothing() -> None:
    assert _hints(_slot(("messages", 0, "content")), _slot(("messages", 0, "content", 0, "text"))) == ["", ""]


def test_in_nested_json_the_nearest_key_before_is_the_hint() -> None:
    outer: Path = ("messages", 0, "arguments")
    slots = [
        _slot((*outer, "$", 0), "bsn", SlotKind.KEY),
        _slot((*outer, "$", 1)),
        _slot((*outer, "$", 2), "dob", SlotKind.KEY),
        _slot((*outer, "$", 3)),
        _slot((*outer, "$", 4), kind=SlotKind.NUMBER),
        _slot(("messages", 1, "content", "$", 0)),
    ]
    assert _hints(*slots) == ["", "bsn", "", "dob", "dob", ""]


def test_long_texts_and_long_keys_have_none() -> None:
    assert _hints(_slot(("metadata", "bsn"), "x" * 1000), _slot(("metadata", "k" * 100))) == ["", ""]
