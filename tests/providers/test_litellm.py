import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import litellm_calls
import pytest
from provider_rules import candidate, envelope, provider_rule
from running import read_lookups

from providers import _silence, litellm
from providers._environment import steering
from providers._http import Http
from router.core.types import Candidate, Zone


@dataclass(frozen=True, slots=True)
class Outcome:
    cases: Mapping[str, Any]
    output: str
    lookups: list[str]

    def text(self, case: str) -> str:
        return "".join(delta.get("content") or "" for delta in self.deltas(case))

    def deltas(self, case: str) -> list[Any]:
        return [choice["delta"] for chunk in self.chunks(case) for choice in chunk["choices"]]

    def chunks(self, case: str) -> list[Any]:
        lines = [line.removeprefix("data: ") for line in self.cases[case]["raw"].split("\n\n")]
        return [json.loads(line) for line in lines if line.startswith("{")]


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """Every case of litellm_calls, run once, look-ups denied and written down, every logger at DEBUG."""
    log = Path(os.environ["NO_DNS_LOG"])
    before = len(read_lookups(log))
    root = Path(__file__).parents[2]
    paths = [str(root), str(root / "tests/support"), os.environ["PYTHONPATH"]]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(paths), "http_proxy": "http://127.0.0.1:1"}
    command = [sys.executable, litellm_calls.__file__]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    *others, last = done.stdout.strip().splitlines()
    return Outcome(json.loads(last), "\n".join(others) + done.stderr, read_lookups(log)[before:])


def test_it_looks_no_name_up(outcome: Outcome) -> None:
    assert outcome.lookups == []


def test_it_writes_nothing_of_a_request_anywhere(outcome: Outcome) -> None:
    assert litellm_calls.SAID not in outcome.output
    assert "Anna" not in outcome.output
    assert "sk-hush" not in outcome.output


def test_answers_of_odd_types_make_no_warning_that_quotes_them(outcome: Outcome) -> None:
    assert litellm_calls.SAID in outcome.cases["odd"]["raw"]
    assert litellm_calls.SAID in outcome.cases["odd stream"]["raw"]
    assert "Warning" not in outcome.output
    assert "Pydantic" not in outcome.output


@pytest.mark.parametrize(("case", "name"), [("organization", "OPENAI_ORGANIZATION"), ("project", "OPENAI_PROJECT_ID")])
def test_while_a_variable_says_on_whose_behalf_nothing_is_sent(outcome: Outcome, case: str, name: str) -> None:
    failure = outcome.cases[case]["failure"]
    assert (failure["kind"], outcome.cases[case]["seen"]) == ("refused", [])
    assert name in failure["text"]


def test_another_vendors_variables_are_no_matter(outcome: Outcome) -> None:
    assert outcome.cases["other vendor"]["failure"] is None


def test_a_key_that_only_the_environment_knows_is_not_used(outcome: Outcome) -> None:
    for case in ("no key", "no key, cohere"):
        failure = outcome.cases[case]["failure"]
        assert (failure["kind"], failure["status"]) == ("credential", None)
    (seen,) = outcome.cases["no key at home"]["seen"]
    assert seen["authorization"] == "Bearer none"


def test_no_failure_holds_words_or_keys(outcome: Outcome) -> None:
    failures = [case["failure"] for case in outcome.cases.values() if case.get("failure")]
    assert len(failures) > 10
    assert all("Anna" not in str(failure) and "hush" not in str(failure) for failure in failures)


def test_the_provider_sees_the_encoded_body_and_the_configured_key(outcome: Outcome) -> None:
    (seen,) = outcome.cases["whole"]["seen"]
    assert seen["path"] == "/v1/chat/completions"
    assert seen["headers"]["authorization"] == "Bearer sk-hush"
    assert seen["body"] == {
        "model": "m",
        "messages": litellm_calls.BODY["messages"],
        "temperature": 0.5,
        "store": False,
    }


def test_a_whole_answer_is_a_chat_completion(outcome: Outcome) -> None:
    answer = json.loads(outcome.cases["whole"]["raw"])
    assert answer["choices"][0]["message"]["content"] == "hello"
    assert answer["choices"][0]["finish_reason"] == "stop"
    assert answer["usage"]["total_tokens"] == 10


