"""What looks like a name to the network and is none, by its form and what stands beside it.

DD.MM.YYYY         a mask, to be filled in
RAM, SSD           technical terms, and other capitals among words not written so that no list of names has
der Koch           a lone noun behind its article, unless it is a given name (`die Anna`)
Hurricane Rita     a storm or a ship, by the word before it
Your Honor         a form of address
the Thais          a people, unless the word is a name too
co-founder         everyday words joined by a hyphen
RR 145/90          an address without a word or a number of its own (`file105`), or with a measure in it
"""

import re
from collections.abc import Callable, Sequence

from router.detect.identifiers.nationalities import is_a_people
from router.detect.naming.decoding import KINDS, Name
from router.detect.naming.features import Lexicon, folded, is_everyday
from router.detect.naming.forms_of_address import is_form
from router.detect.naming.votes import CERTAIN
from router.detect.naming.words import Word

_PERSON, _ADDRESS = KINDS.index("PERSON"), KINDS.index("ADDRESS")
_GIVEN, _FAMILY = 20, 22
_KNOWN = 2
"""Of three levels: how surely a word is in a list of names."""
_NOUN = 0.97
_MASK = re.compile(r"(?:([A-Za-z])\1{1,3}[./-]){1,2}([A-Za-z])\2{1,3}")
_ABBREVIATION = re.compile(r"[A-ZÀ-Þ]{2,4}")
_TECHNICAL = frozenset(
    """API APIs APK AWS BIOS CDN CLI CMS CPU CRM CSS CSV DNS DOM DPI EOF ERP FAQ FTP GPU GUI HDD HDMI HTML HTTP
    HTTPS IDE IMAP IOT ISO JPEG JSON JVM JWT KPI LAN LDAP LED LLM LTE MAC MIME MVP NAS NFC NLP NPM NVME OCR
    ORM PDF PHP PNG POM PSU QA RAG RAM REST ROI ROM RPC RSS SAAS SDK SEO SIM SLA SMS SMTP SQL SSD SSH SSL SSO
    SVG TCP TLS TTL UDP UML UPS URI URL USB UTF UUID UX VLAN VPN VPS WLAN WIFI XML XSS YAML""".split()  # noqa: SIM905 - a row of words reads better
)
"""Written so, nobody's name."""
_NUMBER = re.compile(r"\d|(?=\D*\d)\w{2,5}\Z")
"""Of a house, a flat, a postcode (`12a`, `B4`, `SW1A`), not `file105`."""
_MEASURE = re.compile(r"\d[.,]\d\b|\d ?/ ?\d{2,}\b")
"""A decimal, a ratio: blood pressure, not a house."""
_ARTICLES = frozenset("der die das dem den des ein eine einem einen einer".split())  # noqa: SIM905 - words
_WORD = re.compile(r"[^\W\d_]{3}")
_SURE_ADDRESS = 0.97
_OF = frozenset("of de du des d di del della von van".split())  # noqa: SIM905 - words
_STORMS_AND_SHIPS = frozenset(
    """hurricane storm typhoon cyclone hurrikan taifun zyklon orkan sturmtief ouragan tempête huracán tormenta tifón
    uragano tempesta tifone ciclone orkaan tyfoon huragan cyklon tajfun hms uss rms""".split()  # noqa: SIM905 - words
)
_WHOSE = frozenset("your his her their".split())  # noqa: SIM905 - words
_DIGNITIES = frozenset("honor honour majesty highness excellency holiness worship lordship ladyship eminence".split())  # noqa: SIM905 - words
_PREFIX = re.compile(r"(?:non|co|anti|pre|post|ex|pro|semi|multi|self|half|mid)-")
_LONG = 5
"""Letters that no half of a Chinese name has."""
_SCIENCE = re.compile(
    r"th[ée]or[èe]me?|teorema|th[ée]orie|teor[ií]a|satz|stelling|lemm[ae]|f[oó]rmul[ae]|formel|équation|ecuación"
    r"|equazione|gleichung|vergelijking|equation|[ck]onstante?|costante|algorithme?|algoritmo|algorithmus|neurinoma"
    r"|syndro+me?|s[ií]ndrome|effe[kc]?t|effetto|efecto|paradoxe?|paradosso|paradoja|réflexe|riflesso|reflejo"
)


