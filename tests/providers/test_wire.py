import json
from collections.abc import Mapping
from random import Random
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from provider_rules import candidate, envelope, provider_rule

from providers._wire import OPT_INS, STEERING, encode, enforce, leaves_host, passed_on
from router.core.jsontext import parse
from router.core.types import Dialect, Path, Zone
from router.dialects.chat import CHAT

MESSAGES = [{"role": "user", "content": "hi"}]
HOSTED = "https://api.example.eu/v1"
EVERYTHING = frozenset({"user", "metadata", "hosted_tools"})


def sent(
    body: dict[str, Any],
    *,
    base_url: str | None = HOSTED,
    dialect: Dialect = "chat",
    zone: Zone = Zone.EU,
    forward: frozenset[str] = frozenset(),
) -> dict[str, Any]:
    rule = provider_rule(base_url, forward=forward)
    return enforce(dialect, {"model": "asked", "messages": MESSAGES, **body}, rule, candidate("m", zone))


def test_the_model_is_the_candidates() -> None:
    assert sent({}) == {"model": "m", "messages": MESSAGES}


def leaving(body: dict[str, Any], base_url: str = HOSTED, dialect: Dialect = "chat") -> Any:
    """As `encode` writes it."""
    sending = envelope({"model": "asked", "messages": MESSAGES, **body}, dialect)
    return json.loads(encode(sending, sending.body, provider_rule(base_url), candidate("m", Zone.EU)))


@pytest.mark.parametrize("options", [{}, {"stream_options": None}, {"stream_options": {"include_usage": False}}])
def test_a_stream_is_asked_what_it_cost(options: dict[str, Any]) -> None:
    assert leaving({"stream": True, **options})["stream_options"] == {"include_usage": True}


def test_what_else_is_asked_of_a_stream_is_kept() -> None:
    assert leaving({"stream": True, "stream_options": {"x": 1}})["stream_options"] == {"x": 1, "include_usage": True}


@pytest.mark.parametrize(
    ("body", "base_url", "dialect"),
    [
        ({}, HOSTED, "chat"),
        ({"stream": False}, HOSTED, "chat"),
        ({"stream": True}, HOSTED, "responses"),
        ({"stream": True}, "https://api.mistral.ai/v1", "chat"),
        ({"stream": True, "stream_options": {"include_usage": True}}, "https://api.mistral.ai/v1", "chat"),
    ],
    ids=["whole", "said to be whole", "another dialect", "who tells unasked", "who refuses to be asked"],
)
def test_nothing_else_is_asked_and_nobody_who_would_refuse(
    body: dict[str, Any], base_url: str, dialect: Dialect
) -> None:
    assert "stream_options" not in leaving(body, base_url, dialect)


def test_the_clients_body_is_not_touched() -> None:
    body = {"model": "asked", "messages": MESSAGES, "store": True, "tools": [{"type": "web_search"}]}
    before = json.dumps(body)
    sent(body)
    assert json.dumps(body) == before


def test_everything_else_passes_in_its_order() -> None:
    body = {"temperature": 0.1, "service_tier": "flex", "future_field": {"a": [1]}, "stream_options": {"x": True}}
    assert list(sent(body).items()) == [("model", "m"), ("messages", MESSAGES), *body.items()]


@pytest.mark.parametrize("key", sorted(STEERING | OPT_INS))
@pytest.mark.parametrize("zone", [Zone.SELF_HOSTED, Zone.EU])
def test_no_client_says_where_or_how_words_go_or_are_kept(key: str, zone: Zone) -> None:
    assert sent({key: "x"}, zone=zone, forward=EVERYTHING).keys() == {"model", "messages"}


