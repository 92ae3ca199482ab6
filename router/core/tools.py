"""May this tool call reach the agent? Pure: a name, the tenant's tool rule and the key's scope.

Patterns are shell-style and case-sensitive. Where several lines name a tool, the most restrictive word wins, so a
broad `get_*` never opens what a narrow line holds. The key's scope is asked first: beyond it nothing else matters.
"""

from fnmatch import fnmatchcase
from typing import Literal, cast

from router.core.rules import ToolRule

Allowance = Literal["allow", "hold", "deny"]
ToolEffect = Literal["read", "write", "irreversible", "unknown"]

_SEVERITY: dict[str, int] = {"allow": 0, "hold": 1, "deny": 2}
_EVERYTHING = frozenset({"all", "*"})


def effect(name: str, rule: ToolRule | None) -> ToolEffect:
    """What the tenant's rule says a tool does; the gravest of the lines that name it."""
    if rule is None:
        return "unknown"
    if any(fnmatchcase(name, pattern) for pattern, _ in rule.irreversible):
        return "irreversible"
    if any(fnmatchcase(name, pattern) for pattern, _ in rule.write):
        return "write"
    if any(fnmatchcase(name, pattern) for pattern in rule.read):
        return "read"
    return "unknown"


def allowance(name: str, rule: ToolRule | None, scope: tuple[str, ...]) -> Allowance:
    """`scope` holds `all` or `*`, `read`, `write` (which includes read), and names or patterns of tools.

    Without a rule the tenant has no tool policy: the scope alone decides. Raises ValueError for a word in the rule
    that is none of allow, hold, deny.
    """
    if not _in_scope(name, rule, scope):
        return "deny"
    if rule is None:
        return "allow"
    return _strictest(_words(name, rule) or [rule.default])


def _in_scope(name: str, rule: ToolRule | None, scope: tuple[str, ...]) -> bool:
    does = effect(name, rule)
    return any(_covers(entry, name, does) for entry in scope)


def _covers(entry: str, name: str, does: ToolEffect) -> bool:
    if entry in _EVERYTHING:
        return True
    if entry == "read":
        return does == "read"
    if entry == "write":
        return does in {"read", "write"}
    return fnmatchcase(name, entry)


def _words(name: str, rule: ToolRule) -> list[str]:
    words = ["allow" for pattern in rule.read if fnmatchcase(name, pattern)]
    words += [word for pattern, word in (*rule.write, *rule.irreversible) if fnmatchcase(name, pattern)]
    return words


def _strictest(words: list[str]) -> Allowance:
    for word in words:
        if word not in _SEVERITY:
            raise ValueError(f"a tool rule says {word!r}; write allow, hold or deny")
    return cast("Allowance", max(words, key=_SEVERITY.__getitem__))
