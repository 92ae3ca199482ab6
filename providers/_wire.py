"""What leaves, in exact bytes: the contract enforced on the wire. Pure.

    switch                             | where                          | why
    -----------------------------------|--------------------------------|--------------------------------------------
    model replaced                     | everywhere                     | the candidate's, never the client's word
    base URLs, keys, headers, routes,  | everywhere, dropped, in any    | only routes.yaml says where words go, and a
    regions, orders to a proxy, engine | spelling                       | proxy of our own would take them too
    background, stored conversations,  | everywhere, dropped            | they make the provider keep what was sent
    threads, longer caches, web search |                                | or send it on
    tools that the provider runs, its  | everywhere, dropped, unless    | they send the words to third parties
    containers, flags that allow them  | `forward: [hosted_tools]`      |
    another spelling of a field that   | everywhere, dropped            | servers in Go do not tell `MODEL` from `model`
    is read or forced here             |                                |
    store: false                       | Responses everywhere; chat at  | OpenAI keeps Responses by default
                                       | OpenAI and where it was sent   |
    stream_options.include_usage       | streamed chat, but where it is | what a stream cost is told by nobody else; the
                                       | told anyway: dropped there     | client sees it only if it asked
    provider: deny, zdr, no fallbacks  | OpenRouter                     | it would choose among hosts by price
    metadata, user, ... removed        | everywhere, unless `forward`   | they name people; self-hosted logs too
    prompt_cache_key removed           | outside our walls, unless      | it may hold words
                                       | `forward: [user]`              |
    everything else                    | passes byte for byte           | a faithful endpoint, warm prompt caches

Whoever reads this table against a body sees all that changes: no other file touches one, and `_splice` only writes it.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from providers._splice import splice
from router.core.rules import ProviderRule
from router.core.types import Body, Candidate, Dialect, Envelope, Zone

STEERING = frozenset(
    """
    api_base api_key api_type api_version auth authorization azure_ad_token azure_endpoint base_model base_url
    callback_url callbacks client connectors content_policy_fallbacks context_window_fallback_dict
    context_window_fallbacks custom_llm_provider custom_logit_processor data_sources default_fallbacks default_headers
    deployment deployment_id endpoint extra_body extra_headers extra_query failure_callback fallback_credit_token
    fallbacks guardrails headers http_client inference_geo input_callback kv_transfer_params logger_fn
    logits_processors lora lora_path lora_request mcp_servers
    model_config model_file model_info model_list model_path models no_log notify_url organization plugins project
    prompt_id prompt_label prompt_variables prompt_version provider proxies proxy region_name retry_policy route
    router_settings secret_fields server_url service_callback specific_deployment ssl_verify success_callback tags trace
    transforms user_config webhook webhook_url workspace_id
    """.split()  # noqa: SIM905 - a table is read as a table
)
"""What some server or SDK takes as a word on where or how to send. A client has none."""

STEERING_PREFIXES = (
    "arize",
    "aws_",
    "azure_",
    "bootstrap_",
    "disable_global_guardrail",
    "gcs_",
    "langfuse_",
    "langsmith_",
    "litellm",
    "mock_",
    "s3_",
    "sagemaker_",
    "use_litellm_proxy",
    "user_api_key",
    "vertex_",
    "watsonx_",
)
"""The same for whole families: orders to LiteLLM, its credentials and its observers, SGLang's peers."""

OPT_INS = frozenset(
    """
    background builtin_tools cache caching code_interpreter compound_custom conversation diagnostics enable_search
    file_search mcp online previous_response_id prompt_cache_retention search_options search_parameters search_settings
    thread vector_store_ids web_search web_search_options
    """.split()  # noqa: SIM905 - as above
)
"""They make a provider keep what was sent, or search with it."""

PERSONAL = {
    "metadata": frozenset({"metadata", "client_metadata"}),
    "user": frozenset({"user", "safety_identifier", "user_profile_id"}),
}
"""By the word that `forward` has for them."""

HOSTED_TOOLS = "hosted_tools"
"""The word that `forward` has for the tools that the provider runs."""