@pytest.mark.parametrize(
    "key",
    [
        "API_BASE",
        "Api-Base",
        "apiBase",
        "baseURL",
        "Model_List",
        "litellm_params",
        "litellm_metadata",
        "LiteLLM_anything_new",
        "mock_response",
        "mock_tool_calls",
        "mockResponse",
        "aws_bedrock_runtime_endpoint",
        "vertex_credentials",
        "azure_ad_token_provider",
        "no-log",
        "bootstrap_host",
        "user_api_key_dict",
        "\u017f3_bucket",
    ],
)
@pytest.mark.parametrize("zone", [Zone.SELF_HOSTED, Zone.EU])
def test_steering_is_known_in_every_spelling(key: str, zone: Zone) -> None:
    assert sent({key: "x"}, zone=zone, forward=EVERYTHING).keys() == {"model", "messages"}


@pytest.mark.parametrize(
    "key",
    ["MODEL", "Messages", "STORE", "\u017ftore", "Tools", "toolChoice", "max-tokens", "Stream", "USER", "Metadata"],
)
def test_what_is_forced_or_dropped_has_one_spelling(key: str) -> None:
    assert sent({key: "x"}, zone=Zone.SELF_HOSTED).keys() == {"model", "messages"}


@pytest.mark.parametrize("key", ["max_tokens", "stream", "stream_options", "topK", "seed", "temperature", "n"])
def test_the_apis_own_fields_pass(key: str) -> None:
    assert sent({key: 1})[key] == 1


# --------------------------------------------------------------------------------------------------------------- store


@pytest.mark.parametrize(
    "base_url",
    [
        "https://api.openai.com/v1",
        "https://eu.api.openai.com/v1",
        "https://API.OpenAI.com./v1",
        "https://acme.openai.azure.com/openai/v1",
    ],
)
def test_openai_is_told_not_to_store(base_url: str) -> None:
    assert sent({}, base_url=base_url)["store"] is False
    assert sent({"store": True}, base_url=base_url)["store"] is False
    assert "store" not in sent({}, base_url=base_url, dialect="embeddings")


@pytest.mark.parametrize("base_url", [HOSTED, "https://notopenai.com/v1", "https://openai.com.evil.example/v1", None])
def test_other_hosts_are_told_where_the_client_spoke_of_it(base_url: str | None) -> None:
    assert sent({"store": True}, base_url=base_url)["store"] is False
    assert "store" not in sent({}, base_url=base_url)


def test_hosts_without_it_do_not_get_it() -> None:
    assert "store" not in sent({"store": True}, base_url="https://api.mistral.ai/v1")


@pytest.mark.parametrize("base_url", [HOSTED, "https://api.mistral.ai/v1", "http://127.0.0.1:8000/v1"])
def test_responses_are_stored_nowhere(base_url: str) -> None:
    assert sent({"store": True}, base_url=base_url, dialect="responses")["store"] is False
    assert sent({}, base_url=base_url, dialect="responses")["store"] is False


# ---------------------------------------------------------------------------------------------------------- openrouter


@pytest.mark.parametrize("base_url", ["https://openrouter.ai/api/v1", "https://eu.openrouter.ai/api/v1"])
def test_openrouter_is_bound_whatever_the_client_wants(base_url: str) -> None:
    body = {"provider": {"data_collection": "allow", "only": ["x"]}, "models": ["y"], "route": "fallback"}
    out = sent(body, base_url=base_url)
    assert out["provider"] == {
        "data_collection": "deny",
        "zdr": True,
        "allow_fallbacks": False,
        "require_parameters": True,
    }
    assert "models" not in out
    assert "route" not in out


# ------------------------------------------------------------------------------------------------------- who is asking

PERSONAL = {"user": "u", "safety_identifier": "s", "metadata": {"a": "b"}, "client_metadata": {"c": "d"}}


@pytest.mark.parametrize("zone", [Zone.SELF_HOSTED, Zone.EU])
def test_who_asks_is_told_to_nobody(zone: Zone) -> None:
    assert sent(PERSONAL, zone=zone).keys() == {"model", "messages"}


def test_forward_lets_pass_what_it_names() -> None:
    assert sent(PERSONAL, forward=frozenset({"user"})).keys() == {"model", "messages", "user", "safety_identifier"}
    assert sent(PERSONAL, forward=frozenset({"metadata"})).keys() == {
        "model",
        "messages",
        "metadata",
        "client_metadata",
    }


