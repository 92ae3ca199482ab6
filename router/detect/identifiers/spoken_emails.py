"""E-mail addresses in words, as they are told over the telephone: `anna punkt schmidt at firma punkt de`.

Only near a word for mail, or with its words in capitals (`anna AT gmail DOT com`), and only whole: a name, the word
for `@`, a host, the word for a dot, a top-level domain.
"""

from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, is_word

_AT = "at|ät|arobase|arrobase|arroba|chiocciola|apenstaartje|małpa|malpa|klammeraffe"
_DOT = "dot|punkt|point|punto|punt|kropka"
_MORE = rf"(?: (?:{_DOT}|dash|underscore|minus|bindestrich|unterstrich|tiret|trattino|guion|guión|streepje) )"
_HOST = (
    rf" (?:{_AT}) [\pL\pN][\pL\pN-]{{0,40}}(?:{_MORE}[\pL\pN][\pL\pN-]{{0,40}}){{0,3}} (?:{_DOT}) "
    "(?:com|org|net|info|eu|io|co|dev|app|de|at|ch|fr|be|es|it|nl|pl|lu|uk|ie|dk|se|no|fi|pt|cz|sk|hu|ro|bg|gr|hr|si)"
)
_TAIL = Pattern(f"(?i){_HOST}")
_SHOUTED = Pattern(
    r"(?:^|[^\pL\pN._-])([a-z\pN][a-z\pN._+-]{1,40}(?: DOT [a-z\pN._+-]{1,40}){0,2} AT [a-z\pN][a-z\pN-]{0,40}"
    r"(?: DOT [a-z\pN-]{1,40}){0,2} DOT (?:com|org|net|info|eu|io|[a-z]{2}))(?:[^\pL\pN_-]|$)"
)
"""Only the joining words in capitals: a disguise, and no headline."""
"""Looked for first: it begins with few words, so a text is passed over quickly."""
_ADDRESS = Pattern(rf"(?i)[\pL\pN][\pL\pN._+-]{{0,40}}(?:{_MORE}[\pL\pN][\pL\pN._+-]{{0,40}}){{0,4}}{_HOST}")
_REACH = 260
"""Characters that a name of five parts can have."""
_CUES = (
    *("mail*", "e mail*", "email*", "courriel*", "correo", "correio", "posta", "poczt*", "adress*", "adres*"),
    *(
        "indirizzo",
        "direcci*",
        "write to",
        "reach me",
        "schreib*",
        "écri*",
        "scriv*",
        "escrib*",
        "contact*",
        "kontakt*",
    ),
)
_SCORE = 0.8


def find(page: Page) -> Iterator[Hit]:
    yield from _shouted(page.text)
    if page.cues("spoken_mail"):
        for middle, end in _TAIL.spans(page.text):
            if not is_word(page.text[end : end + 1]) and page.near("spoken_mail", middle, end, before=60 + _REACH):
                yield from _whole(page, max(0, middle - _REACH), end)


def _shouted(text: str) -> Iterator[Hit]:
    if " AT " in text and " DOT " in text:
        yield from (Hit(start, end, _SCORE) for start, end in _SHOUTED.spans(text, 1))


def _whole(page: Page, low: int, end: int) -> Iterator[Hit]:
    for start, stop in _ADDRESS.spans(page.text[low:end]):
        if low + stop == end and page.near("spoken_mail", low + start, end):
            yield Hit(low + start, end, _SCORE)


FAMILY = Family("EMAIL_ADDRESS", "spoken_email", find, cues={"spoken_mail": _CUES})
