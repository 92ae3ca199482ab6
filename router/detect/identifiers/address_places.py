"""What follows street and number in a postal address: the flat, the postcode, the town (UPU S42, by country)."""

import re

from router.detect.identifiers.address_towns import district_end, town_end

_BREAK = r"(?: ?\r?\n[ \t]{0,20}|\\n)"
_DETAIL = re.compile(
    r"(?:,? (?:[-/] )?(?:apt|apartment|flat|unit|suite|ste|floor|fl|wohnung|whg|top|stiege|tür|bus|bte|boîte"
    r"|appt?|étage|bât"
    r"|bâtiment|esc|escalier|piso|planta|puerta|pta|int|interno|scala|piano|m|lok|mieszk|mieszkania|lgh|kl|et|ap|sc|bl|fsz|em"
    r"|ajtó|k|byt)\.? ?(?:n[°ºr]\.? ?)?[A-Za-z]?\d{0,4}[A-Za-z]?(?!\w)"
    r"|,? \d{1,2}\.? ?(?:OG|EG|DG|Stock|Etage|étage|piętro|th|tv|mf|em|emelet|floor)(?!\w)\.?"
    r"|,? \d{1,2}\.?[º°ª]\.?(?: ?(?:[A-Za-z]|izq|izda|dcha|dto|esq|drt)(?!\w)\.?)?|,? # ?\d{1,4}[A-Za-z]?(?!\w)"
    r"|(?-i: [A-H] \d{1,3}(?=, ?\d{5}(?!\d)|$|[.;\n])))",
    re.IGNORECASE,
)
_SEPARATOR = rf"(?:[,;]?{_BREAK}|[,;] ?|,? - |,? (?:in|à|a|en|te|w|i|em) | )"
_POSTCODE = (
    r"(?:(?:[A-Z]{1,2}|FIN|SLO|EST)[- ])?(?:\d{5}(?!-?\d)|\d{4} ?(?-i:[A-Z]{2})(?!\w)|\d{2}-\d{3}(?!\d)"
    r"|\d{4}-\d{3}(?!\d)"
    r"|\d{3} \d{2}(?!\d)|\d{6}(?!\d)|\d{4}(?![\d.,:/-]))"
)
_CONTINENTAL = re.compile(rf"{_SEPARATOR}({_POSTCODE}),? {{1,2}}(?=[^\W\d_])", re.IGNORECASE)
_CODED = re.compile(rf"{_POSTCODE},? {{1,2}}(?=[^\W\d_])", re.IGNORECASE)
_CODE_ALONE = re.compile(
    rf"{_SEPARATOR}((?-i:[A-Z]{{1,2}}-)?(?:\d{{5}}|\d{{2}}-\d{{3}}|\d{{4}}-\d{{3}}|\d{{4}} [A-Z]{{2}}))(?=[,;.\n)]|$)"
)
_BRITISH = re.compile(
    r"\b(?:(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[\dW] ?(?=[A-Z]{0,3}\d)[A-Z\d]{4})(?!\w)"
    r"|(?-i:[A-Z]{2}),? \d{5}(?:-\d{4})?(?!\w)|(?-i:LV-)\d{4}(?!\w)|\d{6}(?!\w))",
    re.IGNORECASE,
)
_AREA = re.compile(
    rf"(?:[,;]?{_BREAK}|[,;] ?| )(?:[^\W\d_](?:[^\W\d_]|[ ,.'\n\r-]){{1,60}}(?:(?<= )\d{{1,2}}W?,? ?|[ ,\n]))?"
)
_TOWN = re.compile(r"[^\W\d_](?:[^\W\d_]|['.](?=[^\W\d_])|\.(?= [^\W\d_])|-(?=[^\W\d_]))*")
_FIVE = re.compile(r"\b\d{5},? $")
_PARTICLES = frozenset(
    """am an der den im in bei ob vor a de la le les du des del della di d' el los las sur sous en aux aan het op
    nad""".split()  # noqa: SIM905 - a row of words reads better than a row of quotes
)
_REST = re.compile(r"(?<=(?i:cedex)) \d{1,2}(?!\w)| (?:\([A-Z]{2}\)|[A-Z]{2}(?=$|[,;.\n)])|[KVCSNØ](?![\w.]))")
_NO_TOWNS = frozenset(
    """eur euro euros usd chf gbp pln kg km mb gb ms sec und and et y e en i oder or ou für for pour the der die das is
    ist est zeilen rows lines errors error items bytes units records users people personen menschen at on in bitte danke
    tel telefon phone mail email fax sind was wird steht liegt ma ha sono son""".split()  # noqa: SIM905 - as above
)
_MOST_WORDS = 4
_LONGEST = 90


