"""Calendar dates as people write them, in numbers or with the month's name in sixteen languages."""

import re
from collections.abc import Iterator
from datetime import date

from router.detect.patterns import Pattern

_MONTHS = """
    january januar januari janvier gennaio enero janeiro stycznia styczeń ledna leden január januára tammikuu*
    ianuarie siječnja januarja jaanuar* janvār* sausio ιανουαρίου януари jan janv sty february februar februari
    février febbraio febrero fevereiro lutego luty února február februára helmikuu* februarie veljače februarja
    veebruar* februār* vasario φεβρουαρίου февруари feb févr fevr lut march märz maart mars marzo março marca marzec
    března březen március marec maaliskuu* martie ožujka marts märts* martā kovo μαρτίου март mar mär mrt mrz april
    avril aprile abril kwietnia kwiecień dubna duben április apríla huhtikuu* aprilie travnja aprill* aprīl*
    balandžio απριλίου април apr avr kwi may mai mei maggio mayo maio maja maj května květen május mája toukokuu*
    svibnja mail maij* gegužės μαΐου май mag june juni juin giugno junio junho czerwca czerwiec června červen június
    júna kesäkuu* iunie lipnja junija juuni* jūnij* birželio ιουνίου юни jun giu cze july juli juillet luglio julio
    julho lipca lipiec července červenec július júla heinäkuu* iulie srpnja julija juuli* jūlij* liepos ιουλίου юли
    jul juil lug lip august août aout agosto augustus sierpnia sierpień srpna srpen augusztus augusta elokuu*
    kolovoza avgusta augusti* augustā rugpjūčio αυγούστου август aug ago sie september septembre settembre
    septiembre setembro września wrzesień září szeptember septembra syyskuu* septembrie rujna septemb* rugsėjo
    σεπτεμβρίου септември sep sept set wrz october oktober octobre ottobre octubre outubro października październik
    října říjen október októbra lokakuu* octombrie listopada oktobra oktoob* oktobr* spalio οκτωβρίου октомври oct
    okt ott out paź november novembre noviembre novembro listopad listopadu novembra marraskuu* noiembrie studenoga
    studenog novemb* lapkričio νοεμβρίου ноември nov lis december dezember décembre dicembre diciembre dezembro
    grudnia grudzień prosince prosinec decembra joulukuu* decembrie prosinca detsemb* decemb* gruodžio δεκεμβρίου
    декември dec dez déc dic gru
""".split()  # noqa: SIM905 - a paragraph of words reads better than a page of quotes
"""Full names in the cases that dates take, and abbreviations; a `*` stands for any ending."""
MONTHS = frozenset(name for name in _MONTHS if not name.endswith("*"))
"""In lower case, those of Finnish and the Baltic languages, which take many endings, left out."""


def _month() -> str:
    names = sorted(_MONTHS, key=lambda name: (-len(name), name))
    return "(?:" + "|".join(name.replace("*", r"[a-z\x80-\x{10FFFF}]*") for name in names) + ")"


_DAY = r"\d{1,2}(?:st|nd|rd|th|er|re|º|°|ª|\.)?"
_YEAR = r"(?:\d{4}|'\d{2})"
_OF = r"(?:of |de |di |d'|den )?"
NUMERIC = Pattern(r"(\d{1,2}) ?[./-] ?(\d{1,2}) ?[./-] ?(\d{4}|\d{2})|(\d{4})([./-])(\d{1,2})[./-](\d{1,2})")
_NAMED = Pattern(
    rf"(?i){_DAY}[ -]{{1,2}}{_OF}{_month()}\.?,?[ -]{{1,2}}(?:de |del )?{_YEAR}"
    rf"|{_month()}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{4}}\.?(?: m\.)? {_month()} {_DAY}"
)
_SHORT_NAMED = Pattern(
    rf"(?i){_DAY}[ ./-]{{0,2}}{_month()}[ ./-]{{0,2}}\d{{2}}(?:\d{{2}})?"
    r"|\d{1,2}[ ./-]{1,2}(?:I{1,3}|IV|VI{0,3}|IX|XI{0,2})[ ./-]{1,2}\d{2}(?:\d{2})?"
)
"""`12MAR1984`, `12 Mar 84`, and with the month in Roman figures, as in Poland: `12 III 1984`."""
_COMPACT = Pattern(r"(?:19|20)\d{6}|\d{4}(?:19|20)\d{2}")
_SPACED = Pattern(r"(\d{1,2}) (\d{1,2}) ((?:19|20)\d{2})|((?:19|20)\d{2}) (\d{1,2}) (\d{1,2})")
_NUMBER = re.compile(r"\d+")
_TIME = re.compile(r"[Tt](?:[01]\d|2[0-4]):?[0-5]\d")
"""ISO 8601: the time of day that may follow a date."""
_OLDEST, _NEWEST = 1880, 2100


def find(text: str, *, compact: bool = False) -> Iterator[tuple[int, int]]:
    """The spans of all dates that the calendar has, in order within each way of writing.

    `compact` also finds `19800512`, `12 05 1980`, `12MAR80` and `12 III 1980`, which can be much else.
    """
    for pattern in (NUMERIC, _SPACED) if compact else (NUMERIC,):
        for spans in pattern.groups(text):
            numbers = [int(text[start:end]) for start, end in spans[1:] if start >= 0 and text[start:end].isdigit()]
            if _is_free(text, *spans[0]) and exists(*numbers, year_first=spans[4][0] >= 0):
                yield spans[0]
    for pattern in (_NAMED, _SHORT_NAMED) if compact else (_NAMED,):
        yield from (span for span in pattern.spans(text) if _is_free(text, *span) and _is_plausible(text[slice(*span)]))
    if compact:
        yield from (span for span in _COMPACT.spans(text) if _is_free(text, *span) and _is_compact(text[slice(*span)]))


def _is_free(text: str, start: int, end: int) -> bool:
    touching = text[start - 1 : start] if start else ""
    behind = text[end : end + 2]
    timed = _TIME.match(text, end) is not None
    longer = (behind[:1].isalnum() and not timed) or (behind[:1] in {".", "/"} and behind[1:].isdigit())
    return not longer and not touching.isalnum() and touching not in {".", "-"}


def exists(first: int, second: int, third: int, *, year_first: bool) -> bool:
    """The calendar has it: year, month, day; or day and month in either order, then the year, of two or four digits."""
    if year_first:
        return _is_date(first, second, third)
    return _is_date(third, second, first) or _is_date(third, first, second)


def _is_plausible(named: str) -> bool:
    """Its day and its year, with the month's name between or before them."""
    small, large = sorted(int(number) for number in _NUMBER.findall(named))
    return 1 <= small <= 31 and (large <= 99 or _OLDEST <= large <= _NEWEST)  # noqa: PLR2004 - days, two-digit years


def _is_compact(digits: str) -> bool:
    forwards = _is_date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return forwards or _is_date(int(digits[4:]), int(digits[2:4]), int(digits[:2]))


def _is_date(year: int, month: int, day: int) -> bool:
    if year > 99 and not _OLDEST <= year <= _NEWEST:  # noqa: PLR2004 - two digits are a year of some century
        return False
    try:
        date(year if year > 99 else 2000 + year, month, day)  # noqa: PLR2004 - as above; 2000 has a 29 February
    except ValueError:
        return False
    return True
