"""Other ways of writing an example: in another case, without accents or punctuation, with other names or nouns."""

import random
import re
import unicodedata
from collections.abc import Callable
from functools import cache

import wordfreq
from examples import Example, Span
from filling import PERSON, Filler
from people import family_names, given_names
from places import cities

from router.detect.naming.features import folded


def recased(example: Example, rng: random.Random) -> Example:
    """In lower case, in capitals or in title case, now and then; offsets stay."""
    roll = rng.random()
    if roll < 0.20:
        return _mapped(example, str.lower)
    if roll < 0.27:
        return _mapped(example, str.upper)
    if roll < 0.29:
        return Example(_titled(example.text), example.language, example.spans, example.exact)
    return example


def roughened(example: Example, rng: random.Random) -> Example:
    """Without accents or without punctuation, now and then."""
    roll = rng.random()
    if roll < 0.04:
        return _mapped(example, _plain)
    if roll < 0.10:
        return _without(example, re.compile(r"[,.;:!?]+(?=\s|$)"))
    return example


_AMID = re.compile(r"(?<=[a-zà-ÿ,;] )[A-ZÀ-Þ][a-zà-ÿ]{2,}(?![\\w'\u2019-])")
_EVERYDAY = 3.0
"""Zipf frequency: once in a million words."""


def calmed(example: Example, rng: random.Random) -> Example:
    """Frames are fond of Capitals amid a sentence; mostly everyday words there have none. Not for German."""
    if rng.random() < 0.35:
        return example

    def lowered(word: re.Match[str]) -> str:
        if any(start < word.end() and word.start() < end for start, end, _ in example.spans):
            return word[0]
        low = word[0].lower()
        return low if _frequency(low, example.language) >= _EVERYDAY else word[0]

    return Example(_AMID.sub(lowered, example.text), example.language, example.spans, example.exact)


_LOWER = re.compile(r"(?<=[a-zà-ÿ,;] )[a-zà-ÿ]{3,}(?![\w'\u2019-])")


def stressed(example: Example, rng: random.Random) -> Example:
    """People Who Write In A Hurry give Capitals to what matters to them: everyday words that no list of names has."""
    share = rng.uniform(0.05, 0.4)

    def raised(word: re.Match[str]) -> str:
        if rng.random() > share or any(start < word.end() and word.start() < end for start, end, _ in example.spans):
            return word[0]
        is_everyday = _frequency(word[0], example.language) >= _EVERYDAY
        named = max(given_names()[word[0]], family_names()[word[0]]) >= 1 or word[0] in cities()
        return word[0].capitalize() if is_everyday and not named else word[0]

    return Example(_LOWER.sub(raised, example.text), example.language, example.spans, example.exact)


@cache
def _frequency(word: str, language: str) -> float:
    return wordfreq.zipf_frequency(word, language)


def _mapped(example: Example, turn: Callable[[str], str]) -> Example:
    """Characters whose other form is longer (`ß`) stay."""
    turned = "".join(other if len(other := turn(one)) == 1 else one for one in example.text)
    return Example(turned, example.language, example.spans, example.exact)


def _plain(character: str) -> str:
    return unicodedata.normalize("NFD", character)[0]


def _titled(text: str) -> str:
    return re.sub(r"\b[^\W\d_]", lambda first: first[0].upper() if len(first[0].upper()) == 1 else first[0], text)


def _without(example: Example, pattern: re.Pattern[str]) -> Example:
    removed = [match.span() for match in pattern.finditer(example.text)]
    if not removed:
        return example

    def moved(place: int) -> int:
        return place - sum(min(end, place) - start for start, end in removed if start < place)

    spans = tuple((moved(start), moved(end), label) for start, end, label in example.spans)
    return Example(
        pattern.sub("", example.text), example.language, tuple(one for one in spans if one[0] < one[1]), example.exact
    )


def renamed(example: Example, filler: Filler, rng: random.Random) -> Example:
    """Real sentences carry endless names: each person's name may give way to another of the same make."""
    text, spans, last = "", list[Span](), 0
    for start, end, label in sorted(example.spans):
        if start < last:
            continue
        text += example.text[last:start]
        old = example.text[start:end]
        new, kind = old, label
        if label == PERSON or (label == "NAME" and is_person(old)):
            kind = PERSON
            new = _alike(old, filler) if rng.random() < 0.6 else old
        elif (
            label in ("LOCATION", "NAME")
            and " " not in old
            and cities().get(folded(old), 0) > 20_000
            and rng.random() < 0.5
        ):
            new, kind = filler.city(), "LOCATION"
        spans.append((len(text), len(text) + len(new), kind))
        text += new
        last = end
    return Example(text + example.text[last:], example.language, tuple(spans), example.exact)


def is_person(name: str) -> bool:
    """By the gazetteers, where they are sure: a few words, the first a given name, the last no city."""
    parts = [folded(one) for one in name.split()]
    if not 1 < len(parts) <= 4:
        return False
    given, family = given_names(), family_names()
    return (
        given[parts[0]] >= 3
        and parts[0] not in ("de", "la", "san", "santa")
        and (family[parts[-1]] >= 1 or cities().get(parts[-1], 0) == 0)
    )


def _alike(old: str, filler: Filler) -> str:
    person = filler.person()
    words = old.split()
    if len(words) == 1:
        given = given_names()[folded(old)] > family_names()[folded(old)]
        new = person.given.split(" ")[0] if given else person.family.split(" ")[-1]
    elif re.match(r"[A-ZÀ-Þ]\.", old):
        new = f"{person.given[0]}. {person.family}"
    elif "," in old:
        new = f"{person.family}, {person.given}"
    else:
        new = f"{person.given} {person.family}"
    return new.upper() if old.isupper() and len(old) > 3 else new


class Nouns:
    """German writes every noun with a capital: other nouns in the same places teach that a capital is no name."""

    def __init__(self, nouns: list[str]) -> None:
        self._nouns = nouns
        self._known = frozenset(nouns)

    def swapped(self, example: Example, rng: random.Random) -> Example:
        text, moves = [], list[tuple[int, int]]()
        last = 0
        for match in re.finditer(r"(?<=[a-zäöüß,] )[A-ZÄÖÜ][a-zäöüß]{3,}", example.text):
            if (
                match[0] not in self._known
                or any(start < match.end() and match.start() < end for start, end, _ in example.spans)
                or rng.random() < 0.5
            ):
                continue
            new = rng.choice(self._nouns)
            text += [example.text[last : match.start()], new]
            moves.append((match.start(), len(new) - len(match[0])))
            last = match.end()
        text.append(example.text[last:])

        def moved(place: int) -> int:
            return place + sum(by for at, by in moves if at < place)

        return Example(
            "".join(text),
            example.language,
            tuple((moved(start), moved(end), label) for start, end, label in example.spans),
            example.exact,
        )
