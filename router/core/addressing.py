"""What the words around a name say of somebody: `Monsieur`, `Frau` and `Pani` tell gender and language, a sentence too.

Forms of address are those that stand right before the name, with `Dr.` and its like between. Of the sentence only small
words are counted, those of our own that are frequent in one of the languages.
"""

import re

from router.core.origins import Origin, plain

_FORMS = {
    ("en", "f"): "mrs ms miss madam lady",
    ("en", "m"): "mr sir lord",
    ("fr", "f"): "mme madame mlle mademoiselle",
    ("fr", "m"): "monsieur m",
    ("de", "f"): "frau fräulein",
    ("de", "m"): "herr herrn",
    ("es", "f"): "sra srta señora señorita doña",
    ("es", "m"): "sr señor don",
    ("it", "f"): "signora signorina sigra dottoressa dottssa",
    ("it", "m"): "signor sig dottor dott",
    ("nl", "f"): "mevrouw mevr mw",
    ("nl", "m"): "meneer dhr heer",
    ("pl", "f"): "pani panią",
    ("pl", "m"): "pan pana panu panem panie",
}
_RANKS = frozenset(
    "dr drs prof professor professeur profesor profesora professoressa ing inż mgr med jur rer nat dipl hab".split()  # noqa: SIM905 - a row of words reads better
)
_SMALL = {
    "en": "the and is are was with has have from for please my his her to of called",
    "fr": "le les est une des avec pour dans mon ma son sa qui et du au chez il elle a été",
    "de": "der die das und ist ein eine mit hat nicht von für bei dem den im wir ich sind",
    "es": "el los una con por que está mi su y del se ha para como es fue",
    "it": "il gli che è una con per sono della mio suo ha di e non dal alla",
    "nl": "de het een en van met niet voor heeft mijn is zijn dat ik op bij",
    "pl": "z ze się jest na nie do że i w jak od przez dla był była są",
}
_WORD = re.compile(r"[^\W\d_]+(?:\.[a-z]{2,3}\b)?")
_ADDRESS = re.compile(r"(?:[^\W\d_]+(?:\.[a-z]{2,4}\b)?\.?[ \t\u00a0]+){1,4}\Z")
_LOOKED_AT = 160
"""Characters on either side."""


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands ahead of a place and behind it, in its line: what a later turn adds changes neither."""
    ahead = text[max(0, start - _LOOKED_AT) : start].rpartition("\n")[2]
    return ahead, text[end : end + _LOOKED_AT].partition("\n")[0]


def addressed(ahead: str, behind: str) -> Origin:
    """Language and gender as far as these tell of the name between them."""
    form = _form(ahead)
    return form if form.language else Origin(_language(f"{ahead} {behind}"))


def _form(ahead: str) -> Origin:
    tail = _ADDRESS.search(ahead)
    for word in reversed(tail[0].split()) if tail else ():
        folded = plain(word.replace(".", ""))
        if folded in _OF_FORM:
            return _OF_FORM[folded]
        if folded not in _RANKS:
            break
    return Origin()


def _language(said: str) -> str:
    """Empty where no small word is there, or two languages have as many."""
    words = [plain(word) for word in _WORD.findall(said)]
    counts = sorted(((sum(word in some for word in words), language) for language, some in _SMALL_OF.items()))
    (second, _), (most, language) = counts[-2:]
    return language if most > second else ""


_OF_FORM = {word: Origin(*who) for who, words in _FORMS.items() for word in words.split()}
_SMALL_OF = {language: frozenset(words.split()) for language, words in _SMALL.items()}