def test_a_stream_is_openais_events(outcome: Outcome) -> None:
    assert outcome.cases["stream"]["raw"].endswith("\n\ndata: [DONE]\n\n")
    assert outcome.text("stream") == "hello"
    finishes = [chunk["choices"][0]["finish_reason"] for chunk in outcome.chunks("stream")]
    assert finishes == [None] * (len(finishes) - 1) + ["stop"]


def test_tool_calls_stream_through(outcome: Outcome) -> None:
    calls = [call for delta in outcome.deltas("tools") for call in delta.get("tool_calls") or ()]
    assert calls[0]["function"]["name"] == "get_weather"
    assert "".join(call["function"].get("arguments") or "" for call in calls) == '{"city": "Paris"}'
    assert outcome.chunks("tools")[-1]["choices"][0]["finish_reason"] == "tool_calls"


def test_a_finish_that_the_provider_never_sent_is_not_made_up(outcome: Outcome) -> None:
    assert outcome.cases["no finish"]["failure"]["kind"] == "no_finish"
    assert outcome.text("no finish") == "hello"
    assert "[DONE]" not in outcome.cases["no finish"]["raw"]


@pytest.mark.parametrize(
    ("case", "kind"),
    [
        ("400", "request"),
        ("401", "credential"),
        ("404", "request"),
        ("429", "rate"),
        ("500", "server"),
        ("context", "context"),
        ("redirect", "refused"),
        ("refused", "refused"),
        ("cut", "reset"),
        ("stuck", "timeout"),
        ("stall", "timeout"),
        ("openrouter", "refused"),
        ("public", "refused"),
        ("plain", "refused"),
        ("variable", "refused"),
        ("no vendor", "refused"),
        ("no credentials", "credential"),
        ("remote image", "request"),
    ],
)
def test_what_fails_is_a_failure_of_its_kind(outcome: Outcome, case: str, kind: str) -> None:
    assert outcome.cases[case]["failure"]["kind"] == kind


def test_garbage_fails(outcome: Outcome) -> None:
    assert outcome.cases["html"]["failure"]["kind"] in {"garbage", "server"}


def test_it_is_asked_once_since_failover_is_not_its_business(outcome: Outcome) -> None:
    assert [len(outcome.cases[case]["seen"]) for case in ("400", "401", "429", "500", "redirect", "cut")] == [1] * 6


def test_how_long_to_wait_comes_through(outcome: Outcome) -> None:
    assert outcome.cases["429"]["failure"]["wait"] == 7.0


def test_silence_is_bounded(outcome: Outcome) -> None:
    assert outcome.cases["stuck"]["seconds"] < 3.0
    assert outcome.cases["stall"]["seconds"] < 3.0


def test_a_client_that_hangs_up_ends_the_call(outcome: Outcome) -> None:
    assert outcome.cases["hang up"] == {"cancelled": True}


REMOTE = [case for case in litellm_calls.CASES if case.startswith("remote ")]


@pytest.mark.parametrize("case", REMOTE)
def test_what_stands_elsewhere_is_not_fetched_in_whatever_field_it_is_named(outcome: Outcome, case: str) -> None:
    assert outcome.cases[case]["seen"] == []
    assert outcome.cases[case]["failure"]["kind"] == "request"


@pytest.mark.parametrize("case", ["inline image", "an address in words"])
def test_media_inside_the_body_pass_and_so_do_words(outcome: Outcome, case: str) -> None:
    assert outcome.cases[case]["failure"] is None
    assert len(outcome.cases[case]["seen"]) == 1


def test_a_name_is_connected_to_at_the_address_that_was_checked(outcome: Outcome) -> None:
    assert outcome.cases["a name inside"]["failure"] is None
    assert outcome.cases["a name inside"]["hosts"] == ["models.example"]


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ("a public name that points inward", "network is public and the address is not"),
        ("a public name with one address inside", "network is public and the address is not"),
        ("one's own that is public", "hosting is self and the address is public"),
    ],
)
def test_a_name_whose_addresses_are_beyond_its_reach_is_refused_before_anything_is_connected_to(
    outcome: Outcome, case: str, why: str
) -> None:
    refused = outcome.cases[case]
    assert (refused["failure"]["kind"], refused["connections"]) == ("refused", 0)
    assert why in refused["failure"]["text"]


# ------------------------------------------------------------------------------------------------- without the import


