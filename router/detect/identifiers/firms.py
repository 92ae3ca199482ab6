"""Names of firms, told by their legal form or their make: `Müller & Söhne GmbH`, `Reed, Lane and Cole LLC`, `Banca X`.

A legal form says that a name ends here, and capitalised words say how far it reaches; where they begin a sentence, they
are none of it. A second vote beside the model, which reads names without such marks. No name is longer than a reach of
characters, so all of it is linear.
"""

# ruff: noqa: RUF001 - marks of typography are meant

import re
from collections.abc import Iterator

from router.detect.identifiers import firm_forms
from router.detect.identifiers.family import Family
from router.detect.identifiers.firm_words import (
    ARTICLES,
    FIELDS,
    HOUSES,
    LEADING,
    LINKS,
    LISTING,
    NO_NAMES,
    NOBODY,
    WORKING,
)
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, after, is_word

Span = tuple[int, int]
_SURE = Pattern(rf"[\pL\pN.)!],? (?:({firm_forms.SURE})|({firm_forms.SHORT}))(?:$|[^\pL\pN_])")
_KIN = Pattern(rf"[\pL.] ({firm_forms.KIN})(?:$|[^\pL\pN_])")
_TRADE = Pattern(rf"[\pL.] ({firm_forms.TRADE})(?:$|[^\pL\pN_])")
_AHEAD = Pattern(rf"(?:^|[^\pL\pN_.])({firm_forms.AHEAD}) [\"„“«]?[\p{{Lu}}]")
_TOKEN = re.compile(r"[^\s,]+|,")
_NAME = re.compile(
    r"(?:[^\W\d_]|\d+(?=[^\W\d]|&\d))"
    r"(?:[^\W_]|['’&+!/-]|\.(?=[^\W_])|(?<=[A-Z])\.|(?<=\b[A-Z][a-z])\.|(?<=\b(?:Gebr|Bros))\.)*"
)
_BRACKETED = re.compile(r"\([^\W\d_]{2,20}\)")
_BREAK = re.compile(r"[\n\t|;:\"„“”«»<>{}\[\]=*#`\\]|(?<![A-Z])(?<![A-Z][a-z])(?<!Gebr)(?<!Bros)\. |[!?] | [-–—] ")
_LEGAL = re.compile(rf"(?:{firm_forms.SURE}|{firm_forms.SHORT})\.?(?:['’]s)?")
_INITIALS = re.compile(r"(?:[A-Z]\. ?){2}")
"""`Press, S. A. Teukolsky` are two people."""
_MADE_WORD = re.compile(firm_forms.TRADE)
_SMALL = re.compile(r"[a-zà-öø-ÿ]{2}")
_QUOTES = "\"'„“”«»‘’"
_FIELD = re.compile(r"[\"'\\]{0,2}\*{0,2} ?[:=]\*{0,2} ?\\?([\"']?)")
_VALUE = re.compile(r"[^\n\r\"<>(){}\[\];|\t\\]{2,60}")
_GAP = re.compile(r" [\"„“«]?")
_STOPPED = re.compile(r"\.(?:\s*$| ?[,;)]| [a-zà-ÿ]| [\d(&])")
_JOINS = LINKS | {"of"}
_LIST = re.compile(
    rf"[A-Z][\w'’-]{{1,25}}(?:, [A-Z][\w'’-]{{1,25}}){{1,2}},? (?:{'|'.join(map(re.escape, sorted(LISTING)))}) "
    r"[A-Z][\w'’-]{1,25}(?![\w'’-])"
)
"""`Miller, Hughes and Young`, where it is told that a firm is meant."""
_REACH, _MOST = 90, 7
_MOST_SHOUTED, _LONGEST_CODE = 2, 2
_FORMED, _MADE, _TOLD = 0.85, 0.75, 0.7


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    for _, sure, short in page.groups(_SURE):
        yield from _formed(text, *sure) if sure[0] >= 0 else _shortly(text, *short)
    for start, end in page.spans(_KIN, 1):
        yield from _made(text, start, end)
    for start, end in page.spans(_TRADE, 1):
        yield from _made(text, start, end)
    for start, end in page.spans(_AHEAD, 1):
        yield from _led(text, start, end)
    yield from _told(page)


