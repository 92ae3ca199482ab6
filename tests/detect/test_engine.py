# ruff: noqa: RUF001 - look-alikes and other scripts are what is tested
import random
import subprocess
import sys
import time
from base64 import b64encode

import pytest
from detect_reading import engine, kinds
from hypothesis import given
from hypothesis import strategies as st
from presidio_analyzer import EntityRecognizer

from router.core.types import KINDS
from router.detect import chunks
from router.detect.engine import Engine
from router.detect.identifiers import FAMILIES
from router.detect.merging import Found, merge
from router.detect.presidio import Recogniser


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Laws have a deadline for each example, and the first one would pay for building the engine."""
    engine()


VALUES = [
    *(
        "ann@example.com",
        "+49 30 123456",
        "DE89 3704 0044 0532 0130 00",
        "4111 1111 1111 1111",
        "10.0.0.1",
        "né le 1 mai 1980",
    ),
    *("54362315K", "sk-proj-abcdefghijklmnop1234", "password = 'hunter2'", "2001:db8::1", "PESEL 44051401359"),
]
PIECES = st.sampled_from(
    [*VALUES, " ", "\n", "\u00a0", "\u200b", ".", "é", "1", "x", "-", "(", '"', "😀", "４", "tel ", "://", "@"]
)

CLEAN = [
    "def add(a: int, b: int) -> int:\n    return a + b  # 42, 3.14, 0xff\n",
    "2024-05-01T12:00:00.123Z INFO [main-1] o.s.Boot: started in 3.217 s (pid 4242), port 8080, 99.9 % of 1,024 MB\n",
    "git show 8f14e45fceea167a5a36dedd4bea2543 --stat; id 550e8400-e29b-41d4-a716-446655440000\n",
    "ISBN 978-3-16-148410-0, order 4711-0815, invoice 2024/000123, price 1.299,00 €, 12 x 24 cm, 50-60 %\n",
    "claude-sonnet-4-5-20250929 gpt-4o-2024-08-06 </task-notification> [[1]] {{x}} https://example.com/a/b?c=1#d\n",
    "Chapter 1.2.3, see § 4.5.6 and Table 7-8; on 12.05.2024 at 14:30 we sold 1 234 567 units in 2023/24.\n",
    "SELECT * FROM t WHERE id IN (1, 22, 333, 4444, 55555) AND created > '2024-01-01 00:00:00';\n",
    'Content-Length: 1048576\nETag: "33a64df551425fcc55e4d42a148795d9f25f89d4"\nX-Version: 10.2.1-rc.4\n',
    "The quick brown fox jumps over the lazy dog; der Hund schläft, le chien dort, el perro duerme.\n",
]


@pytest.mark.parametrize("text", CLEAN)
def test_code_logs_and_prose_without_personal_data_hold_nothing(text: str) -> None:
    assert kinds(text) == []


@given(st.lists(PIECES, max_size=30).map("".join))
def test_findings_lie_in_the_text_apart_and_without_white_space_at_their_edges(text: str) -> None:
    position = 0
    for one in engine().scan(text):
        assert position <= one.start < one.end <= len(text)
        assert text[one.start : one.end].strip() == text[one.start : one.end]
        assert one.kind in KINDS
        assert 0.5 <= one.score <= 1
        position = one.end


@given(st.sampled_from(VALUES), st.integers(-80, 80))
def test_a_value_across_the_border_of_two_chunks_is_found(value: str, offset: int) -> None:
    padding = "lorem ipsum " * 1000
    for border in (chunks.SIZE, chunks.SIZE - chunks.OVERLAP, chunks.SIZE - chunks.OVERLAP // 2):
        text = padding[: border + offset] + " " + value + " " + padding[:2000]
        alone = [(one.kind, value[one.start : one.end]) for one in engine().scan(value)]
        assert [(one.kind, text[one.start : one.end]) for one in engine().scan(text)] == alone


def test_a_hint_gives_meaning_and_is_no_part_of_the_text() -> None:
    assert engine().scan("111222333") == ()
    assert [one[:3] for one in engine().scan("111222333", "bsn")] == [(0, 9, "NATIONAL_ID")]
    assert [one[:3] for one in engine().scan("hunter2", "db_password")] == [(0, 7, "SECRET")]
    assert [one[:3] for one in engine().scan(" 1980-05-12", "birthDate")] == [(1, 11, "DATE_OF_BIRTH")]
    assert engine().scan("hello", "ann@example.com") == ()


def test_only_the_kinds_asked_for_are_looked_for() -> None:
    only = Engine(kinds=frozenset({"IP_ADDRESS"}))
    assert [one.kind for one in only.scan("ann@example.com 10.0.0.1")] == ["IP_ADDRESS"]


def test_every_recogniser_speaks_presidios_interface_in_offsets_of_the_bare_text() -> None:
    for family in FAMILIES:
        recogniser = Recogniser(family)
        assert isinstance(recogniser, EntityRecognizer)
        assert recogniser.supported_entities == [family.kind]
        assert recogniser.analyze("nothing", [], None) == []
    email = next(Recogniser(family) for family in FAMILIES if family.name == "email")
    results = email.analyze("\u200bto ann@\u200bx.eu", ["EMAIL_ADDRESS"], None)
    assert [(one.entity_type, one.start, one.end) for one in results] == [("EMAIL_ADDRESS", 4, 13)]
    assert email.analyze("ann@x.eu", ["PHONE_NUMBER"], None) == []


def test_overlapping_findings_become_one_that_covers_both() -> None:
    one, other = Found(0, 10, "EMAIL_ADDRESS", 0.95, "email"), Found(5, 15, "SECRET", 0.85, "assignment")
    assert merge([other, one]) == (Found(0, 15, "SECRET", 0.85, "assignment"),)
    apart = (Found(0, 5, "EMAIL_ADDRESS", 0.9, "a"), Found(5, 9, "EMAIL_ADDRESS", 0.9, "a"))
    assert merge(apart) == apart


RANDOM = random.Random(1)
HOSTILE = {
    "dotted letters": "a.",
    "dotted digits": "1.",
    "one letter": "x",
    "one digit": "7",
    "hex pairs": "AA:",
    "addresses": "10.0.0.1 ",
    "country codes": "+49 ",
    "trunk zeros": "0 1 2 ",
    "digits": "1234567890",
    "base64": b64encode(RANDOM.randbytes(3000)).decode(),
    "mails": "a@b.co ",
    "at signs": "a@",
    "brackets": "[[",
    "braces": "{",
    "assignments": "password=",
    "open quotes": 'password: "',
    "groups of four": "4444 ",
    "telephones": "+49 30 123456 ",
    "general cues": "ssn 123456789 ",
    "birth cues": "geb 1.1.80 ",
    "schemes": "a://b:",
    "key heads": "-----BEGIN PRIVATE KEY-----",
    "key tails": "-----END PRIVATE KEY-----",
    "token heads": "eyJ",
    "token parts": "eyJaaaaaaaa.aaaa.a ",
    "iban heads": "DE89 ",
    "colons": "a::b ",
    "no width": "1\u200b",
    "full width": "４",
    "dashes": "-",
    "lines": "\n",
    "bracketed ats": "a (at) ",
    "written lines": "\\n",
    "written marks": "\\u0040",
    "percent": "%40a",
    "plus": "a=1+2+",
    "digits one by one": "ssn 1 2 3 4 5 6 7 8 9 ",
    "calls": "call 0 1 ",
    "broken numbers": "+49 30\n",
    "cards in fours": "4111\n1111\n",
    "commands": "curl -u a:b mysql -p",
    "short names": "pass: 'a ",
    "old ibans": "MT84MALT",
    "quoted parts": '"a b"@',
    "languages": "0151 der die das ",
}


def _seconds(text: str) -> float:
    started = time.process_time()
    engine().scan(text)
    return time.process_time() - started


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text_and_not_faster(name: str) -> None:
    """Four times the text may take eight times as long; the best of three, above the clock's noise."""
    unit = HOSTILE[name]
    short, long = (unit * (size // len(unit) + 1) for size in (10_000, 40_000))
    base = min(_seconds(short) for _ in range(3))
    assert min(_seconds(long) for _ in range(3)) < max(8 * base, 0.02)


def test_nothing_is_looked_up_to_import_or_to_read() -> None:
    program = (
        "import socket\n"
        "def refuse(*_): raise SystemExit('looked up a name')\n"
        "socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refuse\n"
        "from router.detect.engine import Engine\n"
        "print(len(Engine().scan('ann@example.co.uk +49 30 123456 10.0.0.1 tel')))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "3", done.stderr
