"""Media is told from words by its whole form, and the protocols' own words are everyday ones."""

import json

import pytest

from router.core.everyday import EVERYDAY
from router.core.shape import Shape
from router.core.slots import slots
from router.core.structural import _PROTOCOL as PROTOCOL
from router.core.structural import Structural, is_media

PLAIN = Structural(shape=Shape())
PAYLOAD = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkM9Q8"


def test_plain_words_of_the_protocol_are_everyday_words() -> None:
    assert EVERYDAY >= PROTOCOL


@pytest.mark.parametrize(
    "text",
    [
        f"data:image/png;base64,{PAYLOAD}=",
        f"DATA:image/svg+xml;base64,{PAYLOAD}",
        f"data:;base64,{PAYLOAD}==",
        f"data:text/plain;charset=utf-8;base64,{PAYLOAD}-_",
        "data:audio/webm;codecs=opus;base64," + "A" * 1_000_000,
    ],
)
def test_media_is_no_slot(text: str) -> None:
    assert is_media(text)
    assert slots({"a": text, "n": json.dumps([text])}, PLAIN) == ()


@pytest.mark.parametrize(
    "text",
    [
        "data: see below",
        "data:text/plain,Anna",
        "data:text/plain,Anna%20Schmidt",
        f"data:image/png;base64,{PAYLOAD[1:]}",
        f"data:image/png;base64,{PAYLOAD} Anna",
        f"data:image/png;base64,{PAYLOAD}\n",
        f"data:image/png;name=anna.png;base64,{PAYLOAD}",
        f" data:image/png;base64,{PAYLOAD}",
    ],
)
def test_what_could_carry_words_is_not_media(text: str) -> None:
    assert not is_media(text)
    assert [slot.text for slot in slots({"a": text}, PLAIN)] == [text]