def end_of(text: str, end: int, *, shouted: bool) -> tuple[int, bool]:
    """Where the address that has street and number up to `end` ends, and whether a postcode is in it.

    Without one, a town that everybody knows still belongs to it.

    `shouted`: its street is written with capitals, so its town must be as well.
    """
    stop = end
    for _ in range(3):
        match = _DETAIL.match(text, stop)
        stop = match.end() if match else stop
    match = _CONTINENTAL.match(text, stop)
    if match:
        town = _town_end(text, match.end(), shouted=shouted) or (shouted and _small_end(text, *match.span()))
        if town:
            return town, True
    british = _british_end(text, stop)
    if british:
        return british, True
    match = _CODE_ALONE.match(text, stop)
    return (match.end(1), True) if match else (town_end(text, stop), False)


def _british_end(text: str, start: int) -> int:
    """Town and county first, then the postcode: `, London SW1A 2AA`, `, Springfield, IL 62704`."""
    match = _BRITISH.search(text, start, start + _LONGEST)
    if not match or not _AREA.fullmatch(text, start, match.start()):
        return 0
    return match.end()


def place_end(text: str, start: int) -> int:
    """Where a postcode with its town that begins here ends; 0 if none does."""
    match = _CODED.match(text, start, start + _LONGEST)
    return _town_end(text, match.end(), shouted=True) if match else 0


def _small_end(text: str, start: int, end: int) -> int:
    """`Lindenstr 14 10969 berlin`: one small word and nothing else behind a postcode of five digits."""
    match = _TOWN.match(text, end) if _FIVE.search(text, start, end) else None
    if not match or match[0].lower() in _NO_TOWNS or len(match[0]) <= 2:  # noqa: PLR2004 - no unit
        return 0
    return match.end() if text[match.end() : match.end() + 1] in {"", ",", ".", ";", ")", "\n"} else 0


def _town_end(text: str, start: int, *, shouted: bool) -> int:
    """One to four words; 0 where the first is none of a town. Lower case in an address that is written so."""
    first = _TOWN.match(text, start)
    if not first or first[0].lower() in _NO_TOWNS or len(first[0]) < 2:  # noqa: PLR2004 - `Å` is a town, `m` is not
        return 0
    proud = first[0][0].isupper()
    if shouted and not proud:
        return 0
    end = first.end()
    for _ in range(_MOST_WORDS - 1):
        following = _following(text, end, proud=proud)
        if not following:
            break
        end = following
    rest = _REST.match(text, end)
    return rest.end() if rest else district_end(text, first.start(), end)


def _following(text: str, end: int, *, proud: bool) -> int:
    """The end of the next word of a town: a capital one, or particles in front of one."""
    place = end
    for _ in range(3):
        if text[place : place + 1] not in {" ", "-"}:
            return 0
        word = _TOWN.match(text, place + 1)
        if not word:
            return 0
        if word[0].lower() in _PARTICLES and not word[0][0].isupper():
            place = word.end()
            continue
        capital = word[0][0].isupper() and len(word[0]) > 1 and word[0].lower() not in _NO_TOWNS
        return word.end() if capital and proud else 0
    return 0
