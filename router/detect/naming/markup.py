r"""Mark-up taken off: what stands between tags is read like lines of their own, and positions stay.

`<li>Anna</li>` is read as `\n   Anna\n    `, `<surname>Field</surname>` as `\nsurname:Field\n         `: the name of a
tag that is not one of HTML says what the text in it is. Tags within a line of prose (`<b>`) become spaces. Of a tag of
HTML what people read stays (`alt="Anna"`), and another one with attributes stays as a line: an XML document may keep
its data in them (`<family value="Field"/>`).
"""

import re

_NAME = r"[A-Za-z][\w:.-]{0,60}"
_VALUE = r"\"[^\"<>\n]{0,400}\"|'[^'<>\n]{0,400}'|[^\s\"'<>=]{1,200}"
_TAG = re.compile(
    rf"(?<![\w\])])<({_NAME})((?:\s{{1,20}}[\w:@.-]{{1,60}}(?:=(?:{_VALUE}))?){{0,40}})\s{{0,20}}/?>"
    rf"|</({_NAME})\s{{0,20}}>|(?<=[^\W\d])<((?-i:br|p|/?b|/?i))\s?/?>"
)
"""One that opens, behind no word (`List<String>` is code), or one that closes."""
_WITHIN_LINES = frozenset(
    "a abbr b big cite code del em font i ins kbd mark q s samp small span strong sub sup tt u var wbr".split()  # noqa: SIM905 - words
)
_OF_PAGES = _WITHIN_LINES | frozenset(
    """address article aside blockquote body br button caption center col colgroup dd details div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html iframe img input label legend
    li main nav ol optgroup option p
    pre section select summary table tbody td textarea tfoot th thead time title tr ul""".split()  # noqa: SIM905 - words
)
_READ_BY_PEOPLE = re.compile(
    rf"(?<=\s)(?:alt|title|value|content|label|aria-label|placeholder|summary)=({_VALUE})", re.IGNORECASE
)


_STRONG = re.compile(r"(?<![\w\\])(_{2,3})(?=[^\W_])([^_\n]{1,200})(?<!\s)\1(?!\w)")
"""`__Anna Kowalska__`, as CommonMark (0.31, section 6.2) reads it: not within a word."""


def spoken(text: str) -> str:
    """The text without its tags and strong underscores, as long as before. Linear."""
    text = _STRONG.sub(_plain, text) if "__" in text else text
    return _TAG.sub(_without, text) if "<" in text and ">" in text else text


def _plain(strong: re.Match[str]) -> str:
    """`__init__` and `__FILE__` are words of code."""
    marks, said = strong.groups()
    is_said = " " in said or (said[0].isupper() and not said.isupper())
    return f"{' ' * len(marks)}{said}{' ' * len(marks)}" if is_said else strong[0]


def _without(tag: re.Match[str]) -> str:
    width = len(tag[0])
    name = (tag[1] or tag[3] or tag[4].strip("/")).lower()
    read = _read(tag[0]) if tag[2] and name in _OF_PAGES else ""
    if read:
        return read
    if name in _OF_PAGES:
        return (" " if name in _WITHIN_LINES else "\n").ljust(width)
    if tag[2]:
        return f"\n{tag[0][1:-1]}\n"
    return (f"\n{tag[1]}:" if tag[1] else "\n").ljust(width)


def _read(tag: str) -> str:
    """The values of attributes that people read, each a line, in their places; empty without any."""
    parts: list[str] = []
    done = 0
    for value in _READ_BY_PEOPLE.finditer(tag):
        start, end = value.span(1)
        parts += ["\n".rjust(start - done), value[1]]
        done = end
    return "".join([*parts, "\n".ljust(len(tag) - done)]) if parts else ""
