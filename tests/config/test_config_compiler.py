"""A checked file becomes an immutable Ruleset, and its digest is of its meaning, not of its layout."""

from collections.abc import Mapping
from dataclasses import FrozenInstanceError, fields, is_dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from routes_files import DATA, SMALL, Spoil, cut, load, put, spoilt

from router.core.rules import (
    UNLIMITED,
    BreakerRule,
    ClassRule,
    Contract,
    Entity,
    Limits,
    Location,
    Promise,
    Quota,
    Requirement,
    Route,
    Timeouts,
    ToolRule,
)
from router.core.types import Treatment, Zone

DESIGN = (DATA / "routes_design.yaml").read_text()


def test_the_design_s_example_means_what_it_says() -> None:
    rules = load(DESIGN).ruleset
    mistral, vllm, tenant = rules.providers["mistral"], rules.providers["vllm"], rules.tenants["default"]
    assert rules.classes == ("public", "internal", "confidential", "restricted")
    assert rules.detection.raises["IBAN_CODE"] == "confidential"
    assert rules.detection.keep == {"DATE_TIME", "LOCATION", "ORGANIZATION"}
    assert (vllm.zone, vllm.private, vllm.key, vllm.contract) == (Zone.SELF_HOSTED, True, None, None)
    assert (mistral.zone, mistral.private, mistral.key) == (Zone.EU, False, "env:MISTRAL_API_KEY")
    assert mistral.contract == Contract("prohibited", 30, date(2027, 3, 31), "DPA-2026-014")
    assert mistral.entity == Entity("Mistral AI", "FR", "FR")
    assert mistral.location == Location(("FR", "SE"), ("FR",))
    assert (mistral.timeouts, mistral.breaker, mistral.retries) == (Timeouts(), BreakerRule(), 1)
    assert rules.models["assistant"][1] == Route(
        "mistral", "mistral-medium-latest", frozenset({"chat"}), None, frozenset()
    )
    assert tenant.rules["confidential"] == ClassRule(frozenset({Zone.SELF_HOSTED, Zone.EU}), redact=True)
    assert (tenant.floor, tenant.models) == ("internal", ("assistant",))
    assert tenant.require == Requirement("prohibited", 30)
    assert tenant.limits == Limits(Quota(600, 200000, None, 500))
    assert tenant.tools == ToolRule(
        default="hold",
        read=("get_*", "list_*", "search_*"),
        write=(("create_*", "allow"),),
        irreversible=(("delete_*", "hold"), ("pay_*", "hold"), ("send_*", "hold")),
    )
    assert rules.promises == (
        Promise("restricted", never=frozenset(Zone) - {Zone.SELF_HOSTED}),
        Promise("confidential", always=Treatment.REDACTED, outside=frozenset({Zone.SELF_HOSTED})),
        Promise("public", require=Requirement("prohibited")),
    )


def test_limits_may_stand_for_the_tenant_each_agent_and_each_key() -> None:
    limits = {
        "concurrent_requests": 8,
        "per_agent": {"tokens_per_minute": 900},
        "per_key": {"requests_per_minute": 6, "budget_eur_per_month": 0.5},
    }
    read = load(spoilt(put("tenants.default.limits", limits))).ruleset.tenants["default"].limits
    assert read == Limits(
        Quota(concurrent_requests=8),
        Quota(tokens_per_minute=900),
        Quota(requests_per_minute=6, budget_eur_per_month=0.5),
    )


@pytest.mark.parametrize("limits", [{}, {"per_agent": {}, "per_key": {}}])
def test_where_nothing_is_limited_nothing_is_counted(limits: dict[str, Any]) -> None:
    assert load(spoilt(put("tenants.default.limits", limits))).ruleset.tenants["default"].limits == UNLIMITED


def test_what_is_not_written_is_the_safe_choice() -> None:
    rules = load(spoilt(cut("detection"), cut("tenants.default.floor"), put("tenants.default.tools", {}))).ruleset
    tenant = rules.tenants["default"]
    assert (rules.detection.enabled, rules.detection.unscanned) == (True, "secret")
    assert tenant.rules["public"].redact
    assert tenant.require == Requirement("prohibited", None, None)
    assert tenant.tools is not None
    assert tenant.tools.default == "deny"
    assert rules.providers["cloud"].forward == frozenset()


def test_a_tenant_without_floor_begins_at_the_lowest_class_that_it_has_a_rule_for() -> None:
    assert load(spoilt(cut("tenants.default.floor"))).ruleset.tenants["default"].floor == "public"
    above = load(spoilt(cut("tenants.default.floor"), cut("tenants.default.rules.public"))).ruleset
    assert above.tenants["default"].floor == "internal"
    nothing = load(spoilt(cut("tenants.default.floor"), put("tenants.default.rules", {}))).ruleset
    assert nothing.tenants["default"].floor == "secret"


