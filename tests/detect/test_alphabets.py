"""Which texts count as unread because a word in them is in a script that nobody reads."""

# ruff: noqa: RUF001 - letters of other scripts are meant

import pytest
from detector_pools import opened, slots

from router.detect.alphabets import unread_words


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("王芳", 0),
        ("call 王 today", 5),
        ("Taro is 太郎", 8),
        ("タナカ called", 0),
        ("ask さくら", 4),
        ("김민준 came", 0),
        ("محمد علي lives here", 0),
        ("mail דוד כהן", 5),
        ("नमस्ते राहुल", 0),
        ("สมชาย is here", 0),
        ("გიორგი came", 0),
        ("Արամ came", 0),
        ("ask ⴰⵎⵉⵏ", 4),
        ("ߞߊߡߊ came", 0),
        ("ꦧꦸꦣꦶ came", 0),
    ],
)
def test_a_word_in_a_script_that_nobody_reads_is_told(text: str, start: int) -> None:
    assert unread_words(text) == [start]


@pytest.mark.parametrize(
    "text",
    [
        "Zażółć gęślą jaźń, Åsa, Ærø, İstanbul, Nguyễn",
        "Иван Петров, Ґанок, Ѓорѓи",
        "Γιώργος Παπαδόπουλος, ᾧ",
        "Δt = 5 µs, α ≤ β, 3 Ω, ∑ ∫ ∀ ℝ 𝔸 №",
        "well ¯\\_(ツ)_/¯ ok 👍🏽 ™ ① Ⅳ ﬁ ａｂｃ １２",
        "ʻOkina, ɡɪˈtɑː",
    ],
)
def test_signs_smileys_and_scripts_that_are_read_are_not(text: str) -> None:
    assert unread_words(text) == []


async def test_such_a_text_counts_as_not_all_read_and_names_beside_it_are_found() -> None:
    async with opened(1) as pool:
        scan = await pool.detect("t", slots("محمد writes to eva@example.com", "plain"))
    assert scan.files == 1
    assert [one.kind for one in scan.findings] == ["EMAIL_ADDRESS"]
