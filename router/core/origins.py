"""What a name says: a language, and whether a woman's or a man's. From our own short lists; a guess beyond them."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from router.core.surrogate_words import BENDING, ENDINGS, FAMILY, GIVEN, KNOWN, OFTEN


class Origin(NamedTuple):
    """`gender`: f or m. Either is "" where nothing tells."""

    language: str = ""
    gender: str = ""


def is_given(word: str) -> bool:
    return plain(word) in _GIVEN


def is_given_of(word: str, language: str, gender: str) -> bool:
    """Whether our lists have this folded word as a given name there."""
    return Origin(language, gender) in _GIVEN.get(word, ())


def origin(given: Sequence[str], family: Sequence[str], around: Origin) -> Origin:
    """By the given names that lists know; the family name decides where several languages have one, then `around`.

    `around`: what the words beside the name say. A form of address is surer of the gender than any list.
    """
    clue = next((told for word in family if (told := _of_family(plain(word))) is not None), Origin())
    gender = around.gender or clue.gender
    options = next((_GIVEN[plain(word)] for word in given if plain(word) in _GIVEN), ())
    if options:
        best = max(options, key=lambda one: _agreement(one, clue.language, gender, around.language))
        return Origin(best.language, around.gender or best.gender)
    return Origin(clue.language or around.language, gender or _by_ending(given))


def _agreement(one: Origin, family: str, gender: str, around: str) -> tuple[bool, bool, bool]:
    return one.language == family, one.gender == gender, one.language == around


def families(word: str, language: str, known: str | None) -> Iterator[str]:
    """Family names for this one, gendered as it is. `known`: what stands for its other form, if anything does."""
    folded = plain(word)
    for endings, stems, turn in (
        (("ska", "cka", "dzka"), BENDING["ski"], _to_a),
        (("ski", "cki", "dzki"), BENDING["ski"], str),
        (("ova", "ová", "eva"), BENDING["ov"], _with_a),
        (("ov", "ev"), BENDING["ov"], str),
    ):
        if _ends(folded, *endings):
            if known is not None and known[-2:] in {"ki", "ka"}:
                yield known[:-1] + folded[-1]
            yield from map(turn, stems.split())
            return
    yield from FAMILY[language].split()


def other_form(word: str) -> str:
    """`kowalski` of `Kowalska`, and the other way round; itself where there is none."""
    folded = word.casefold()
    if folded.endswith(("ska", "cka", "dzka")):
        return folded[:-1] + "i"
    return folded[:-1] + "a" if folded.endswith(("ski", "cki", "dzki")) else folded


def plain(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold()


def _of_family(word: str) -> Origin | None:
    if word in _OFTEN:
        return Origin(_OFTEN[word])
    return next((Origin(language, gender) for end, language, gender in ENDINGS if _ends(word, end)), None)


def _ends(word: str, *endings: str) -> bool:
    return any(word.endswith(ending) and len(word) >= len(ending) + _STEM for ending in endings)


def _by_ending(given: Sequence[str]) -> str:
    """Most names on -a are women's and most on -o men's, in all of these languages."""
    last = plain(given[0])[-1] if given else ""
    return {"a": "f", "o": "m"}.get(last, "")


def _to_a(stem: str) -> str:
    return stem[:-1] + "a"


def _with_a(stem: str) -> str:
    return stem + "a"


def _given() -> dict[str, tuple[Origin, ...]]:
    known: dict[str, tuple[Origin, ...]] = {}
    for table in (KNOWN, GIVEN):
        for who, words in table.items():
            for word in words.split():
                known[word] = (*known.get(word, ()), Origin(*who))
    return known


_STEM = 3
_GIVEN = _given()
_OFTEN = {word: language for language, words in OFTEN.items() for word in words.split()}