def test_a_short_total_shortens_the_defaults() -> None:
    timeouts = load(spoilt(put("providers.cloud.timeouts", {"total": 8}))).ruleset.providers["cloud"].timeouts
    assert timeouts == Timeouts(connect=5, first_token=8, stall=8, total=8)


def test_a_script_is_kept_as_it_is_written() -> None:
    script = [{"text": "hi", "finish": None}, {"status": 500}]
    spoils = (put("providers.local", {"kind": "scripted", "script": script}),)
    assert load(spoilt(*spoils)).ruleset.providers["local"].script == tuple(script)


def test_the_additions_to_the_design_are_read() -> None:
    rules = load(
        spoilt(
            put("providers.cloud.forward", ["user"]),
            put("providers.cloud.contract.transfer_basis", "scc"),
            put("tenants.default.require", {"transfer_basis": ["none", "scc"], "training": "allowed"}),
            put("models.assistant.1.context", 8000),
            put("models.assistant.1.lacks", ["tools"]),
        )
    ).ruleset
    cloud, route = rules.providers["cloud"], rules.models["assistant"][1]
    assert cloud.forward == {"user"}
    assert cloud.contract is not None
    assert cloud.contract.transfer_basis == "scc"
    assert rules.tenants["default"].require == Requirement("allowed", None, frozenset({"none", "scc"}))
    assert (route.context, route.lacks) == (8000, frozenset({"tools"}))


def test_a_slash_at_the_end_of_an_address_means_nothing() -> None:
    rules = load(spoilt(put("providers.cloud.base_url", "https://api.example.eu/v1/"))).ruleset
    assert rules.providers["cloud"].base_url == "https://api.example.eu/v1"


def test_nothing_in_a_ruleset_can_be_changed() -> None:
    rules = load(DESIGN).ruleset
    with pytest.raises(FrozenInstanceError):
        rules.digest = "x"  # type: ignore[misc]  # what must fail
    mutable = [path for path, value in _parts(rules, "rules") if isinstance(value, list | set | dict)]
    assert mutable == []


def _parts(value: Any, path: str) -> list[tuple[str, Any]]:
    parts: list[tuple[str, Any]] = [(path, value)]
    if is_dataclass(value):
        for field in fields(value):
            parts += _parts(getattr(value, field.name), f"{path}.{field.name}")
    if isinstance(value, Mapping):
        for key, part in value.items():
            parts += _parts(part, f"{path}[{key}]")
    if isinstance(value, tuple):
        for part in value:
            parts += _parts(part, f"{path}[]")
    return parts


# ------------------------------------------------------------------------------------------------------------ digest


def digest(text: str) -> str:
    return load(text).ruleset.digest


def test_the_digest_is_64_hex_digits_and_the_same_every_time() -> None:
    assert digest(SMALL) == digest(SMALL)
    assert len(digest(SMALL)) == 64
    assert set(digest(SMALL)) <= set("0123456789abcdef")


def test_layout_comments_and_defaults_that_are_written_out_do_not_change_the_digest() -> None:
    assert digest(spoilt()) == digest(SMALL)
    assert digest("# a comment\n" + SMALL) == digest(SMALL)
    assert digest(spoilt(put("providers.cloud.retries", 1), put("tenants.default.require", {}))) == digest(SMALL)
    assert digest(spoilt(put("providers.cloud.timeouts.total", 600))) == digest(SMALL)


@given(st.permutations(["version", "classes", "detection", "providers", "models", "tenants"]))
def test_the_order_of_keys_does_not_change_the_digest(order: list[str]) -> None:
    def reorder(data: dict[str, Any]) -> None:
        values = dict(data)
        data.clear()
        data.update({name: values[name] for name in order})

    assert digest(spoilt(reorder)) == digest(SMALL)


@pytest.mark.parametrize(
    "spoil",
    [
        put("providers.cloud.retries", 2),
        put("providers.cloud.key", "env:OTHER"),
        put("providers.cloud.contract.reference", "DPA-1"),
        put("tenants.default.rules.public.redact", False),
        put("models.assistant.0.model", "n"),
        put("detection.keep", ["PERSON"]),
        put("classes", ["public", "internal", "secret", "top"]),
    ],
)
def test_whatever_means_something_changes_the_digest(spoil: Spoil) -> None:
    assert digest(spoilt(spoil)) != digest(SMALL)


def test_the_order_of_preference_changes_the_digest() -> None:
    def swap(data: dict[str, Any]) -> None:
        data["models"]["assistant"].reverse()

    assert digest(spoilt(swap)) != digest(SMALL)