def connection(**changes: Any) -> litellm.Connection:
    return litellm.Connection(provider_rule(kind="litellm", **changes), json, lambda: None)


def encoded(body: dict[str, Any], to: Candidate) -> Any:
    return json.loads(connection().encode(envelope(body), body, to))


@pytest.mark.parametrize("model", ["openai/gpt-5", "azure/x"])
def test_vendors_that_keep_chats_are_told_not_to(model: str) -> None:
    sent = encoded({"messages": [], "store": True}, candidate(model))
    assert sent == {"messages": [], "model": model, "store": False}


def test_other_vendors_are_not_asked() -> None:
    sent = encoded({"messages": [], "store": True}, candidate("cohere/x"))
    assert sent == {"messages": [], "model": "cohere/x"}


def test_no_word_of_the_client_becomes_an_order_to_litellm() -> None:
    orders = ["api_key", "base_url", "mock_response", "fallbacks", "timeout", "client", "callbacks", "aws_region_name"]
    body = {"messages": [], **dict.fromkeys(orders, "x")}
    sent = encoded(body, candidate("cohere/x", Zone.SELF_HOSTED))
    assert sent.keys() == {"messages", "model"}


def test_a_base_url_that_is_none_is_named() -> None:
    with pytest.raises(ValueError, match=r"providers\.p\.base_url"):
        litellm.connect(provider_rule("ftp://x", kind="litellm"), Http(), lambda: None)


# ------------------------------------------------------------------------------------------------------ environment


@pytest.mark.parametrize(
    ("vendor", "name", "steers", "steers_with_base_url"),
    [
        ("openai", "OPENAI_BASE_URL", True, False),
        ("openai", "OPENAI_API_BASE", True, False),
        ("openai", "OPENAI_API_KEY", False, False),
        ("openai", "OPENAI_ORG_ID", True, True),
        ("groq", "OPENAI_ORG_ID", True, True),
        ("cohere", "OPENAI_CUSTOM_HEADERS", True, True),
        ("cohere_chat", "COHERE_API_BASE", True, False),
        ("cohere", "OPENAI_BASE_URL", False, False),
        ("azure", "AZURE_AD_TOKEN", True, True),
        ("azure", "AZURE_API_VERSION", False, False),
        ("azure_ai", "AZURE_AI_API_BASE", True, False),
        ("huggingface", "HF_API_BASE", True, False),
        ("bedrock", "AWS_BEDROCK_RUNTIME_ENDPOINT", True, False),
        ("bedrock", "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", True, False),
        ("bedrock", "AWS_ACCESS_KEY_ID", False, False),
        ("bedrock", "AWS_REGION_NAME", False, False),
        ("vertex_ai", "VERTEXAI_PROJECT", False, False),
        ("vertex_ai", "VERTEXAI_API_BASE", True, False),
        ("watsonx", "WML_URL", True, False),
        ("ollama", "ANYTHING_API_BASE", True, False),
        ("ollama", "PATH", False, False),
        ("ollama", "DATABASE_URL", False, False),
    ],
)
def test_which_variables_steer_a_call(vendor: str, name: str, steers: bool, steers_with_base_url: bool) -> None:
    names = ["HOME", name]
    assert steering(vendor, names, has_base_url=False) == (name if steers else None)
    assert steering(vendor, names, has_base_url=True) == (name if steers_with_base_url else None)


def test_litellms_own_variables_are_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = ["SSL_VERIFY", "LITELLM_PRINT_STANDARD_LOGGING_PAYLOAD", "USE_LITELLM_PROXY", "LITELLM_MODE"]
    for name in [*gone, "LITELLM_MASTER_KEY", "SSL_CERT_FILE"]:
        monkeypatch.setenv(name, "x")
    for name in _silence.ENVIRONMENT:
        monkeypatch.setenv(name, "x")
    _silence.claim_environment()
    assert not {"SSL_VERIFY", "LITELLM_PRINT_STANDARD_LOGGING_PAYLOAD", "USE_LITELLM_PROXY"} & os.environ.keys()
    assert {name: os.environ[name] for name in _silence.ENVIRONMENT} == _silence.ENVIRONMENT
    assert os.environ["LITELLM_MASTER_KEY"] == os.environ["SSL_CERT_FILE"] == "x"
