"""Which endpoint languages each kind of provider speaks: a route is asked in no other, whatever `serves` leaves open.

Policy must know it to decide, and a decision must come out the same on replay, so it is told here and not by a
connection. A kind that is not in the table, for a company may write its own, is taken at the word of `serves`.
"""

from collections.abc import Mapping

from router.core.types import Dialect

SPEAKS: Mapping[str, frozenset[Dialect]] = {
    "anthropic": frozenset({"messages", "count_tokens"}),
    "litellm": frozenset({"chat"}),
    "mirror": frozenset({"chat", "responses", "messages"}),
    "openai_compatible": frozenset({"chat", "completions", "embeddings", "responses"}),
    "scripted": frozenset({"chat", "responses", "messages", "count_tokens"}),
}

ALSO: Mapping[str, frozenset[Dialect]] = {"openai_compatible": frozenset({"messages", "count_tokens"})}
"""What `serves` may name besides, for not every host of that kind speaks it."""


def spoken(kind: str, serves: frozenset[Dialect] | None) -> frozenset[Dialect] | None:
    """What a route of that kind can be asked in, where `routes.yaml` says `serves`, or nothing. None: anything."""
    return serves or SPEAKS.get(kind)
