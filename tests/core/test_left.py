"""What the customer leaves alone stays, also when a part of it is found elsewhere in the request."""

import json

import pytest

from router.core.leak import leaks
from router.core.redact import redact
from router.core.types import Finding, Slot
from router.core.vault import Vault


def redacted(texts: list[str], left: str, *, found: str, kind: str = "PERSON", left_as: str = "") -> list[str]:
    """`found` is found in the last text, `left` is left alone everywhere. The leak check sees what comes out."""
    slots = [Slot(("messages", at, "content"), text, "user") for at, text in enumerate(texts)]
    start = slots[-1].text.index(found)
    finding = Finding(slots[-1].path, start, start + len(found), kind, 0.9, "test")
    stretches = [
        Finding(slot.path, slot.text.index(left), slot.text.index(left) + len(left), "LEFT", 1.0, left_as)
        for slot in slots
        if left in slot.text
    ]
    redaction = redact(slots, [finding], keep=frozenset(), left=stretches)
    texts = [redaction.replacements.get(slot.path, slot.text) for slot in slots]
    assert leaks(json.dumps(texts).encode(), redaction.vault) == 0
    return texts


def test_a_name_found_elsewhere_is_not_replaced_in_what_is_left_alone() -> None:
    assert redacted(
        ["Max Mustermann kommt, Mustermann auch.", "Herr Mustermann ist da."], "Max Mustermann", found="Mustermann"
    ) == ["Max Mustermann kommt, [[PERSON_1]] auch.", "Herr [[PERSON_1]] ist da."]


def test_an_own_term_is_not_replaced_within_a_longer_one_that_is_left_alone() -> None:
    assert redacted(
        ["Nordlicht Reisen ist frei", "Nordlicht allein nicht"], "Nordlicht Reisen", found="Nordlicht",
        kind="CUSTOM_TERM",
    ) == ["Nordlicht Reisen ist frei", "[[CUSTOM_TERM_1]] allein nicht"]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "left_as", "is_left"),
    [
        ("PERSON", "PERSON", True),
        ("PERSON", "CUSTOM_TERM", False),
        ("SECRET", "", False),
        ("SECRET", "SECRET", True),
    ],
)
def test_it_is_left_alone_only_as_what_it_is_left(kind: str, left_as: str, *, is_left: bool) -> None:
    first, _ = redacted(["Max Muster77mann", "Muster77mann"], "Max Muster77mann", found="Muster77mann", kind=kind,
                        left_as=left_as)  # fmt: skip
    assert (first == "Max Muster77mann") == is_left


def test_what_only_overlaps_a_stretch_is_replaced() -> None:
    assert redacted(["Max Mustermann Junior", "Mustermann Junior"], "Max Mustermann", found="Mustermann Junior") == [
        "Max [[PERSON_1]]", "[[PERSON_1]]"
    ]  # fmt: skip


def test_the_leak_check_still_sees_an_original_outside_of_what_is_left_alone() -> None:
    vault = Vault()
    vault.hold("PERSON", "Mustermann")
    vault.spare(["Max Mustermann"])
    assert leaks(b'{"x": "Max Mustermann"}', vault) == 0
    assert leaks(b'{"x": "Max Mustermann, Mustermann"}', vault) == 1
    vault.wipe()
    assert not vault.spared
