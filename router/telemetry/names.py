"""Every name that leaves in a span, in one table.

`gen_ai.*` follow the OpenTelemetry semantic conventions 1.41, the last release that held the GenAI ones and the one
that back ends understand; they are all of stability "development" there. `http.*`, `url.*` and `error.type` are stable.
No convention exists for what a router decides: those names are `sovereign.*`.
"""

from typing import Final

from router.core.types import Dialect

SCHEMA_URL: Final = "https://opentelemetry.io/schemas/1.41.0"
SCOPE: Final = "sovereign-router"
SERVICE: Final = "sovereign-router"

HTTP_METHOD: Final = "http.request.method"
HTTP_BODY_SIZE: Final = "http.request.body.size"
HTTP_ROUTE: Final = "http.route"
HTTP_STATUS: Final = "http.response.status_code"
URL_PATH: Final = "url.path"
ERROR_TYPE: Final = "error.type"

OPERATION: Final = "gen_ai.operation.name"
PROVIDER: Final = "gen_ai.provider.name"
REQUEST_MODEL: Final = "gen_ai.request.model"
REQUEST_STREAM: Final = "gen_ai.request.stream"
RESPONSE_MODEL: Final = "gen_ai.response.model"
FINISH_REASONS: Final = "gen_ai.response.finish_reasons"
TIME_TO_FIRST_CHUNK: Final = "gen_ai.response.time_to_first_chunk"
INPUT_TOKENS: Final = "gen_ai.usage.input_tokens"
OUTPUT_TOKENS: Final = "gen_ai.usage.output_tokens"
CACHED_TOKENS: Final = "gen_ai.usage.cache_read.input_tokens"
REASONING_TOKENS: Final = "gen_ai.usage.reasoning.output_tokens"

USAGE_ESTIMATED: Final = "sovereign.usage.estimated"
RECEIPT: Final = "sovereign.receipt.id"
REQUEST: Final = "sovereign.request.id"
TENANT: Final = "sovereign.tenant.id"
KEY: Final = "sovereign.key.id"
AGENT: Final = "sovereign.agent.name"
OUTCOME: Final = "sovereign.outcome"
POLICY: Final = "sovereign.policy.hash"
DATA_CLASS: Final = "sovereign.data.class"
DATA_RAISED_BY: Final = "sovereign.data.raised_by"
DATA_LABELS: Final = "sovereign.data.labels"
DATA_KINDS: Final = "sovereign.data.kinds"
NEEDS: Final = "sovereign.request.needs"
REDACTION_COUNT: Final = "sovereign.redaction.count"
REDACTION_KINDS: Final = "sovereign.redaction.kinds"
DECISION_EFFECT: Final = "sovereign.decision.effect"
DECISION_ALLOWED: Final = "sovereign.decision.allowed"
DECISION_ALLOWED_COUNT: Final = "sovereign.decision.allowed_count"
DECISION_DROPPED: Final = "sovereign.decision.dropped"
DECISION_DROPPED_COUNT: Final = "sovereign.decision.dropped_count"
DECISION_REASONS: Final = "sovereign.decision.reasons"
DECISION_VERDICTS: Final = "sovereign.decision.verdicts"
ATTEMPTS: Final = "sovereign.attempts"
ATTEMPT: Final = "sovereign.attempt"
ROUTE: Final = "sovereign.route.id"
JURISDICTION: Final = "sovereign.route.jurisdiction"
TREATMENT: Final = "sovereign.route.treatment"
FAILOVER_REASON: Final = "sovereign.failover.reason"

ACT: Final = "sovereign.act"
ACT_ACTOR: Final = "sovereign.act.actor"
ACT_TARGET: Final = "sovereign.act.target"

OPERATIONS: Final[dict[Dialect, str]] = {
    "chat": "chat",
    "responses": "chat",
    "messages": "chat",
    "count_tokens": "count_tokens",
    "completions": "text_completion",
    "embeddings": "embeddings",
}
"""A dialect's word for `gen_ai.operation.name`."""

PATHS: Final[dict[Dialect, str]] = {
    "chat": "/v1/chat/completions",
    "responses": "/v1/responses",
    "messages": "/v1/messages",
    "count_tokens": "/v1/messages/count_tokens",
    "completions": "/v1/completions",
    "embeddings": "/v1/embeddings",
}

PROVIDERS: Final = {
    "azure": "azure.ai.openai",
    "bedrock": "aws.bedrock",
    "gemini": "gcp.gemini",
    "mistral": "mistral_ai",
    "moonshot": "moonshot_ai",
    "vertex": "gcp.vertex_ai",
    "watsonx": "ibm.watsonx.ai",
    "xai": "x_ai",
}
"""The convention's word for a provider, by the name it usually has in `routes.yaml`; any other name stands as it is."""
