"""Dates of birth: a date of the calendar near a word that says so, in the languages of the EU."""

from collections.abc import Iterator

from router.detect import dates
from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page

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
    *("twieled", "twieldet", "data tat-twelid", "dáta breithe", "rugadh"),
)
_AHEAD, _BEHIND, _LONGEST = 60, 12, 36
"""Characters between the word and the date, on either side; and those of the longest date."""
_SCORE = 0.9


def find(page: Page) -> Iterator[Hit]:
    if page.digits < 3:  # noqa: PLR2004 - the fewest digits of a date: 1 May '80
        return
    for left, right in page.windows(["birth"], before=_BEHIND + _LONGEST, after=_AHEAD + _LONGEST):
        previous = 0
        for start, end in sorted(dates.find(page.text[left:right], compact=True)):
            if _belongs(page, left + start, left + end, since=left + previous):
                yield Hit(left + start, left + end, _SCORE)
            previous = end


def _belongs(page: Page, start: int, end: int, since: int) -> bool:
    """The word stands ahead within a phrase and no other date between, or right behind: "on 12 May 1980 I was born"."""
    return page.near("birth", start, end, before=min(_AHEAD, start - since), after=_BEHIND)


FAMILY = Family("DATE_OF_BIRTH", "birth_date", find, cues={"birth": _CUES})
