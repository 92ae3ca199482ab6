"""Where a Responses request, and an answer, has words of the protocol, and where media. Source: OpenAI API reference.

An answer repeats most of its request, and its items come back as input in the next turn: both are read by one shape.
"""

from router.core.shape import Shape, Sort, schema, shape
from router.core.structural import Structural

_TOOL = (
    *("type", "name", "format.type", "format.syntax", "server_label", "connector_id", "environment.type", "execution"),
    *("search_context_size", "user_location.type", "container.type", "container.memory_limit", "vector_store_ids[]"),
    *("ranking_options.ranker", "quality", "size", "background", "output_format", "moderation", "model"),
    *("require_approval", "input_fidelity", "action"),
)
_TOOL_NUMBERS = (
    *("max_num_results", "display_width", "display_height", "display_width_px", "display_height_px"),
    *("ranking_options.score_threshold", "partial_images", "output_compression"),
)
_CHOICE = ("type", "name", "server_label", "mode", "tools[].type", "tools[].name", "tools[].server_label")
_PART = (
    *("type", "detail", "file_id", "input_audio.format", "prompt_cache_breakpoint.mode", "encrypted_content"),
    *("annotations[].type", "annotations[].file_id", "annotations[].container_id", "logprobs"),
)
_PART_NUMBERS = (
    *("annotations[].index", "annotations[].start_index", "annotations[].end_index", "logprobs[].logprob"),
    *("logprobs[].bytes[]", "logprobs[].top_logprobs[].logprob", "logprobs[].top_logprobs[].bytes[]"),
)
_ITEM = (
    *("type", "role", "id", "call_id", "status", "name", "namespace", "phase", "server_label", "approval_request_id"),
    *(
        "encrypted_content",
        "caller.type",
        "caller.caller_id",
        "execution",
        "container_id",
        "action.type",
        "actions[].type",
    ),
    *("action.button", "operation.type", "environment.type", "environment.container_id", "outputs[].type"),
    *("output.type", "output.file_id", "output[].outcome.type", "results[].file_id", "summary[].type"),
    *("pending_safety_checks[].id", "acknowledged_safety_checks[].id", "action.sources[].type"),
)
_ITEM_NUMBERS = ("max_output_length", "action.timeout_ms", "action.max_output_length", "results[].score")
_REQUEST = (
    *("model", "service_tier", "truncation", "include[]", "reasoning.effort", "reasoning.summary", "text.verbosity"),
    *("reasoning.generate_summary", "text.format.type", "text.format.name", "prompt.id", "prompt.version"),
    *("tool_choice", "context_management[].type", "prompt_cache_options.mode", "prompt_cache_options.ttl"),
    *("moderation.model", "moderation.policy.input.mode", "moderation.policy.output.mode"),
)
_REQUEST_NUMBERS = (
    *("max_output_tokens", "max_tool_calls", "temperature", "top_p", "top_logprobs", "frequency_penalty"),
    *("presence_penalty", "context_management[].compact_threshold", "seed", "top_k"),
)
_ANSWER = ("id", "object", "status", "incomplete_details.reason", "previous_response_id")
_ANSWER_NUMBERS = ("created_at", "completed_at", "usage.input_tokens", "usage.output_tokens", "usage.total_tokens")
_EVENT = ("type", "item_id", "name", "obfuscation", "logprobs")


def _places(words: tuple[str, ...], numbers: tuple[str, ...] = ()) -> Shape:
    return shape(dict.fromkeys(words, Sort.STRUCTURE) | dict.fromkeys(numbers, Sort.NUMBER))


def _tool() -> Shape:
    """A namespace holds tools."""
    tool = _places(_TOOL, _TOOL_NUMBERS)
    for parameters in ("parameters", "input_schema", "output_schema"):
        tool.graft(parameters, schema())
    tool.members["tools"] = Shape(items=tool)
    return tool


def _item(tool: Shape) -> Shape:
    item, part = _places(_ITEM, _ITEM_NUMBERS), _places(_PART, _PART_NUMBERS)
    item.at("content").items = part
    for place in ("output[]", "outputs[]"):
        item.at(place).members |= part.members
    item.at("tools").items = tool
    return item


def _request() -> Shape:
    request, tool = _places(_REQUEST, _REQUEST_NUMBERS), _tool()
    request.at("tool_choice").members |= _places(_CHOICE).members
    request.graft("text.format.schema", schema())
    request.at("tools").items = tool
    request.at("input").items = _item(tool)
    return request


def _event(response: Shape) -> Shape:
    event = _places(_EVENT)
    event.members["response"] = response
    event.members["item"] = item = response.members["output"].items or Shape()
    event.members["part"] = part = item.at("content[]")
    event.members["annotation"] = part.at("annotations[]")
    return event


def _response(request: Shape) -> Shape:
    response = _places(_ANSWER, _ANSWER_NUMBERS)
    response.members |= request.members
    response.members["output"] = request.members["input"]
    return response


_MEDIA = (
    *(("input", "encrypted_content"), ("content", "encrypted_content"), ("output", "encrypted_content")),
    *(("input", "result"), ("content", "file_data"), ("output", "file_data"), ("input_audio", "data")),
)

REQUEST = _request()
RESPONSE = _response(REQUEST)
EVENT = _event(RESPONSE)

STRUCTURAL = Structural(shape=REQUEST, media=frozenset(_MEDIA))
