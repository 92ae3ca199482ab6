"""Where a request in Anthropic's Messages API has words of the protocol, and what is signed or encoded there.

Source: Anthropic API reference, "Create a Message" and its beta form. What stands in no named place is people's words:
above all the `input` of a tool call, whatever its keys are called.

A block of content is one wherever blocks stand: in messages, in `system`, in the result of a tool, in a document. In
the last two one may stand alone, without a list.
"""

from router.core.shape import Shape, Sort, schema
from router.core.structural import Structural

_STRUCTURE = (
    *("model", "service_tier", "speed", "thinking.type", "thinking.display", "output_config.effort"),
    *("output_config.format.type", "output_format.type", "compaction.type", "cache_control.type", "cache_control.ttl"),
    *("tool_choice.type", "tool_choice.name", "tools[].type", "tools[].name", "tools[].allowed_callers[]"),
    *("tools[].cache_control.type", "tools[].cache_control.ttl", "messages[].role", "messages[].clear_at"),
    *("context_management.edits[].type", "context_management.edits[].keep", "context_management.edits[].keep.type"),
    *("context_management.edits[].trigger.type", "context_management.edits[].clear_at_least.type"),
    *("context_management.edits[].exclude_tools[]", "context_management.edits[].clear_tool_inputs[]"),
)
_NUMBERS = (
    *("max_tokens", "temperature", "top_k", "top_p", "thinking.budget_tokens", "tools[].max_uses"),
    *("tools[].display_width_px", "tools[].display_height_px", "tools[].max_characters"),
    *("context_management.edits[].trigger.value", "context_management.edits[].keep.value"),
    "context_management.edits[].clear_at_least.value",
)
_OF_A_BLOCK = {
    Sort.STRUCTURE: (
        *("type", "id", "name", "tool_use_id", "toolset_name", "tool_name", "cache_control.type", "cache_control.ttl"),
        *("source.type", "source.media_type", "source.file_id", "file_id", "caller.type", "caller.tool_id"),
        *("citations[].type", "citations[].file_id"),
    ),
    Sort.SIGNED: (
        "thinking",
        "signature",
        "data",
        "encrypted_content",
        "encrypted_stdout",
        "citations[].encrypted_index",
    ),
    Sort.MEDIA: ("source.data",),
}
"""`data` beside a type is what `redacted_thinking` has: cipher, read as far as it can be."""


def _block() -> Shape:
    block = Shape()
    for sort, paths in _OF_A_BLOCK.items():
        for path in paths:
            block.add(path, sort)
    for path in ("content", "source.content"):
        inner = block.at(path)
        inner.items, inner.members = block, block.members
    return block


def _shape() -> Shape:
    root, block = Shape(), _block()
    for sort, paths in ((Sort.STRUCTURE, _STRUCTURE), (Sort.NUMBER, _NUMBERS)):
        for path in paths:
            root.add(path, sort)
    for path in ("tools[].input_schema", "output_config.format.schema", "output_format.schema"):
        root.graft(path, schema())
    for path in ("system", "messages[].content"):
        root.at(path).items = block
    return root


STRUCTURAL = Structural(shape=_shape())