def doubt(words: Sequence[Word], name: Name, lexicon: Lexicon) -> bool:
    """Whether a finding is left out."""
    if name.kind == _ADDRESS:
        return _is_no_address(words[name.start : name.end], name.score)
    first, *others = words[name.start : name.end]
    if _MASK.fullmatch(first.text + "".join(f"{word.gap}{word.text}" for word in others)):
        return True
    if name.kind == _PERSON and _is_storm_or_ship(words, name):
        return True
    if len(others) == 2 and others[0].text.lower() in _OF:  # noqa: PLR2004 - `neurinoma di Morton`
        return _SCIENCE.fullmatch(first.text.lower()) is not None
    if others and not (len(others) == 1 and first.text.lower() in _OF):
        return False
    return name.kind == _PERSON and any(holds(words, name, lexicon) for holds in _OF_PERSONS)


def _is_no_address(words: Sequence[Word], score: float) -> bool:
    text = " ".join(word.text for word in words)
    if not any(_NUMBER.match(word.text) for word in words) or _MEASURE.search(
        "".join(f"{word.gap}{word.text}" for word in words)
    ):
        return score < _SURE_ADDRESS
    return not _WORD.search(text)


def _is_abbreviation(words: Sequence[Word], name: Name, lexicon: Lexicon) -> bool:
    word = words[name.start].text
    if word in _TECHNICAL:
        return True
    if name.score >= CERTAIN or not _ABBREVIATION.fullmatch(word):
        return False
    beside = [*words[max(0, name.start - 1) : name.start], *words[name.end : name.end + 1]]
    if any(len(other.text) > 1 and other.text.isupper() for other in beside):
        return False
    return not _is_listed(word, lexicon)


def _is_behind_article(words: Sequence[Word], name: Name, lexicon: Lexicon) -> bool:
    if name.score >= _NOUN or not name.start or words[name.start].gap != " ":
        return False
    if words[name.start - 1].text.lower() not in _ARTICLES:
        return False
    return lexicon.bits(folded(words[name.start].text)) >> _GIVEN & 3 < _KNOWN


def _is_eponym(words: Sequence[Word], name: Name, lexicon: Lexicon) -> bool:
    """`formule de Bayes`, `neurinoma di Morton`: but `maladie de Martin` may be Martin's."""
    del lexicon
    at = name.start if words[name.start].text.lower() in _OF else name.start - 1
    return at > 0 and words[at].text.lower() in _OF and _SCIENCE.fullmatch(words[at - 1].text.lower()) is not None


def _is_storm_or_ship(words: Sequence[Word], name: Name) -> bool:
    first = words[name.start]
    if name.end - name.start > 1 and first.text.lower() in _STORMS_AND_SHIPS:
        return True
    return name.start > 0 and first.gap == " " and words[name.start - 1].text.lower() in _STORMS_AND_SHIPS


def _is_dignity(words: Sequence[Word], name: Name, lexicon: Lexicon) -> bool:
    del lexicon
    at = name.start
    return at > 0 and words[at].text.lower() in _DIGNITIES and words[at - 1].text.lower() in _WHOSE


def _is_people(words: Sequence[Word], name: Name, lexicon: Lexicon) -> bool:
    """Unless the network is certain, or any list of names has the word: `Szwed` and `Sardo` are surnames too."""
    word = words[name.start].text
    if name.score >= CERTAIN or _is_called(words, name):
        return False
    return is_a_people(word) and not _is_listed(word, lexicon, level=1)


def _is_compound(words: Sequence[Word], name: Name, lexicon: Lexicon) -> bool:
    """`Co-founder`, `country-specific`, but `Kwok-hung`."""
    first, hyphen, last = words[name.start].text.rpartition("-")
    if not hyphen or _is_called(words, name):
        return False
    if _PREFIX.match(first.lower() + hyphen):
        return True
    is_word = last.islower() and len(last) >= _LONG and is_everyday(lexicon.bits(folded(last)))
    return is_word and not _is_listed(last, lexicon)


def _is_listed(word: str, lexicon: Lexicon, *, level: int = _KNOWN) -> bool:
    bits = lexicon.bits(folded(word))
    return max(bits >> _GIVEN & 3, bits >> _FAMILY & 3) >= level


def _is_called(words: Sequence[Word], name: Name) -> bool:
    """Behind a form of address it is somebody."""
    return name.start > 0 and is_form(words[name.start - 1].text)


_OF_PERSONS: tuple[Callable[[Sequence[Word], Name, Lexicon], bool], ...] = (
    _is_abbreviation,
    _is_behind_article,
    _is_eponym,
    _is_dignity,
    _is_people,
    _is_compound,
)
