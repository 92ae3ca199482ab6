r"""Secrets that a document names elsewhere than before a colon.

XML: `<password>x</password>`, `<add key="ApiKey" value="x"/>`; lists of variables: `name: DB_PASSWORD` and `value: x`
in the next line or member, as Kubernetes and task definitions of clouds have them.
"""

import re
from collections.abc import Callable, Iterator

from router.detect.identifiers.assigned_values import is_key, is_password
from router.detect.identifiers.family import Family
from router.detect.identifiers.secret_names import FOR_PEOPLE, FOR_PROGRAMS, HARMLESS
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_NAME = rf"([\w.:-]{{0,40}}?)(?:({FOR_PEOPLE}|pass|pw)|(?:{FOR_PROGRAMS}))"
_ELEMENT = Pattern(
    rf"(?i)<{_NAME}(?:[ \t][^<>\n]{{0,200}})?>[ \t\r\n]{{0,40}}(?:<!\[CDATA\[)?([^<>\r\n]{{3,400}}?)"
    r"(?:\]\]>)?[ \t\r\n]{0,40}</"
)
_MEMBER = Pattern(
    rf"(?i)(?:key|name)[\\\"']{{0,3}}[ ]?[:=][ ]?[\\\"']{{0,3}}{_NAME}[\\\"']{{0,3}},?[ \t\r\n]{{1,40}}"
    r"[\\\"']{0,3}value"
    r"[\\\"']{0,3}[ ]?[:=][ ]?(?:\\{0,2}\"([^\"\\\r\n]{3,400})|'([^'\r\n]{3,400})|([^\s\"'`,;<>(){}\[\]]{3,400}))"
)
_CALLED = Pattern(rf"(?i){FOR_PEOPLE}")
_HARMLESS = re.compile(HARMLESS)
_SCORE = 0.85


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if "</" in text:
        for _, ahead, people, value in _ELEMENT.groups(text):
            yield from _judge(text, ahead, people, value, quoted=True)
    if "value" in text:
        for _, ahead, people, *values in page.groups(_MEMBER):
            yield from _judge(text, ahead, people, max(values), quoted=values[2][0] < 0)


def _judge(
    text: str, ahead: tuple[int, int], people: tuple[int, int], span: tuple[int, int], *, quoted: bool
) -> Iterator[Hit]:
    value = text[slice(*span)].rstrip()
    believes: Callable[[str, bool], bool] = is_password if people[0] >= 0 else is_key
    if people[0] < 0 and _HARMLESS.search(text[slice(*ahead)]):
        return
    if believes(value, quoted) and not _CALLED.fills(value):
        yield Hit(span[0], span[0] + len(value), _SCORE)


FAMILY = Family("SECRET", "named_value", find, patterns=(_MEMBER,))
