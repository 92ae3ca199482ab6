"""What a tenant may write to have found or left alone: every fault is told, and what is sound is compiled."""

from typing import Any

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st
from routes_files import Spoil, faults, load, put, spoilt

from router.config.expressions import MAX_PATTERNS, MAX_TERMS, wrong_with_pattern
from router.core.lexicons import NO_LEXICON, Lexicon, Wording
from router.core.rules import Placeholders

FIND = "detection.find"
OWN = "tenants.default.detection"
LISTS = """
detection:
  find:
    - {terms: [Nordlicht]}
    - terms:
        - fine
        - "#bad"
  leave:
    - {patterns: ['a(?=b)']}
"""


def lexicon(*spoils: Spoil, tenant: str = "default") -> Lexicon:
    return load(spoilt(*spoils)).ruleset.tenants[tenant].lexicon


def test_without_lists_there_is_no_lexicon() -> None:
    kept = put("detection.keep", ["DATE_TIME"])
    assert lexicon(kept) == NO_LEXICON
    assert lexicon(kept, put("detection.find", []), put("tenants.default.detection", {})) == NO_LEXICON


def test_dates_are_looked_for_where_they_are_replaced_or_raise_the_class() -> None:
    kept, raising = put("detection.keep", ["DATE_TIME"]), put("detection.raise", {"DATE_TIME": "internal"})
    asked = lexicon()
    assert asked.also == lexicon(kept, raising).also == {"DATE_TIME"}
    assert asked.digest not in {b"", lexicon(kept, put(FIND, [{"terms": ["Nordlicht"]}])).digest}
    with_terms = lexicon(put(FIND, [{"terms": ["Nordlicht"]}]), put("tenants.default.detection", {"leave": []}))
    assert with_terms.also == {"DATE_TIME"}
    assert with_terms.digest != asked.digest
    assert lexicon(put(OWN, {"find": [{"terms": ["Nordlicht"]}]})).also == {"DATE_TIME"}


ON_REQUEST = ("DATE_TIME", "NRP", "TITLE", "URL")
KEPT = put("detection.keep", ["DATE_TIME", "LOCATION", "ORGANIZATION"])


def test_as_shipped_nothing_is_looked_for_on_request() -> None:
    assert lexicon(KEPT) == NO_LEXICON
    assert lexicon(put("detection.keep", [])).also == {"DATE_TIME"}


@pytest.mark.parametrize("kind", ON_REQUEST)
def test_a_line_with_a_kind_alone_asks_for_it_for_all_or_for_one(kind: str) -> None:
    line = {"find": [{"kind": kind}]}
    shared, own = lexicon(KEPT, put(FIND, line["find"])), lexicon(KEPT, put(OWN, line))
    assert shared.also == own.also == {kind}
    assert shared.find == own.find == ()
    assert shared.digest == own.digest != b""
    kept = put("detection.keep", [kind, "DATE_TIME"])
    assert lexicon(kept, put("detection.raise", {kind: "internal"})).also == {kind}
    assert lexicon(kept, put(OWN, line)).also == {kind}


def test_a_line_that_asks_leaves_the_others_their_places_and_other_tenants_alone() -> None:
    def second(data: Any) -> None:
        data["tenants"]["other"] = {**data["tenants"]["default"], "detection": {"find": [{"kind": "TITLE"}]}}

    lines = [{"kind": "NRP"}, {"terms": ["Dr. X"], "kind": "TITLE"}]
    spoils = (KEPT, put(FIND, lines), second)
    mine, theirs = lexicon(*spoils), lexicon(*spoils, tenant="other")
    assert [one.place for one in mine.find] == ["detection.find[1]"]
    assert mine.also == {"NRP"}
    assert theirs.also == {"NRP", "TITLE"}
    assert mine.digest != theirs.digest
    first = load(spoilt(*spoils))
    assert load(first.canonical).ruleset == first.ruleset


def test_a_tenant_adds_to_the_defaults_and_each_line_has_its_place() -> None:
    found = lexicon(
        put(FIND, [{"terms": ["Nordlicht", "Blue Harbour"], "case": "exact"}]),
        put("detection.leave", [{"terms": ["Jane Doe"]}]),
        put(
            OWN,
            {
                "find": [{"patterns": [r"KD-\d{6}"], "kind": "NATIONAL_ID"}],
                "leave": [{"terms": ["x1"], "kind": "SECRET"}],
            },
        ),
    )
    assert found.find == (
        Wording("detection.find[0]", "CUSTOM_TERM", ("Nordlicht", "Blue Harbour"), exact=True),
        Wording("tenants.default.detection.find[0]", "NATIONAL_ID", patterns=(r"KD-\d{6}",)),
    )
    assert found.leave == (
        Wording("detection.leave[0]", None, ("Jane Doe",)),
        Wording("tenants.default.detection.leave[0]", "SECRET", ("x1",)),
    )
    assert len(found.digest) == 32


