"""The words of a provider's error that may be repeated: closed lists, since a shape proves nothing.

A provider may put anything into `error.code`, `type` or `param`: the first word of the prompt and the key that it was
sent look like identifiers too. So what does not stand here is not said.
"""

import re

CONTEXT_CODES = frozenset(
    {
        "context_length_exceeded",
        "context_window_exceeded",
        "ContextWindowExceededError",
        "exceed_context_size_error",
        "model_context_window_exceeded",
    }
)
"""They mean that the request is longer than the model takes."""

_CODES = {
    "Anthropic, OpenAI: types": """
        api_error authentication_error billing_error conflict_error internal_server_error invalid_request_error
        not_found_error not_supported_error overloaded_error permission_error rate_limit_error request_too_large
        requests server_error service_unavailable timeout_error tokens
    """,
    "OpenAI, and who follows it": """
        account_deactivated array_above_max_length array_below_min_length billing_hard_limit_reached
        billing_not_active content_filter content_policy_violation deactivated_workspace decimal_above_max_value
        decimal_below_min_value empty_array engine_overloaded image_parse_error insufficient_quota
        integer_above_max_value integer_below_min_value invalid_api_key invalid_base64_image
        invalid_function_parameters invalid_image invalid_image_format invalid_image_url invalid_json_schema
        invalid_organization invalid_prompt invalid_request invalid_tool_call invalid_type invalid_value
        ip_not_authorized max_tokens_exceeded mismatched_organization missing_required_parameter missing_scope
        model_not_available model_not_found model_not_supported object_above_max_properties organization_deactivated
        policy_violation quota_exceeded rate_limit_exceeded requests_per_minute_exceeded slow_down
        string_above_max_length string_below_min_length tokens_per_minute_exceeded unknown_parameter unknown_url
        unsupported_country_region_territory unsupported_file unsupported_language unsupported_model
        unsupported_parameter unsupported_value user_error vector_store_timeout
    """,
    "Azure": """
        AccessDenied content_filtered DeploymentNotFound InternalServerError InvalidRequest OperationNotSupported
        ResourceNotFound ResponsibleAIPolicyViolation ServiceUnavailable TooManyRequests Unauthorized
        unavailable_model unsupported_api_version
    """,
    "vLLM, LiteLLM": """
        AuthenticationError BadRequestError ConflictError ContentPolicyViolationError InvalidRequestError
        NotFoundError PermissionDeniedError RateLimitError RequestTimeoutError
        ServiceUnavailableError TimeoutError UnprocessableEntityError ValidationError ValueError VLLMValidationError
    """,
    "llama.cpp, Ollama": """
        exceed_context_size_error model_not_loaded unavailable_error
    """,
    "Mistral": """
        capacity_exceeded disabled_model extra_forbidden invalid_model invalid_request_message_order
        invalid_request_prompt json_invalid json_schema_invalid missing service_tier_capacity_exceeded unauthorized
        unknown_model validation_error value_error
    """,
    "OpenRouter, and words of HTTP": """
        bad_request forbidden gateway_timeout insufficient_credits moderation no_allowed_providers not_found
        over_capacity payload_too_large payment_required provider_unavailable rate_limited server_overloaded
        too_many_requests unprocessable_entity
    """,
    "Google": """
        DEADLINE_EXCEEDED FAILED_PRECONDITION INTERNAL INVALID_ARGUMENT NOT_FOUND OUT_OF_RANGE PERMISSION_DENIED
        RESOURCE_EXHAUSTED UNAUTHENTICATED UNAVAILABLE UNIMPLEMENTED
    """,
    "Groq": """
        blocked_api_access failed_generation flex_tier_capacity_exceeded invalid_request_tokens json_validate_failed
        model_decommissioned model_permission_blocked_org model_terms_required tool_use_failed
    """,
    "Bedrock": """
        AccessDeniedException ModelErrorException ModelNotReadyException ModelTimeoutException
        ResourceNotFoundException ServiceQuotaExceededException ThrottlingException ValidationException
    """,
}
"""Of `code` and `type`, by who says them first."""

CODES = CONTEXT_CODES.union(*(words.split() for words in _CODES.values()))

FIELDS = frozenset(
    """
    additionalProperties allOf anyOf arguments audio best_of body budget_tokens bytes cache_control call_id
    chat_template chat_template_kwargs code content context description detail dimensions effort encoding_format
    enum extra_body file file_data file_id filename format frequency_penalty function function_call functions
    grammar guided_choice guided_grammar guided_json guided_regex id image image_url include include_usage index
    input input_audio input_schema input_text instructions items json json_schema keep_alive logit_bias logprobs
    max_completion_tokens max_length max_output_tokens max_tokens messages metadata min_p min_tokens modalities
    model n name num_ctx num_predict oneOf options output output_text parallel_tool_calls parameters prediction
    presence_penalty prompt prompt_cache_key prompt_mode properties provider random_seed reasoning reasoning_content
    reasoning_effort refusal repetition_penalty required response_format role safe_prompt safety_identifier schema
    seed service_tier stop stop_sequences store stream stream_options strict structured_outputs suffix system
    temperature text thinking tool_call_id tool_calls tool_choice tool_result tool_use tool_use_id tools top_a top_k
    top_logprobs top_p transforms truncation type url use_beam_search user verbosity voice
    """.split()  # noqa: SIM905 - a table is read as a table
)
"""Names of the fields that a request of the chat API, or of one near it, has."""

_STEP = re.compile(r"([A-Za-z_]{1,40})((?:\[\d{1,3}\])*)|\d{1,3}")
_LONGEST = 12


def code(value: object) -> str | None:
    """`value` if it is a known code or type of error, else None."""
    return value if isinstance(value, str) and value in CODES else None


def place(value: object) -> str | None:
    """`value` if it is a path of known fields and indexes, as in `messages[0].content` or `tools.3.name`, else None."""
    if not isinstance(value, str):
        return None
    steps = value.split(".", _LONGEST)
    if len(steps) > _LONGEST or steps[0].isdecimal() or not all(map(_is_step, steps)):
        return None
    return value


def _is_step(step: str) -> bool:
    found = _STEP.fullmatch(step)
    return found is not None and step.isascii() and (found[1] is None or found[1] in FIELDS)