def _formed(text: str, start: int, end: int) -> Iterator[Hit]:
    begin = _begin(text, start)
    initials = text[start - 2] == "," and _INITIALS.fullmatch(text, start, end) and text[end + 1 : end + 2].isupper()
    if begin is not None and not initials:
        yield Hit(begin, _closed(text, end), _FORMED)


def _closed(text: str, end: int) -> int:
    """`Inc.` with its dot, unless that ends the sentence."""
    if text[end - 1] == ".":
        return end - 1 if text[end - 4 : end - 1].isalpha() and not _goes_on(text, end) else end
    return end + 1 if after(text, end) == "." and _goes_on(text, end + 1) else end


def _goes_on(text: str, end: int) -> bool:
    return _STOPPED.match(text, end - 1) is not None and text[end : end + 30].strip() != ""


def _shortly(text: str, start: int, end: int) -> Iterator[Hit]:
    """A form that is also something else: not among capitals, not before a number, not behind an everyday word."""
    begin = _begin(text, start)
    if begin is None or text[start - 2] == "," or re.match(r"[-/ ]?\d|[-/'(=]", text[end : end + 2]):
        return
    words = text[begin : start - 1].split()
    if text[begin:start].isupper() and _is_row(words, text[start:end]):
        return
    if words[-1].lower() in NOBODY or (len(words) == 1 and words[0].lower() in NO_NAMES):
        return
    if _SMALL.search(text, begin, start) or _SMALL.search(text, max(0, begin - 20), min(len(text), end + 20)):
        yield Hit(begin, _closed(text, end), _MADE)


def _is_row(words: list[str], form: str) -> bool:
    """Capitals throughout: codes of countries (`AQ AR AS AT`), or SQL (`TOTAL AS`)."""
    return form == "AS" or len(words) > _MOST_SHOUTED or (words[-1].isalpha() and len(words[-1]) <= _LONGEST_CODE)


def _made(text: str, start: int, end: int) -> Iterator[Hit]:
    begin = _begin(text, start)
    if begin is None or text[start:begin].strip() or text[end : end + 1] in {"-", "=", "(", "_"}:
        return
    name = text[begin : start - 1].rstrip(",")
    if not any(word.lower() in NOBODY for word in name.split()) and not name.isupper():
        yield Hit(begin, _closed(text, end), _MADE)


def _led(text: str, start: int, end: int) -> Iterator[Hit]:
    gap = _GAP.match(text, end)
    stop = _stop(text, gap.end()) if gap else None
    if stop is not None:
        yield Hit(start, stop + (after(text, stop) in "”“»" and gap is not None and gap.end() - end > 1), _MADE)


def _told(page: Page) -> Iterator[Hit]:
    text = page.text
    for start, end in page.cues("firm_field"):
        match = _FIELD.match(text, end)
        if match and (match[1] or text[start].isupper()):
            yield from _value(text, match.end(), text[start:end])
    for _, end in page.cues("firm_working"):
        if after(text, end) == " ":
            stop = _stop(text, end + 1)
            if stop is not None and text[end + 1 : stop].split()[0].lower() not in NO_NAMES | LEADING:
                yield Hit(end + 1, stop, _TOLD)


