"""Personal data in base64 and in hex."""

import random
import re
import time
from base64 import b32encode, b64encode, b85encode, encodebytes, urlsafe_b64encode
from collections.abc import Callable

import pytest
from detect_reading import engine
from hypothesis import given
from hypothesis import strategies as st

from router.detect.containers import containers
from router.detect.encoded import runs
from router.detect.readings import readings, unread
from router.detect.traces import traces

VALUES = {
    "EMAIL_ADDRESS": "anna.schmidt@firma.de",
    "IBAN_CODE": "DE89370400440532013000",
    "PHONE_NUMBER": "+49 151 12345678",
    "CREDIT_CARD": "4111 1111 1111 1111",
    "SECRET": "ghp_abcdefghijklmnopqrstuvwxyzABCDEFGHIJ",
}
RANDOM = random.Random(7)
LONG = "Dear colleagues, as promised here is what you wanted to have, namely {}, and no more than that for today."


def base64(text: str) -> str:
    return b64encode(text.encode()).decode()


def wrapped(text: str) -> str:
    return encodebytes(LONG.format(text).encode()).decode().strip()


def in_groups(text: str, size: int, gap: str) -> str:
    return gap.join(re.findall(f".{{1,{size}}}", base64(text)))


def percent(text: str) -> str:
    return "".join(f"%{octet:02X}" for octet in text.encode())


def repeated(code: Callable[[str], str], text: str, times: int) -> str:
    return code(repeated(code, text, times - 1)) if times else text


CODES: dict[str, Callable[[str], str]] = {
    "standard": base64,
    "URL-safe": lambda value: urlsafe_b64encode(value.encode()).decode().rstrip("="),
    "twice": lambda value: base64(base64(value)),
    "amid words": lambda value: base64(LONG.format(value)),
    "wrapped": wrapped,
    "wrapped, CRLF": lambda value: wrapped(value).replace("\n", "\r\n"),
    "wrapped, quoted": lambda value: wrapped(value).replace("\n", "\n> "),
    "with escapes": lambda value: base64(value).replace("=", "\\u003d").replace("/", "\\/"),
    "in a link": lambda value: base64(value).replace("=", "%3D").replace("+", "%2B"),
    "with no width": lambda value: "\u200b".join(base64(value)),
    "of entities": lambda value: base64("".join(f"&#{ord(sign)};" for sign in value)),
    "hex": lambda value: value.encode().hex(),
    "HEX": lambda value: value.encode().hex().upper(),
    "hex with spaces": lambda value: value.encode().hex(" "),
    "hex with colons": lambda value: value.encode().hex(":"),
    "hex in C": lambda value: ", ".join(f"0x{octet:02x}" for octet in value.encode()),
    "hex of base64": lambda value: base64(value).encode().hex(),
    "three times": lambda value: repeated(base64, value, 3),
    "four times": lambda value: repeated(base64, value, 4),
    "in two fields": lambda value: base64(f'{{"a": "{base64("nothing to see here")}", "b": "{base64(value)}"}}'),
    "UTF-16": lambda value: b64encode(value.encode("utf-16")).decode(),
    "UTF-16, little end first": lambda value: b64encode(value.encode("utf-16-le")).decode(),
    "UTF-16, big end first": lambda value: b64encode(value.encode("utf-16-be")).decode(),
    "hex of UTF-16": lambda value: value.encode("utf-16-le").hex(),
    "hex of UTF-16, big end first": lambda value: value.encode("utf-16-be").hex(),
    "hex of UTF-16 with spaces": lambda value: value.encode("utf-16-be").hex(" "),
    "base32": lambda value: b32encode(value.encode()).decode(),
    "base32 without padding": lambda value: b32encode(value.encode()).decode().rstrip("="),
    "groups of four": lambda value: in_groups(value, 4, " "),
    "groups of eight": lambda value: in_groups(value, 8, " "),
    "lines of four": lambda value: in_groups(value, 4, "\n"),
    "lines of sixteen": lambda value: in_groups(value, 16, "\r\n"),
    "lines of twenty": lambda value: in_groups(value, 20, "\n"),
    "percent, three times": lambda value: repeated(percent, value, 3),
    "non-ASCII": lambda value: base64(f"Größe: {value} für Jürgen Müller"),
}
AROUND = {
    "alone": ("", ""),
    "in words": ("as it says: ", " and so on"),
    "in JSON": ('{"data": "', '"}'),
    "in a data URL": ("see data:text/plain;charset=utf-8;base64,", " there"),
    "in a header": ("Authorization: Basic ", "\r\nAccept: */*"),
    "on a line": ("first line\n", "\nlast line"),
}


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("code", CODES)
def test_an_encoded_value_is_found_and_the_run_covered_whole(code: str, kind: str) -> None:
    run = CODES[code](VALUES[kind])
    text = f"as it says: {run} (end)"
    assert [(one.kind, text[one.start : one.end]) for one in engine().scan(text)] == [(kind, run)]