def test_a_cache_key_may_hold_words_and_stays_inside_the_walls() -> None:
    assert "prompt_cache_key" not in sent({"prompt_cache_key": "anna"})
    assert "prompt_cache_key" in sent({"prompt_cache_key": "anna"}, zone=Zone.SELF_HOSTED)
    assert "prompt_cache_key" in sent({"prompt_cache_key": "anna"}, forward=frozenset({"user"}))


# --------------------------------------------------------------------------------------------------------------- tools

FUNCTION = {"type": "function", "function": {"name": "f"}}


SEARCH = {"type": "web_search"}
MCP = {"type": "mcp", "server_url": "https://x"}


@pytest.mark.parametrize("zone", [Zone.SELF_HOSTED, Zone.EU])
def test_tools_that_the_provider_runs_are_dropped_at_home_too(zone: Zone) -> None:
    tools = [FUNCTION, SEARCH, MCP, {"type": "code_interpreter"}, {"type": "web_search_20250305", "name": "web_search"}]
    out = sent({"tools": tools, "tool_choice": "auto"}, zone=zone)
    assert out["tools"] == [FUNCTION]
    assert out["tool_choice"] == "auto"


@pytest.mark.parametrize("zone", [Zone.SELF_HOSTED, Zone.EU])
def test_forward_lets_tools_pass_that_the_provider_runs(zone: Zone) -> None:
    body = {"tools": [FUNCTION, MCP, "x"], "tool_choice": SEARCH}
    out = sent(body, zone=zone, forward=frozenset({"hosted_tools"}))
    assert {"tools": out["tools"], "tool_choice": out["tool_choice"]} == body


def test_tools_that_items_bring_along_are_dropped_too() -> None:
    function = {"type": "function", "name": "f"}
    items = [
        {"type": "additional_tools", "role": "developer", "tools": [function, MCP]},
        {"type": "x", "tools": [function]},
    ]
    out = sent({"input": [*items, "odd"]}, dialect="responses")
    assert out["input"] == [{**items[0], "tools": [function]}, items[1], "odd"]
    assert sent({"input": items}, dialect="responses", forward=frozenset({"hosted_tools"}))["input"] == items


@pytest.mark.parametrize(
    "tool",
    [
        {},
        "web_search",
        None,
        {"googleSearch": {}},
        {"url_context": {}},
        {"type": ["function"]},
        {"type": "Function", "function": {}},
        {"type": "function", "TYPE": "mcp", "function": {"name": "f"}},
        {"Type": "web_search", "name": "f"},
        {"type": "namespace", "name": "n", "tools": [{"type": "function", "name": "f"}, MCP]},
        {"type": "namespace", "name": "n", "tools": 1},
        {"type": "shell", "environment": {"type": "container_auto"}},
    ],
)
def test_a_tool_that_is_not_plainly_the_agents_is_the_providers(tool: Any) -> None:
    assert sent({"tools": [tool, FUNCTION]})["tools"] == [FUNCTION]


@pytest.mark.parametrize(
    "tool",
    [
        FUNCTION,
        {"type": "custom", "custom": {"name": "c"}},
        {"function": {"name": "f"}},
        {"name": "f", "input_schema": {}},
        {"type": "namespace", "name": "n", "tools": [{"type": "function", "name": "f"}]},
        {"type": "shell", "environment": {"type": "local"}},
        {"type": "shell"},
        {"type": "computer_use_preview"},
    ],
)
def test_a_tool_that_the_agent_runs_passes(tool: Any) -> None:
    assert sent({"tools": [tool]})["tools"] == [tool]


BY_DAY = ("bash_20250124", "text_editor_20250728", "computer_20251124", "memory_20250818", "computer_toolset_20260801")


@pytest.mark.parametrize("kind", [*BY_DAY, "browser_toolset_20260801", "tool_search_tool_regex_20251119"])
def test_a_tool_of_anthropics_that_the_agent_runs_passes(kind: str) -> None:
    tool = {"type": kind, "name": "n"}
    assert sent({"tools": [tool], "tool_choice": {"type": "any"}}, dialect="messages")["tools"] == [tool]