def _value(text: str, start: int, key: str) -> Iterator[Hit]:
    """What stands behind the word and its mark, if all of it is a name."""
    match = _VALUE.match(text, start)
    if not match:
        return
    name = match[0].rstrip(" ,.'")
    words = name.replace(",", "").split()
    if not words or len(words) > _MOST or name.lower() in NO_NAMES | {key.lower()}:
        return
    if after(text, match.end()) in set("([{<") or not all(_is_named(word) or word in _JOINS for word in words):
        return
    if _is_named(words[0]) and _SMALL.search(name) and words[0].lower() not in LEADING | NO_NAMES:
        yield Hit(start, start + len(name), _TOLD)


def _is_named(word: str) -> bool:
    """A capitalised word, a name such as `eBay` or `3M`, or the place in brackets that some firms have."""
    if not _NAME.fullmatch(word):
        return _BRACKETED.fullmatch(word) is not None
    return word[0].isupper() or word[0].isdigit() or (len(word) > 2 and word[1:3].lower() != word[1:3])  # noqa: PLR2004 - `iRobot`


def _begin(text: str, end: int) -> int | None:
    """Where the name begins that ends before the blank at `end`; None without one."""
    left = max(0, end - _REACH)
    for match in _BREAK.finditer(text, left, end):
        left = match.end()
    tokens = list(_TOKEN.finditer(text, left, end))
    if tokens and tokens[-1][0] == ",":
        tokens.pop()
    if tokens and tokens[0].start() and is_word(text[tokens[0].start() - 1]):
        tokens.pop(0)  # cut by the reach
    names = _taken(tokens)
    while names and _is_ahead(names[0][0]):
        names.pop(0)
    return names[0].start() if names else None


def _is_ahead(word: str) -> bool:
    """It stands ahead of the name and is none of it."""
    return word == "," or word in _JOINS or (word.lower() in LEADING and word not in ARTICLES)


def _taken(tokens: list[re.Match[str]]) -> list[re.Match[str]]:
    """The words of the name, from the last back to the first that is none of it."""
    taken: list[re.Match[str]] = []
    listing = listed = False
    for place in range(len(tokens) - 1, max(-1, len(tokens) - 1 - 2 * _MOST), -1):
        word = tokens[place][0]
        if taken and (_LEGAL.fullmatch(word) or _is_shouted(word) or _is_anybodys(word, taken[-1][0])):
            break
        if word == ",":
            item = tokens[place - 1][0] if place else ""
            if not listing or not _is_named(item) or _MADE_WORD.fullmatch(item):
                break
            listed = True
        elif listed and word != "," and taken[-1][0] != ",":
            break  # one word between two commas
        elif not (_is_named(word) or (taken and word in _JOINS)):
            break
        listing = listing or word in LISTING
        taken.append(tokens[place])
    taken.reverse()
    return taken


def _is_shouted(word: str) -> bool:
    """`THE CONTRACT WITH ACME GMBH`: where all is in capitals, small words say where the name begins."""
    return len(word) > 1 and word.isupper() and word.lower() in LEADING and word.isalpha()


def _is_anybodys(word: str, behind: str) -> bool:
    """`Ann Reed of Baker Ltd`: who stands before `of` is none of the name, unless a house of some kind does."""
    return behind == "of" and word.lower() not in HOUSES


def _stop(text: str, start: int) -> int | None:
    """Where the name that begins here ends; None where none begins."""
    end: int | None = None
    listed = _LIST.match(text, start)
    if listed:
        return listed.end()
    for count, token in enumerate(_TOKEN.finditer(text, start, start + _REACH)):
        word = token[0].rstrip(_QUOTES + ".!?:;)")
        bare = word or token[0]
        if bare not in _JOINS and not _is_named(bare):
            break
        if bare not in _JOINS:
            end = token.start() + len(word)
        if len(word) < len(token[0]) or text[token.end() : token.end() + 1] in {",", "\n"} or count == _MOST:
            break
    return end


FAMILY = Family(
    "ORGANIZATION",
    "firm",
    find,
    cues={"firm_field": FIELDS, "firm_working": WORKING},
    patterns=(_SURE, _KIN, _TRADE, _AHEAD),
)
