"""Every fault of the shape names its place, what is wrong and what to write, and hides no other fault."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from routes_files import Spoil, cut, faults, put, spoilt

from router import config


def only(*spoils: Spoil) -> config.Fault:
    (fault,) = faults(spoilt(*spoils))
    return fault


@pytest.mark.parametrize(
    ("spoil", "path", "wrong", "write"),
    [
        (cut("version"), "version", "is missing", "write version: 1"),
        (put("version", "1"), "version", "'1' is not known here", "write 1"),
        (put("version", True), "version", "true is not known here", "write 1"),
        (cut("tenants"), "tenants", "is missing", "write tenants: {default: {…}}"),
        (put("tenants", {}), "tenants", "is empty", "write at least one"),
        (put("classes", []), "classes", "is empty", "write at least one"),
        (put("models.assistant", []), "models.assistant", "is empty", "write at least one"),
        (
            put("models.assistant", "m"),
            "models.assistant",
            "must be a list, is 'm'",
            "write it in brackets, as in [a, b]",
        ),
        (put("providers", [1]), "providers", "must be a mapping, is a list", "write `name: value` lines below it"),
        (cut("providers.cloud.kind"), "providers.cloud.kind", "is missing", "write kind: openai_compatible"),
        (put("providers.cloud.key", None), "providers.cloud.key", "is empty", "write a value, or remove the line"),
        (
            put("providers.cloud.contract.expires", "2027"),
            "providers.cloud.contract.expires",
            "must be a date, is '2027'",
            "write a date, as in 2027-03-31",
        ),
        (
            put("providers.cloud.contract.retention_days", 1.5),
            "providers.cloud.contract.retention_days",
            "must be a whole number, is 1.5",
            "write a whole number",
        ),
        (
            put("providers.cloud.contract.training", "Prohibited!"),
            "providers.cloud.contract.training",
            "'Prohibited!' is not known here",
            "write prohibited",
        ),
        (
            put("providers.cloud.timeouts.connect", 0),
            "providers.cloud.timeouts.connect",
            "must be greater than 0, is 0",
            "write a value that is greater than 0",
        ),
        (
            put("providers.cloud.location.inference", ["FR", "Europe"]),
            "providers.cloud.location.inference[1]",
            "'Europe' is no ISO 3166-1 country code",
            "write two capital letters, such as FR",
        ),
        (put("providers.cloud.entity.parent", "fr"), "providers.cloud.entity.parent", None, "write FR"),
        (put("providers.cloud.entity.seat", "EU"), "providers.cloud.entity.seat", None, None),
        (
            put("detection.languages", ["english"]),
            "detection.languages[0]",
            "'english' is no ISO 639-1 language code",
            None,
        ),
        (put("detection.keep", ["PERSONS"]), "detection.keep[0]", None, "write PERSON"),
        (
            put("tenants.default.rules.public.redact", "yes"),
            "tenants.default.rules.public.redact",
            "must be true or false, is 'yes'",
            "write true or false",
        ),
        (put("tenants.default.rules.public.zones", ["europe"]), "tenants.default.rules.public.zones[0]", None, None),
        (
            put("tenants.default.limits.requests_per_minute", 0),
            "tenants.default.limits.requests_per_minute",
            None,
            None,
        ),
        (
            put("tenants.default.tools.default", "ask"),
            "tenants.default.tools.default",
            None,
            "write allow, hold or deny",
        ),
        (put("models.assistant.0.model", 3.2), "models.assistant[0].model", "must be text, is 3.2", None),
        (put("models.assistant.0.serves", ["chats"]), "models.assistant[0].serves[0]", None, "write chat"),
        (put("models.assistant.0.lacks", ["vision"]), "models.assistant[0].lacks[0]", None, None),
        (put("models.bad name", [{"provider": "local", "model": "m"}]), 'models["bad name"]', None, None),
        (put("models.gpt-4*", [{"provider": "local", "model": "m"}]), 'models["gpt-4*"]', None, None),
        (put("providers.cloud.retries", -1), "providers.cloud.retries", None, None),
        (
            put("providers.cloud.forward", ["cookies"]),
            "providers.cloud.forward[0]",
            None,
            "write user, metadata or hosted_tools",
        ),
    ],
)
def test_a_fault_names_its_place_and_its_cure(spoil: Spoil, path: str, wrong: str | None, write: str | None) -> None:
    fault = only(spoil)
    assert fault.path == path
    assert wrong in (None, fault.wrong)
    assert write in (None, fault.write)
    assert fault.line


@pytest.mark.parametrize(
    ("path", "write"),
    [
        ("detections", "write detection"),
        ("detection.languges", "write languages"),
        ("providers.cloud.base_urll", "write base_url"),
        ("providers.cloud.api_key", "write key: env:NAME, file:/path or vault:path#field"),
        ("providers.cloud.api_base", "write base_url"),
        ("providers.cloud.contract.retention", "write retention_days"),
        ("providers.cloud.location.infrence", "write inference"),
        ("models.assistant.0.serve", "write serves"),
        ("tenants.default.tool", "write tools"),
        ("tenants.default.rules.public.zone", "write zones"),
        (
            "tenants.default.quux",
            "write one of: floor, models, require, rules, limits, record, tools, placeholders, detection",
        ),
    ],
)
def test_an_unknown_key_is_told_what_it_may_have_meant(path: str, write: str) -> None:
    told = {fault.path: fault for fault in faults(spoilt(put(path, "x")))}
    fault = told[path.replace(".0.", "[0].")]
    assert fault.wrong == f"unknown key {path.rpartition('.')[2]!r}"
    assert fault.write == write


def test_a_misspelt_key_hides_no_fault_of_its_value() -> None:
    told = faults(spoilt(cut("providers.cloud.base_url"), put("providers.cloud.base_ulr", "ftp://x")))
    assert [fault.path for fault in told] == ["providers.cloud.base_ulr", "providers.cloud.base_url"]
    assert told[0].line == told[1].line


def test_a_key_is_not_missed_where_it_is_misspelt() -> None:
    told = faults(spoilt(cut("providers.cloud.kind"), put("providers.cloud.knd", "openai_compatible")))
    assert [(fault.path, fault.write) for fault in told] == [("providers.cloud.knd", "write kind")]


@pytest.mark.parametrize(
    "broken",
    [
        put("providers.cloud.retries", -1),
        put("providers.cloud.key", "hunter2"),
        put("providers.cloud.base_url", "ftp://x"),
        put("providers.cloud.entity.seat", "Europe"),
        cut("providers.cloud.contract.training"),
        put("providers.cloud.hosting", "theirs"),
        put("providers.cloud.network", None),
    ],
)
def test_a_fault_of_a_provider_hides_no_unknown_kind(broken: Spoil) -> None:
    told = [fault.path for fault in faults(spoilt(broken, put("providers.cloud.kind", "openai")))]
    assert len(told) == 2
    assert "providers.cloud.kind" in told


def test_a_fault_of_a_provider_hides_no_other_that_does_not_follow_from_it() -> None:
    told = faults(
        spoilt(
            put("providers.cloud.retries", -1),
            put("providers.cloud.base_url", "http://10.0.0.7/v1"),
            put("providers.cloud.timeouts", {"total": 5, "stall": 6}),
            put("providers.cloud.script", [{"text": "hi"}]),
        )
    )
    places = ["base_url", "retries", "script", "timeouts.stall"]
    assert sorted(fault.path for fault in told) == [f"providers.cloud.{place}" for place in places]


def test_what_only_follows_from_a_fault_is_left_unsaid() -> None:
    for broken in (put("providers.cloud.base_url", "ftp://x"), put("providers.cloud.base_url", 5)):
        assert [fault.path for fault in faults(spoilt(broken))] == ["providers.cloud.base_url"]
        told = faults(spoilt(broken, put("providers.cloud.hosting", "self")))
        assert [fault.path for fault in told] == ["providers.cloud.base_url"]


def test_a_fault_of_the_shape_hides_no_fault_between_the_parts() -> None:
    told = faults(
        spoilt(
            put("version", 7),
            put("providers.cloud.timeouts.connect", "soon"),
            put("models.assistant.1.provider", "clod"),
            put("tenants.default.tools.default", 3),
            put("tenants.default.floor", "internl"),
            put("tenants.default.models", ["assistent"]),
        )
    )
    assert [fault.path for fault in told] == [
        "version",
        "providers.cloud.timeouts.connect",
        "models.assistant[1].provider",
        "tenants.default.floor",
        "tenants.default.models[0]",
        "tenants.default.tools.default",
    ]


def test_what_a_taken_out_value_alone_causes_is_not_told() -> None:
    assert only(put("providers.local.hosting", "selfish")).path == "providers.local.hosting"
    assert only(put("providers.local", {"base_url": "http://127.0.0.1/v1"})).path == "providers.local.kind"
    assert only(put("classes", ["Public", "internal", "secret"])).path == "classes[0]"
    assert only(put("classes", ["public", "Internal", "internal", "secret"])).path == "classes[1]"
    assert only(put("tenants.default.rules.internal", {})).path == "tenants.default.rules.internal.zones"


@pytest.mark.parametrize(
    "value",
    [
        "sk-proj-0123456789abcdef",
        "0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        "11111111-2222-3333-4444-555555555555",
        "Bearer abc",
        "https://me:hunter2@host/v1",
        "-----BEGIN PRIVATE KEY-----",
        "hunter2",
    ],
)
def test_a_key_that_was_pasted_anywhere_is_not_shown(value: str) -> None:
    text = spoilt(put("providers.cloud.key", value), put("providers.cloud.token", value))
    assert value not in str(config.ConfigErrors(faults(text)))
    if value != "hunter2":  # nothing tells it from a word, where no key belongs
        elsewhere = [
            put("tenants.default.floor", value),
            put("providers.cloud.kind", value),
            put(f"providers.{value}", 1),
        ]
        for spoil in [*elsewhere, put("version", value), put("providers.cloud.retries", value), put(value, 1)]:
            assert value not in str(config.ConfigErrors(faults(spoilt(spoil))))


def test_a_file_that_is_no_mapping_is_one_fault() -> None:
    (fault,) = faults("- version: 1\n")
    assert fault.wrong == "the file is no mapping"


anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text("ab:/ -", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["key", "model", "a", "[key]"]), inner),
    max_leaves=4,
)
PLACES = [
    "version",
    "classes",
    "detection",
    "detection.raise",
    "providers",
    "providers.cloud",
    "providers.cloud.entity",
    "providers.cloud.script",
    "models",
    "models.assistant",
    "models.assistant.0",
    "tenants",
    "tenants.default",
    "tenants.default.rules",
    "tenants.default.rules.public.zones",
    "tenants.default.tools",
    "promises",
    "other",
]


@given(st.sampled_from(PLACES), anything)
def test_whatever_stands_anywhere_is_read_or_told(path: str, value: Any) -> None:
    for fault in faults(spoilt(put(path, value))):
        assert fault.wrong
        assert fault.write
