"""Births told in part: the year (`born in 1985`, `Jahrgang 1985`), the month and year, the day and month of a birthday.

Things are born, too: of a company, a web, an idea nothing is found. Years are those in which people who live now may
have been born. The words for births are those of `birth_dates`.
"""

import re
from collections.abc import Iterator

from router.detect import dates
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page

_CUES = {
    "birth_year": (
        *(
            "birth year",
            "year of birth",
            "yob",
            "jahrgang",
            "geburtsjahr*",
            "geb jahr",
            "année de naissance",
            "birthyear",
        ),
        *("annee de naissance", "año de nacimiento", "anno di nascita", "geboortejaar"),
        *("rok urodzenia", "rocznik", "roku urodzenia", "ano de nascimento", "birth month", "birth month/year"),
        *("jg", "month of birth", "mois de naissance", "quinta del"),
    ),
    "birthday": (
        *(
            "birthday*",
            "b day",
            "bday*",
            "geburtstag*",
            "anniversaire",
            "cumpleaños",
            "cumple",
            "compleanno",
            "verjaardag*",
        ),
        *("jarig", "urodziny", "urodzin", "aniversário", "födelsedag*", "fødselsdag*", "bursdag*"),
    ),
}
_YEAR = r"(?:19[1-9]\d|20[0-2]\d)"
_WORD = r"[^\W\d_]{3,12}\.?"
_GAP = r"[\s\"'`*:=().|_-]{0,8}"
_IN = (
    r"(?:(?:in|im|w|the year|year|jahr|jahre|en|l'an|el año|nel|nell'anno|del|w|roku|het jaar|em|van|vom"
    r"|aus dem jahr|is|ist|est|es|è|to|early|late|mid|around|about|ca\.?|około|um|circa|vers)[\s:]{1,2}){0,3}"
)
_MONTH_YEAR = rf"{_WORD},? (?:of |de |del )?{_YEAR}|(?:0?[1-9]|1[0-2])[/.-]{_YEAR}"
_AFTER_BORN = re.compile(
    rf"{_GAP}{_IN}(?P<value>{_YEAR}|{_MONTH_YEAR})(?![\w%€$]|[.,:/-]\d| ?(?:euro|eur|zł|people|mal)\b)", re.IGNORECASE
)
_BEFORE_BORN = re.compile(
    rf"(?:\b(?:in|im jahr|im jahre|in het jaar|im|en|nel|w|wurde|werd|is|ist|bin|ben)[ ])(?P<value>{_YEAR})"
    r"(?: in [^\W\d_][\w-]{1,20}| te [^\W\d_][\w-]{1,20})? $",
    re.IGNORECASE,
)
_IS = (
    r"(?:(?:is|was|falls|on|the|ist|war|am|ich|hab|habe|der|est|le|tombe|c'est|es|era|el|día|è|il|giorno|op|valt|mam"
    r"|ma|jest|dnia|mi|to|obchodzę|wypada|em|dia|é|den|er|är|in|feiert|feiere|um|a|cade|de)[\s]){0,5}"
)
_DAY_MONTH = r"\d{1,2}(?:st|nd|rd|th|er|re|\.|º|°)? (?:of |de |di )?" + _WORD
_MONTH_DAY = _WORD + r" (?:the )?\d{1,2}(?:st|nd|rd|th)?(?!\d)"
_AFTER_BIRTHDAY = re.compile(
    rf"(?:{_GAP}|'s )(?:{_IS})"
    rf"(?P<value>{_DAY_MONTH}|{_MONTH_DAY}|\d{{1,2}}[./]\d{{1,2}}\.?)(?![\w/]|[.,:/-]?\d)",
    re.IGNORECASE,
)
_TURNED = re.compile(
    r"(?:\b(?:turn(?:ed|s|ing)?|cumpl(?:ió|e|í|o|en|irá)|fêt(?:ait|e|é) ses|a eu|aura|ha compiuto|compie|wird|wurde"
    r"|werde|werd|wordt|skończył[aęe]?m?|kończy)) (?:(?:am|op|le|el|il) (?P<early>\d{1,2}\.? (?:de )?[^\W\d_]{3,12}) )?"
    r"\d{1,3}(?: ans| años| anni| jaar| jahre(?: alt)?| lat)?"
    r"(?:,? (?:on|am|le|el|il|op|w dniu|dnia)(?: the)? (?P<late>"
    rf"{_DAY_MONTH}|{_MONTH_DAY}))?(?=[.,!?);:\"]|$|\n| (?:jahre|und|and|et|y|e|i|en|but|so)\b)",
    re.IGNORECASE,
)
_TURNING = (
    *("turned", "turns", "turn", "turning", "cumplió", "cumple", "cumplí", "fêté", "fête", "fêtait", "a eu", "aura"),
    *("ha compiuto", "compie", "wird", "wurde", "werde", "werd", "wordt", "skończył*", "kończy"),
)
_THINGS = re.compile(
    r"\b(?:compan(?:y|ies)|firm|start-?up|project|idea|band|movement|tradition|concept|web|internet|language|genre|festival"
    r"|brand|club|product|framework|app|team|group|agency|union|party|it(?= (?:was|is))|firma|unternehmen"
    r"|projekt\w*|idee|bewegung|verein|marke|entreprise|société|projet|idée|mouvement|marque|association|empresa|proyecto|idea|movimiento|marca|sociedad"
    r"|azienda|progetto|movimento|società|bedrijf|beweging|merk|vereniging|spółka|pomysł|ruch|marka|stowarzyszenie|python"
    r"|linux|version|rock|jazz|hip.?hop|city|town|state|republic|nation|star|galaxy)\b",
    re.IGNORECASE,
)
_LOCATIVES = frozenset(
    "styczniu lutym marcu kwietniu maju czerwcu lipcu sierpniu wrześniu październiku listopadzie grudniu".split()  # noqa: SIM905 - words
)
_PARTICIPLE = re.compile(
    r"(?:born|geboren|geb|n[ée]|nat[oa]|nacid|nac[ií]|nasc(?:id|eu)|urodz(?:on|ił)|ur\b|född|født|roden|narozen"
    r"|syntyn|szül"
    r"|jahrgang|jg|rocznik|year|yob|birth ?_?year|born)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?;]\s|\n")
