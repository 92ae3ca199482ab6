import dataclasses
import hashlib
import hmac
import json
from datetime import date
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from router.core.ledger import (
    commitment,
    decode_attempt,
    decode_decision,
    decode_facts,
    decode_receipt,
    encode_attempt,
    encode_decision,
    encode_facts,
    encode_receipt,
)
from router.core.types import (
    Attempt,
    Candidate,
    Decision,
    Dialect,
    Drop,
    Effect,
    Facts,
    Outcome,
    Reason,
    Receipt,
    Treatment,
    Usage,
    Verdict,
    Zone,
)

TEXT = st.text(max_size=8)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
COUNT = st.integers(0, 2**53)
COUNTS = st.lists(st.tuples(TEXT, COUNT), max_size=3).map(tuple)
TIME = st.floats(0, 1e11)

USAGE = st.builds(Usage, *[COUNT] * 4)
CANDIDATES = st.builds(
    Candidate, TEXT, TEXT, st.sampled_from(Zone), st.sampled_from(Treatment), st.none() | COUNT, st.integers(0, 9)
)
DROPS = st.builds(Drop, TEXT, TEXT, st.sampled_from(Zone), st.sampled_from(Reason), TEXT)
VERDICTS = st.builds(
    Verdict, TEXT, st.sampled_from(Effect), st.sampled_from(Reason), st.lists(DROPS, max_size=3).map(tuple)
)
DECISIONS = st.builds(
    Decision, st.lists(CANDIDATES, max_size=3).map(tuple), st.lists(VERDICTS, max_size=3).map(tuple), TEXT
)
ATTEMPTS = st.builds(
    Attempt,
    number=st.integers(1, 99),
    candidate=CANDIDATES,
    started=TIME,
    ended=TIME,
    outcome=st.sampled_from(Outcome),
    failure=st.none() | TEXT,
    status=st.none() | st.integers(100, 599),
    first_token=st.none() | TIME,
    usage=st.none() | USAGE,
    finish_reasons=TEXTS,
    response_model=st.none() | TEXT,
)
FACTS = st.builds(
    Facts,
    request=TEXT,
    tenant=TEXT,
    key=TEXT,
    agent=TEXT,
    dialect=st.sampled_from(get_args(Dialect)),
    model=TEXT,
    stream=st.booleans(),
    day=st.dates(),
    effective=TEXT,
    raised_by=st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple),
    labels=TEXTS,
    kinds=COUNTS,
    needs=TEXTS,
    size=COUNT,
    scope=TEXTS,
    closed=TEXTS,
)
RECEIPTS = st.builds(
    Receipt,
    id=TEXT,
    facts=FACTS,
    decision=DECISIONS,
    attempts=st.lists(ATTEMPTS, max_size=2).map(tuple),
    redactions=COUNTS,
    outcome=st.sampled_from(Outcome),
    code=st.none() | TEXT,
)


def through_json(value: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(json.dumps(value))
    return kept


def fields(value: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(value)]


@given(RECEIPTS)
@settings(deadline=None)
def test_a_receipt_comes_back_from_its_json_as_it_was(receipt: Receipt) -> None:
    kept = through_json(encode_receipt(receipt))
    assert decode_receipt(kept) == receipt
    assert decode_facts(kept["facts"]) == receipt.facts
    assert decode_decision(kept["decision"]) == receipt.decision


@given(ATTEMPTS)
@settings(deadline=None)
def test_an_attempt_comes_back_from_its_json_as_it_was(attempt: Attempt) -> None:
    assert decode_attempt(through_json(encode_attempt(attempt))) == attempt


@given(FACTS)
@settings(deadline=None)
def test_json_changes_nothing_in_what_is_encoded(facts: Facts) -> None:
    assert through_json(encode_facts(facts)) == encode_facts(facts)


CANDIDATE = Candidate("mistral", "large", Zone.EU, Treatment.REDACTED, 128_000, 2)
DROP = Drop("vllm", "small", Zone.SELF_HOSTED, Reason.CAPABILITY_MISSING, "lacks tools")
VERDICT = Verdict("capability", Effect.NARROW, Reason.CAPABILITY_MISSING, (DROP,))
DECISION = Decision((CANDIDATE,), (VERDICT,), "d" * 64)
ATTEMPT = Attempt(1, CANDIDATE, 1.5, 2.5, Outcome.OK, usage=Usage(1, 2, 3, 4), finish_reasons=("stop",))
FACTS_OF_ONE = Facts(
    request="r1",
    tenant="acme",
    key="k1",
    agent="mailer",
    dialect="chat",
    model="assistant",
    stream=True,
    day=date(2026, 3, 1),
    effective="internal",
    raised_by=(("floor", "internal"),),
    labels=(),
    kinds=(("PERSON", 2),),
    needs=("tools",),
    size=512,
    scope=("*",),
)
RECEIPT = Receipt("r1", FACTS_OF_ONE, DECISION, (ATTEMPT,), (("PERSON", 2),), Outcome.OK)


def test_every_field_is_encoded_and_in_its_own_order() -> None:
    kept = encode_receipt(RECEIPT)
    assert list(kept) == [*fields(RECEIPT)]
    assert list(kept["facts"]) == fields(FACTS_OF_ONE)
    assert list(kept["decision"]) == fields(DECISION)
    assert list(kept["decision"]["candidates"][0]) == fields(CANDIDATE)
    assert list(kept["decision"]["verdicts"][0]) == fields(VERDICT)
    assert list(kept["decision"]["verdicts"][0]["dropped"][0]) == fields(DROP)
    assert list(kept["attempts"][0]) == fields(ATTEMPT)
    assert list(kept["attempts"][0]["usage"]) == fields(Usage())


def test_facts_of_before_a_field_with_a_default_was_added_still_decode() -> None:
    kept = encode_facts(FACTS_OF_ONE)
    del kept["closed"]
    assert decode_facts(kept) == FACTS_OF_ONE


def test_a_receipt_of_another_version_is_refused_and_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="version 2"):
        decode_receipt({**encode_receipt(RECEIPT), "version": 2})


@pytest.mark.parametrize("place", ["effect", "reason"])
def test_a_word_that_is_not_on_its_closed_list_is_refused(place: str) -> None:
    kept = encode_decision(DECISION)
    kept["verdicts"][0][place] = "perhaps"
    with pytest.raises(ValueError, match="perhaps"):
        decode_decision(kept)


def test_a_commitment_is_hmac_sha_256_in_hex() -> None:
    assert commitment(b"k", b"data") == hmac.new(b"k", b"data", hashlib.sha256).hexdigest()
    assert commitment(b"k", b"data") != commitment(b"l", b"data")