OWN = frozenset(
    {
        "function_call",
        "functions",
        "input",
        "instructions",
        "max_output_tokens",
        "max_tokens",
        "messages",
        "model",
        "prompt_cache_key",
        "store",
        "stream",
        "stream_options",
        "tool_choice",
        "tools",
    }
)
"""What is read, counted or forced here or before: it has one spelling."""

OURS_TO_RUN = frozenset(
    {"apply_patch", "computer", "computer_use_preview", "custom", "function", "local_shell", "namespace", "shell"}
)
"""Types of tools that the agent runs. All others are run by the provider."""

OURS_BY_DAY = re.compile(
    r"(?:bash|browser_toolset|computer|computer_toolset|memory|text_editor|tool_search_tool_(?:bm25|regex))_\d{8}"
)
"""Anthropic's, which bear a day: those that the agent runs, and the search among the request's own tools."""

CHOICES = frozenset({"allowed_tools", "any", "auto", "none", "tool"})
"""Types of `tool_choice` that are none of a tool."""

HOSTED_FLAGS = re.compile(
    r"(?:advisor-tool|agent-memory|code-execution|container|files-api|inline-tools|managed-agents|mcp-client|mcp-tunnels"
    r"|message-batches|message-threads|mid-conversation-tool-changes|server-side-fallback|skills|telemetry-destinations"
    r"|user-profiles|web-fetch|web-search|webhooks)-.*"
)
"""Flags of `anthropic-beta` that let words go elsewhere, or stay there."""

LOCAL = {"type": "local"}
"""The `environment` of a shell that is the agent's; any other is a container of the provider's."""

OPENAI = ("openai.com", "openai.azure.com", "cognitiveservices.azure.com", "services.ai.azure.com")
OPENROUTER = ("openrouter.ai",)
STRICT = ("mistral.ai", "cerebras.ai")
"""They have no `store` in chat and refuse what they do not know."""
TELLING = ("mistral.ai",)
"""They tell the usage of every stream, and refuse to be asked for it."""

OPENROUTER_PROVIDER: Mapping[str, Any] = {
    "data_collection": "deny",
    "zdr": True,
    "allow_fallbacks": False,
    "require_parameters": True,
}


def encode(envelope: Envelope, body: Body, rule: ProviderRule, candidate: Candidate) -> bytes:
    """`body` is the envelope's own or was made of it; what is the same in both leaves as the client wrote it."""
    forced = enforce(envelope.dialect, body, rule, candidate)
    _ask_for_usage(envelope.dialect, forced, rule.base_url)
    return splice(envelope.raw, envelope.body, forced)


def enforce(dialect: Dialect, body: Body, rule: ProviderRule, candidate: Candidate) -> dict[str, Any]:
    """A copy of `body` with every switch forced; keys keep their order."""
    dropped = _dropped(rule.forward, candidate.zone is Zone.SELF_HOSTED)
    out = {key: value for key, value in body.items() if not _is_dropped(key, dropped)}
    out["model"] = candidate.model
    _force_store(dialect, out, rule.base_url)
    if _is_at(rule.base_url, OPENROUTER):
        out["provider"] = dict(OPENROUTER_PROVIDER)
    if HOSTED_TOOLS not in rule.forward:
        _drop_hosted_tools(out)
        if dialect == "responses" and isinstance(out.get("input"), list):
            out["input"] = [_without_hosted(item) for item in out["input"]]
    return out


def passed_on(features: Iterable[str], rule: ProviderRule) -> list[str]:
    """Of the flags that the client sent, those that the contract with this provider allows."""
    may_all = HOSTED_TOOLS in rule.forward
    return [flag for flag in features if may_all or not HOSTED_FLAGS.fullmatch(flag)]


def leaves_host(model: str) -> bool:
    """Ollama sends models with this tag on to its maker's cloud: no provider of ours that serves one is self-hosted."""
    name = model.lower()
    return name.endswith((":cloud", "-cloud"))


def _folded(key: str) -> str:
    """One name for all spellings: `api_base`, `API-BASE`, `apiBase`."""
    return key.casefold().translate(_NO_SEPARATORS)


_NO_SEPARATORS = {ord(character): None for character in "_- ."}
_PLAIN = (OWN - {"prompt_cache_key"}) | {"max_completion_tokens", "n", "response_format", "stop", "temperature"}
"""What nearly every request has and nothing above drops."""