_AHEAD, _REACH, _TURN_REACH = 40, 64, 72
_LAST_DAY = 31
_SCORE = 0.75
_WINES = re.compile(r"(?i)wein|riesling|barolo|cuvée|hefte?|band|ausgabe|zeitschrift")


def find(page: Page) -> Iterator[Hit]:
    if not page.digits:
        return
    yield from _births(page)
    yield from _birthdays(page)
    yield from _turned(page)


def _births(page: Page) -> Iterator[Hit]:
    text, days = page.text, page.cues("birthday")
    for tag in ("birth", "birth_year"):
        for start, end in page.cues(tag):
            ahead = _SENTENCE.split(text[max(0, start - _AHEAD) : start])[-1]
            if _THINGS.search(ahead) or (tag == "birth_year" and _WINES.search(text, max(0, start - 24), end + 32)):
                continue
            match = _AFTER_BORN.match(text, end, end + _REACH)
            if match is not None and _is_dated(match["value"]) and _ends(text, match.end()):
                if (start, end) not in days and _is_said(text[start : match.start("value")]):
                    yield Hit(*match.span("value"), _SCORE)
            elif tag == "birth" and text[start:end].lower() == "geboren" and (back := _BEFORE_BORN.search(ahead)):
                offset = start - len(ahead)
                yield Hit(offset + back.start("value"), offset + back.end("value"), _SCORE)


def _birthdays(page: Page) -> Iterator[Hit]:
    for _, end in page.cues("birthday"):
        match = _AFTER_BIRTHDAY.match(page.text, end, end + _REACH)
        if match is not None and _is_day(match["value"]) and _ends(page.text, match.end()):
            yield Hit(*match.span("value"), _SCORE)


def _turned(page: Page) -> Iterator[Hit]:
    for start, _ in page.cues("turning"):
        match = _TURNED.match(page.text, start, start + _TURN_REACH)
        name = match and ("early" if match["early"] else "late")
        if match and name and match[name] and _is_day(match[name]):
            yield Hit(*match.span(name), _SCORE)


def _is_said(words: str) -> bool:
    """Somebody is born, or a colon follows: of `naissances 2024` and `birth 2024` nothing is known."""
    return _PARTICIPLE.match(words) is not None or any(mark in words for mark in ":=|")


def _ends(text: str, end: int) -> bool:
    """The window did not cut it."""
    return not text[end : end + 1].isalnum()


def _words(written: str) -> list[str]:
    return re.findall(r"[^\W\d_]{3,}", written.lower())


def _is_dated(written: str) -> bool:
    """A year, with a month in front or nothing."""
    return all(_is_month(word) or word in _LOCATIVES for word in _words(written) if word != "del")


def _is_month(word: str) -> bool:
    return any(dates.find(f"1 {word} 1985"))


def _is_day(written: str) -> bool:
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    if not all(1 <= number <= _LAST_DAY for number in numbers):
        return False
    named = [word for word in _words(written) if word != "the"]
    return all(map(_is_month, named)) and len(named) + len(numbers) == 2  # noqa: PLR2004 - the day and its month


FAMILY = Family("DATE_OF_BIRTH", "birth_year", find, cues={**_CUES, "turning": _TURNING})
