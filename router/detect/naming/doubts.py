"""What looks like a name to the network and is none, by its form and what stands beside it.

DD.MM.YYYY         a mask, to be filled in
RAM, SSD           technical terms, and other capitals among words not written so that no list of names has
der Koch           a lone noun behind its article, unless it is a given name (`die Anna`)
RR 145/90          an address without a word or a number, or with a measure in it
"""

import re
from collections.abc import Callable, Sequence

from router.detect.naming.decoding import KINDS, Name
from router.detect.naming.features import Lexicon, folded
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
_MEASURE = re.compile(r"\d[.,]\d\b|\d ?/ ?\d{2,}\b")
"""A decimal, a ratio: blood pressure, not a house."""
_ARTICLES = frozenset("der die das dem den des ein eine einem einen einer".split())  # noqa: SIM905 - words
_WORD = re.compile(r"[^\W\d_]{3}")
_SURE_ADDRESS = 0.97
_OF = frozenset("of de du des d di del della von van".split())  # noqa: SIM905 - words
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
    if len(others) == 2 and others[0].text.lower() in _OF:  # noqa: PLR2004 - `neurinoma di Morton`
        return _SCIENCE.fullmatch(first.text.lower()) is not None
    if others and not (len(others) == 1 and first.text.lower() in _OF):
        return False
    return name.kind == _PERSON and any(holds(words, name, lexicon) for holds in _OF_PERSONS)


def _is_no_address(words: Sequence[Word], score: float) -> bool:
    text = " ".join(word.text for word in words)
    if not any(map(str.isdigit, text)) or _MEASURE.search("".join(f"{word.gap}{word.text}" for word in words)):
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
    bits = lexicon.bits(folded(word))
    return max(bits >> _GIVEN & 3, bits >> _FAMILY & 3) < _KNOWN


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


_OF_PERSONS: tuple[Callable[[Sequence[Word], Name, Lexicon], bool], ...] = (
    _is_abbreviation,
    _is_behind_article,
    _is_eponym,
)
