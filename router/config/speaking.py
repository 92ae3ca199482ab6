"""Which languages each kind of provider speaks. The files in `providers/` say it too, and a test compares.

It stands here because importing a kind can take a second, and a decision is replayed long after the provider is gone.
"""

from collections.abc import Iterator, Mapping

from router.config.faults import Complaint
from router.config.prices import routes_of
from router.config.schema import RoutesFile
from router.core.types import Dialect

SPEAKS: Mapping[str, frozenset[Dialect]] = {
    "anthropic": frozenset({"messages", "count_tokens"}),
    "litellm": frozenset({"chat"}),
    "mirror": frozenset({"chat", "messages"}),
    "openai_compatible": frozenset({"chat", "completions", "embeddings", "responses"}),
    "scripted": frozenset({"chat", "messages", "count_tokens"}),
}
"""What a route of this kind serves where it does not say."""

SOME_SPEAK: Mapping[str, frozenset[Dialect]] = {"openai_compatible": frozenset({"messages", "count_tokens"})}
"""What it may say that it serves besides: not every host does."""


def wrong_with_serves(file: RoutesFile) -> Iterator[Complaint]:
    for (name, index), route in routes_of(file):
        provider = file.providers.get(route.provider)
        if provider is None or route.serves is None or provider.kind not in SPEAKS:
            continue
        spoken = SPEAKS[provider.kind] | SOME_SPEAK.get(provider.kind, frozenset())
        strange = [dialect for dialect in route.serves if dialect not in spoken]
        if strange:
            wrong = f"kind {provider.kind} does not speak {', '.join(strange)}"
            yield Complaint(("models", name, index, "serves"), wrong, f"write some of: {', '.join(sorted(spoken))}")