@pytest.mark.parametrize(
    "kind",
    [
        *("web_search_20250305", "web_fetch_20250910", "code_execution_20250825", "mcp_toolset", "advisor_20260301"),
        *("bash_code_execution_20250825", "bash_20250124x", "xbash_20250124", "memory"),
    ],
)
def test_a_tool_of_anthropics_that_it_runs_itself_is_dropped(kind: str) -> None:
    own = {"name": "f", "input_schema": {}}
    body = {"tools": [{"type": kind, "name": "n"}, own], "tool_choice": {"type": "tool", "name": "n"}}
    assert sent(body, dialect="messages") == {"model": "m", "messages": MESSAGES, "tools": [own]}


@pytest.mark.parametrize("choice", [{"type": "auto"}, {"type": "any"}, {"type": "none"}, {"type": "tool", "name": "f"}])
def test_a_choice_in_anthropics_words_is_kept(choice: Any) -> None:
    tools = [{"type": "web_search_20250305", "name": "web_search"}, {"name": "f", "input_schema": {}}]
    assert sent({"tools": tools, "tool_choice": choice}, dialect="messages")["tool_choice"] == choice


STAYS = ("container", "mcp_servers", "inference_geo", "fallbacks", "thread", "diagnostics", "workspace_id", "metadata")


@pytest.mark.parametrize("key", [*STAYS, "user_profile_id", "Container"])
def test_what_anthropic_would_keep_or_send_on_is_dropped(key: str) -> None:
    assert key not in sent({key: "x"}, dialect="messages")


def test_what_anthropic_reads_of_a_request_passes() -> None:
    fields = ("system", "thinking", "output_config", "context_management", "cache_control", "service_tier", "speed")
    body = {key: {"type": "x"} for key in (*fields, "stop_sequences", "compaction")}
    assert sent(body, dialect="messages") == {"model": "m", "messages": MESSAGES, **body}
    assert sent({"container": "c"}, dialect="messages", forward=EVERYTHING)["container"] == "c"


@pytest.mark.parametrize(
    "flag", ["mcp-client-2025-11-20", "web-fetch-2025-09-10", "code-execution-2025-08-25", "skills-2025-10-02"]
)
def test_flags_that_let_words_go_elsewhere_are_not_passed_on(flag: str) -> None:
    features = ("interleaved-thinking-2025-05-14", flag)
    assert passed_on(features, provider_rule(HOSTED)) == ["interleaved-thinking-2025-05-14"]
    assert passed_on(features, provider_rule(HOSTED, forward=EVERYTHING)) == list(features)


def test_with_no_tool_left_there_is_none_to_choose() -> None:
    out = sent({"tools": [{"type": "web_search"}], "tool_choice": "required"})
    assert out.keys() == {"model", "messages"}


def test_a_choice_of_a_dropped_tool_is_dropped() -> None:
    out = sent({"tools": [FUNCTION, {"type": "web_search"}], "tool_choice": {"type": "web_search"}})
    assert out.keys() == {"model", "messages", "tools"}
    kept = {"type": "function", "function": {"name": "f"}}
    assert sent({"tools": [FUNCTION], "tool_choice": kept})["tool_choice"] == kept


@pytest.mark.parametrize("tools", [[], None, "x", [FUNCTION]])
def test_tools_with_nothing_to_drop_pass_as_they_are(tools: Any) -> None:
    assert sent({"tools": tools})["tools"] == tools


def test_a_choice_among_tools_is_kept() -> None:
    for choice in ("auto", {"type": "allowed_tools", "allowed_tools": {"mode": "auto", "tools": []}}):
        assert sent({"tools": [FUNCTION], "tool_choice": choice})["tool_choice"] == choice


# --------------------------------------------------------------------------------------------------------------- bytes


