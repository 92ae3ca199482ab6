"""A tenant's own terms and patterns: what is found and what is left alone."""

import re
import time
import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from router.core.lexicons import Lexicon, Wording
from router.core.types import KINDS
from router.detect.merging import LEFT, Found
from router.detect.readings import readings
from router.detect.terms import Own

WORDS = st.sampled_from(
    [
        "nord",
        "Licht",
        "NORDLICHT",
        "straße",
        "STRASSE",
        "ab",
        "a",
        "7",
        "müller",
        "x1",
        "北極",
        "極",
        "カナ",
        "북극",
        "극",
    ]
)
GAPS = st.sampled_from([" ", "  ", "\n", "\t \n", "-", "\u2011", "+", "_", ", ", ".", "&", ""])
TERMS = st.lists(st.tuples(WORDS, st.sampled_from([" ", "-", " & ", "_"])), min_size=1, max_size=3).map(
    lambda parts: "".join(word + gap for word, gap in parts[:-1]) + parts[-1][0]
)
TEXTS = st.lists(st.tuples(WORDS, GAPS), max_size=12).map(lambda parts: "".join(word + gap for word, gap in parts))


def find(*wordings: Wording) -> Own:
    return Own(Lexicon(find=wordings, digest=b"x"))


def terms(*words: str, exact: bool = False, kind: str = "CUSTOM_TERM") -> Wording:
    return Wording("detection.find[0]", kind, terms=words, exact=exact)


def patterns(*sources: str, kind: str = "CUSTOM_TERM") -> Wording:
    return Wording("detection.find[1]", kind, patterns=sources)


def applied(own: Own, text: str, found: Iterable[Found] = ()) -> list[Found]:
    """The findings alone."""
    return [one for one in own.apply(text, found) if one.kind != LEFT]


def leave(*words: str, kind: str | None = None, pattern: str | None = None) -> Own:
    sources = (pattern,) if pattern else ()
    return Own(Lexicon(leave=(Wording("detection.leave[0]", kind, terms=words, patterns=sources),), digest=b"x"))


def pieces(own: Own, text: str) -> list[str]:
    return [text[one.start : one.end] for one in own.apply(text, ())]