@pytest.mark.parametrize("place", AROUND)
@pytest.mark.parametrize("code", ["standard", "wrapped", "hex"])
def test_it_is_found_wherever_it_stands(code: str, place: str) -> None:
    before, after = AROUND[place]
    run = CODES[code](VALUES["EMAIL_ADDRESS"])
    text = f"{before}{run}{after}"
    covered = [(one.start, one.end) for one in engine().scan(text)]
    assert len(covered) == 1
    assert covered[0][0] <= len(before)
    assert len(before) + len(run) <= covered[0][1] <= len(before) + len(run) + len("\nlast")


@pytest.mark.parametrize("before", ["https://x.de/u/", "id_", "a+", "x/", "xy/", "xyz/", "files/", "files/2024/"])
def test_of_a_path_only_the_part_that_says_something_is_covered(before: str) -> None:
    run = base64(VALUES["EMAIL_ADDRESS"])
    text = f"see {before}{run}/edit"
    assert [text[one.start : one.end] for one in engine().scan(text)] == [run]


def test_what_stands_ahead_of_a_run_says_what_it_is() -> None:
    run = base64("111222333, as of today")
    assert engine().scan(run) == ()
    text = f"BSN: {run}"
    assert [(one.kind, text[one.start : one.end]) for one in engine().scan(text)] == [("NATIONAL_ID", run)]


def test_two_runs_on_a_line_are_two_findings() -> None:
    one, other = base64(VALUES["EMAIL_ADDRESS"]), base64(VALUES["IBAN_CODE"])
    text = f"{one} then {other}"
    assert [(found.kind, text[found.start : found.end]) for found in engine().scan(text)] == [
        ("EMAIL_ADDRESS", one),
        ("IBAN_CODE", other),
    ]


def test_a_run_whose_beginning_was_cut_off_is_read_at_any_alignment() -> None:
    run = base64(LONG.format(VALUES["EMAIL_ADDRESS"]))
    for cut in range(1, 9):
        assert [one.kind for one in engine().scan(run[cut:])] == ["EMAIL_ADDRESS"]


@pytest.mark.parametrize(
    "text",
    [
        repeated(base64, VALUES["EMAIL_ADDRESS"], 5),
        repeated(base64, VALUES["EMAIL_ADDRESS"], 9),
        repeated(lambda one: one.encode().hex(), "anna@firma.de", 5),
        in_groups(repeated(base64, VALUES["IBAN_CODE"], 4), 4, " "),
        b64encode(repeated(base64, "anna@firma.de", 4).encode("utf-16")).decode(),
        repeated(percent, "anna@firma.de", 6),
    ],
)
def test_what_is_encoded_more_often_than_is_read_counts_as_unread(text: str) -> None:
    assert containers(f"as it says: {text} (end)") == [len("as it says: ")]


@pytest.mark.parametrize("code", CODES)
def test_what_is_read_counts_as_read(code: str) -> None:
    assert unread(f"as it says: {CODES[code](VALUES['EMAIL_ADDRESS'])} (end)") == []