_FOLDED_OWN = frozenset(map(_folded, OWN))
_FOLDED_PREFIXES = tuple(map(_folded, STEERING_PREFIXES))


@lru_cache(maxsize=64)
def _dropped(forward: frozenset[str], at_home: bool) -> frozenset[str]:
    """Folded names."""
    dropped = STEERING | OPT_INS
    for word, keys in PERSONAL.items():
        if word not in forward:
            dropped |= keys
    if HOSTED_TOOLS not in forward:
        dropped |= {"container"}
    if not at_home and "user" not in forward:
        dropped |= {"prompt_cache_key"}
    return frozenset(map(_folded, dropped))


def _is_dropped(key: str, dropped: frozenset[str]) -> bool:
    if key in _PLAIN:
        return False
    name = _folded(key)
    if name in dropped or name.startswith(_FOLDED_PREFIXES):
        return True
    return name in _FOLDED_OWN and key not in OWN


def _force_store(dialect: Dialect, out: dict[str, Any], base_url: str | None) -> None:
    match dialect:
        case "responses":
            out["store"] = False
        case "chat" if _is_at(base_url, OPENAI):
            out["store"] = False
        case "chat" if _is_at(base_url, STRICT):
            out.pop("store", None)
        case _ if "store" in out:
            out["store"] = False
        case _:
            pass


def _ask_for_usage(dialect: Dialect, out: dict[str, Any], base_url: str | None) -> None:
    if _is_at(base_url, TELLING):
        out.pop("stream_options", None)
    elif dialect == "chat" and out.get("stream") is True:
        out["stream_options"] = {**(out.get("stream_options") or {}), "include_usage": True}


def _drop_hosted_tools(out: dict[str, Any]) -> None:
    """With no tool left there is nothing to choose, and `[]` is refused by many hosts."""
    tools, choice = out.get("tools"), out.get("tool_choice")
    gone = [tool for tool in tools if _is_hosted(tool)] if isinstance(tools, list) else []
    if gone and isinstance(tools, list):
        out["tools"] = [tool for tool in tools if not _is_hosted(tool)]
        if not out["tools"]:
            del out["tools"]
            out.pop("tool_choice", None)
    if isinstance(choice, dict) and _is_for_hosted(choice, gone):
        out.pop("tool_choice", None)


def _is_for_hosted(choice: Mapping[str, Any], gone: Iterable[object]) -> bool:
    """Whether a choice is of a tool that the provider runs; `gone` are those of the request."""
    if choice.get("type") not in CHOICES:
        return _is_hosted(choice)
    names = [tool.get("name") for tool in gone if isinstance(tool, dict)]
    return choice.get("type") == "tool" and choice.get("name") in names


def _without_hosted(item: Any) -> Any:
    """An item of Responses can bring tools along."""
    tools = item.get("tools") if isinstance(item, dict) else None
    if not isinstance(tools, list) or not any(map(_is_hosted, tools)):
        return item
    return {**item, "tools": [tool for tool in tools if not _is_hosted(tool)]}


def _is_hosted(tool: object) -> bool:
    """What is not plainly for the agent to run may be run by the provider: a bare name, `{"googleSearch": {}}`."""
    if not isinstance(tool, dict) or any(key.casefold() == "type" and key != "type" for key in tool):
        return True
    match tool.get("type"):
        case None:
            return not isinstance(tool.get("function"), dict) and not isinstance(tool.get("name"), str)
        case "namespace":
            inside = tool.get("tools")
            return not isinstance(inside, list) or any(map(_is_hosted, inside))
        case "shell":
            return bool(tool.get("environment", LOCAL) != LOCAL)
        case kind:
            return not isinstance(kind, str) or (kind not in OURS_TO_RUN and not OURS_BY_DAY.fullmatch(kind))


@lru_cache(maxsize=256)
def _is_at(base_url: str | None, hosts: tuple[str, ...]) -> bool:
    host = (urlsplit(base_url or "").hostname or "").rstrip(".")
    return any(host == known or host.endswith("." + known) for known in hosts)
