# ruff: noqa: RUF001 - look-alikes and other scripts are what is tested
"""Personal data that is written so that a program overlooks it and a reader does not."""

import json
from collections.abc import Callable
from string import ascii_lowercase, ascii_uppercase, digits

import pytest
from detect_reading import engine

from router.core.shape import Shape
from router.core.slots import slots
from router.core.structural import Structural

VALUES = {
    "EMAIL_ADDRESS": "anna.schmidt@firma.de",
    "IBAN_CODE": "DE89370400440532013000",
    "PHONE_NUMBER": "+49 151 12345678",
    "CREDIT_CARD": "4111 1111 1111 1111",
    "SECRET": "ghp_abcdefghijklmnopqrstuvwxyzABCDEFGHIJ",
}
MATHEMATICAL = {ord(letter): 0x1D5D4 + at for at, letter in enumerate(ascii_uppercase)} | {
    ord(digit): 0x1D7CE + at for at, digit in enumerate(digits)
}
CIRCLED = {ord(letter): 0x24B6 + at for at, letter in enumerate(ascii_uppercase + ascii_lowercase)}
CYRILLIC = str.maketrans("aeopcABEKM", "аеорсАВЕКМ")
GREEK = str.maketrans("oAEvKM", "οΑΕνΚΜ")
NAMED = {"@": "&commat;", ".": "&period;", " ": "&nbsp;", "_": "&lowbar;", "+": "&plus;"}


def joined(between: str) -> Callable[[str], str]:
    return between.join


def each(form: str) -> Callable[[str], str]:
    return lambda value: "".join(form.format(ord(sign)) for sign in value)


def translated(table: dict[int, int]) -> Callable[[str], str]:
    return lambda value: value.translate(table)


