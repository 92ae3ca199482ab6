"""What must hold between the parts of a file."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from routes_files import SMALL, Spoil, cut, faults, load, put, spoilt

from router.config.addresses import is_public
from router.config.document import read_document

CLOUD = "providers.cloud"


def told(*spoils: Spoil) -> list[tuple[str, str]]:
    return [(fault.path, fault.write) for fault in faults(spoilt(*spoils))]


@pytest.mark.parametrize(
    ("spoil", "path", "write"),
    [
        (put(f"{CLOUD}.kind", "openai"), f"{CLOUD}.kind", "write openai_compatible"),
        (
            put(f"{CLOUD}.kind", "quux"),
            f"{CLOUD}.kind",
            "write one of: anthropic, litellm, mirror, openai_compatible, scripted",
        ),
        (put(f"{CLOUD}.script", [{"text": "hi"}]), f"{CLOUD}.script", "remove it, or write kind: scripted"),
        (cut(f"{CLOUD}.base_url"), f"{CLOUD}.base_url", "write base_url: https://host/v1"),
        (
            put("providers.x", {"kind": "litellm", "hosting": "self"}),
            "providers.x.hosting",
            "write base_url, or remove the line",
        ),
        (
            put(f"{CLOUD}.timeouts", {"total": 5, "stall": 6}),
            f"{CLOUD}.timeouts.stall",
            "write less, or a longer total",
        ),
        (
            put("classes", ["public", "internal", "internal", "secret"]),
            "classes[2]",
            "keep one; the order is lowest first",
        ),
        (put("detection.raise.HEALTH", "secrt"), "detection.raise.HEALTH", "write secret"),
        (put("detection.unscanned", "max"), "detection.unscanned", "write one of: internal, public, secret"),
        (put("tenants.default.floor", "pubic"), "tenants.default.floor", "write public"),
        (put("promises", [{"class": "secretive", "never": ["eu"]}]), "promises[0].class", "write secret"),
        (put("models.assistant.0.provider", "lokal"), "models.assistant[0].provider", "write local"),
        (
            put("models.assistant.0.model", "gpt-oss:120b-cloud"),
            "models.assistant[0].model",
            "write a local model, or use a provider without hosting: self",
        ),
        (put("tenants.default.models", ["*", "asistant"]), "tenants.default.models[1]", "write assistant"),
    ],
)
def test_a_fault_between_the_parts_is_told(spoil: Spoil, path: str, write: str) -> None:
    assert told(spoil) == [(path, write)]


def test_a_model_may_be_run_by_someone_elses_cloud_if_its_provider_says_so() -> None:
    assert told(put("models.assistant.1.model", "gpt-oss:120b-cloud")) == []


@pytest.mark.parametrize(
    "promise",
    [
        {},
        {"never": ["eu"], "always": "redacted", "outside": ["eu"]},
        {"always": "redacted"},
        {"outside": ["eu"]},
        {"never": ["eu"], "outside": ["eu"]},
        {"never": ["eu"], "require": {}},
    ],
)
def test_a_promise_says_exactly_one_thing(promise: dict[str, object]) -> None:
    assert [path for path, _ in told(put("promises", [{"class": "secret", **promise}]))] == ["promises[0]"]


# --------------------------------------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "address",
    [
        "api.example.eu",
        "https://",
        "ftp://host/v1",
        "file:///etc/passwd",
        "https://user@host/v1",
        "https://user:word@host/v1",
        "https://host/v1?key=word",
        "https://host/v1?",
        "https://host/v1#word",
        "https://host/v 1",
        "https://host/v1\n",
        "https://host:port/v1",
        "https://[::1/v1",
        "https://hôst/v1",
    ],
)
def test_what_is_no_plain_http_address_is_refused_and_not_shown(address: str) -> None:
    (fault,) = faults(spoilt(put(f"{CLOUD}.base_url", address)))
    assert fault.path == f"{CLOUD}.base_url"
    assert "word" not in fault.wrong.replace("user name or password", "")


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "api.localhost",
        "printer.local",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "[::1]",
        "[::]",
        "[fd00::1]",
        "[fe80::1%25eth0]",
        "[::ffff:127.0.0.1]",
        "metadata.google.internal",
    ],
)
def test_a_public_provider_is_not_inside(host: str) -> None:
    assert not is_public(f"https://{host}/v1")
    ((path, write),) = told(put(f"{CLOUD}.base_url", f"https://{host}/v1"))
    assert path == f"{CLOUD}.base_url"
    assert "network: private" in write


@pytest.mark.parametrize(
    "host", ["api.mistral.ai", "9.9.9.9", "[2620:fe::fe]", "10.example.eu", "internal.example.eu", "0xcafe.eu"]
)
def test_a_public_provider_is_outside(host: str) -> None:
    assert is_public(f"https://{host}:8443/v1")
    assert told(put(f"{CLOUD}.base_url", f"https://{host}:8443/v1")) == []


def test_a_public_provider_is_reached_by_https_alone() -> None:
    ((path, _),) = told(put(f"{CLOUD}.base_url", "http://api.example.eu/v1"))
    assert path == f"{CLOUD}.base_url"


@pytest.mark.parametrize("how", [put(f"{CLOUD}.network", "private"), put(f"{CLOUD}.hosting", "self")])
def test_a_private_or_self_hosted_provider_may_be_inside_and_plain(how: Spoil) -> None:
    assert told(put(f"{CLOUD}.base_url", "http://10.0.0.7:8000/v1"), how) == []


def test_self_hosted_and_public_is_held_to_public() -> None:
    assert told(
        put(f"{CLOUD}.base_url", "http://10.0.0.7/v1"),
        put(f"{CLOUD}.hosting", "self"),
        put(f"{CLOUD}.network", "public"),
    )


@pytest.mark.parametrize(
    "host",
    [
        "api.openai.com",
        "API.OpenAI.com.",
        "api%2Eopenai%2Ecom",
        "acme.openai.azure.com",
        "api.anthropic.com",
        "api.mistral.ai",
        "generativelanguage.googleapis.com",
        "bedrock-runtime.eu-west-3.amazonaws.com",
        "openrouter.ai",
        "api.scaleway.ai",
        "oai.endpoints.kepler.ai.cloud.ovh.net",
        "api.together.xyz",
        "api.groq.com",
        "api.deepseek.com",
        "api.x.ai",
        "api.cohere.ai",
        "api.cohere.com",
        "ollama.com",
        "9.9.9.9",
        "0x09090909",
        "151587081",
        "[2620:fe::fe]",
        "[::ffff:9.9.9.9]",
    ],
)
@pytest.mark.parametrize("kind", ["openai_compatible", "litellm"])
def test_what_is_sold_or_public_is_not_self_hosted(host: str, kind: str) -> None:
    there = put(f"{CLOUD}.base_url", f"https://{host}/v1")
    vendor = put("models.assistant.1.model", "vendor/m")
    assert told(there, vendor, put(f"{CLOUD}.kind", kind), put(f"{CLOUD}.hosting", "self")) == [
        (f"{CLOUD}.hosting", "write entity, location and contract instead of hosting: self")
    ]
    assert told(there, vendor, put(f"{CLOUD}.kind", kind)) == []


@pytest.mark.parametrize(
    "host",
    [
        "llm.example.eu",
        "vllm",
        "localhost",
        "127.0.0.1",
        "10.0.0.7",
        "[fd00::1]",
        "notopenai.com",
        "openai.com.example.eu",
    ],
)
def test_any_other_name_may_be_self_hosted(host: str) -> None:
    assert told(put(f"{CLOUD}.base_url", f"https://{host}/v1"), put(f"{CLOUD}.hosting", "self")) == []


def test_a_model_of_litellm_names_its_vendor() -> None:
    litellm = put(f"{CLOUD}.kind", "litellm")
    assert told(litellm, put("models.assistant.1.model", "gpt-5")) == [
        ("models.assistant[1].model", "write vendor/gpt-5, as LiteLLM has it")
    ]
    assert told(litellm, put("models.assistant.1.model", "openai/gpt-5")) == []


# -------------------------------------------------------------------------------------------------- raising narrows

RULES = "tenants.default.rules"


def test_a_higher_class_may_not_go_further_than_a_lower_one() -> None:
    ((path, write),) = told(put(f"{RULES}.secret.zones", ["self_hosted", "elsewhere"]))
    assert path == f"{RULES}.secret.zones"
    assert write == "remove it here, or add it to internal"


def test_a_higher_class_may_not_go_bare_where_a_lower_one_is_redacted() -> None:
    assert told(put(f"{RULES}.internal.redact", False)) == [(f"{RULES}.internal.redact", "write redact: true")]
    assert told(put(f"{RULES}.public.redact", False)) == []
    assert told(put(f"{RULES}.secret.redact", False)) == []


def test_a_higher_class_may_not_have_a_rule_where_a_lower_one_has_none() -> None:
    ((path, write),) = told(cut(f"{RULES}.internal"))
    assert path == f"{RULES}.secret"
    assert write == "write a rule for internal too, or raise the tenant's floor to secret"


def test_classes_below_the_floor_are_no_concern() -> None:
    assert told(cut(f"{RULES}.public"), put("tenants.default.floor", "internal")) == []


def test_a_class_without_a_rule_is_no_fault() -> None:
    assert told(cut(f"{RULES}.secret")) == []
    assert told(put(RULES, {})) == []


zones = st.lists(st.sampled_from(["self_hosted", "eu", "eu_hosted", "adequate", "elsewhere"]), unique=True)
rules = st.dictionaries(
    st.sampled_from(["public", "internal", "secret"]), st.fixed_dictionaries({"zones": zones, "redact": st.booleans()})
)


@given(rules, st.sampled_from(["public", "internal", "secret", None]))
def test_what_goes_live_narrows_with_the_class(drawn: dict[str, dict[str, object]], floor: str | None) -> None:
    text = spoilt(put(RULES, drawn), put("tenants.default.floor", floor) if floor else cut("tenants.default.floor"))
    if faults(text):
        return
    ruleset = load(text).ruleset
    tenant = ruleset.tenants["default"]
    reached = [tenant.rules.get(name) for name in ruleset.classes[ruleset.rank(tenant.floor) :]]
    for lower, higher in pairwise(reached):
        assert higher is None or (lower is not None and higher.zones <= lower.zones)
        bare = higher is not None and not higher.redact and not higher.zones <= {"self_hosted"}
        assert not (bare and lower is not None and lower.redact)


def test_the_small_file_is_what_these_tests_take_it_for() -> None:
    assert read_document(SMALL).data["classes"] == ["public", "internal", "secret"]
