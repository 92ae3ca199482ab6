"""Which environment variables would steer a call of LiteLLM, or of a client under it, past routes.yaml. Pure.

LiteLLM and the vendors' clients fill in from the environment what a call leaves open: where it goes, on whose behalf,
with which headers. What routes.yaml does not say must not come from there, so no call is made while such a variable is
set. Only names are looked at, never values.
"""

from collections.abc import Iterable

CLOUDS = frozenset({"bedrock", "sagemaker", "sagemaker_chat", "vertex_ai", "vertex_ai_beta"})
"""Vendors whose credentials are the environment's own; all others have a key in routes.yaml or are not asked."""

ANYWHERE = frozenset(
    {
        "ANTHROPIC_CUSTOM_HEADERS",
        "OPENAI_CUSTOM_HEADERS",
        "OPENAI_ORGANIZATION",
        "OPENAI_ORG_ID",
        "OPENAI_PROJECT",
        "OPENAI_PROJECT_ID",
    }
)
"""These reach every vendor that is called by OpenAI's or Anthropic's client: most."""

MOVING = ("_API_BASE", "_BASE_URL", "_API_URL", "_URL", "_ENDPOINT", "_HOST")
"""Ends of names that say where a call goes."""

NAMING = ("_AD_TOKEN", "_AUTH_TOKEN", "_CUSTOM_HEADERS", "_ORGANIZATION", "_ORG_ID")
"""Ends of names that say on whose behalf."""

OTHER_PREFIXES = {
    "bedrock": ("AWS",),
    "custom": ("OPENAI",),
    "dashscope": ("QWEN",),
    "gemini": ("GOOGLE",),
    "huggingface": ("HF",),
    "sagemaker": ("AWS",),
    "text-completion-openai": ("OPENAI",),
    "volcengine": ("ARK",),
    "watsonx": ("WML", "WX"),
}
"""What variables begin with that do not begin as the vendor does. By the vendor's first word."""


def steering(vendor: str, names: Iterable[str], *, has_base_url: bool) -> str | None:
    """The first of `names`, in their order, that would steer a call of `vendor` (LiteLLM's word); None if none would.

    With a base URL in routes.yaml, what the environment says of places is not read.
    """
    first = vendor.partition("_")[0]
    prefixes = (first.upper(), *OTHER_PREFIXES.get(first, ()))
    return next((name for name in names if _steers(name.upper(), prefixes, has_base_url)), None)


def _steers(name: str, prefixes: tuple[str, ...], has_base_url: bool) -> bool:
    if name in ANYWHERE:
        return True
    ours = name.startswith(prefixes)
    if ours and name.endswith(NAMING):
        return True
    moves = name.endswith("_API_BASE") or (ours and (name.endswith(MOVING) or "_ENDPOINT_URL" in name))
    return moves and not has_base_url
