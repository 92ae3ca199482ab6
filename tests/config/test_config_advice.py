"""Warnings: the file goes live, and an admin should know."""

import hashlib
import os
from pathlib import Path

import pytest
from routes_files import Spoil, cut, load, put, spoilt

CONTRACT = "providers.cloud.contract"


def warned(*spoils: Spoil, folder: Path | None = None) -> list[tuple[str, str]]:
    return [(warning.path, warning.wrong) for warning in load(spoilt(*spoils), folder).warnings]


@pytest.mark.parametrize(
    ("spoil", "path", "wrong"),
    [
        (cut("providers.cloud.entity.parent"), "providers.cloud", "entity.parent not given, so its zone is elsewhere"),
        (
            cut("providers.cloud.location.storage"),
            "providers.cloud",
            "location.storage not given, so its zone is elsewhere",
        ),
        (put("providers.cloud.location.storage", []), "providers.cloud", None),
        (
            put("providers.cloud.key", "vault:secret/mistral#key"),
            "providers.cloud.key",
            "vault references arrive with a later version; this route stays closed",
        ),
        (
            put("providers.local.key", "vault:secret/local#key"),
            "providers.local.key",
            "vault references arrive with a later version; this route stays closed",
        ),
        (cut(CONTRACT), "providers.cloud", "has no contract, which counts as: retains and trains"),
        (cut(f"{CONTRACT}.expires"), f"{CONTRACT}.expires", None),
        (put(f"{CONTRACT}.sha256", "…"), f"{CONTRACT}.sha256", None),
        (
            put("detection.enabled", False),
            "detection.enabled",
            "nothing is searched: every request counts as unscanned",
        ),
        (
            put("tenants.default.limits.per_agent.budget_eur_per_month", 5),
            "models.assistant[1]",
            "nobody knows its price, so no budget_eur_per_month counts it",
        ),
        (put("tenants.default.tools", {"default": "hold"}), "tenants.default.tools", None),
        (put("tenants.default.tools", {"irreversible": {"pay_*": "hold"}}), "tenants.default.tools", None),
        (
            put("promises", [{"class": "secret", "never": ["eu"]}]),
            "promises",
            "accepted, not yet proved by this version",
        ),
    ],
)
def test_an_admin_is_told(spoil: Spoil, path: str, wrong: str | None) -> None:
    ((where, what),) = warned(spoil)
    assert where == path
    assert wrong in (None, what)


def test_a_provider_without_any_facts_is_told_all_that_is_missing() -> None:
    ((_, what),) = warned(cut("providers.cloud.entity"), cut("providers.cloud.location"))
    assert what.startswith("entity.seat, entity.parent, location.inference, location.storage not given")


def test_a_self_hosted_provider_needs_neither_facts_nor_contract() -> None:
    assert warned() == []


@pytest.mark.parametrize(
    "spoil",
    [
        put("models.assistant.1.price", {"input": 0.4, "output": 1.2}),
        put("tenants.default.limits", {"requests_per_minute": 5}),
        put("models.assistant.1.provider", "local"),
        put("tenants.default.models", ["other"]),
    ],
    ids=["a price", "no budget", "its own machine", "a model that no budget is for"],
)
def test_a_price_is_asked_for_only_where_a_budget_would_count_it(spoil: Spoil) -> None:
    other = put("models.other", [{"provider": "local", "model": "m"}])
    budget = put("tenants.default.limits", {"budget_eur_per_month": 5})
    assert warned(other, budget, spoil) == []


def test_an_address_that_nobody_calls_is_told() -> None:
    assert ("providers.cloud.base_url", "kind mirror calls nobody") in warned(put("providers.cloud.kind", "mirror"))


def test_tools_without_hold_need_no_warning() -> None:
    assert warned(put("tenants.default.tools", {"default": "allow", "write": {"create_*": "deny"}})) == []


@pytest.mark.parametrize(
    ("expires", "wrong"),
    [
        ("2026-11-21", "expired on 2026-11-21: closed for every tenant that requires a contract"),
        ("2026-11-22", "expired on 2026-11-22: closed for every tenant that requires a contract"),
        ("2026-11-23", "expires on 2026-11-23, and closes then"),
        ("2026-12-22", "expires on 2026-12-22, and closes then"),
    ],
)
def test_a_contract_that_ends_is_told_and_is_no_fault(expires: str, wrong: str) -> None:
    text = spoilt().replace("2027-11-22", expires)
    assert [warning.wrong for warning in load(text).warnings] == [wrong]


def test_a_contract_with_time_left_is_not_told() -> None:
    assert load(spoilt().replace("2027-11-22", "2026-12-23")).warnings == ()


def test_the_evidence_is_compared_with_its_digest(tmp_path: Path) -> None:
    (tmp_path / "signed.pdf").write_bytes(b"contract")
    right, wrong = hashlib.sha256(b"contract").hexdigest(), hashlib.sha256(b"another").hexdigest()
    there = put(f"{CONTRACT}.evidence", "signed.pdf")
    assert warned(there, folder=tmp_path) == []
    assert warned(there, put(f"{CONTRACT}.sha256", right), folder=tmp_path) == []
    ((path, what),) = warned(there, put(f"{CONTRACT}.sha256", wrong), folder=tmp_path)
    assert path == f"{CONTRACT}.sha256"
    assert what.startswith("is not the digest of the evidence")


def test_evidence_that_is_not_there_is_told(tmp_path: Path) -> None:
    ((path, what),) = warned(put(f"{CONTRACT}.evidence", "signed.pdf"), folder=tmp_path)
    assert path == f"{CONTRACT}.evidence"
    assert what.startswith("cannot be read")


def test_evidence_that_is_a_pipe_is_told_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "signed.pdf")
    ((path, what),) = warned(put(f"{CONTRACT}.evidence", "signed.pdf"), folder=tmp_path)
    assert (path, what) == (f"{CONTRACT}.evidence", "cannot be read (it is not a regular file)")


def test_a_warning_has_its_line() -> None:
    assert all(warning.line for warning in load(spoilt(put("detection.enabled", False), cut(CONTRACT))).warnings)
