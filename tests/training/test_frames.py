"""The frames that training fills: every slot is one that the filler knows, every brace and tag is closed."""

import json
import lzma
import re
from pathlib import Path

import pytest

TRAINING = Path(__file__).parents[2] / "training"
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pl")
PERSONS = {"FULL", "FIRST", "LAST", "INITIAL", "REVERSED"}
PLACES = {"CITY", "COUNTRY", "REGION", "STREET", "ADDRESS", "ORG"}
UNNAMED = {"POSTCODE", "NUM", "DATE", "TIME", "EMAIL", "PHONE", "ID", "MONEY", "URL", "USERNAME"}
MODIFIERS = {"nom", "gen", "dat", "acc", "ins", "loc", "voc", "m", "f", "lines"}
TAG = re.compile(r"<(/?)(PER|LOC|ORG)>")


def frames(language: str) -> list[str]:
    return (TRAINING / "frames" / f"{language}.txt").read_text(encoding="utf-8").splitlines()


def slots(frame: str) -> list[str]:
    """Each slot as `NAME.modifier`; alternatives that are mere words are none."""
    found = []
    for group in re.findall(r"\{([^{}]*)\}", frame.replace("{{", "").replace("}}", "")):
        found += [one[1:] for one in group.split("|") if one.startswith("@")] if "|" in group else [group]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_slot_is_known(language: str) -> None:
    for number, frame in enumerate(frames(language), start=1):
        for slot in slots(frame):
            name, *modifiers = slot.split(".")
            assert name in PERSONS | PLACES | UNNAMED, (number, slot)
            assert set(modifiers) <= MODIFIERS, (number, slot)


@pytest.mark.parametrize("language", LANGUAGES)
def test_braces_and_tags_are_closed_and_no_line_stands_twice(language: str) -> None:
    lines = frames(language)
    assert len(lines) == len(set(lines))
    for number, frame in enumerate(lines, start=1):
        rest = re.sub(r"\{[^{}]*\}", "", frame.replace("{{", "").replace("}}", ""))
        assert not {"{", "}"} & set(rest), number
        assert [mark for mark, _ in TAG.findall(frame)] == ["", "/"] * (len(TAG.findall(frame)) // 2), number


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_hundreds_of_texts_with_a_person_and_as_many_without(language: str) -> None:
    named = [bool("<PER>" in one or PERSONS & {slot.split(".")[0] for slot in slots(one)}) for one in frames(language)]
    assert sum(named) >= 500
    assert named.count(False) >= 500


@pytest.mark.parametrize(("name", "count"), [("ner_train", 14_047), ("names_ud", 16_857)])
def test_the_real_sentences_lie_there_with_their_names_where_they_say(name: str, count: int) -> None:
    with lzma.open(TRAINING / "data" / f"{name}.jsonl.xz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    assert len(records) == count
    for record in records:
        assert all(0 <= one["start"] < one["end"] <= len(record["text"]) for one in record["spans"])
