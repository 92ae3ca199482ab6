"""NRP is looked for only where it is asked for; `found` here asks."""

import time

import pytest
from detect_reading import engine
from hypothesis import given
from hypothesis import strategies as st

from router.detect.identifiers import cue_finder, nationalities
from router.detect.page import Page

ASKED = frozenset({"NRP"})


def found(text: str) -> list[str]:
    return [text[one.start : one.end] for one in engine().scan(text, "", ASKED) if one.kind == "NRP"]


def read(text: str) -> list[str]:
    return [text[one.start : one.end] for one in nationalities.find(Page(text, cue_finder()))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She is German, he a Frenchman; two Poles met a Dane", ["German", "Frenchman", "Poles", "Dane"]),
        ("South Korean, Sri Lankan and New Zealander friends", ["South Korean", "Sri Lankan", "New Zealander"]),
        ("a Polish-American family, the Dutch, BRITISH", ["Polish-American", "Dutch", "BRITISH"]),
        ("a Texan, two Kurds, a Basque, the Welsh", ["Texan", "Kurds", "Basque", "Welsh"]),
        ("Muslims, Roman Catholics, a Jehovah's Witness", ["Muslims", "Roman Catholics", "Jehovah's Witness"]),
        ("Democrats, Tories, a communist, a Christian family", ["Democrats", "Tories", "communist", "Christian"]),
        ("ein Deutscher, eine Türkin, Muslima, Franzosen", ["Deutscher", "Türkin", "Muslima", "Franzosen"]),
        ("die polnische Kollegin, er ist deutsch", ["polnische", "deutsch"]),
        ("polonaise et juive, français, des Allemandes", ["polonaise", "juive", "français", "Allemandes"]),
        ("es alemana y católica, un marroquí, dos polacos", ["alemana", "católica", "marroquí", "polacos"]),
        ("è italiana, due tedeschi, un cattolico rumeno", ["italiana", "tedeschi", "cattolico", "rumeno"]),
        ("Nederlandse, een Turk, een joodse man, Marokkanen", ["Nederlandse", "Turk", "joodse", "Marokkanen"]),
        ("jest Polką, on Niemcem; ukraińska, dwaj Ukraińcy", ["Polką", "Niemcem", "ukraińska", "Ukraińcy"]),
        ('{"nationality": "Belgian", "religion": "Hindu"}', ["Belgian", "Hindu"]),
        ("in French hospitals, w polskim szpitalu, una argentina", ["French", "polskim", "argentina"]),
    ],
)
def test_what_people_are_called_by_their_people_is_found(text: str, expected: list[str]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "translate this into German. Written in French; from English to Polish; it speaks Spanish fluently",
        "auf Deutsch, en français, parle italien, en español, habla inglés, in italiano, in het Nederlands",
        "po polsku, w języku niemieckim, Deutsch lernen, German-speaking, a French lesson, language: German",
        "French fries, Swiss cheese, Turkish coffee, a German shepherd, Russian roulette, Polish notation, Spanish flu",
        "Polish the shoes, Christian Weber, North Pole, the Finn, Argentina, Indiana, Serbia, Palestina",
        "Language.GERMAN, german_texts, GermanText, /Polish/, french.txt, lang=German.x, @Dutch, turkish, polish it",
        "European Union, Dominican Republic, British Columbia, American Express, Indian Ocean",
        "Polen, Schweden, Niemcy, Roma, persa, american, die Este, Pool",
    ],
)
def test_languages_dishes_places_and_identifiers_are_left_alone(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(("lower", "count"), [("abcdefghijklmnopqrstuvwxyz", 3000)])
def test_the_words_are_many_and_none_is_short(lower: str, count: int) -> None:
    words = nationalities.words()
    assert len(words) > count
    assert min(map(len, words)) >= 3
    assert all(any(letter in lower for letter in word) for word in words)


def test_every_word_is_found_in_a_case_of_its_language() -> None:
    missed = []
    for word, cases in nationalities.words().items():
        form = word.replace("~", " ")
        text = f"A this {form.title() if cases == 1 else form}!"
        if not read(text) and not read(text.replace("A this", "the")):
            missed.append(form)
    assert missed == []


def test_nothing_is_looked_for_unless_it_is_asked_for() -> None:
    text = "My neighbour is Norwegian, her friend a Buddhist"
    assert "NRP" not in {one.kind for one in engine().scan(text)}
    assert found(text) == ["Norwegian", "Buddhist"]
    rest = [one for one in engine().scan(text, "", ASKED) if one.kind != "NRP"]
    assert rest == list(engine().scan(text))


PIECES = st.sampled_from(["German", "polska", "Polish", " ", "-", ".", "in", "French", "fries", "/", "\n", "İ"])


@given(st.lists(PIECES, max_size=20).map("".join))
def test_peoples_are_in_order_and_apart(text: str) -> None:
    done = 0
    for start, end, _ in nationalities.find(Page(text, cue_finder())):
        assert done <= start < end <= len(text)
        done = end


@pytest.mark.parametrize("unit", ["German ", "German-", "germa", "South ", "Polish the ", "x-", "to German "])
def test_time_is_linear_for_peoples_of_hostile_texts(unit: str) -> None:
    page = Page(unit * (100_000 // len(unit)), cue_finder())
    started = time.process_time()
    list(nationalities.find(page))
    assert time.process_time() - started < 2


@pytest.mark.parametrize("people", ["Botswanan", "Falkland Islander", "Aruban", "Dubliner", "Bostonian", "Salvadorian"])
def test_smaller_peoples_and_those_of_cities_are_found(people: str) -> None:
    assert found(f"She was a {people} writer.") == [people]


def test_what_only_resembles_them_is_left_alone() -> None:
    assert found("the boston tea, a falklands map, the Marshall plan, dublin, an aruba router") == []
