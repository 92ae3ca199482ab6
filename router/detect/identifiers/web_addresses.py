"""URL: addresses with a scheme, with `www.`, and bare domains with a known ending, with port, path and query.

Looked for only where the rules ask for URL (`router.core.lexicons.ON_REQUEST`). RFC 3986 says what may stand in one;
marks that end a sentence and brackets that were opened before it are left outside. The domain of an e-mail address is
none.
"""

import re
from collections.abc import Iterator

from router.core.everyday import EVERYDAY
from router.detect.identifiers.family import Family
from router.detect.identifiers.web_words import CODE, ENDINGS, FILES, MEMBERS, PACKAGES, SITES
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, before, is_word

_SCORE = 0.9
_SIGNS = r"[^\s\"'<>`|\\^]"
_HOST = r"[\pL\pN][\pL\pN.-]*"
_TAIL = rf"(?::[0-9]{{1,5}})?(?:[/?#]{_SIGNS}*)?"
_ENDING = rf"\.(?:{'|'.join(sorted(ENDINGS))})\b"
_WEB = Pattern(rf"(?i)[a-z][a-z0-9+.-]*://[\pL\pN\[{{$]{_SIGNS}*|www[0-9]?\.{_HOST}{_TAIL}|{_HOST}{_ENDING}{_TAIL}")
"""No group, so RE2 runs its automaton alone. A run of a host's signs is read twice at most."""


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if "." not in text and "://" not in text:
        return
    for start, end in _WEB.spans(text):
        for low, high in _parted(text, start, end):
            stop = _trimmed(text, low, high)
            if _is_one(text, low, stop):
                yield Hit(low, stop, _SCORE)


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A comma or semicolon before another scheme parts two."""
    for mark in _NEXT.finditer(text, start, end):
        yield start, mark.start()
        start = mark.end()
    yield start, end


_NEXT = re.compile(r"[,;](?=[A-Za-z][A-Za-z0-9+.-]{0,20}://)")


def _trimmed(text: str, start: int, end: int) -> int:
    """Without the marks of the sentence, and without closing brackets that were not opened inside."""
    while end > start:
        last = text[end - 1]
        opened = _OPENED.get(last)
        if last in _MARKS or (opened is not None and text.count(opened, start, end) < text.count(last, start, end)):
            end -= 1
        else:
            break
    return end


_MARKS = frozenset(".,;:!?*-_~…")
_OPENED = {")": "(", "]": "[", "}": "{", "\N{RIGHT DOUBLE QUOTATION MARK}": "\N{LEFT DOUBLE QUOTATION MARK}", "»": "«"}


def _is_one(text: str, start: int, end: int) -> bool:
    if "://" in text[start:end]:
        return not text[start:end].endswith("://")
    ahead = before(text, start)
    if is_word(ahead) or ahead in _GLUE or (ahead == "/" and text[max(0, start - 2) : start] != "//"):
        return False
    host = _HOST_OF.match(text, start, end)
    if host is None or _goes_on(text, end):
        return False
    labels = host[0].split(".")
    if any(not label or label[0] == "-" or label[-1] == "-" for label in labels):
        return False
    if labels[0].lower().startswith("www"):
        return len(labels) > 2  # noqa: PLR2004 - www, a name and an ending
    return _is_site(
        text, start, host.end(), labels, has_path=text[host.end() : end].lstrip(":0123456789") not in {"", "/"}
    )


_GLUE = frozenset("@.-\\$#%&~")
_HOST_OF = re.compile(r"[^\W_](?:[^\W_]|[.-])*")


def _goes_on(text: str, end: int) -> bool:
    """It is the head of something longer: a mailbox, a call, a file, an assignment."""
    following = text[end : end + 2]
    if following[:1] in {".", "-"}:
        return is_word(following[1:])
    return is_word(following[:1]) or following[:1] in {"@", "(", "[", "="} or following == " ="


def _is_site(text: str, start: int, end: int, labels: list[str], *, has_path: bool) -> bool:
    *names, ending = labels
    if ending.lower() not in ENDINGS or not _is_cased(text[start:end], ending):
        return False
    if not any(map(str.isalpha, "".join(names))):
        return False
    if has_path or _is_told(text, start):
        return True
    is_letters = all(len(name) == 1 for name in names) and ending.lower() != "com"
    return not is_letters and _is_bare(names, ending.lower())


def _is_bare(names: list[str], ending: str) -> bool:
    """With nothing but itself to say so."""
    first = names[0].lower()
    if first in PACKAGES or (ending in FILES and ending != "pl"):
        return False
    if ending not in MEMBERS | FILES:
        return True
    if first in CODE:
        return False
    return len(names) > 1 or (ending != "pl" and not (first in EVERYDAY and ending in _WORDS))


_WORDS = frozenset("it is in so no me to at be am do my us as la id de es et il li".split())  # noqa: SIM905 - a table is read as a table
"""Endings that are words: `ok.it was` lacks a space."""


def _is_cased(host: str, ending: str) -> bool:
    """`Booking.com` and `EXAMPLE.COM`, but neither `end.It` nor `Foo.COM`."""
    return ending.islower() or host.isupper()


def _is_told(text: str, start: int) -> bool:
    word = _BEFORE.search(text, max(0, start - 24), start)
    return word is not None and word[1].lower() in SITES


_BEFORE = re.compile(r"([^\W\d_]+)[\"': (]{1,4}\Z")

FAMILY = Family("URL", "web_address", find)
