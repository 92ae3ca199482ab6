"""The digest of rules is a hash over parts: of any of them the digest is enough, and none can be changed unseen."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from two_tenants import ACME, BOTH, OLD_DIGEST, OTHER, decisions

from router import config
from router.core.kept_rules import KeptRules, canonical_json, divided, name_of, part_digest

NAMES = st.text("abc-é", min_size=1, max_size=4)
LINES = st.dictionaries(st.sampled_from(["floor", "models", "detection"]), st.text(max_size=4), max_size=3)
COMMON = st.dictionaries(st.sampled_from(["version", "classes"]), st.text(max_size=4), max_size=2)
TENANTS = st.dictionaries(NAMES, LINES, max_size=4)


def file_of(common: dict[str, str], tenants: dict[str, dict[str, str]]) -> str:
    return canonical_json({**common, "tenants": tenants})


@given(COMMON, TENANTS)
def test_the_parts_make_the_file_again(common: dict[str, str], tenants: dict[str, dict[str, str]]) -> None:
    text = file_of(common, tenants)
    kept = divided(text)
    assert kept.text == text
    assert sorted(map(name_of, kept.parts.values())) == sorted(tenants)
    kept.check(kept.digest)


@given(COMMON, TENANTS, st.sets(NAMES))
def test_without_the_parts_of_others_the_digest_is_the_same(
    common: dict[str, str], tenants: dict[str, dict[str, str]], names: set[str]
) -> None:
    whole = divided(file_of(common, tenants))
    own = whole.only(names)
    assert own.digest == whole.digest == whole.without_parts().digest
    assert set(json.loads(own.text)["tenants"]) == names & tenants.keys()
    own.check(whole.digest)


@given(COMMON, TENANTS, COMMON, TENANTS)
def test_two_files_have_one_digest_only_if_they_say_the_same(
    common: dict[str, str],
    tenants: dict[str, dict[str, str]],
    common_too: dict[str, str],
    tenants_too: dict[str, dict[str, str]],
) -> None:
    same = (common, tenants) == (common_too, tenants_too)
    assert (divided(file_of(common, tenants)).digest == divided(file_of(common_too, tenants_too)).digest) == same


def test_anybody_can_compute_it_as_the_documents_say() -> None:
    def measured(text: str) -> bytes:
        data = text.encode()
        return len(data).to_bytes(8, "big") + data

    def written(value: object) -> str:
        return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))

    told = json.loads(BOTH.canonical)
    tenants = told.pop("tenants")
    parts = [
        json.dumps({name: own}, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        for name, own in tenants.items()
    ]
    digests = sorted(hashlib.sha256(b"sovereign/rules/part/v1\n" + measured(part)).digest() for part in parts)
    whole = hashlib.sha256(b"sovereign/rules/v1\n" + measured(written(told)) + b"".join(digests)).hexdigest()
    assert whole == BOTH.parts.digest == BOTH.ruleset.digest


@pytest.mark.parametrize("tenant", [ACME, OTHER])
@pytest.mark.parametrize("was", [None, OLD_DIGEST])
def test_a_tenants_own_part_decides_as_the_whole_file_does(tenant: str, was: str | None) -> None:
    kept = replace(BOTH.parts, was=was).only([tenant])
    rules = config.recall(kept)
    assert (list(rules.tenants), rules.digest) == ([tenant], was or BOTH.ruleset.digest)
    assert rules.tenants[tenant] == BOTH.ruleset.tenants[tenant]
    assert decisions(rules, tenant) == decisions(BOTH.ruleset, tenant)
    assert any(decisions(rules, tenant))


def _swapped(kept: KeptRules) -> KeptRules:
    return replace(kept, parts={digest: part.replace("public", "restricted") for digest, part in kept.parts.items()})


def _strange(kept: KeptRules) -> KeptRules:
    return replace(kept, parts={part_digest('{"x":{}}'): '{"x":{}}'})


CHANGED: dict[str, Callable[[KeptRules], KeptRules]] = {
    "another common part": lambda kept: replace(kept, common=kept.common.replace("DPA-1", "DPA-2")),
    "a tenant more": lambda kept: replace(kept, listed=(*kept.listed, "f" * 64)),
    "a tenant less": lambda kept: replace(kept, listed=kept.listed[1:], parts={}),
    "another order": lambda kept: replace(kept, listed=kept.listed[::-1], was=kept.digest),
    "a part with other words": _swapped,
    "a part of other rules": _strange,
}


@pytest.mark.parametrize("change", CHANGED)
def test_what_was_changed_is_not_what_the_digest_says(change: str) -> None:
    changed = CHANGED[change](BOTH.parts)
    assert changed != BOTH.parts
    with pytest.raises(ValueError, match="were changed"):
        changed.check(BOTH.ruleset.digest)


@pytest.mark.parametrize("text", ["[]", "1", "{}", '{"tenants":[]}', "no JSON"])
def test_what_is_no_file_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no routes file|Expecting value"):
        divided(text)
