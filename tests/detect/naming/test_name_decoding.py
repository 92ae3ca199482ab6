"""From probabilities to names, by probabilities made by hand."""

import numpy as np
import pytest

from router.detect.naming.decoding import KINDS, LABELS, Name, again, names, odds
from router.detect.naming.vectors import Vectors
from router.detect.naming.words import Word, words

SURE = dict(zip("oPpLlGgAa", LABELS, strict=True))


def rows(signs: str, share: float = 0.96) -> Vectors:
    """One row a letter of `signs`: that label has `share`, the others the rest."""
    made = np.full((len(signs), len(LABELS)), (1 - share) / 8, dtype=np.float32)
    for at, sign in enumerate(signs):
        made[at, LABELS.index(SURE[sign])] = share
    return made


def half(words: list[Word]) -> Vectors:
    return np.full(len(words), 0.5, dtype=np.float32)


@pytest.mark.parametrize(
    ("text", "signs", "expected"),
    [
        ("ask Anna Müller now", "oPpo", ["Anna Müller PERSON"]),
        ("Anna Müller Bert Blau", "PpPp", ["Anna Müller PERSON", "Bert Blau PERSON"]),
        ("Anna, Bert", "Pp", ["Anna PERSON", "Bert PERSON"]),
        ("Anna-Lena Müller", "Pp", ["Anna-Lena Müller PERSON"]),
        ("J. Müller", "Pp", ["J. Müller PERSON"]),
        ("Anna\nMüller", "Pp", ["Anna PERSON", "Müller PERSON"]),
        ("in Bad Homburg", "oLl", ["Bad Homburg LOCATION"]),
        ("by Nortex", "oG", ["Nortex ORGANIZATION"]),
        ("nobody is here", "ooo", []),
        ("Müller", "p", ["Müller PERSON"]),
        ("Anna meets Bert", "PoP", ["Anna PERSON", "Bert PERSON"]),
        ("", "", []),
        ("at 12 High St, Leeds LS1 4AB", "oAaaaaa", ["12 High St, Leeds LS1 4AB ADDRESS"]),
        ("Anna Berg, Lindenweg 4\n50667 Köln", "PpAaaa", ["Anna Berg PERSON", "Lindenweg 4\n50667 Köln ADDRESS"]),
        ("Lindenweg 4 Anna", "Aap", ["Lindenweg 4 ADDRESS", "Anna PERSON"]),
        ('"Lindenweg 4","50667 Köln"', "Aaaa", ["Lindenweg 4 ADDRESS", "50667 Köln ADDRESS"]),
        ("Lindenweg 4 Rosenweg 5", "AaAa", ["Lindenweg 4 ADDRESS", "Rosenweg 5 ADDRESS"]),
    ],
)
def test_runs_of_words_become_names(text: str, signs: str, expected: list[str]) -> None:
    found = words(text)
    made = names(found, odds(rows(signs)), half(found))
    assert [f"{text[found[one.start].start : found[one.end - 1].end]} {KINDS[one.kind]}" for one in made] == expected


def test_odds_are_the_probabilities_of_kinds_and_of_beginnings() -> None:
    given = np.array([[0.1, 0.2, 0.2, 0.05, 0.15, 0.12, 0.08, 0.06, 0.04]], dtype=np.float32)
    kinds, begins = odds(given)
    assert kinds == pytest.approx(np.array([[0.4, 0.2, 0.2, 0.1]]))
    assert begins == pytest.approx(np.array([0.43]))


def test_many_unsure_kinds_make_one_sure_name() -> None:
    found = words("Hamilton")
    given = np.array([[0.2, 0.25, 0.05, 0.25, 0.05, 0.15, 0.05, 0, 0]], dtype=np.float32)
    (one,) = names(found, odds(given), half(found))
    assert one.score == pytest.approx(0.8)


def test_what_may_well_be_a_person_is_one_and_else_the_likeliest_kind() -> None:
    found = words("Hamilton")
    for person, expected in ((0.21, 0), (0.19, 1)):
        given = np.array([[0, person, 0, 0.99 - person, 0, 0.01, 0, 0, 0]], dtype=np.float32)
        (one,) = names(found, odds(given), half(found))
        assert one.kind == expected


def test_each_word_must_reach_its_own_threshold() -> None:
    found = words("Anna Berg Cora")
    given = odds(rows("PPP", 0.6))
    assert [one.start for one in names(found, given, np.array([0.97, 0.5, 0.97], dtype=np.float32))] == [1]
    assert list(names(found, given, np.full(3, 0.97, dtype=np.float32))) == []


def test_the_score_is_that_of_the_least_sure_word_and_never_above_one() -> None:
    found = words("Anna Müller")
    given = odds(np.concatenate([rows("P", 0.99), rows("p", 0.7)]))
    (one,) = names(found, given, half(found))
    assert one.score == pytest.approx(1 - 0.3 / 8)
    over = odds(rows("Pp", 1.0) * np.float32(1.00001))
    assert [name.score for name in names(found, over, half(found))] == [1.0]


def test_a_second_look_finds_known_words_wherever_they_stand() -> None:
    found = words("Anna Müller came. Then Müller left with anna")
    given = odds(rows("Ppoooooo"))
    first = list(names(found, given, half(found)))
    known = again(found, first)
    assert known == {"Anna", "Müller"}
    assert [(one.start, one.end, one.kind) for one in names(found, given, half(found), known)] == [(0, 2, 0), (4, 5, 0)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("anna", Name(0, 1, 0, 0.99)),
        ("Al", Name(0, 1, 0, 0.99)),
        ("Anna", Name(0, 1, 0, 0.8)),
        ("Wien", Name(0, 1, 1, 0.99)),
    ],
)
def test_a_second_look_is_for_sure_capitalised_words_of_persons(text: str, name: Name) -> None:
    assert again(words(text), [name]) == frozenset()


def test_words_side_by_side_bear_each_other_out_and_one_alone_must_reach_its_threshold() -> None:
    found = words("Anna Berg saw Cora")
    given = odds(np.concatenate([rows("Pp", 0.1), rows("o"), rows("P", 0.1)]))
    needed = np.full(4, 0.95, dtype=np.float32) - np.float32(0.01)
    assert given.kinds.sum(axis=1)[0] < needed[0]
    assert [(one.start, one.end) for one in names(found, given, needed)] == [(0, 2)]


def test_what_looks_like_data_is_not_borne_out_by_its_neighbours() -> None:
    found = words("v2 Anna")
    given = odds(rows("Pp", 0.1))
    assert list(names(found, given, np.full(2, 0.95, dtype=np.float32))) == []


@pytest.mark.parametrize(
    ("text", "needed", "expected"),
    [
        ("Than Shwe", 0.6, [(0, 2)]),
        ("than shwe", 0.6, []),
        ("THAN SHWE", 0.6, []),
        ("Than, Shwe", 0.6, []),
        ("Great Service", 0.9, []),
    ],
)
def test_two_unsure_words_with_a_capital_that_are_no_everyday_words_are_a_name(
    text: str, needed: float, expected: list[tuple[int, int]]
) -> None:
    found = words(text)
    unsure = np.zeros((2, len(LABELS)), dtype=np.float32)
    unsure[:, LABELS.index("I-PERSON")] = 0.2
    unsure[:, 0] = 0.8
    made = names(found, odds(unsure), np.full(2, needed, dtype=np.float32))
    assert [(one.start, one.end) for one in made] == expected