NORD = ("Projekt Nordlicht",)
NFD = unicodedata.normalize("NFD", "Größe Müller")


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        (NORD, "Das Projekt Nordlicht läuft.", ["Projekt Nordlicht"]),
        (NORD, "PROJEKT\n\t nordlicht", ["PROJEKT\n\t nordlicht"]),
        (NORD, "Projekt\u00a0Nord\u00adlicht", ["Projekt\u00a0Nord\u00adlicht"]),
        (NORD, r"{\"t\": \"Projekt Nordlicht\nneu\"}", ["Projekt Nordlicht"]),
        (NORD, r"a\nProjekt Nordlicht", ["Projekt Nordlicht"]),
        (NORD, "https://x.example/?q=Projekt%20Nordlicht", ["Projekt%20Nordlicht"]),
        (
            NORD,
            "Projekt Nordlichter, Unprojekt Nordlicht, ProjektNordlicht, Projekt - Nordlicht, Projekt--Nordlicht",
            [],
        ),
        (NORD, "Projekt-Nordlicht projekt_nordlicht.md", ["Projekt-Nordlicht", "projekt_nordlicht"]),
        (NORD, "Projekt\u2010Nordlicht Projekt\u2011Nordlicht", ["Projekt\u2010Nordlicht", "Projekt\u2011Nordlicht"]),
        (NORD, "Projekt\u2013Nordlicht Projekt\u2014Nordlicht", ["Projekt\u2013Nordlicht", "Projekt\u2014Nordlicht"]),
        (NORD, "q=Projekt+Nordlicht&p=1", ["Projekt+Nordlicht"]),
        (NORD, "x Projekt\u200bNordlicht\u200b.", ["Projekt\u200bNordlicht"]),
        (NORD, "das\u200bProjekt\u200b\u2060Nordlicht\u200bist", ["Projekt\u200b\u2060Nordlicht"]),
        (NORD, "Projekt\u00adNordlicht", ["Projekt\u00adNordlicht"]),
        (NORD, "Pro\u00adjekt\u200b\u00adNord\u00adlicht", ["Pro\u00adjekt\u200b\u00adNord\u00adlicht"]),
        (("licht",), "Nord\u00adlicht Nord\u200blicht", []),
        (("Blue-Harbour",), "Blue Harbour, Blue_Harbour, Blue-Harbour", ["Blue-Harbour"]),
        (("a b-c", "a-b d"), "a-b-c a-b-d a-b d", ["a-b-c", "a-b-d", "a-b d"]),
        (("北極計画",), "次の北極計画は遅れています。北極 計画", ["北極計画"]),
        (("北極計画",), "<b>北\u200b極計画</b>", ["北\u200b極計画"]),
        (("カナダ計画",), "新カナタ\u3099計画へ", ["カナタ\u3099計画"]),
        (("第7計画",), "新第7計画は 第17計画", ["第7計画"]),
        (("7計画",), "17計画 は 7計画 の", ["7計画"]),
        (("Nord 計画",), "新Nord-計画2 xNord 計画", ["Nord-計画"]),
        (("Nordlicht",), "新しいNordlichtは遅れ Nordlicht2は Nordlicht는", ["Nordlicht", "Nordlicht"]),
        (("โครงการ",), "และโครงการนี้", ["โครงการ"]),
        (("ໂຄງການ", "គម្រោង"), "ນີ້ໂຄງການນີ້ នេះគម្រោងនេះ", ["ໂຄງການ", "គម្រោង"]),
        (("북극계획",), "북극계획은 늦어지고, 신북극계획은", ["북극계획"]),
        (("북극계획",), "北북극계획 Nord북극계획v2 2024북극계획은 신북극계획", ["북극계획"] * 3),
        (("Nordlicht", "7계획"), "우리Nordlicht는 제7계획 제17계획", ["Nordlicht", "7계획"]),
        (("北極",), "新北極計画 Nord北極 北極2 북극北極", ["北極"] * 4),
        (("북극계획",), unicodedata.normalize("NFD", "북극계획은"), [unicodedata.normalize("NFD", "북극계획")]),
        (("각",), unicodedata.normalize("NFD", "각 갂"), [unicodedata.normalize("NFD", "각")]),
        (("nordlicht",), "projekt_nordlicht_v2.docx nordlicht2 xnordlicht", ["nordlicht"]),
        (("Nord Licht", "Licht Werk"), "Nord Licht Werk", ["Nord Licht Werk"]),
        (("Nord", "Nord Licht"), "Nord Lichter", ["Nord"]),
        (("Straße 7",), "STRASSE 7, straße 7, Straße 70", ["STRASSE 7", "straße 7"]),
        (("STRASSE",), "straße Strasse STRAẞE", ["straße", "Strasse", "STRAẞE"]),
        (
            ("İstanbul Ops",),
            "istanbul ops, İSTANBUL OPS, ISTANBUL ops",
            ["istanbul ops", "İSTANBUL OPS", "ISTANBUL ops"],
        ),
        (("istanbul",), "İstanbul İSTANBUL", ["İstanbul", "İSTANBUL"]),
        (("Größe Müller",), f"{NFD} und Größe Müller", [NFD, "Größe Müller"]),
        ((unicodedata.normalize("NFD", "Größe"),), "Größe", ["Größe"]),
        (("C++", "R&D"), "C++11 and C+ or R&D.", ["C++", "R&D"]),
        (("ΟΔΟΣ",), "η οδος", ["οδος"]),
        (("Łódź Beta",), "w ŁÓDŹ  BETA!", ["ŁÓDŹ  BETA"]),
        (("a.c",), "abc a.c", ["a.c"]),
        (("Nord",), "No\u0301rd Nord", ["Nord"]),
    ],
)
def test_terms_are_found_as_whole_words_however_they_are_set(
    words: tuple[str, ...], text: str, found: list[str]
) -> None:
    assert pieces(find(terms(*words)), text) == found


def test_where_case_counts_it_counts() -> None:
    assert pieces(find(terms("ACE", exact=True)), "ACE ace Ace") == ["ACE"]
    assert pieces(find(terms("ACE")), "ACE ace Ace") == ["ACE", "ace", "Ace"]


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        (r"KD-\d{6}", "KD-123456, XKD-1234567, kd-123456", ["KD-123456", "KD-123456"]),
        (r"(?i)kd-\d{6}", "kd-123456", ["kd-123456"]),
        (r"\bKD-\d{6}\b", "XKD-123456 KD-1234567 KD-123456", ["KD-123456"]),
        (r"KD-\d{6}", r"a\nKD-123456", ["KD-123456"]),
        (r"KD-\d{6}", "KD\u2011\u0661\u0662\u0663\u0664\u0665\u0666", ["KD\u2011\u0661\u0662\u0663\u0664\u0665\u0666"]),
        ("A\u2013\\d", "A\u20131 and A-1", ["A\u20131"]),
        (r"(?:ab)+|b", "ababb", ["abab", "b"]),
        (r"(?m)^#\w+", "#one\n two #three\n#four", ["#one", "#four"]),
    ],
)
def test_patterns_match_what_they_match(source: str, text: str, found: list[str]) -> None:
    assert pieces(find(patterns(source)), text) == found


