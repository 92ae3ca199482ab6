"""Dates of birth: a date of the calendar near a word that says so, in the languages of the EU.

Or with the star that German gives them (`Anna Maier, *12.03.1984`), or in brackets beside the sex of a patient.
"""

import re
from collections.abc import Iterator

from router.detect import dates
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, continues_number

_CUES = (
    *("born", "date of birth", "birth date", "birthday", "birth day", "dob", "d.o.b", "day of birth", "birthdate"),
    *("né le", "née le", "né(e) le", "né en", "née en", "né à", "née à", "né", "née", "date de naissance", "naissance"),
    *("anniversaire", "geboren", "geb", "geb am", "geburtsdatum", "geburtstag*", "geburtsdat*", "nato il", "nata il"),
    *("nato a", "nata a", "nato", "nata", "nato/a il", "data di nascita", "nascita", "compleanno", "geboortedatum"),
    *("geboorte datum", "verjaardag", "urodzon*", "ur", "data urodzenia", "urodzin*", "urodził*", "nacid*", "nació"),
    *("nací", "fecha de nacimiento", "nacimiento", "cumpleaños", "nascid*", "nasceu", "data de nascimento", "född*"),
    *("födelsedatum", "födelsedag*", "født*", "fødselsdato", "fødselsdag*", "syntynyt", "syntymäaika*", "syntymäpäiv*"),
    *("narozen*", "datum narození", "narodený", "narodená", "dátum narodenia", "született*", "születési dátum*"),
    *("születési id*", "szül", "născut*", "data nașterii", "data naşterii", "rođen*", "datum rođenja", "rojen*"),
    *("datum rojstva", "sündinud", "sünniaeg", "sünnipäev", "dzimis*", "dzimšanas datums", "gimęs", "gimus*"),
    *("gimimo data", "γεννήθηκ*", "γεννηθ*", "ημερομηνία γέννησης", "ημ γέννησης", "роден*", "дата на раждане"),
    *("f nac", "fec nac", "fecha nac", "fecha de nac", "f nacimiento", "f nasc", "ddn"),
    *("data nasc", "data de nasc", "data di nasc", "date de naiss", "d/o/b", "data ur", "geb datum", "gebdatum"),
    *("b day", "bday*", "jarig", "cumple", "geburtsdt", "datenaissance", "nasc", "d.d.n"),
    *("fecha nacimiento", "fecha nac", "f. nacim", "fnac", "fechanac*", "data nascita", "date naissance", "datanasc*"),
    *("geboortedat*", "data ur", "dataur*", "d. ur", "urodz", "day of my birth"),
    *("nati il", "nés le", "aniversário", "bursdag*", "geboortedag*", "dt. nasc", "dt nasc"),
    *("twieled", "twieldet", "data tat-twelid", "dáta breithe", "rugadh"),
)
_BARE = ("birth", "birth at", "dn", "nac", "d.n")
"""Words for a date only right before it: `{"dates": {"birth": "1980-03-12"}}`, not `birth rates of 2020-01-01`."""
_WRITTEN = r"\d{1,2}\. ?\d{1,2}\. ?(?:19|20)\d{2}|\d{1,2}/\d{1,2}/(?:19|20)\d{2}"
_STARRED = Pattern(rf"(?:[\pL)][,;]? |[\pL] ?\()\* ?({_WRITTEN})")
_SEXES = (
    r"m|w|f|d|männlich|weiblich|divers|male|female|man|woman|homme|femme|masculin|féminin|hombre|mujer|varón|masculino"
    r"|femenino|uomo|donna|maschio|femmina|vrouw|mężczyzna|kobieta"
)
_BESIDE_SEX = Pattern(
    rf"(?i)\((?:({_WRITTEN})(?:, ?| / |; ?)(?:{_SEXES})[,;)]|(?:{_SEXES})(?:, ?| / |; ?)({_WRITTEN})[,;)])"
)
_AHEAD, _BEHIND, _LONGEST = 60, 24, 36
"""Characters between the word and the date, on either side; and those of the longest date."""
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
_LINKING = re.compile(r"[^\n]*|[^\w]*")
"""What may stand between the word and its date: a line break only among marks."""
_OF_THE_YEAR = re.compile(r" (?:r\.|roku(?!\w))")
"""`8 lipca 1985 r.` in Polish."""
_MARKS = re.compile(r"[\s\"'\\=:]{1,8}")
_SCORE = 0.9


def find(page: Page) -> Iterator[Hit]:
    if page.digits < 3:  # noqa: PLR2004 - the fewest digits of a date: 1 May '80
        return
    yield from _marked(page)
    for left, right in page.windows(["birth", "bare_birth"], before=_BEHIND + _LONGEST, after=_AHEAD + _LONGEST):
        spans = sorted({(left + start, left + end) for start, end in dates.find(page.text[left:right], compact=True)})
        bounds = [left, *(end for _, end in spans)]
        for place, (start, end) in enumerate(spans):
            following = spans[place + 1][0] if place + 1 < len(spans) else len(page.text) + _BEHIND + 1
            if _belongs(page, start, end, since=bounds[place], until=following):
                year = _OF_THE_YEAR.match(page.text, end)
                yield Hit(start, year.end() if year else end, _SCORE)


def _marked(page: Page) -> Iterator[Hit]:
    """Without a word: by the star, or by the sex beside it."""
    text = page.text
    if "*" in text:
        for start, end in page.spans(_STARRED, 1):
            if text[end : end + 1] != "*":
                yield from _existing(text, start, end)
    if "(" in text:
        for _, *spans in page.groups(_BESIDE_SEX):
            yield from _existing(text, *max(spans))


def _existing(text: str, start: int, end: int) -> Iterator[Hit]:
    if not continues_number(text, end, "./-") and (0, end - start) in dates.find(text[start:end].replace(". ", ".")):
        yield Hit(start, end, _SCORE)


def _belongs(page: Page, start: int, end: int, since: int, until: int) -> bool:
    """The word stands ahead within a phrase and no other date between, or behind: "on 12 May 1980 I was born".

    A word with another date right behind it is that one's: "hired 1.2.2020, born 12.5.1980".
    """
    ahead = page.ahead("birth", start)
    if ahead is not None and ahead > since and start - ahead <= _AHEAD and _LINKING.fullmatch(page.text, ahead, start):
        return True
    bare = page.ahead("bare_birth", start)
    if bare is not None and _MARKS.fullmatch(page.text, bare, start):
        return True
    behind = page.behind("birth", end)
    if behind is None or behind[0] - end > _BEHIND:
        return False
    return _SENTENCE_END.search(page.text, end, behind[0]) is None and until - behind[1] > _BEHIND


FAMILY = Family(
    "DATE_OF_BIRTH", "birth_date", find, cues={"birth": _CUES, "bare_birth": _BARE}, patterns=(_STARRED, _BESIDE_SEX)
)