def test_no_tenant_has_another_s_terms() -> None:
    def second(data: Any) -> None:
        data["tenants"]["other"] = {**data["tenants"]["default"], "detection": {"find": [{"terms": ["Theirs"]}]}}

    spoils = (put(FIND, [{"terms": ["All"]}]), second)
    assert [one.terms for one in lexicon(*spoils).find] == [("All",)]
    assert [one.terms for one in lexicon(*spoils, tenant="other").find] == [("All",), ("Theirs",)]


@pytest.mark.parametrize(
    "changed",
    [
        {"find": [{"terms": ["bb"]}]},
        {"find": [{"terms": ["ab"], "kind": "PERSON"}]},
        {"find": [{"terms": ["ab"], "case": "exact"}]},
        {"find": [{"patterns": ["ab"]}]},
        {"leave": [{"terms": ["ab"]}]},
    ],
)
def test_each_change_has_a_digest_of_its_own(changed: dict[str, Any]) -> None:
    before, after = (load(spoilt(put(OWN, value))).ruleset for value in ({"find": [{"terms": ["ab"]}]}, changed))
    assert before.digest != after.digest
    assert before.tenants["default"].lexicon.digest != after.tenants["default"].lexicon.digest


def test_the_canonical_file_has_the_same_lexicon() -> None:
    text = spoilt(put(FIND, [{"terms": ["Nordlicht"]}]), put(OWN, {"leave": [{"patterns": ["a+b"]}]}))
    first = load(text)
    again = load(first.canonical)
    assert again.ruleset == first.ruleset


@pytest.mark.parametrize(
    ("find", "path", "wrong", "write"),
    [
        ([{}], "[0]", "says not exactly one thing", "write terms: [...] or patterns: [...]"),
        ([{"kind": "PERSON"}], "[0]", "PERSON is looked for anyway", "or one of: DATE_TIME, NRP, TITLE, URL"),
        ([{"kind": "CUSTOM_TERM"}], "[0]", "says not exactly one thing", "write terms: [...] or patterns: [...]"),
        ([{"kind": "NRP", "case": "exact"}], "[0].case", "there is nothing here that has a case", "remove it"),
        ([{"kind": "URL", "terms": ["ab"], "patterns": ["ab"]}], "[0]", "says not exactly one thing", "write terms: "),
        ([{"terms": ["ab"], "patterns": ["ab"]}], "[0]", "says not exactly one thing", "write terms: "),
        ([{"patterns": ["ab"], "case": "exact"}], "[0].case", "patterns say it themselves", "(?i)"),
        ([{"terms": []}], "[0].terms", "is empty", "write at least one"),
        ([{"terms": ["ab"], "kind": "HEALTH"}], "[0].kind", "'HEALTH' is no kind that can be replaced", "write "),
        ([{"terms": ["ab"], "kind": "PERSOM"}], "[0].kind", "'PERSOM' is no kind that can be replaced", "write PERSON"),
        ([{"terms": ["ab"], "case": "exakt"}], "[0].case", "'exakt' is not known here", "write exact"),
        ([{"terms": ["ab", "x"]}], "[0].terms[1]", "is not 2 to 200 characters long", "as they stand in a text"),
        ([{"terms": ["x" * 201]}], "[0].terms[0]", "is not 2 to 200 characters long", "as they stand in a text"),
        ([{"terms": ["   "]}], "[0].terms[0]", "is not 2 to 200 characters long", "as they stand in a text"),
        ([{"terms": ["#nord"]}], "[0].terms[0]", "begins with no letter or digit", "into a pattern"),
        ([{"terms": ["a\u0007b"]}], "[0].terms[0]", "holds a character that cannot be seen", "write letters"),
        ([{"terms": [2024]}], "[0].terms[0]", "must be text, is 2024", "in quotes"),
        ([{"pattern": ["ab"]}], "[0].pattern", "unknown key 'pattern'", "write patterns"),
        ([{"terms": ["ab"] * (MAX_TERMS + 1)}], "", f"has {MAX_TERMS + 1} terms, at most {MAX_TERMS}", "join some"),
        ([{"patterns": ["ab"] * (MAX_PATTERNS + 1)}], "", f"has {MAX_PATTERNS + 1} patterns", "join some"),
        ([{"patterns": [r"a(?=b)"]}], "[0].patterns[0]", "looks around ((?=...)", "write what must match itself"),
        ([{"patterns": [r"(?<!b)a"]}], "[0].patterns[0]", "looks around ((?<...)", "write what must match itself"),
        ([{"patterns": [r"(a)\1"]}], "[0].patterns[0]", "refers back to a group", "write out what must match"),
        ([{"patterns": ["(a"]}], "[0].patterns[0]", "is no RE2 pattern (missing ))", "close the parenthesis"),
        ([{"patterns": ["ok", "a*"]}], "[0].patterns[1]", "matches where there is nothing", "+ for *"),
        ([{"patterns": [r"\b"]}], "[0].patterns[0]", "matches where there is nothing", "+ for *"),
        ([{"patterns": [r"[\s\S]+"]}], "[0].patterns[0]", "matches whatever stands there", "tells it from other text"),
        ([{"patterns": [".+"]}], "[0].patterns[0]", "matches whatever stands there", "tells it from other text"),
        ([{"patterns": ["(?i)."]}], "[0].patterns[0]", "matches whatever stands there", "tells it from other text"),
        ([{"patterns": [".{3}"]}], "[0].patterns[0]", "matches whatever stands there", "tells it from other text"),
        ([{"patterns": [r"\pL{10}"]}], "[0].patterns[0]", "is too large", "repeat less often"),
        ([{"patterns": ["(?:a{1000}){1000}"]}], "[0].patterns[0]", "is too large", "repeat less often"),
        ([{"patterns": ["a" * 501]}], "[0].patterns[0]", "is not 1 to 500 characters long", "shorter"),
        ([{"patterns": ["a\u0001"]}], "[0].patterns[0]", "cannot be seen", "as an escape"),
    ],
)  # fmt: skip
def test_every_fault_is_told_with_its_place_and_cure(find: Any, path: str, wrong: str, write: str) -> None:
    for place in (FIND, f"{OWN}.find"):
        (fault,) = faults(spoilt(put(place, find)))
        assert fault.path == f"{place}{path}"
        assert wrong in fault.wrong
        assert write in fault.write
        assert fault.line is not None


