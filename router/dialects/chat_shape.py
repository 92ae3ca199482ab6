"""Where a chat completion request has words of the protocol, and where media. Source: OpenAI API reference."""

from router.core.shape import Shape, Sort, schema
from router.core.structural import Structural

_STRUCTURE = (
    *("model", "reasoning_effort", "service_tier", "verbosity", "modalities[]", "prompt_cache_retention"),
    *("reasoning.effort", "reasoning.summary", "thinking.type", "web_search_options.search_context_size"),
    *("audio.format", "audio.voice", "function_call", "function_call.name", "functions[].name"),
    *("tool_choice", "tool_choice.type", "tool_choice.function.name", "tool_choice.custom.name"),
    *("tool_choice.allowed_tools.mode", "tool_choice.allowed_tools.tools[].type"),
    *("tool_choice.allowed_tools.tools[].function.name", "prediction.type", "prediction.content[].type"),
    *("tools[].type", "tools[].function.name", "tools[].custom.name", "tools[].custom.format.type"),
    *("tools[].custom.format.grammar.syntax", "response_format.type", "response_format.json_schema.name"),
    *("messages[].role", "messages[].tool_call_id", "messages[].audio.id", "messages[].function_call.name"),
    *("messages[].tool_calls[].id", "messages[].tool_calls[].type", "messages[].tool_calls[].function.name"),
    *("messages[].tool_calls[].custom.name", "messages[].content[].type", "messages[].content[].image_url.detail"),
    *("messages[].content[].input_audio.format", "messages[].content[].file.file_id"),
    *("messages[].content[].cache_control.type", "messages[].content[].thinking[].type"),
)
_NUMBERS = (
    *("max_tokens", "max_completion_tokens", "min_tokens", "n", "best_of", "seed", "temperature", "top_p", "top_k"),
    *("min_p", "top_a", "typical_p", "presence_penalty", "frequency_penalty", "repetition_penalty", "logprobs"),
    *("top_logprobs", "prompt_logprobs", "truncate_prompt_tokens", "priority", "timeout", "random_seed"),
    *("thinking.budget_tokens", "reasoning.max_tokens"),
)
_SCHEMAS = ("tools[].function.parameters", "functions[].parameters", "response_format.json_schema.schema")


def _shape() -> Shape:
    root = Shape()
    for path in _STRUCTURE:
        root.add(path, Sort.STRUCTURE)
    for path in _NUMBERS:
        root.add(path, Sort.NUMBER)
    for path in _SCHEMAS:
        root.graft(path, schema())
    return root


STRUCTURAL = Structural(
    shape=_shape(),
    media=frozenset({("image_url", "url"), ("input_audio", "data"), ("file", "file_data"), ("audio", "data")}),
)
