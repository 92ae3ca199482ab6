"""The class of a request is the maximum of everything that can raise it."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from router.core.classify import classify
from router.core.problems import Code, Problem
from router.core.rules import Detection, Limits, Requirement, Ruleset, Tenant
from router.core.types import KINDS, Caller, Label

CLASSES = ("public", "internal", "confidential", "restricted")
RAISES = {"PERSON": "internal", "IBAN_CODE": "confidential", "HEALTH": "restricted"}

classes = st.sampled_from(CLASSES)
kinds = st.lists(st.sampled_from(sorted(KINDS)), unique=True)
labels = st.lists(st.sampled_from(sorted(Label)), unique=True)


def tenant(floor: str = "public") -> Tenant:
    return Tenant("acme", floor, ("*",), Requirement(), {}, Limits(), None)


def caller(floor: str | None = None) -> Caller:
    return Caller("k1", "acme", "agent", ("*",), ("all",), floor)


def rules(unscanned: str = "restricted") -> Ruleset:
    return Ruleset(CLASSES, Detection(True, ("en",), RAISES, unscanned, frozenset()), {}, {}, {}, "digest")


def effective(
    *,
    floor: str = "public",
    key: str | None = None,
    declared: str | None = None,
    found: tuple[str, ...] = (),
    marked: tuple[str, ...] = (),
    high_water: str | None = None,
) -> str:
    return classify(rules(), tenant(floor), caller(key), declared, found, marked, high_water)[0]


def test_nothing_but_the_floor_gives_the_floor() -> None:
    assert effective() == "public"
    assert effective(floor="internal") == "internal"


def test_each_source_raises_the_class() -> None:
    assert effective(key="confidential") == "confidential"
    assert effective(declared="internal") == "internal"
    assert effective(found=("IBAN_CODE", "PERSON")) == "confidential"
    assert effective(marked=(Label.UNSCANNED,)) == "restricted"
    assert effective(high_water="confidential") == "confidential"


def test_a_declared_class_never_lowers() -> None:
    assert effective(floor="confidential", declared="public") == "confidential"


def test_a_kind_that_the_rules_do_not_name_raises_nothing() -> None:
    assert effective(found=("LOCATION",)) == "public"


def test_every_source_is_named() -> None:
    _, sources = classify(
        rules(),
        tenant("internal"),
        caller("public"),
        "internal",
        ["IBAN_CODE"],
        [Label.UNSCANNED, Label.MEDIA],
        "public",
    )
    assert sources == (
        ("tenant", "internal"),
        ("key", "public"),
        ("declared", "internal"),
        ("detected:IBAN_CODE", "confidential"),
        ("label:unscanned", "restricted"),
        ("label:media", "restricted"),
        ("conversation", "public"),
    )


@pytest.mark.parametrize("word", ["secret", "", "Public", "public ", "nobody@example.org"])
def test_an_unknown_word_is_refused_and_not_repeated(word: str) -> None:
    with pytest.raises(Problem) as refused:
        effective(declared=word)
    assert refused.value.code is Code.UNKNOWN_CLASS
    assert refused.value.status == 400
    assert refused.value.message.endswith("write one of: public, internal, confidential, restricted")


def test_a_floor_or_a_conversation_of_a_class_that_is_gone_counts_as_the_highest() -> None:
    assert effective(key="top-secret") == "restricted"
    assert effective(high_water="top-secret") == "restricted"


@given(classes, st.none() | classes, st.none() | classes, kinds, labels, st.none() | classes)
def test_the_effective_class_is_the_maximum_of_its_sources(
    floor: str, key: str | None, declared: str | None, found: list[str], marked: list[str], water: str | None
) -> None:
    klass, sources = classify(rules(), tenant(floor), caller(key), declared, found, marked, water)
    assert CLASSES.index(klass) == max(CLASSES.index(source) for _, source in sources)
    assert ("tenant", floor) in sources


@given(classes, kinds, labels)
def test_finding_more_never_lowers_the_class(floor: str, found: list[str], marked: list[str]) -> None:
    whole = classify(rules(), tenant(floor), caller(), None, found, marked, None)[0]
    for fewer in combinations(found, max(len(found) - 1, 0)):
        part = classify(rules(), tenant(floor), caller(), None, fewer, marked[1:], None)[0]
        assert CLASSES.index(part) <= CLASSES.index(whole)