def left(raw: bytes, *, base_url: str = HOSTED, replacements: Mapping[Path, str] = MappingProxyType({})) -> bytes:
    """What leaves of a request as a client wrote it."""
    body = CHAT.parse(raw)
    given = envelope(body, raw=raw)
    return encode(given, CHAT.rewrite(body, replacements), provider_rule(base_url), candidate("m"))


PRETTY = b"""\
{
  "mod\\u0065l": "asked",
  "user": "u", "m\\u006fdels": ["x"], "MODEL": "y",
  "messages": [
    { "role": "system", "content": "Be brief; caf\\u00e9" },
    { "content": [ {"type": "text", "text": "I am Anna"} ], "role" : "user", "n\\u0061me": null },
    { "role": "user", "content": "1.50 \\/ {\\"a\\": 1.0}" }
  ],
  "temperature": 1.0, "seed": 1e3, "store" : true
}
"""


def test_what_is_not_forced_leaves_in_the_clients_own_bytes() -> None:
    forced = PRETTY.replace(b'"asked"', b'"m"').replace(b'\n  "user": "u", "m\\u006fdels": ["x"], "MODEL": "y",', b"")
    assert left(PRETTY) == forced.replace(b"true", b"false")
    assert left(PRETTY, base_url="https://api.mistral.ai/v1") == forced.replace(b', "store" : true', b"")


def test_what_is_added_stands_at_the_end() -> None:
    raw = b'{"model": "asked", "messages": [{"role": "user"}]} '
    assert left(raw, base_url="https://api.openai.com/v1") == raw.replace(b"asked", b"m").replace(
        b"}]", b'}],"store":false'
    )


def test_a_redacted_conversation_keeps_the_bytes_around_what_was_replaced() -> None:
    replacements: dict[Path, str] = {("messages", 1, "content", 0, "text"): "I am [[PERSON_1]]"}
    assert left(PRETTY, replacements=replacements) == left(PRETTY).replace(b"Anna", b"[[PERSON_1]]")


def _spelt(text: str, dice: Random) -> str:
    """A JSON string with any of its ASCII letters as an escape."""
    return "".join(f"\\u{ord(sign):04x}" if sign.isascii() and dice.random() < 0.3 else sign for sign in text)


OTHERS = (
    "MODEL",
    "Model",
    "mödel",
    "store",
    "Store",
    "user",
    "metadata",
    "litellm_x",
    "tools",
    "tool_choice",
    "n",
    "seed",
)
NAMES = st.sampled_from([*sorted(STEERING | OPT_INS)[::9], *OTHERS])
MEMBERS = st.dictionaries(NAMES, st.sampled_from([1, True, "x", None, [], [FUNCTION, SEARCH], SEARCH, {"a": [1.0]}]))
HOSTS = st.sampled_from([HOSTED, "https://openrouter.ai/api/v1", "https://api.openai.com/v1", "https://api.mistral.ai"])


@given(MEMBERS, st.randoms(use_true_random=False), HOSTS)
def test_what_leaves_is_what_was_enforced_however_keys_are_spelt(others: Any, dice: Random, base_url: str) -> None:
    members = [*others.items(), ("model", "asked"), ("messages", MESSAGES)]
    dice.shuffle(members)
    spelt = [f'"{_spelt(key, dice)}"{dice.choice(["", " "])}: {json.dumps(value)}' for key, value in members]
    raw = f"{{{dice.choice([',', ' , ']).join(spelt)}}}".encode()
    body, rule = parse(raw), provider_rule(base_url)
    assert parse(encode(envelope(body, raw=raw), body, rule, candidate("m"))) == enforce(
        "chat", body, rule, candidate("m")
    )


@pytest.mark.parametrize("model", ["gpt-oss:120b-cloud", "qwen3-coder:480B-CLOUD", "kimi-k2:cloud", "x-cloud"])
def test_ollamas_cloud_models_leave_the_host(model: str) -> None:
    assert leaves_host(model)


@pytest.mark.parametrize("model", ["mistral-small-3.2", "cloud", "cloudy:7b", "nimbus-cloud:7b"])
def test_other_models_stay(model: str) -> None:
    assert not leaves_host(model)
