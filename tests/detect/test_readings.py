import pytest
from detect_reading import engine
from hypothesis import given
from hypothesis import strategies as st

from router.detect.readings import readings

ESCAPED = st.lists(
    st.sampled_from(
        [
            "a",
            "1",
            " ",
            "=",
            "+",
            "\\",
            "\\n",
            '\\"',
            "\\u0040",
            "\\ud83d\\ude00",
            "%",
            "%40",
            "%c3%bc",
            "%25",
            "é",
            "\n",
        ]
    ),
    max_size=20,
).map("".join)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("plain 100 %, a+b", "plain 100 %, a+b"),
        (r"a\nb\tc\"d\\e", 'a\nb\tc"d\\e'),
        (r"\u0040\x40\u{40}", "@@@"),
        (r"\ud83d\ude00 \ud800", "😀 \ufffd"),
        (r"\\u0040", "@"),
        ("%40%C3%BC%ff", "@ü\ufffd"),
        ("%2540", "@"),
        ("%25252525C3%25BC", "ü"),
        ("%25%32%35%25%33%34%25%33%30", "@"),
        (r"\\\\u0040 \\\\\\\\u015b", "@ ś"),
        (r"\\\\ud83d\\\\ude00", "😀"),
        ("&amp;amp;amp;#64; &#38;#38;commat;", "@ @"),
        ("tel=+49+151&x", "tel=+49 151&x"),
        ("1+1", "1+1"),
    ],
)
def test_escapes_are_undone_however_often_they_were_escaped(text: str, last: str) -> None:
    assert [*readings(text)][-1].text == last


def test_a_text_without_escapes_is_read_once() -> None:
    text = "100 % of 1+1, C: and D/"
    assert [reading.text for reading in readings(text)] == [text]


@given(ESCAPED)
def test_every_piece_of_a_reading_leads_back_to_whole_escapes(text: str) -> None:
    for reading in readings(text):
        place = 0
        for at in range(len(reading.text)):
            start, end = reading.span(at, at + 1)
            assert place <= start < end <= len(text)
            assert len(reading.steps) > 1 or not reading.cuts(start, end)
            place = start
        if reading.text:
            assert reading.span(0, len(reading.text)) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (r"\nDE89370400440532013000", "IBAN_CODE", "DE89370400440532013000"),
        (r"\tghp_abcdefghijklmnopqrstuvwxyzABCDEFGHIJ", "SECRET", "ghp_abcdefghijklmnopqrstuvwxyzABCDEFGHIJ"),
        (r"\n203.0.113.9", "IP_ADDRESS", "203.0.113.9"),
        (r'"bsn\n111222333\n"', "NATIONAL_ID", "111222333"),
        (r"\n4111111111111111\n", "CREDIT_CARD", "4111111111111111"),
        (r"call\n+4915112345678\n", "PHONE_NUMBER", "+4915112345678"),
        (r"DE89 3704 0044\n0532 0130 00", "IBAN_CODE", r"DE89 3704 0044\n0532 0130 00"),
        (r"anna\u0040firma.de", "EMAIL_ADDRESS", r"anna\u0040firma.de"),
        (r"m\u00fcller@ex\u00e4mple.de", "EMAIL_ADDRESS", r"m\u00fcller@ex\u00e4mple.de"),
        (r"\nann@x.eu", "EMAIL_ADDRESS", "ann@x.eu"),
        (r"\\nann@x.eu", "EMAIL_ADDRESS", "ann@x.eu"),
        (r"geb.\t12.05.1980", "DATE_OF_BIRTH", "12.05.1980"),
        (r"C:\new\ann@x.eu", "EMAIL_ADDRESS", "ann@x.eu"),
        ("https://x.de/?m=anna%40firma.de", "EMAIL_ADDRESS", "anna%40firma.de"),
        ("u=https%3A%2F%2Fx.de%3Fm%3Danna%2540firma.de", "EMAIL_ADDRESS", "anna%2540firma.de"),
        ("tel=%2B49%20151%2012345678", "PHONE_NUMBER", "%2B49%20151%2012345678"),
        ("tel=+49+151+12345678&x", "PHONE_NUMBER", "+49+151+12345678"),
        ("iban=DE89+3704+0044+0532+0130+00", "IBAN_CODE", "DE89+3704+0044+0532+0130+00"),
        ("DE89%203704%200044%200532%200130%2000", "IBAN_CODE", "DE89%203704%200044%200532%200130%2000"),
    ],
)
def test_an_escape_hides_nothing_and_is_covered_whole(text: str, kind: str, expected: str) -> None:
    assert [(one.kind, text[one.start : one.end]) for one in engine().scan(text)] == [(kind, expected)]


@pytest.mark.parametrize(
    "text",
    [
        r"printf(\"%d\n\", 12345678); re.compile(r'\d+\.\d+\n')",
        r"C:\build\nina\table\0123",
        "x = 100%20 + 5 % 3; y=1+2+3; k=1732265577+3000000",
        "%e2%82%ac 12.50 and width: 50%; a=b+c",
    ],
)
def test_what_looks_like_an_escape_makes_nothing_up(text: str) -> None:
    assert engine().scan(text) == ()