@pytest.mark.parametrize("name", ["Müller, Jörg", "Müller", "Jan Kos", "Łukasz Żak", "Anna Schmidt", "Ève Lefèvre"])
def test_a_name_alone_is_read(name: str) -> None:
    assert [one.text.strip() for one in readings(f"{base64(name)} is what it says")] == [
        f"{base64(name)} is what it says",
        name,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "TcO8 xYF1 getUserById ÄÖÜ w4TDlsOc AbstractFactoryBean sha1-YF1a2FzeiDFu2FrQ3cy",
        "alla alle allo bila bile bili bilo biti came dies Ydie Land Came Dies Iaaa",
        "GEZDGNBVGY3TQOJQ ABCDEFGHIJKLMNOPQRSTUVWXYZ ZYXWVUTSRQPONMLKJIHGFEDCBA JBSWY3DPEHPK3PXP",
        "20003000400050006000 0x7000 6000 5000 4000 3000 2000",
    ],
)
def test_words_and_numbers_are_no_encoded_text(text: str) -> None:
    assert [one.text for one in readings(text)] == [text]


ORDINARY = [
    "8f14e45fceea167a5a36dedd4bea2543 da39a3ee5e6b4b0d3255bfef95601890afd80709 550e8400-e29b-41d4-a716-446655440000",
    '"integrity": "sha512-2hOVSyNHC1Hj/n2PkjxL5hWm3l2cb0EEYzXyTLxEIyHl3dNJ5pB1mCqAzGjxB1yT3nSTbEGXbOhxEoqqS3Cbsw=="',
    b64encode(RANDOM.randbytes(3_000)).decode(),
    encodebytes(RANDOM.randbytes(3_000)).decode(),
    RANDOM.randbytes(2_000).hex(),
    base64("The quick brown fox jumps over the lazy dog, 42 times in 2024."),
    base64('{"alg": "none", "version": "1.2.3", "count": 12345678}'),
    "getElementsByClassName useLayoutEffect/AbstractSingletonProxyFactoryBean SOME_CONSTANT_NAME_OF_A_SETTING",
    "00000000 7f 45 4c 46 02 01 01 00 48 65 6c 6c 6f 2c 20 77 6f 72 6c 64 21 0a 00 00 de ad be ef |.ELF....|",
    "3141592653589793238462643383279502884197169399375105820974944592",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_hashes_pictures_and_harmless_words_hold_nothing(text: str) -> None:
    assert engine().scan(text) == ()


@given(st.binary(min_size=9, max_size=60), st.text(st.sampled_from("a/+_ =\n"), max_size=6))
def test_runs_lie_in_the_text_apart_and_in_order(data: bytes, around: str) -> None:
    text = f"{around}{b64encode(data).decode()}{around}{data.hex()}{around}"
    done = 0
    for run in runs(text, traces(text)):
        assert done <= run.start < run.end <= len(text)
        done = run.end


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=12, max_size=80))
def test_all_plain_text_of_twelve_characters_and_more_is_read(text: str) -> None:
    hidden = f" {base64(text)} "
    assert "".join(run.says for run in runs(hidden, traces(hidden))) == text


