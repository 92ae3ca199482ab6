"""What leaves, in exact bytes: the contract enforced on the wire. Pure.

    switch                             | where                          | why
    -----------------------------------|--------------------------------|--------------------------------------------
    model replaced                     | everywhere                     | the candidate's, never the client's word
    base URLs, keys, headers, routes   | everywhere, dropped            | only routes.yaml says where words go
    background, stored conversations,  | everywhere, dropped            | they make the provider keep what was sent
    longer caches, web search          |                                | or send it on
    tools that the provider runs       | outside our walls, dropped     | they send the words to third parties
    store: false                       | Responses everywhere; chat at  | OpenAI keeps Responses by default
                                       | OpenAI and where it was sent   |
    provider: deny, zdr, no fallbacks  | OpenRouter                     | it would choose among hosts by price
    metadata, user, ... removed        | everywhere, unless `forward`   | they name people; self-hosted logs too
    prompt_cache_key removed           | outside our walls, unless      | it may hold words
                                       | `forward: [user]`              |
    everything else                    | passes as the client sent it   | a faithful endpoint

Whoever reads this table against a body sees all that changes: no other file touches one.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import msgspec

from router.core.rules import ProviderRule
from router.core.types import Body, Candidate, Dialect, Zone

STEERING = frozenset(
    {
        "api_base",
        "api_key",
        "api_type",
        "api_version",
        "azure_ad_token",
        "azure_endpoint",
        "base_url",
        "custom_llm_provider",
        "default_headers",
        "deployment_id",
        "extra_body",
        "extra_headers",
        "extra_query",
        "fallbacks",
        "headers",
        "models",
        "organization",
        "plugins",
        "provider",
        "route",
        "transforms",
    }
)
"""What some server or SDK takes as a word on where or how to send. A client has none."""

OPT_INS = frozenset(
    {"background", "conversation", "previous_response_id", "prompt_cache_retention", "web_search_options"}
)

PERSONAL = {
    "metadata": frozenset({"metadata", "client_metadata"}),
    "user": frozenset({"user", "safety_identifier"}),
}
"""By the word that `forward` has for them."""

OURS_TO_RUN = frozenset({"apply_patch", "computer", "custom", "function", "local_shell", "namespace", "shell"})
"""Types of tools that the agent runs. All others are run by the provider."""

OPENAI = ("openai.com", "openai.azure.com", "cognitiveservices.azure.com", "services.ai.azure.com")
OPENROUTER = ("openrouter.ai",)
STRICT = ("mistral.ai", "cerebras.ai")
"""They have no `store` in chat and refuse what they do not know."""

OPENROUTER_PROVIDER: Mapping[str, Any] = {
    "data_collection": "deny",
    "zdr": True,
    "allow_fallbacks": False,
    "require_parameters": True,
}


def encode(dialect: Dialect, body: Body, rule: ProviderRule, candidate: Candidate) -> bytes:
    return dump(enforce(dialect, body, rule, candidate))


def enforce(dialect: Dialect, body: Body, rule: ProviderRule, candidate: Candidate) -> dict[str, Any]:
    """A copy of `body` with every switch forced; keys keep their order."""
    at_home = candidate.zone is Zone.SELF_HOSTED
    dropped = _dropped(rule.forward, at_home=at_home)
    out = {key: value for key, value in body.items() if key not in dropped}
    out["model"] = candidate.model
    _force_store(dialect, out, rule.base_url)
    if _is_at(rule.base_url, OPENROUTER):
        out["provider"] = dict(OPENROUTER_PROVIDER)
    if not at_home:
        _drop_hosted_tools(out)
    return out


def dump(value: Mapping[str, Any]) -> bytes:
    """Compact JSON. Integers beyond 64 bits are written by the standard library, which has no bound."""
    try:
        return msgspec.json.encode(value)
    except OverflowError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def leaves_host(model: str) -> bool:
    """Ollama sends models with this tag on to its maker's cloud: no provider of ours that serves one is self-hosted."""
    name = model.lower()
    return name.endswith((":cloud", "-cloud"))


def _dropped(forward: frozenset[str], *, at_home: bool) -> frozenset[str]:
    dropped = STEERING | OPT_INS
    for word, keys in PERSONAL.items():
        if word not in forward:
            dropped |= keys
    return dropped if at_home or "user" in forward else dropped | {"prompt_cache_key"}


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


def _drop_hosted_tools(out: dict[str, Any]) -> None:
    """With no tool left there is nothing to choose, and `[]` is refused by many hosts."""
    tools, choice = out.get("tools"), out.get("tool_choice")
    if isinstance(tools, list) and any(map(_is_hosted, tools)):
        out["tools"] = [tool for tool in tools if not _is_hosted(tool)]
        if not out["tools"]:
            del out["tools"]
            out.pop("tool_choice", None)
    if _is_hosted(choice) and isinstance(choice, dict) and choice["type"] != "allowed_tools":
        out.pop("tool_choice", None)


def _is_hosted(tool: object) -> bool:
    if not isinstance(tool, dict) or "type" not in tool:
        return False
    kind = tool["type"]
    return not isinstance(kind, str) or kind not in OURS_TO_RUN


@lru_cache(maxsize=256)
def _is_at(base_url: str | None, hosts: tuple[str, ...]) -> bool:
    host = (urlsplit(base_url or "").hostname or "").rstrip(".")
    return any(host == known or host.endswith("." + known) for known in hosts)