def test_faults_name_the_line_of_the_very_term() -> None:
    told = {fault.path: fault.line for fault in faults(LISTS)}
    assert told["detection.find[1].terms[1]"] == 7
    assert told["detection.leave[0].patterns[0]"] == 9


@pytest.mark.parametrize(
    "source", ["Nordlicht(?=x)", "(Nordlicht", "Nordlicht**", r"Nordlicht\q", "[Nordlicht", "[t-d]Nordlicht"]
)
def test_no_fault_shows_a_pattern(source: str) -> None:
    for fault in faults(spoilt(put(FIND, [{"patterns": [source]}, {"terms": ["#Nordlicht"]}]))):
        assert "ordlicht" not in str(fault)


def test_what_is_left_alone_may_be_a_signal_and_need_not_be_of_a_kind() -> None:
    kinds = [None, "HEALTH", "SECRET"]
    lines = [{"terms": ["ab"]} | ({"kind": kind} if kind else {}) for kind in kinds]
    assert [one.kind for one in lexicon(put("detection.leave", lines)).leave] == kinds


@given(st.text("ab(|)*+?{1,3}[^]\\d.$ ", min_size=1, max_size=12))
def test_a_pattern_that_passes_compiles_and_never_matches_nothing_at_its_own_front(source: str) -> None:
    if wrong_with_pattern(source) is None:
        compiled = re2.compile(source)
        assert compiled.fullmatch("") is None
        assert compiled.programsize <= 5_000


def test_tenants_that_add_nothing_share_one_lexicon() -> None:
    def second(data: Any) -> None:
        data["tenants"]["other"] = data["tenants"]["default"]

    spoils = (put(FIND, [{"terms": ["All"]}]), second)
    assert lexicon(*spoils).digest == lexicon(*spoils, tenant="other").digest != b""


def test_a_kind_that_is_kept_is_warned_of() -> None:
    loaded = load(
        spoilt(put("detection.keep", ["LOCATION"]), put(FIND, [{"terms": ["Werk Nord"], "kind": "LOCATION"}]))
    )
    (warning,) = loaded.warnings
    assert warning.path == "detection.find[0].kind"
    assert "leaves as it is" in warning.wrong


def test_placeholders_are_tags_without_a_note_unless_a_tenant_says_otherwise() -> None:
    assert load().ruleset.tenants["default"].placeholders == Placeholders("tags", note=False)
    chosen = load(spoilt(put("tenants.default.placeholders", {"style": "surrogates", "note": True})))
    assert chosen.ruleset.tenants["default"].placeholders == Placeholders("surrogates", note=True)
    (fault,) = faults(spoilt(put("tenants.default.placeholders", {"style": "surrogate"})))
    assert (fault.path, fault.write) == ("tenants.default.placeholders.style", "write surrogates")
