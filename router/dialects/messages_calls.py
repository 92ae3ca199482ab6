"""The tool calls of one message: which may reach the agent, and what it reads in place of the others.

A call says its name when it begins, whole, so each is decided once. What the provider runs itself (`server_tool_use`,
`mcp_tool_use`) is no call of the agent's: `forward` says whether such tools are there at all.
"""

from collections.abc import Callable, Mapping
from typing import Any

_PROVIDERS_OWN = frozenset({"server_tool_use", "mcp_tool_use"})


class Calls:
    """`refusal(name)` is None for a call that may pass, else what the agent reads instead."""

    def __init__(self, refusal: Callable[[str], str | None]) -> None:
        self._refusal = refusal
        self._refusals: dict[str, None] = {}
        self._any_open = False

    def may_pass(self, block: Mapping[str, Any]) -> bool:
        """Asked once of each block."""
        kind, name = block.get("type"), block.get("name")
        if not isinstance(kind, str) or not kind.endswith("tool_use") or kind in _PROVIDERS_OWN:
            return True
        refused = self._refusal(name if isinstance(name, str) else "")
        if refused is None:
            self._any_open = True
            return True
        self._refusals[refused] = None
        return False

    @property
    def refused(self) -> str:
        """The text of all refusals."""
        return "\n".join(self._refusals)

    def stop_reason(self, said: str) -> str:
        """Where no call is left, the message did not stop for the sake of one."""
        return "end_turn" if said == "tool_use" and self._refusals and not self._any_open else said
