"""May a key be derived from another? Only if it is no wider than its parent in any respect.

`wider` compares what two keys may do and tells each respect in which the child could do more. Where inclusion of two
patterns cannot be seen it is not assumed: a pattern is refused rather than let through.
"""

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Protocol

EVERYTHING = frozenset({"all", "*"})
"""As a tool scope says it (`core.tools`)."""

_INCLUDES = {"write": frozenset({"write", "read"}), "read": frozenset({"read"})}
_WORDS = EVERYTHING | _INCLUDES.keys()
_WILD = frozenset("*?[")

Network = IPv4Network | IPv6Network


class Scoped(Protocol):
    """What a key may do. None, and no networks at all: nothing bounds it there."""

    @property
    def tenant(self) -> str: ...
    @property
    def models(self) -> tuple[str, ...]: ...
    @property
    def tools(self) -> tuple[str, ...]: ...
    @property
    def floor(self) -> str | None: ...
    @property
    def ceiling(self) -> str | None: ...
    @property
    def networks(self) -> tuple[str, ...]: ...
    @property
    def requests_per_minute(self) -> int | None: ...
    @property
    def tokens_per_minute(self) -> int | None: ...
    @property
    def budget_eur_per_month(self) -> float | None: ...
    @property
    def expires(self) -> float | None: ...
    @property
    def owner(self) -> str | None: ...
    @property
    def team(self) -> str | None: ...


def wider(child: Scoped, parent: Scoped, classes: Sequence[str]) -> list[str]:
    """Every respect in which `child` is wider than `parent`, in words; none where it may be derived from it.

    `classes` in their order, lowest first.
    """
    return [
        *_belongings(child, parent),
        *_patterns(child, parent),
        *_classes(child, parent, classes),
        *_addresses(child, parent),
        *_bounds(child, parent),
    ]


def covers(pattern: str, other: str) -> bool:
    """Whether all names that `other` matches are matched by `pattern`. Both are shell-style, case-sensitive.

    True is certain. False may also mean that it cannot be seen, as with a set in brackets.
    """
    if pattern in ("*", other):
        return True
    if "[" in pattern + other:
        return _WILD.isdisjoint(other) and fnmatchcase(other, pattern)
    parts = (".*" if sign == "*" else "[^*]" if sign == "?" else re.escape(sign) for sign in pattern)
    return re.fullmatch("".join(parts), other, re.DOTALL) is not None


def floor_rank(klass: str | None, classes: Sequence[str]) -> int:
    """A class that `routes.yaml` no longer has counts as its highest, as in `core.classify`."""
    if klass is None:
        return 0
    return classes.index(klass) if klass in classes else len(classes) - 1


def ceiling_rank(klass: str | None, classes: Sequence[str]) -> int:
    """A class that `routes.yaml` no longer has counts as its lowest."""
    if klass is None:
        return len(classes) - 1
    return classes.index(klass) if klass in classes else 0


def _belongings(child: Scoped, parent: Scoped) -> Iterator[str]:
    if child.tenant != parent.tenant:
        yield f"tenant {child.tenant!r} is not the parent's {parent.tenant!r}"
    if parent.owner is not None and child.owner != parent.owner:
        yield f"owner {child.owner!r} is not the parent's {parent.owner!r}"
    if parent.team is not None and child.team != parent.team:
        yield f"team {child.team!r} is not the parent's {parent.team!r}"


def _patterns(child: Scoped, parent: Scoped) -> Iterator[str]:
    for pattern in child.models:
        if not any(covers(other, pattern) for other in parent.models):
            yield f"models {pattern!r} is not among the parent's {','.join(parent.models)!r}"
    for entry in child.tools:
        if not any(_covers_tools(other, entry) for other in parent.tools):
            yield f"tools {entry!r} is not among the parent's {','.join(parent.tools)!r}"


def _covers_tools(entry: str, other: str) -> bool:
    """What `read` and `write` mean is in `routes.yaml` and may change, so they cover no name."""
    if entry in EVERYTHING:
        return True
    if entry in _WORDS or other in _WORDS:
        return other in _INCLUDES.get(entry, ())
    return covers(entry, other)


def _classes(child: Scoped, parent: Scoped, classes: Sequence[str]) -> Iterator[str]:
    if floor_rank(child.floor, classes) < floor_rank(parent.floor, classes):
        yield f"floor {child.floor!r} is below the parent's {parent.floor!r}"
    if ceiling_rank(child.ceiling, classes) > ceiling_rank(parent.ceiling, classes):
        yield f"ceiling {child.ceiling!r} is above the parent's {parent.ceiling!r}"


def _addresses(child: Scoped, parent: Scoped) -> Iterator[str]:
    if not parent.networks:
        return
    if not child.networks:
        yield f"it may be used from anywhere, its parent from {','.join(parent.networks)} only"
    allowed = [ip_network(text) for text in parent.networks]
    for text in child.networks:
        if not any(_within(ip_network(text), other) for other in allowed):
            yield f"network {text} is not inside the parent's {','.join(parent.networks)}"


def _within(inner: Network, outer: Network) -> bool:
    if isinstance(inner, IPv4Network) and isinstance(outer, IPv4Network):
        return inner.subnet_of(outer)
    if isinstance(inner, IPv6Network) and isinstance(outer, IPv6Network):
        return inner.subnet_of(outer)
    return False


def _bounds(child: Scoped, parent: Scoped) -> Iterator[str]:
    limits = (
        ("requests a minute", child.requests_per_minute, parent.requests_per_minute),
        ("tokens a minute", child.tokens_per_minute, parent.tokens_per_minute),
        ("euro a month", child.budget_eur_per_month, parent.budget_eur_per_month),
    )
    for unit, own, most in limits:
        if _exceeds(own, most):
            yield f"{'any number of' if own is None else own} {unit} is more than the parent's {most}"
    if _exceeds(child.expires, parent.expires):
        yield "it would outlive its parent"


def _exceeds(own: float | None, most: float | None) -> bool:
    return most is not None and (own is None or own > most)
