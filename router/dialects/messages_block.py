"""One block of a streamed message: its texts, each restored by a machine of its own that may hold back an end.

What is held back comes as one more delta before the block stops.
"""

from typing import Any

from router.core.redact import Vault
from router.core.restore import Restorer
from router.dialects.messages_reply import restore_block
from router.dialects.messages_words import UNTOUCHED, put_back


class Block:
    """`index` is the one that the client sees."""

    __slots__ = ("_json_content", "_restorers", "_vault", "index")

    def __init__(self, index: int, vault: Vault | None, *, json_content: bool) -> None:
        self.index = index
        self._vault = vault
        self._json_content = json_content
        self._restorers: dict[tuple[str, str], Restorer] = {}

    def begin(self, block: dict[str, Any]) -> bool:
        """Restores the block that begins, in place. True when that changed it."""
        if self._vault is None:
            return False
        said = block.get("text")
        if not isinstance(said, str):
            return restore_block(block, self._vault, json_content=self._json_content)
        rest = {key: value for key, value in block.items() if key != "text"}
        changed = restore_block(rest, self._vault, json_content=self._json_content)
        block.update(rest)
        block["text"] = self._restorer(self._vault, "text_delta", "text").feed(said)
        return changed or block["text"] != said

    def read(self, delta: dict[str, Any]) -> bool:
        """Restores `delta` in place. True when that changed it."""
        if self._vault is None:
            return False
        changed = False
        kind = str(delta.get("type"))
        for key, value in delta.items():
            if key in UNTOUCHED:
                continue
            is_text = isinstance(value, str)
            delta[key] = self._restorer(self._vault, kind, key).feed(value) if is_text else put_back(value, self._vault)
            changed |= delta[key] != value
        return changed

    def rest(self) -> list[dict[str, Any]]:
        """Deltas of what is still held back."""
        tails = [(place, restorer.flush()) for place, restorer in self._restorers.items()]
        return [{"type": kind, key: tail} for (kind, key), tail in tails if tail]

    def _restorer(self, vault: Vault, kind: str, key: str) -> Restorer:
        restorer = self._restorers.get((kind, key))
        if restorer is None:
            is_json = True if key == "partial_json" else self._json_content or None
            restorer = self._restorers[kind, key] = Restorer(vault, escape=is_json)
        return restorer