def test_a_finding_says_its_kind_and_the_line_that_asked_for_it() -> None:
    own = find(terms("Nord"), Wording("tenants.acme.detection.find[0]", "NATIONAL_ID", patterns=(r"KD-\d{6}",)))
    assert own.apply("Nord KD-123456", ()) == [
        Found(0, 4, "CUSTOM_TERM", 1.0, "detection.find[0]"),
        Found(5, 14, "NATIONAL_ID", 1.0, "tenants.acme.detection.find[0]"),
    ]


def test_what_was_asked_for_gives_way_to_no_other_finding() -> None:
    place = Found(0, 20, "LOCATION", 2.0, "names")
    assert place in find(terms("Nord")).apply("Am Nord Kai 1, Bremen", [place])
    assert len(find(terms("Nord")).apply("Am Nord Kai 1, Bremen", [place])) == 2
    two = find(terms("Nord Licht"), Wording("b", "PERSON", terms=("Licht Werk",)))
    assert [one.kind for one in two.apply("Nord Licht Werk", ())] == ["CUSTOM_TERM", "PERSON"]


def test_many_patterns_are_asked_together_and_each_alone() -> None:
    own = find(patterns(*(rf"(?P<n>K{number}-\d+)" for number in range(100))))
    assert pieces(own, "K7-1 K99-22 K100-3") == ["K7-1", "K99-22"]


# -------------------------------------------------------------------------------------------------- a naive oracle

WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])")
FREE = re.compile(r"[北極カナ]")
KOREAN = re.compile(r"[북극]")


