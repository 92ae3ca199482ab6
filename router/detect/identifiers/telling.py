"""What may stand between a word and the value that it tells of, in seven languages.

`PESEL: 850...`, `my SSN number is 123-...`, `numéro de sécu c'est le 1 85 ...`, `BSN of Mr Bakker: 123...`, and the
other way round: `123-45-6789 is my SSN`. Closed lists and short reaches, so a word is never led to a number far off.
"""

import re
from collections.abc import Iterator

from router.detect.page import Page

REACH = 120
"""Characters behind a word in which its value must end."""
_BACK = 80
_MARK = r"[\s\"'`*:=#.,()\[\]<>|/\\?_\u2013\u2014-]"
_NUMBERING = (
    r"n|no|nr|nro|num|numb|number|numbers|nummer|nummern|numer|numeru|numerem|numero|numéro|número|núm|nums|n[°ºo]"
    r"|id|code|codice|código|kod|value|val|card|karta|karty|carte|karte|tarjeta|cart[ãa]o"
)
_SAYING = (
    r"is|its|it's|are|was|be|ist|sind|lautet|lauten|war|est|c'est|était|es|son|era|è|é|e|sono|jest|to|są|brzmi"
    r"|to jest|luidt|zijn|er|är|on|je|reads|says|as|comme|come|como|als|jako|sei"
)
_SMALL = (
    r"of|the|my|your|his|her|their|our|this|für|mein|meine|meiner|dein|deine|ihr|ihre|von|vom|der|die|das|des|dem|den"
    r"|du|de|la|le|les|l|mon|ma|mes|votre|el|los|mi|su|tu|il|lo|mio|mia|suo|di|del|della|do|da|meu|minha|mijn|het|een|van"
    r"|uw|je|jouw|mój|moja|moje|moj|twój|jego|jej|pana|pani|klienta|pacjenta|pracownika|client|cliente|customer|kunde"
    r"|kunden|klant|patient|patiente|paciente|paziente|employee|for|pour|para|per|voor|dla|with|mit|avec|con|met|with"
)
_WORDS = rf"(?:(?:{_NUMBERING}|{_SAYING}|{_SMALL})(?!\w){_MARK}{{1,5}}|n[°º]{_MARK}{{0,3}}){{0,4}}"
_NAMED = (
    rf"(?:[^\W\d_][\w.'\u2019-]{{0,20}} ){{0,4}}(?:[^\W\d_][\w.'\u2019-]{{0,20}}[:=]|(?:{_SAYING})(?!\w)){_MARK}{{1,4}}"
)
"""`SSN of John Smith is ...`, `PESEL wnioskodawcy: ...`: other words, but then a colon or a verb."""
LINK = rf"(?:(?:{_NUMBERING})(?!\w))?{_MARK}{{0,8}}(?:{_WORDS}|{_NAMED})"
_RETURN = (
    rf"(?:[\"')\],]{{0,2}} (?:{_SAYING}) (?:(?:{_SMALL}|{_NUMBERING})[. '\u2019]{{1,2}}){{0,3}}| ?[(\[] ?"
    r"|[\"')]{0,2} ?(?:=|->|<-|as|als|comme|come|como|jako) ?)"
)
_AT_END = r"(?!\w|[./-]\d|,\d{3})"
_LINE = re.compile(r"\n[ \t|]*\n")


class Telling:
    """Finds values of one form right behind or ahead of words. `form` is a source for `re` without groups."""

    __slots__ = ("_ahead", "_back")

    def __init__(self, form: str) -> None:
        self._ahead = re.compile(rf"{LINK}(?P<value>{form}){_AT_END}", re.IGNORECASE)
        self._back = re.compile(rf"(?<![\w.,/-])(?P<value>{form}){_RETURN}$", re.IGNORECASE)

    def values(self, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The value that the word at `start` to `end` tells of, behind it or, if there is none, ahead."""
        match = self._ahead.match(text, end, end + REACH)
        if match is not None:
            whole = not text[match.end() : match.end() + 1].isalnum()
            if whole and not _LINE.search(text, end, match.start("value")):
                yield match.span("value")
            return
        window = text[max(0, start - _BACK) : start]
        back = self._back.search(window) if any(map(str.isdigit, window)) else None
        if back is not None:
            yield start - len(window) + back.start("value"), start - len(window) + back.end("value")

    def told(self, page: Page, tag: str) -> Iterator[tuple[int, int]]:
        """The values that the words of this tag tell of."""
        for start, end in page.cues(tag):
            yield from self.values(page.text, start, end)


def digits(count: int, least: int | None = None) -> str:
    """So many digits, or at least so many, single marks between them or none."""
    times = f"{count - 1}" if least is None else f"{least - 1},{count - 1}"
    return rf"\d(?:[ .\u00b7-]?\d){{{times}}}"


def is_telling(digits_of_it: str) -> bool:
    """Not one digit all along, as placeholders are."""
    return len(set(digits_of_it)) > 2  # noqa: PLR2004 - `00000000001` is one, too
