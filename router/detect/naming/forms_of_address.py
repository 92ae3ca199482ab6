"""`Mr Smith` is Smith: what somebody is called by is no part of the name.

So a name has one placeholder with its title and without, and the model still sees how to write to whom.
"""

from collections.abc import Sequence

from router.detect.naming.decoding import KINDS, Name
from router.detect.naming.words import Word

_PERSON = KINDS.index("PERSON")
_FORMS = frozenset(
    """mr mrs ms miss mx messrs dr prof professor sir madam herr herrn frau fräulein mme mmes mlle monsieur madame
    mademoiselle maître sr sra srta señor señora señorita don doña sig signor signora signorina dott dottssa avv ing
    dhr mevr mw meneer mevrouw drs pan pani panu panią pana państwo mgr inż mecenas""".split()  # noqa: SIM905 - words
)


def is_form(word: str) -> bool:
    return word.strip(".").lower() in _FORMS


def without_title(words: Sequence[Word], name: Name) -> Name:
    """The name behind the forms of address that it begins with; as it is where nothing else is left."""
    start = name.start
    while name.kind == _PERSON and start < name.end - 1 and is_form(words[start].text):
        start += 1
    return name._replace(start=start)