LETTERS = b64encode(b"anna@firma.de anna@firma.de").decode()[:36]
HOSTILE = {
    "wrapped without end": f"{LETTERS}\n",
    "parts": "YW5uYUBmaXJtYS5k/",
    "many short runs": f"{base64('hello world, again')} ",
    "one long run": base64("hello world "),
    "hex": "68656c6c6f20776f726c64",
    "hex in pieces": "68 65 6c 6c 6f 20 77 6f 72 6c 64 zz ",
    "groups": "YW5u YS5z ",
    "broken groups": "YW5u YS5z YW5u YS5z Gruß ",
    "groups in lines": "YW5uYS5zY2htaWR0QGZp\n",
    "UTF-16": b64encode("anna@firma.de ".encode("utf-16-le")).decode(),
    "UTF-16 in pieces": b64encode("anna@firma.de ".encode("utf-16-le")).decode() + " ",
    "hex of UTF-16": "61006e006e0061004000",
    "base32": "MFXG4YKAMZUXE3LB",
    "base32 in pieces": "MFXG4YKAMZUXE3LBMFXG4YKAMZUXE3LB ",
    "names": "TcO8bGxlciwgSsO2cmc= ",
    "backslashes": "\\",
    "encoded percents": "%25",
    "encoded ampersands": "&amp;",
    "encoded ampersands, in numbers": "&#38;#38;a",
    "deep": repeated(base64, "hello world " * 8, 6),
    "base64 of base64 of base64": base64(base64(base64("hello world") * 30) * 3),
    "containers": "H4sIA ",
    "uuencode": "M1&5A<B!!;FYA($W#O&QL97(L(&%S('!R;VUI<V5D.B!A;FYA+G-C:&UI9'1`\n",
    "heads of uuencode": "begin 644 a\n",
    "lines of uuencode, broken": "M1&5A<B!!;FYA($W#O&QL97(L(&%S('!R;VUI<V5D.B!A;FYA+G-C:&UI9'1`\nx\n",
    "open frames": "<~",
    "frames": '<~87cURD]i,"Ebo80~>',
    "base85": b85encode(b"Dear Anna, come to us. ").decode(),
    "base85 and not": f"{b85encode(b'Dear Anna, come to us. ').decode()}!{{a}}!{{b}}!{{c}}",
    "rare signs": "!a",
    "rare signs within": "{abc}+[def]*",
    "letters apart": "a ",
    "letters apart, words": "a b  c d e f   g ",
    "mixed words": "Аnna ",  # noqa: RUF001 - Cyrillic
    "one mixed word": "аn",  # noqa: RUF001 - Cyrillic
    "marks": "\u0301\u0316",
    "marked": "a\u0301",
    "ligatures": "\ufb01",
    "entities": "&#64;",
    "ampersands": "&a",
    "encoded words": "=?utf-8?q?a?= ",
    "open words": "=?",
    "quoted": "=40=41",
    "shifted": "+AEA-+A",
    "tags": "\U000e0061",
    "selectors": "\ufe0f\ufe0e",
    "markup": "a<b>",
    "open markup": "a<a ",
    "open comments": "a<!--",
    "terminal": "\x1b[",
    "open titles": "\x1b]a",
    "struck over": "a\x08",
    "units": "a\x1f",
    "escapes far apart": "\\n" + "lorem ipsum " * 200,
    "white": " ",
    "brackets": "[{",
}


def _seconds(text: str) -> float:
    started = time.process_time()
    engine().scan(text)
    containers(text)
    return time.process_time() - started


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_what_is_hidden_and_not_faster(name: str) -> None:
    """As in `test_engine`: four times the text may take eight times as long."""
    unit = HOSTILE[name]
    short, long = (unit * (size // len(unit) + 1) for size in (10_000, 40_000))
    base = min(_seconds(short) for _ in range(3))
    assert min(_seconds(long) for _ in range(3)) < max(8 * base, 0.02)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"PK\x03\x04", "ZIP"),
        (b"%PDF-1.7", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"GIF89a", "GIF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "OLE"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\xfd7zXZ\x00", "xz"),
        (b"SQLite format 3\x00", "SQLite"),
    ],
)
def test_a_file_in_a_text_is_seen(head: bytes, name: str) -> None:
    data = head + RANDOM.randbytes(90)
    assert containers(f'{name}: "{b64encode(data).decode()}"') == [len(name) + 3]
    assert containers(encodebytes(data).decode()) == [0]
    assert containers(b64encode(head).decode()) == []


def test_words_that_begin_like_a_file_are_none() -> None:
    text = "UEsDB is how a ZIP begins, /9j/ how a JPEG does; sha512-H4sI" + "a" * 80 + "; path/iVBORw0KGgo/x"
    assert containers(text) == []
