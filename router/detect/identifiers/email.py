"""E-mail addresses (RFC 5321, RFC 6531): any script, quoted local parts, and `name (at) host . tld`."""

from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, before

_MAX_LOCAL = 64
_LABEL = r"[\pL\pN](?:[\pL\pN\pM_-]*[\pL\pN\pM])?"
_ADDRESS = Pattern(
    r"(?:[\pL\pN\pM.!#$%&'*+/=?^_`{|}~-]+|\"[ !#-\[\]-~]+\")@"
    rf"(?:(?:{_LABEL}\.)+(?:xn--[a-zA-Z0-9-]+|[\pL\pM][\pL\pM]+)|\[[0-9A-Fa-f.:]{{7,45}}\])"
)
_SPELLED = Pattern(
    r"(?i)[\pL\pN][\pL\pN._+-]* ?[\[(<{] ?(?:at|@|arobase|chiocciola|arroba|apenstaartje) ?[\])>}] ?"
    r"[\pL\pN-]+(?: ?(?:\.|[\[(<{] ?(?:dot|punkt|point|punto|punt|\.) ?[\])>}]) ?[\pL\pN-]+){1,4}"
)
_PUNCTUATION = "!#$%&'*+/=?^`{|}~.-"
_FILES = frozenset({"png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "css", "js", "ts", "py", "md"})
"""Ends of names such as `icon@2x.png` and `library@3.1.js`."""
_SCORE, _SPELLED_SCORE = 0.95, 0.8


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if "@" in text:
        for start, end in _ADDRESS.spans(text):
            begin, stop = _trim_start(text, start, end), _trim_end(text, start, end)
            if begin is not None and not _is_something_else(text, begin, stop):
                yield Hit(begin, stop, _SCORE)
    if any(bracket in text for bracket in "[(<{"):
        yield from (Hit(start, end, _SPELLED_SCORE) for start, end in page.spans(_SPELLED))


def _trim_start(text: str, start: int, end: int) -> int | None:
    """Where the local part begins: at most 64 characters, none of them punctuation that merely precedes it."""
    at = text.index("@", start, end) if text[start] != '"' else text.rindex("@", start, end)
    start = max(start, at - _MAX_LOCAL)
    for mark in "=|/`{}'":  # `to=me@x.eu`, `{me@x.eu}`, `cc|me@x.eu`: the mark is legal in an address, and never meant
        start = max(start, text.rfind(mark, start, at) + 1) if not _is_irish(text, mark, start, at) else start
    while start < at and text[start] in _PUNCTUATION:
        start += 1
    return start if start < at else None


def _is_irish(text: str, mark: str, start: int, at: int) -> bool:
    """`o'brien@x.ie`: an apostrophe between letters belongs to the name."""
    place = text.rfind("'", start, at)
    return mark == "'" and place > start and text[place - 1].isalpha() and text[place + 1 : place + 2].isalpha()


def _trim_end(text: str, start: int, end: int) -> int:
    """Leaves out the first word of the next sentence in `me@acme.com.Thanks`."""
    labels = text[text.rindex("@", start, end) + 1 : end].split(".")
    glued = len(labels) > 2 and labels[-1].istitle() and labels[-2].islower()  # noqa: PLR2004 - name, tld, word
    return end - len(labels[-1]) - 1 if glued else end


def _is_something_else(text: str, start: int, end: int) -> bool:
    local, _, host = text[start:end].partition("@")
    if host.rpartition(".")[2].lower() in _FILES and host.partition(".")[0].removesuffix("x").isdigit():
        return True
    if local == "git" and text[end : end + 1] == ":":
        return True
    return _is_password(text, start)


def _is_password(text: str, start: int) -> bool:
    """`scheme://user:word@host`: the word is a password, and the business of another recogniser."""
    if before(text, start) not in {":", "/"}:
        return False
    token = text[max(0, start - 100) : start].split()
    return bool(token) and "://" in token[-1] and token[-1].endswith(":")


FAMILY = Family("EMAIL_ADDRESS", "email", find, patterns=(_SPELLED,))
