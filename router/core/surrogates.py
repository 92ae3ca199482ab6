"""Surrogates: realistic values that are nobody's, in place of placeholders, for tasks where placeholders hurt.

Made from the request alone, by order of appearance: the same request gives the same bytes, and a growing conversation
keeps its prefix. (A word that a later turn brings and that had been taken as a surrogate changes earlier turns, as
does what looks like a placeholder: it must.)

Names are replaced word by word, each word by another one and by no two the same, so that `Anna Schmidt`, `ANNA` and
`Frau Schmidt` stay one person, and any part of the name in the answer leads back to that part. All of one name come
from one language, and agree in gender (`router.core.origins`); particles, titles and initials stay as they are.
Addresses are done likewise: words, postcodes and long numbers are replaced, by those of the same language and country;
what streets are called and house numbers stay.

What makes it reversible: no surrogate, and no word of one, stands anywhere in the client's own text; none is, begins or
goes on from another; each stands for one original in each case and grouping. Where none can be made that keeps these
rules, `make` gives None, and a placeholder is used.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from operator import itemgetter

from router.core import polish
from router.core import surrogate_values as values
from router.core.addressing import addressed
from router.core.beside import MARKS
from router.core.origins import Origin, families, is_given, origin, other_form
from router.core.polish import Form
from router.core.spelling import normal
from router.core.standins import Entry, Sort, StandIns
from router.core.surrogate_dates import date
from router.core.surrogate_given import parts
from router.core.surrogate_places import PLACES, spoken
from router.core.surrogate_postcodes import native, postcode, postcodes
from router.core.surrogate_words import (
    BESIDE,
    COMPANIES,
    GIVEN,
    LEGAL,
    STREET_ENDINGS,
    STREETS,
)

_TRIES = 40
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
_EXTRA = ("", "mac", "fitz", "san", "nor", "wes", "als")
"""What makes more names of a list that is used up."""

_FORMATS: dict[str, tuple[values.Make, Sort]] = {
    "CREDIT_CARD": (values.card, Sort.NUMBER),
    "CUSTOM_TERM": (values.term, Sort.EXACT),
    "DATE_OF_BIRTH": (date, Sort.EXACT),
    "DATE_TIME": (date, Sort.EXACT),
    "IBAN_CODE": (values.iban, Sort.NUMBER),
    "IP_ADDRESS": (values.ip, Sort.EXACT),
    "LICENSE_PLATE": (values.plate, Sort.EXACT),
    "MAC_ADDRESS": (values.mac, Sort.EXACT),
    "NATIONAL_ID": (values.national, Sort.NUMBER),
    "SECRET": (values.secret, Sort.EXACT),
}
_WORD = re.compile(rf"(?:[^\W_][{MARKS}]*)+")
_NAME = re.compile(rf"(?:[^\W\d_][{MARKS}]*)+")
_SPELT = re.compile(r"\\|\"|&#?\w{1,31};|%[0-9a-fA-F]{2}")
"""Escapes and entities: there are letters in them that are none."""
_FOREIGN = re.compile(rf"(?![{MARKS}])[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
_OTHER_MARKS = re.compile(rf"[{MARKS}]")
_LONGEST_HOUSE_NUMBER = 3


class Surrogates:
    """Makes them, and knows them again (`standins`).

    `texts`: all that the client sent; `given`: words that it calls given names (`router.core.surrogate_given`).
    """

    __slots__ = ("_bases", "_compact", "_counts", "_given", "_language", "_polish", "_taken", "standins")

    def __init__(self, texts: Iterable[str], given: frozenset[str] = frozenset()) -> None:
        hay = "\n".join(texts).casefold()
        self._taken = set(_WORD.findall(hay))
        self._compact = re.sub(r"[\W_]+", "", hay)
        self._given = given
        self._bases: dict[tuple[str, str], str] = {}
        self._counts: Counter[str] = Counter()
        self._language = "en"
        self._polish: set[str] = set()
        self.standins = StandIns()

    def make(self, kind: str, original: str, around: tuple[str, str] = ("", "")) -> str | None:
        """A surrogate for a value of this kind; None when none can be made. `around`: what its line says beside it."""
        core = _CORE.search(original)
        if core is None or len(original) > values.LONGEST or _SPELT.search(original):
            return None
        if _OTHER_MARKS.search(original) and kind not in _BY_WORDS:
            return None
        before, middle, after = original[: core.start()], core[0], original[core.end() :]
        if kind == "SECRET" and (before or after):
            return None
        made = self._person(middle, addressed(*around)) if kind == "PERSON" else self._make(kind, middle, before)
        return None if made is None or made == middle else before + made + after

    def _make(self, kind: str, core: str, before: str) -> str | None:
        by_words = {
            "ADDRESS": self._address,
            "LOCATION": self._place,
            "ORGANIZATION": self._company,
        }
        by_handles = {"EMAIL_ADDRESS": self._mailboxes, "USERNAME": self._handles}
        if kind in by_words:
            return by_words[kind](core)
        if kind in by_handles:
            return self._value(kind, core, Sort.EXACT, by_handles[kind](core))
        if kind == "PHONE_NUMBER":
            return self._formatted(
                kind, core, partial(values.phone, before=before, language=self._language), Sort.NUMBER
            )
        return self._formatted(kind, core, *_FORMATS[kind]) if kind in _FORMATS else None

    # Words ------------------------------------------------------------------------------------------------------------

    def _person(self, core: str, around: Origin) -> str | None:
        """All of one name from one language, given names of one gender. Names in other letters have none of ours."""
        if any(map(str.isdigit, core)) or _FOREIGN.search(core):
            return None
        words = [word for word in _NAME.finditer(core) if word[0].casefold() not in BESIDE]
        names = [word for word in words if len(word[0]) > 1]
        forms = self._forms([word[0] for word in names])
        lemmas = [form.lemma for form in forms]
        given, family = parts(lemmas, self._given, is_turned="," in core)
        told = origin([lemmas[at] for at in given], [lemmas[at] for at in family], around)
        self._language = told.language or self._language
        gender = told.gender or "fm"[self._counts["given"] % 2]
        self._counts["given"] += bool(given) and not told.gender
        first = ((at, _more(GIVEN[self._language, gender])) for at in given)
        last = ((at, self._families(lemmas[at])) for at in family)
        made = {at: self._name(names[at][0], some, forms[at]) for at, some in sorted((*first, *last), key=_BY_PLACE)}
        form = self._put(core, {names[at].span(): word for at, word in made.items()})
        if form is not None:
            initials = [(word[0], word[0]) for word in words if len(word[0]) == 1]
            initials += ((str(made[at])[0].upper(), names[at][0][0].upper()) for at in given[:1] if family)
            self._tell_initials([str(made[at]) for at in family], initials)
        return form

    def _forms(self, names: Sequence[str]) -> list[Form]:
        """Their nominatives, where Polish tells, and where a form of one was met before."""
        return [form if form.case else self._met(form) for form in polish.forms(names)] if names else []

    def _met(self, form: Form) -> Form:
        if is_given(form.lemma) or form.lemma in self._polish:
            return form
        return next((one for one in polish.readings(form.lemma) if one.lemma in self._polish), form)

    def _name(self, original: str, candidates: Iterable[str], form: Form) -> str | None:
        """In the case of the original: one person stays one whatever its case."""
        if self._language == "pl" or form.case:
            self._polish.add(form.lemma)
        return self._word(original, candidates, Sort.NAME, form)

    def _families(self, word: str) -> Iterator[str]:
        """Gendered as that one is; `Wisniewska` goes with `Wisniewski`."""
        for extra in _EXTRA:
            for family in families(word, self._language, self._bases.get(("word", other_form(word)))):
                yield extra + family

    def _tell_initials(self, family: Iterable[str], initials: Sequence[tuple[str, str]]) -> None:
        for form in family:
            entry = self.standins.get(form, Sort.NAME)
            if entry is not None:
                entry.initials = dict(reversed(initials)) | entry.initials

    def _address(self, core: str) -> str | None:
        """Postcodes whole and in the form of their country, and whatever else says where it is word by word."""
        self._language = spoken(core) or native(core) or self._language
        make = partial(postcode, language=self._language)
        made = {
            (start, end): self._formatted("POSTCODE", core[start:end], make, Sort.EXACT)
            for start, end in postcodes(core)
        }
        codes = list(made)
        for word in _WORD.finditer(core):
            if _says(word[0]) and not any(start <= word.start() < end for start, end in codes):
                made[word.span()] = self._of_address(word[0])
        return self._put(core, dict(sorted(made.items())))

    def _of_address(self, word: str) -> str | None:
        if not word.isalpha():
            return self._formatted("ADDRESS", word, values.shaped, Sort.EXACT)
        folded = word.casefold()
        ending = next((one for one in STREET_ENDINGS if folded.endswith(one)), "")
        return self._word(word, (f"{place}{ending.replace('ß', 'ss')}" for place in _more(PLACES[self._language])))

    def _place(self, core: str) -> str | None:
        return self._word(core, _more(PLACES[self._language]))

    def _company(self, core: str) -> str | None:
        words = [word for word in _WORD.finditer(core) if word[0].casefold() not in LEGAL]
        if not words:
            return None
        start, end = words[0].start(), words[-1].end()
        return self._put(core, {(start, end): self._word(core[start:end], _more(COMPANIES))})

    @staticmethod
    def _put(core: str, words: dict[tuple[int, int], str | None]) -> str | None:
        """`core` with these in their places; None when there is nothing to put, or not for all."""
        pieces: list[str] = []
        done = 0
        for (start, end), word in words.items():
            if word is None:
                return None
            pieces += (core[done:start], word)
            done = end
        return "".join((*pieces, core[done:])) if pieces else None

    def _word(
        self, original: str, candidates: Iterable[str], sort: Sort = Sort.WORD, of: Form | None = None
    ) -> str | None:
        """One word for one word or name, the same in capitals and small letters."""
        lemma, case, _ = of or Form(original.casefold())
        known = self._bases.get(("word", lemma))
        if known is not None:
            form = _in_case(polish.bent(known, case), original)
            entry = self.standins.get(form, sort) or self._bend(form, known, sort)
            if entry is not None and entry.exact.setdefault(form, original) == original:
                return form
        for base in candidates:
            written = polish.bent(base, case)
            if base in self._taken or written in self._taken:
                continue
            self._taken |= {base, written}
            form = _in_case(written, original)
            entry = self.standins.add(form, sort)
            if entry is not None:
                entry.exact[form] = original
                self._bases.setdefault(("word", lemma), base)
                return form
        return None

    def _bend(self, form: str, base: str, sort: Sort) -> Entry | None:
        """Another case of a surrogate that was given out, where it is not in the client's own words."""
        folded = form.casefold()
        if folded in self._taken and folded != base:
            return None
        self._taken.add(folded)
        return self.standins.add(form, sort, bent=True)

    # Values -----------------------------------------------------------------------------------------------------------

    def _formatted(self, kind: str, core: str, make: values.Make, sort: Sort) -> str | None:
        if sort is Sort.NUMBER and (known := self._regrouped(kind, core)) is not None:
            return known
        self._counts[kind] += 1
        seed = f"{kind}/{self._counts[kind]}"
        return self._value(kind, core, sort, (make(core, values.supply(f"{seed}/{n}")) for n in range(_TRIES)))

    def _regrouped(self, kind: str, core: str) -> str | None:
        """The same number in other groups: the same surrogate in those."""
        known = self._bases.get((kind, "".join(filter(str.isalnum, core)).casefold()))
        if known is None:
            return None
        form = values.poured(core, known)
        entry = self.standins.get(form, Sort.NUMBER)
        return form if entry is not None and entry.exact.setdefault(form, core) == core else None

    def _value(self, kind: str, core: str, sort: Sort, candidates: Iterable[str | None]) -> str | None:
        known = self._bases.get((kind, core))
        if known is not None and sort is Sort.EXACT:
            return known
        for form in islice(candidates, _TRIES):
            if form is None:
                return None
            if form.casefold() == core.casefold() or not self._is_free(form, sort):
                continue
            entry = self.standins.add(form, sort)
            if entry is not None:
                entry.exact[form] = core
                value = "".join(filter(str.isalnum, core)).casefold() if sort is Sort.NUMBER else core
                self._bases[kind, value] = "".join(filter(str.isalnum, form)) if sort is Sort.NUMBER else form
                return form
        return None

    def _is_free(self, form: str, sort: Sort) -> bool:
        """In plain signs, whole in no text of the client's."""
        if normal(form, json=True)[0] != form or max(form) > _LAST_LATIN:
            return False
        folded = form.casefold()
        if not self._is_of_words(_WORD.findall(folded), sort):
            return True
        return re.sub(r"[\W_]+", "", folded) not in self._compact

    def _is_of_words(self, words: Sequence[str], sort: Sort) -> bool:
        """Whether words of the client's could spell this, word by word, or, if it is a number, in other groups."""
        if sort is not Sort.NUMBER:
            return all(word in self._taken for word in words)
        signs = "".join(words)
        reached = {0}
        for end in range(1, len(signs) + 1):
            if any(start in reached and signs[start:end] in self._taken for start in range(end)):
                reached.add(end)
        return len(signs) in reached

    def _mailboxes(self, core: str) -> Iterator[str | None]:
        local, at, domain = core.rpartition("@")
        if not at:
            yield None
        known = self._bases.get(("domain", domain.casefold()))
        if known is None:
            known = self._bases["domain", domain.casefold()] = str(self._counts["domain"])
            self._counts["domain"] += 1
        number = int(known)
        host = _HOSTS[number] if number < len(_HOSTS) else f"d{number}.{_HOSTS[0]}"
        for handle in self._handles(local):
            yield f"{handle}@{host}"

    def _handles(self, core: str) -> Iterator[str | None]:
        """Another word for each word (the one that stands for it elsewhere, if there is one), other digits."""
        self._counts["handle"] += 1
        seed = f"handle/{self._counts['handle']}"
        for attempt in range(_TRIES):
            yield self._handle(core, values.supply(f"{seed}/{attempt}"), anew=attempt > 0)

    def _handle(self, core: str, chance: Iterator[int], *, anew: bool) -> str:
        return _PARTS.sub(lambda part: self._part(part[0], chance, anew=anew), core)

    def _part(self, part: str, chance: Iterator[int], *, anew: bool) -> str:
        if not part.isalpha() or len(part) == 1:
            return values.shaped(part, chance)
        base = None if anew else self._bases.get(("word", part.casefold()))
        if base is None:
            free = (word for word in _more(GIVEN[self._language, "f"]) if word not in self._taken)
            base = next(free, "nemo")
            self._taken.add(base)
        return _in_case(base, part)


_BY_PLACE = itemgetter(0)
_BY_WORDS = frozenset({"ADDRESS", "LOCATION", "ORGANIZATION", "PERSON"})
_HOSTS = ("example.com", "example.org", "example.net")
"""RFC 2606."""

_LAST_LATIN = "\u017f"
_PARTS = re.compile(r"[^\W\d_]+|\d+")


def _more(words: str) -> Iterator[str]:
    for extra in _EXTRA:
        for word in words.split():
            yield extra + word


def _says(word: str) -> bool:
    """Whether this word of an address says where it is."""
    if word.isalpha():
        return len(word) > 1 and word.casefold() not in STREETS | BESIDE
    return len(word) > _LONGEST_HOUSE_NUMBER or not word[0].isdigit()


def _in_case(base: str, original: str) -> str:
    if original.islower():
        return base
    return base.upper() if original.isupper() and len(original) > 1 else base[:1].upper() + base[1:]
