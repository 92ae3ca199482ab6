"""Codes told of a place: `the key safe is left of the door, code 7731`, `der Tresor geht mit 220871 auf`.

The place and its code stand apart, in one sentence: behind a comma the code says what it is, or the place opens with
it. Codes right beside their name are those of `codes`.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import continues_number

_PLACES = (
    *("door", "front door", "gate", "garage", "safe", "alarm", "lockbox", "lock box", "key safe", "key box", "padlock"),
    *("bike lock", "locker", "building", "tür", "haustür", "tor", "tresor", "alarmanlage", "schlüsselsafe"),
    *("schlüsselbox", "schlüsselkasten", "fahrradschloss", "zahlenschloss", "schloss", "spind", "porte", "portail"),
    *("immeuble", "alarme", "coffre", "coffre fort", "cadenas", "boîte à clés", "boîte à clé", "boite à clés"),
    *("puerta", "portal", "alarma", "caja fuerte", "candado", "taquilla", "cerradura", "caja de llaves", "porta"),
    *("portone", "cancello", "allarme", "cassaforte", "lucchetto", "armadietto", "cassetta delle chiavi"),
    *("voordeur", "deur", "poort", "kluis", "sleutelkluis", "sleutelkluisje", "sleutelkastje", "fietsslot", "hek"),
    *("drzwi", "bram*", "furtk*", "sejf*", "kłódk*", "skrytk*", "szafk*", "domofon*", "skrzynk* na klucze"),
)
_ENDS = r"(?=[\"'`]?(?:[.,;!?)]|\s*$|\s*\n|\s+(?:auf|off|and|und|et|y|e|en|i|then|dann|or|o|ou)\b))"
"""No unit follows: `opens with 1200 N`."""
_NAMED = re.compile(
    r"[^.!?;\n\d]{0,60}?[,;(\u2013-]\s?(?:(?:the|der|le|el|il|de|with|mit|avec|con|met) )?"
    r"(?:code|pin|código|clave|codice|kod|szyfr|combination)[ :=]{1,3}"
    rf"(?:(?:is|ist|est|es|è|to|jest) )?(\d{{3,6}}[#*]?){_ENDS}",
    re.IGNORECASE,
)
_OPENED = re.compile(
    r"(?: (?:is|wird|est|se|si|is|jest|gaat|geht|opens|unlocks|disarms|opened|unlocked|disarmed|geöffnet|ouvre|s'ouvre"
    r"|abre|desactiva|apre|disattiva|désactive|open|otwiera|otwierasz|się|deactivated|turned|switched|off|goes"
    r"|works)){1,4} (?:with|mit|avec|con|met|kodem|szyfrem|na)(?: (?:the |dem |le |el |il |de )?(?:code|código|codice"
    rf"|combination))? [\"'`]?(\d{{3,8}}[#*]?|\d{{1,2}}(?:[ /-]\d{{1,2}}){{2,3}}){_ENDS}",
    re.IGNORECASE,
)
_REACH = 120
_SCORE = 0.75


def find(page: Page) -> Iterator[Hit]:
    if page.digits < 3:  # noqa: PLR2004 - the shortest code
        return
    text = page.text
    for _, end in page.cues("place"):
        match = _OPENED.match(text, end, end + _REACH) or _NAMED.match(text, end, end + _REACH)
        if (
            match
            and not text[match.end() : match.end() + 1].isalnum()
            and not continues_number(text, match.end(), ".,:/-")
        ):
            yield Hit(*match.span(1), _SCORE)


FAMILY = Family("SECRET", "place_code", find, cues={"place": _PLACES})