def _caseless(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _goes_on(left: str, right: str) -> bool:
    """Two characters of one word."""
    return all(WORD.match(one) and not FREE.match(one) and not KOREAN.match(one) for one in (left, right))


def _begins_within(left: str, right: str) -> bool:
    return _goes_on(left, right) or bool(KOREAN.match(left) and KOREAN.match(right))


def naive(words: Iterable[str], text: str) -> list[tuple[int, int]]:
    """Every stretch that reads as a term and whose letters do not go on, overlapping ones as one: slow, and plain."""
    gap = r"(?:\s+|[-_+\u2011])"
    wanted = re.compile("|".join(gap.join(re.escape(_caseless(one)) for one in word.split()) for word in words))
    spans = [
        (start, end)
        for start in range(len(text))
        for end in range(start + 1, min(len(text), start + 60) + 1)
        if wanted.fullmatch(_caseless(text[start:end]))
        and not (start and _begins_within(text[start - 1], text[start]))
        and not (end < len(text) and _goes_on(text[end - 1], text[end]))
    ]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


@given(st.lists(TERMS, min_size=1, max_size=5), TEXTS)
def test_findings_of_terms_equal_those_of_a_naive_search(words: list[str], text: str) -> None:
    assume(len([*readings(text)]) == 1)  # a disguise is found whole
    found = find(terms(*words)).apply(text, ())
    assert [(one.start, one.end) for one in found] == naive(words, text)


@given(TERMS, st.sampled_from(["-", "\u2014", "_", "+", "\u200b", "\u00ad\ufeff", "\u00ad"]))
def test_each_gap_of_a_term_may_be_written_in_any_way_at_all(term: str, gap: str) -> None:
    text = gap.join(term.split())
    assert pieces(find(terms(term)), f"x {text}, x") == [text]


FOUND = st.builds(
    lambda start, length, kind: Found(start, start + length, kind, 0.9, "x"),
    st.integers(0, 40),
    st.integers(1, 12),
    st.sampled_from(sorted(KINDS)),
)


@given(st.lists(TERMS, min_size=1, max_size=4), st.sampled_from([None, "SECRET", "PERSON"]), TEXTS, st.lists(FOUND))
def test_leaving_alone_only_removes_and_only_what_lies_within(
    words: list[str], kind: str | None, text: str, found: list[Found]
) -> None:
    found = [one for one in found if one.end <= len(text)]
    stretches = naive(words, text)
    kept = applied(leave(*words, kind=kind), text, found)
    gone = [one for one in found if one not in kept]
    assert [one for one in found if one in kept] == kept
    assert all(any(start <= one.start and one.end <= end for start, end in stretches) for one in gone)
    assert all(one.kind == kind if kind else one.kind != "SECRET" for one in gone)


@given(st.lists(TERMS, min_size=1, max_size=4), TEXTS)
def test_what_is_found_and_left_alone_by_the_same_words_is_gone(words: list[str], text: str) -> None:
    lines = (Wording("l", None, terms=tuple(words)),)
    both = Own(Lexicon((Wording("f", "PERSON", terms=(words[0],)),), lines, b"x"))
    assert applied(both, text) == []


@pytest.mark.parametrize(
    ("own", "kind", "is_left"),
    [
        (leave("Max Mustermann"), "PERSON", True),
        (leave("Max Mustermann"), "HEALTH", True),
        (leave("Max Mustermann"), "SECRET", False),
        (leave("Max Mustermann", kind="SECRET"), "SECRET", True),
        (leave("Max Mustermann", kind="SECRET"), "PERSON", False),
        (leave("Mustermann"), "PERSON", False),
        (leave("Herr Max Mustermann"), "PERSON", True),
        (leave(pattern=r"Max \w+"), "PERSON", True),
    ],
)
def test_a_finding_is_left_alone_if_it_lies_wholly_within_and_is_of_the_kind(
    own: Own, kind: str, *, is_left: bool
) -> None:
    text = "Herr Max Mustermann ist da"
    found = [Found(5, 19, kind, 0.9, "x")]
    assert applied(own, text, found) == ([] if is_left else found)


def test_the_stretches_that_are_left_alone_are_told_with_the_kind_they_are_left_as() -> None:
    text = "Max Mustermann, Max Mustermann"
    assert leave("Max Mustermann").apply(text, ()) == [Found(0, 14, LEFT, 1.0, ""), Found(16, 30, LEFT, 1.0, "")]
    assert leave("Mustermann", kind="PERSON").apply("Mustermann", ()) == [Found(0, 10, LEFT, 1.0, "PERSON")]


# ------------------------------------------------------------------------------------------------------------ cost


@pytest.mark.parametrize(
    ("own", "piece"),
    [
        (find(terms("nord licht werk", "nord licht")), "nord licht "),
        (find(terms("nord licht")), "nord" + " " * 400),
        (find(terms("a a a a a a a a b")), "a "),
        (find(terms("nord")), "nord"),
        (find(terms("a a a a a a a a b")), "a\u200b"),
        (find(terms("a-a a-a a", "a a-a-a b")), "a-"),
        (find(terms("nord licht")), "nord\u00ad\u200b"),
        (find(terms("極極極極極極北")), "極"),
        (find(patterns("a.*c|a", "b")), "a"),
        (find(terms("nNord", "Nord")), "\\nNord "),
        (leave("nord", "nord licht"), "nord licht "),
    ],
)
def test_hostile_texts_cost_time_linear_in_their_length(own: Own, piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        found = [Found(place, place + 2, "PERSON", 0.9, "x") for place in range(0, size - 2, 10)]
        started = time.process_time()
        own.apply(text, found)
        return time.process_time() - started

    seconds(1_000)
    small, large = min(seconds(16_000) for _ in range(3)), min(seconds(64_000) for _ in range(2))
    assert large < 0.02 + 10 * small


def test_five_thousand_terms_are_compiled_and_searched_in_no_time() -> None:
    started = time.process_time()
    own = find(terms(*(f"Kunde{number:04} Werk {number}" for number in range(5_000))))
    text = "Der Bericht über Kunde0042 Werk 42 liegt bei. " * 1_000
    assert len(own.apply(text, ())) == 1_000
    assert time.process_time() - started < 2


@pytest.mark.parametrize("source", ["(a+)+$", "^a+b", r"a+\z"])
def test_a_long_text_begins_and_ends_where_it_does_and_not_where_it_is_cut(source: str) -> None:
    assert pieces(find(patterns(source)), f"c{'a' * 100_000}bc") == []


def test_lines_begin_and_end_where_a_long_text_is_cut() -> None:
    line = "a" * 99 + "\n"
    assert pieces(find(patterns("(?m)^a+$")), line * 1_000) == [line.rstrip()] * 1_000
