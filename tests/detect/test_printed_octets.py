"""Personal data in uuencode, Ascii85 and base85."""

from base64 import a85encode, b85encode
from binascii import b2a_uu
from collections.abc import Callable

import pytest
from detect_reading import engine
from hypothesis import given
from hypothesis import strategies as st

from router.detect.containers import containers
from router.detect.printed import printed, unreadable
from router.detect.readings import readings
from router.detect.traces import traces

LETTER = "Dear Anna Müller, as promised: {}. Call me when it has come, or send word to the office before Friday."
VALUES = {"EMAIL_ADDRESS": "anna.schmidt@firma.de", "IBAN_CODE": "DE89370400440532013000"}


def uuencoded(data: bytes) -> str:
    return "".join(b2a_uu(data[at : at + 45]).decode() for at in range(0, len(data), 45))


CODES: dict[str, Callable[[bytes], str]] = {
    "uuencode": lambda data: f"begin 644 letter.txt\n{uuencoded(data)}`\nend",
    "uuencode without its frame": uuencoded,
    "uuencode, CRLF": lambda data: uuencoded(data).replace("\n", "\r\n"),
    "Ascii85 in its frame": lambda data: a85encode(data, adobe=True).decode(),
    "Ascii85 in its frame, wrapped": lambda data: a85encode(data, adobe=True, wrapcol=60).decode(),
    "Ascii85": lambda data: a85encode(data).decode(),
    "base85": lambda data: b85encode(data).decode(),
}


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("code", CODES)
def test_a_printed_letter_is_read(code: str, kind: str) -> None:
    letter = LETTER.format(VALUES[kind])
    text = f"as it says:\n{CODES[code](letter.encode())}\n(end)"
    assert [one.kind for one in engine().scan(text)] == [kind]
    assert containers(text) == []


@pytest.mark.parametrize("code", CODES)
def test_what_is_found_covers_the_run_and_no_more(code: str) -> None:
    run = CODES[code](LETTER.format(VALUES["IBAN_CODE"]).encode())
    text = f"as it says:\n{run}\n(end)"
    (found,) = engine().scan(text)
    covered = text[found.start : found.end]
    assert covered in run
    assert len(covered) >= len(run.removesuffix("`\nend").rstrip())


@pytest.mark.parametrize("frame", [('{"id":7,"data":"', '"}'), ("x='", "'"), ("data:", ",x"), ("", "")])
@pytest.mark.parametrize("code", ["Ascii85", "base85"])
def test_a_run_is_read_whatever_touches_it(code: str, frame: tuple[str, str]) -> None:
    run = CODES[code](LETTER.format(VALUES["EMAIL_ADDRESS"]).encode())
    assert [one.kind for one in engine().scan(run.join(frame))] == ["EMAIL_ADDRESS"]


def test_both_ends_of_a_broken_run_are_read() -> None:
    ahead, behind = (b85encode(LETTER.format(value).encode()).decode() for value in VALUES.values())
    assert [one.kind for one in engine().scan(f"{ahead}~~~~~~~~~~~~{behind}")] == list(VALUES)


@pytest.mark.parametrize(
    "text",
    [
        f"begin 644 photo.jpg\n{uuencoded(bytes(range(128, 240)))}`\nend\n",
        a85encode(bytes(range(128, 240)), adobe=True).decode(),
    ],
)
def test_a_frame_that_holds_no_text_counts_as_unread(text: str) -> None:
    assert containers(f"see:\n{text}\nbye") == [len("see:\n")]


ORDINARY = {
    "code": 'x <~ y; z ~> w; if (a[i]!=b{j}&&c<d||e>f) {g=h?k:l;m+=n*o%p^q;r=[s,t]}; begin 644\n"<~" and "~>"',
    "a log": '127.0.0.1 - - [09/Feb/2025:17:03:22 +0100] "GET /a?b=c&d=%20e#f HTTP/1.1" 200 <-> ok',
    "JSON": '{"a":1,"b":[2,3],"c":{"d":"e","f":"g"},"h":"i/j.k","l":"m:n","o":"p_q","r":"s-t"}',
    "capitals": "MEETING MINUTES: ALL MEMBERS OF THE BOARD WERE PRESENT THAT D\nMOREOVER, NOTHING ELSE",
    "a pattern": r"^(?:[A-Z]{2}\d{2}[ ]?(?:\d{4}[ ]?){4}\d{0,2}|[!#$%&*+<>?@^`{|}~]{3,9})$",
    "a hash": "$2b$12$C6UzMDM.H6dfI/f/IKcEeO7ZQh5r8nVh1v8bRk0J3h9mXo6l2bG2e",
}


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_text_says_nothing_more_than_it_shows(name: str) -> None:
    assert list(printed(ORDINARY[name], traces(ORDINARY[name]))) == []
    assert unreadable(ORDINARY[name]) == []


@given(
    st.text(st.sampled_from("abcdefghij klmno pqrst uvwxyzäöüéłż"), min_size=40, max_size=300),
    st.sampled_from([*CODES]),
)
def test_words_come_back_whole_from_their_frames(text: str, code: str) -> None:
    shown = [one.text for one in readings(f"see:\n{CODES[code](text.encode())}\n(end)")]
    framed = (code.startswith("uuencode") and "without" not in code) or "in its frame" in code
    assert not framed or any(text.strip() in one for one in shown)


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=400))
def test_runs_lie_within_the_text(text: str) -> None:
    assert all(0 <= run.start < run.end <= len(text) for run in printed(text, traces(text)))
