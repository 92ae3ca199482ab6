"""What nobody should send: each text is read, or counts as failed, in bounded time; and the pool goes on."""

import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from router.core.types import Slot
from router.detect.pool import DetectorPool

pytestmark = pytest.mark.asyncio(loop_scope="module")
SIZE = 400_000
MAIL = "ann@example.com"
UNITS = {
    "white space": " ",
    "one line": "lorem ipsum dolor ",
    "brackets": "[",
    "nested": '{"a":[',
    "marks": "\u0301",
    "no width": "a\u200b",
    "entities": "&#97;",
    "escapes": "\\n",
    "base64": "aGVsbG8gd29ybGQg",
    "control characters": "\x00\x1b[\x08\x1f",
    "mixed scripts": "\u0430nna\u05d0\u0628\u0905 ",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool() -> AsyncIterator[DetectorPool]:
    made = DetectorPool(2, key=b"k")
    await made.start()
    await made.detect("t", _slots("warm"))
    yield made
    await made.aclose()


def _slots(*texts: str) -> list[Slot]:
    return [Slot(("messages", index, "content"), text, "user") for index, text in enumerate(texts)]


@pytest.mark.parametrize("name", UNITS)
async def test_a_mail_address_behind_much_of_anything_is_found_or_the_text_fails(pool: DetectorPool, name: str) -> None:
    text = UNITS[name] * (SIZE // len(UNITS[name])) + f" {MAIL} "
    started = time.monotonic()
    scan = await pool.detect("t", _slots(text))
    assert time.monotonic() - started < 20
    found = [text[one.start : one.end] for one in scan.findings if one.kind == "EMAIL_ADDRESS"]
    assert scan.failed or any(MAIL in one for one in found)
    after = await pool.detect("t", _slots(f"{MAIL} after {name}"))
    assert ([one.kind for one in after.findings], after.failed) == (["EMAIL_ADDRESS"], 0)


async def test_many_short_findings_are_all_there_or_the_text_fails(pool: DetectorPool) -> None:
    scan = await pool.detect("t", _slots("a@b.co " * 20_000))
    assert scan.failed or len(scan.findings) == 20_000


@pytest.mark.parametrize("before", [130_000, 131_000, 123_000, 114_000])
async def test_an_encoded_run_across_the_border_of_two_pieces_is_found(pool: DetectorPool, before: int) -> None:
    run = "c29tZSB3b3JkcyBhaGVhZCBvZiBpdDogYW5uLm90aGVyQGV4YW1wbGUuY29tIGFuZCBtb3Jl" * 12
    text = "lorem ipsum " * (before // 12) + run + " lorem ipsum" * 3_000
    scan = await pool.detect("t", _slots(text))
    assert scan.failed == 0
    assert [text[one.start : one.end] for one in scan.findings if one.kind == "EMAIL_ADDRESS"] == [run]