UNSEEN = {
    "zero width space": "\u200b",
    "non-joiner": "\u200c",
    "joiner": "\u200d",
    "word joiner": "\u2060",
    "byte order mark": "\ufeff",
    "soft hyphen": "\u00ad",
    "Mongolian vowel separator": "\u180e",
    "variation selector": "\ufe0f",
    "supplementary selector": "\U000e0101",
    "tag": "\U000e0041",
    "bidi override": "\u202e",
    "bidi isolate": "\u2066",
    "invisible separator": "\u2063",
    "grapheme joiner": "\u034f",
    "Hangul filler": "\u3164",
    "stroke": "\u0336",
    "many marks": "\u0336\u0330\u0324" * 6,
    "null": "\x00",
    "backspace": "\x08",
    "unit separator": "\x1f",
    "vertical tab": "\x0b",
    "delete": "\x7f",
    "C1": "\x9b",
    "colour": "\x1b[31;1m",
    "title": "\x1b]0;x\x07",
}
WRITTEN: dict[str, Callable[[str], str]] = {
    "full width": lambda value: value.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)}),
    "mathematical": translated(MATHEMATICAL),
    "circled": translated(CIRCLED),
    "Cyrillic letters": translated(CYRILLIC),
    "Greek letters": translated(GREEK),
    "Arabic digits": translated({ord(digit): 0x660 + at for at, digit in enumerate(digits)}),
    "Devanagari digits": translated({ord(digit): 0x966 + at for at, digit in enumerate(digits)}),
    "raised digits": translated(dict(zip(map(ord, "0123456789+"), map(ord, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺"), strict=True))),
    "entities": each("&#{};"),
    "hexadecimal entities": each("&#x{:X};"),
    "entities without an end": each("&#{}"),
    "entities shown as text": each("&amp;#{};"),
    "named entities": lambda value: "".join(NAMED.get(sign, sign) for sign in value),
    "markup": lambda value: value.replace("3", "<b>3</b>").replace("a", "a<wbr>").replace("11", "1<!-- -->1"),
    "quoted-printable": each("={:02X}"),
    "a soft line break": lambda value: f"{value[:6]}=\r\n{value[6:]}",
    "an encoded word": lambda value: f"=?utf-8?Q?{value.replace('_', '=5F').replace(' ', '_')}?=",
    "UTF-7": lambda value: value.replace("@", "+AEA-").replace("3", "+ADM-").replace("_", "+AF8-"),
    "octal escapes": each("\\{:03o}"),
    "long escapes": each("\\U{:08x}"),
    "Markdown escapes": lambda value: "".join(f"\\{sign}" if sign in "@._+-" else sign for sign in value),
    "tag characters": lambda value: "".join(chr(0xE0000 + ord(sign)) for sign in value),
    "bytes in selectors": lambda value: "".join(chr(0xE0100 - 16 + ord(sign)) for sign in value),
}
TRICKS = {name: joined(between) for name, between in UNSEEN.items()} | WRITTEN


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("trick", TRICKS)
def test_a_disguise_hides_nothing_and_is_covered_whole(trick: str, kind: str) -> None:
    disguised = TRICKS[trick](VALUES[kind])
    text = f"so: {disguised} (end)"
    assert [(one.kind, text[one.start : one.end]) for one in engine().scan(text)] == [(kind, disguised)]


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("DE\u030189 3704 0044 0532 0130 00", "IBAN_CODE", "DE\u030189 3704 0044 0532 0130 00"),
        ("GВ29 NWВК 6016 1331 9268 19", "IBAN_CODE", "GВ29 NWВК 6016 1331 9268 19"),
        ("to m.mu\u0308ller@ﬁrma.de now", "EMAIL_ADDRESS", "m.mu\u0308ller@ﬁrma.de"),
        ("A\x08An\x08nn\x08na\x08a@x.eu", "EMAIL_ADDRESS", "A\x08An\x08nn\x08na\x08a@x.eu"),
        ("=?UTF-8?B?YW5uYS5zY2g=?=\r\n =?UTF-8?B?bWlkdEBmaXJtYS5kZQ==?=", "EMAIL_ADDRESS", None),
        ("=?iso-8859-1?Q?m=FCller=40firma.de?=", "EMAIL_ADDRESS", None),
        ("=?no-such-set?Q?anna=40firma.de?=", "EMAIL_ADDRESS", None),
        ("IBAN:=20DE89370400440532013000,=20bitte", "IBAN_CODE", "DE89370400440532013000"),
        (
            "Konto=20von=20mir=20DE89=203704=200044=200532=200130=2000",
            "IBAN_CODE",
            "DE89=203704=200044=200532=200130=2000",
        ),
        ("Jos=E9 Garc=EDa, max =\nmuster=40firma.de", "EMAIL_ADDRESS", "muster=40firma.de"),
        ("né&nbsp;le 12.05.1980", "DATE_OF_BIRTH", "12.05.1980"),
        ("geb&#46; 12&period;05&period;1980", "DATE_OF_BIRTH", "12&period;05&period;1980"),
    ],
)
def test_what_belongs_to_a_letter_stays_with_it(text: str, kind: str, expected: str | None) -> None:
    found = [(one.kind, text[one.start : one.end]) for one in engine().scan(text)]
    assert found == [(kind, expected or text)]


ORDINARY = {
    "emoji": "Super 👨‍👩‍👧‍👦 gemacht ❤️ 🏳️‍🌈 🙂‍↕️ 1️⃣2️⃣3️⃣ 🅰️🆎 ①②③ bis morgen ✨",
    "flags": "🇩🇪 🇫🇷 🏴󠁧󠁢󠁥󠁮󠁧󠁿 🏴󠁧󠁢󠁳󠁣󠁴󠁿 2 : 1",
    "Arabic": "السَّلَامُ عَلَيْكُمْ، كيف حالك اليوم؟ الساعة ١٢:٣٠",
    "Persian": "می‌خواهم کتاب‌ها را ببینم",
    "Hebrew": "שָׁלוֹם, הפגישה בשעה 14:30",
    "Hindi": "नमस्ते, क्‍या हाल है? बैठक ३ बजे है",
    "accents": "Zażółć gęślą jaźń; où est l'été? Ça coûte 3,50 €; Größe 42 cm; İstanbul ılık",
    "decomposed": "Zaz\u0307o\u0301l\u0142c\u0301 ge\u0328s\u0301la\u0328 jaz\u0301n\u0301",
    "mathematics": "x² + 10⁻³ ≤ α·Δx, 𝑓(𝑥) = ℝ, β2 and σ3, H₂O, 5 μm",
    "Russian": "Комитет собрался в 14 часов; модель СН-3, 3D-принтер, Wi-Fi работает",
    "page": '<p class="x">Tom &amp; Jerry&nbsp;&mdash; <b>gut</b>, H<sub>2</sub>O, a &lt; b &#8364; 12</p>',
    "mail": "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\nDas ist sch=C3=B6n, aber lang=\r\n und gut=3D",
    "terminal": "\x1b[32mPASS\x1b[0m tests/a.py \x1b[1m12\x1b[0m passed in 3.21s\x07",
    "manual": "N\x08NA\x08AM\x08ME\x08E  ls - list _\x08f_\x08i_\x08l_\x08e",
    "code": r"re.compile(r'^\d{3}\.\d+\+\w\-\@'); x=40; y=3D; s = '\x1b[0m\101\n'; a=b+c+A12-",
    "assignments": "timeout=20s width=20em rate=20Mbit n=20\nColor=FFaabb key=2Cats\nx =\nvalue(a=20, b=30) =2C",
}


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_text_of_every_script_holds_nothing(name: str) -> None:
    assert engine().scan(ORDINARY[name]) == ()


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("levels", [1, 2, 3, 4])
def test_json_in_json_in_json_is_read_at_every_level(levels: int, kind: str) -> None:
    inner = json.dumps({"note": f"see {VALUES[kind]} please"})
    for _ in range(levels):
        inner = json.dumps({"result": inner})
    places = slots({"messages": [{"role": "tool", "content": inner}]}, Structural(shape=Shape()))
    found = [
        (one.kind, slot.text[one.start : one.end]) for slot in places for one in engine().scan(slot.text, slot.hint)
    ]
    assert found == [(kind, VALUES[kind])]
