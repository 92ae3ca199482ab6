"""The endless stream of training examples: frames, real sentences, machine text, in fixed shares."""

import json
import lzma
import random
import re
from collections.abc import Iterator
from pathlib import Path

import lookalikes
import machine_text
import wordfreq
from augment import Nouns, calmed, recased, renamed, roughened, stressed
from examples import Example, Frame, filled, frames, whole_addresses
from filling import ADDRESS, Filler
from people import family_names, given_names
from places import cities

HERE = Path(__file__).parent
FRAMED = ("en", "de", "fr", "es", "it", "nl", "pl")
FRAME_SHARES = (10, 3, 2, 2, 2, 2, 3)
"""English has hardly any real sentences here, German has capitals everywhere, Polish has cases: they need more."""
LANGUAGES = (*FRAMED, "pt", "cs", "sv")


def real(path: Path) -> list[Example]:
    """One JSON object a line: text, lang, source, spans [{start, end, type}]; xz."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        return [_example(json.loads(line)) for line in lines]


def _example(record: dict) -> Example:
    text = record["text"]
    spans = sorted(
        (one["start"], one["end"], _kind(one["type"], text[one["start"] : one["end"]])) for one in record["spans"]
    )
    return Example(text, record["lang"], tuple(whole_addresses(text, spans)), record["source"] != "europeana")


_STREET = re.compile(
    r"(?:calle|c/|c\\|avda?\b|avenida|plaza|pza|paseo|camino|carretera|ronda|travesía|urb)(?:.*\d|.* s/n)",
    re.IGNORECASE,
)


def _kind(marked: str, name: str) -> str:
    """The sources know no addresses: a street with a number is a place to them."""
    return ADDRESS if marked == "LOCATION" and _STREET.match(name) else marked


def german_nouns(count: int = 30000) -> list[str]:
    """Common German words whose ending makes them nouns, none of them a name."""
    ending = re.compile(
        r".{2,}(?:ung|ungen|heit|keit|keiten|schaft|schaften|ion|ionen|tät|täten|nis|nisse|mus|ment|tum|chen|ling|ismus|enz|anz|arbeit|zeit|recht|plan|buch|"
        r"haus|werk|stück|preis|kosten|zahl|stand|punkt|weg|platz|amt|mittel|system|bericht|vertrag|liste|daten|stelle|frage|gruppe|leistung|grund|tag|jahr|raum|feld|karte|kraft)"
    )
    found = []
    for word in wordfreq.top_n_list("de", 250000):
        if ending.fullmatch(word) and given_names()[word] < 1 and family_names()[word] < 1 and word not in cities():
            found.append(word.capitalize())
        if len(found) == count:
            break
    return found


class Corpus:
    """`stream(seed)` never ends. Shares are of texts."""

    def __init__(self, data: Path, *, hold_out: int = 25) -> None:
        labelled, named = real(data / "ner_train.jsonl.xz"), real(data / "names_ud.jsonl.xz")
        self.held_out = [*labelled[::hold_out], *named[::hold_out]]
        self._labelled = [one for place, one in enumerate(labelled) if place % hold_out]
        self._named = [one for place, one in enumerate(named) if place % hold_out]
        self._framed: dict[tuple[str, bool], list[Frame]] = {}
        for language in FRAMED:
            for frame in frames(HERE / "frames", language):
                self._framed.setdefault((language, frame.has_person), []).append(frame)
        self._named_by: dict[str, list[Example]] = {}
        for one in self._named:
            self._named_by.setdefault(one.language, []).append(one)
        self._nouns = Nouns(german_nouns())

    def stream(self, seed: int) -> Iterator[Example]:
        rng = random.Random(seed)
        fillers = {language: Filler(language, rng) for language in LANGUAGES}
        while True:
            yield self._one(rng, fillers)

    def _one(self, rng: random.Random, fillers: dict[str, Filler]) -> Example:
        roll = rng.random()
        if roll < 0.51:
            (language,) = rng.choices(FRAMED, FRAME_SHARES)
            frame = rng.choice(self._framed[language, rng.random() < 0.48])
            example = filled(frame, fillers[language], rng)
            if language != "de":
                example = calmed(example, rng)
        elif roll < 0.71:
            language = rng.choice(LANGUAGES)
            example = renamed(rng.choice(self._named_by.get(language) or self._named), fillers[language], rng)
        elif roll < 0.86:
            example = rng.choice(self._labelled)
            example = renamed(example, fillers[example.language], rng)
        elif roll < 0.93:
            language = rng.choice(FRAMED)
            example = lookalikes.example(language, fillers[language], rng)
        else:
            return machine_text.example(rng)
        if example.language == "de" and rng.random() < 0.4:
            example = self._nouns.swapped(example, rng)
        elif example.language != "de" and rng.random() < (0.14 if example.language == "en" else 0.05):
            example = stressed(example, rng)
        return roughened(recased(example, rng), rng)
