"""The nouns of one request: frozen values, passed down once and up once.

`Facts` hold no text, so a receipt can hold them and a decision can be replayed. `Vault` is the only value that holds
originals; it lives in `router.core.redact` and never leaves the request.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Literal, NamedTuple, get_args

Path = tuple[str | int, ...]
"""Where a string stands in a body: keys and indexes from the root; `$` then an ordinal inside JSON in a string."""

Body = Mapping[str, Any]
"""A parsed JSON object, as `json.loads` gives it. Never changed in place: edits make copies of what they touch."""

Dialect = Literal["chat", "responses", "messages", "count_tokens", "embeddings", "completions"]
DIALECTS: tuple[Dialect, ...] = get_args(Dialect)

SIGNALS = frozenset(
    {
        "BIOMETRIC",
        "CRIMINAL_RECORD",
        "ETHNIC_ORIGIN",
        "GENETIC",
        "HEALTH",
        "POLITICAL_OPINION",
        "RELIGION",
        "SEXUAL_ORIENTATION",
        "UNION_MEMBERSHIP",
    }
)
"""What says something of a person (GDPR, articles 9 and 10): it may raise the class and is never replaced."""

KINDS = SIGNALS | {
    "ADDRESS",
    "CREDIT_CARD",
    "CUSTOM_TERM",
    "DATE_OF_BIRTH",
    "DATE_TIME",
    "EMAIL_ADDRESS",
    "IBAN_CODE",
    "IP_ADDRESS",
    "LICENSE_PLATE",
    "LOCATION",
    "MAC_ADDRESS",
    "NATIONAL_ID",
    "NRP",
    "ORGANIZATION",
    "PERSON",
    "PHONE_NUMBER",
    "SECRET",
    "TITLE",
    "URL",
    "USERNAME",
}
"""What detection can find. Closed: `routes.yaml` may name these and no others."""


class Zone(StrEnum):
    """Who can reach the words, computed from facts and never declared. Ordered from nearest to farthest."""

    SELF_HOSTED = "self_hosted"
    EU = "eu"
    EU_HOSTED = "eu_hosted"
    ADEQUATE = "adequate"
    ELSEWHERE = "elsewhere"


class Treatment(StrEnum):
    RAW = "raw"
    REDACTED = "redacted"


class Label(StrEnum):
    """What a request is marked with besides its class. `UNSCANNED` stands beside every label that says why."""

    UNSCANNED = "unscanned"
    DETECTOR_FAILED = "detector_failed"
    DETECTION_OFF = "detection_off"
    MEDIA = "media"
    UNREPLACEABLE = "unreplaceable"
    """Found where nothing can be put in its place: an object key or a bare number."""
    TOO_MANY = "too_many_findings"
    """More found than is replaced in one request."""


class KeyLimit(NamedTuple):
    """What one agent key may use, as it was issued. None: as much as `routes.yaml` lets it.

    `key`: the id under which that is counted, which is that of the first key where it was rotated.
    """

    key: str
    requests_per_minute: int | None
    tokens_per_minute: int | None
    budget_eur_per_month: float | None


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: an agent key after it was verified. `models` and `tools` are patterns; `*` is all."""

    key_id: str
    tenant: str
    agent: str
    models: tuple[str, ...]
    tools: tuple[str, ...]
    floor: str | None = None
    owner: str | None = None
    """The person whose key it is, if one."""
    team: str | None = None
    ceiling: str | None = None
    """The highest class that a request may have, if the key has one."""
    limits: tuple[KeyLimit, ...] = ()
    """Of the key, and of those that it was made under."""
    first_key: str | None = None
    """The id of the key that this one was rotated from, at whatever remove: what is used is counted there."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the client sent, untouched. `raw` are its bytes, `body` the same parsed."""

    id: str
    caller: Caller
    dialect: Dialect
    model: str
    stream: bool
    body: Body
    raw: bytes
    declared: str | None = None
    traceparent: str | None = None
    again: bool = False
    """The client's SDK asks a second time, or a third: it repeats by itself."""
    patience: float | None = None
    """Seconds until the client gives up if nothing has come, where it says so."""
    features: tuple[str, ...] = ()
    """What the client switches on beside the body, by the names that vendors give: flags of `anthropic-beta`."""


class SlotKind(StrEnum):
    TEXT = "text"
    KEY = "key"
    NUMBER = "number"
    STRUCTURAL = "structural"
    """A word of the dialect's own, an id or the name of a tool: read, but not replaced."""
    SIGNED = "signed"
    """Words that a provider signed when it wrote them: read, but one changed letter would break the signature."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the body where people's words can be. Only `TEXT` can be replaced."""

    path: Path
    text: str
    role: str
    kind: SlotKind = SlotKind.TEXT
    nested: int = 0
    """How many JSON strings enclose it: 0 in the body itself, 1 inside tool arguments, and so on."""
    hint: str = ""
    """What it is called there: the nearest key, then the enclosing ones that say something (`router.core.context`)."""


class Finding(NamedTuple):
    """Where something was found: offsets into the slot's text in characters, end exclusive. Never the text itself."""

    path: Path
    start: int
    end: int
    kind: str
    score: float
    by: str


@dataclass(frozen=True, slots=True)
class Facts:
    """All that policy may know. No text: safe to log, to keep and to replay."""

    request: str
    tenant: str
    key: str
    agent: str
    dialect: Dialect
    model: str
    stream: bool
    day: date
    """Today in UTC: contracts expire by it."""
    effective: str
    """The effective class: the maximum of all that can raise it."""
    raised_by: tuple[tuple[str, str], ...]
    """Every source of a class, e.g. ("declared", "internal"), ("detected:IBAN_CODE", "confidential")."""
    labels: tuple[str, ...]
    kinds: tuple[tuple[str, int], ...]
    """Kinds found and how often, by name."""
    needs: tuple[str, ...]
    """What a model must be able to do: tools, images, audio, files, json_schema, logprobs, choices."""
    size: int
    """Bytes of the body as the client sent it."""
    scope: tuple[str, ...]
    """The key's model patterns."""
    closed: tuple[str, ...] = ()
    """Providers that have no credential at hand."""
    owner: str | None = None
    """The person whose key it is, if one."""
    team: str | None = None
    ceiling: str | None = None
    """The highest class that the key may ask with, if it has one."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One provider and model that the request could go to."""

    provider: str
    model: str
    zone: Zone
    treatment: Treatment
    context: int | None = None
    """Tokens the model takes, where known."""
    retries: int = 1

    @property
    def route(self) -> str:
        return f"{self.provider}/{self.model}"


class Effect(StrEnum):
    ABSTAIN = "abstain"
    NARROW = "narrow"
    HOLD = "hold"
    DENY = "deny"


class Reason(StrEnum):
    """Why a rule spoke. Closed list: each is documented in the README and shown by `sovereign explain`."""

    PERMITTED = "permitted"
    MODEL_UNKNOWN = "model_unknown"
    MODEL_NOT_IN_TENANT = "model_not_in_tenant"
    MODEL_NOT_IN_KEY = "model_not_in_key"
    CLASS_ABOVE_KEY = "class_above_key"
    CLASS_HAS_NO_RULE = "class_has_no_rule"
    ZONE_NOT_PERMITTED = "zone_not_permitted"
    NO_CONTRACT = "no_contract"
    CONTRACT_EXPIRED = "contract_expired"
    TRAINING_NOT_PROHIBITED = "training_not_prohibited"
    RETENTION_TOO_LONG = "retention_too_long"
    RETENTION_UNKNOWN = "retention_unknown"
    TRANSFER_BASIS_MISSING = "transfer_basis_missing"
    DIALECT_NOT_SERVED = "dialect_not_served"
    CAPABILITY_MISSING = "capability_missing"
    CREDENTIAL_MISSING = "credential_missing"
    LEAK_SUSPECTED = "leak_suspected"
    NOTHING_PERMITTED = "nothing_permitted"


@dataclass(frozen=True, slots=True)
class Drop:
    """One candidate that a rule dropped."""

    provider: str
    model: str
    zone: Zone
    reason: Reason
    detail: str = ""
    """Names and numbers from `routes.yaml` only, e.g. "retains 90 days, 30 allowed". Never request text."""

    @property
    def route(self) -> str:
        return f"{self.provider}/{self.model}"


@dataclass(frozen=True, slots=True)
class Verdict:
    rule: str
    effect: Effect
    reason: Reason
    dropped: tuple[Drop, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Allowed candidates in order of preference, every verdict, and the digest of the rules that gave them."""

    candidates: tuple[Candidate, ...]
    verdicts: tuple[Verdict, ...]
    digest: str

    @property
    def denied(self) -> bool:
        return not self.candidates

    @property
    def dropped(self) -> tuple[Drop, ...]:
        return tuple(drop for verdict in self.verdicts for drop in verdict.dropped)


@dataclass(frozen=True, slots=True)
class Usage:
    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    reasoning_tokens: int = 0
    estimated: bool = False
    """The provider told nothing: input counted from the bytes sent, output from the text that came."""


class Outcome(StrEnum):
    OK = "ok"
    FAILED = "failed"
    CANCELLED = "cancelled"
    """The client hung up, or the router was told to stop."""
    ORPHANED = "orphaned"
    """The process died between intent and outcome; marked at the next start."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try at one candidate. Times are seconds since the epoch."""

    number: int
    candidate: Candidate
    started: float
    ended: float
    outcome: Outcome
    failure: str | None = None
    """A `FailureKind` value, when it failed."""
    status: int | None = None
    first_token: float | None = None
    usage: Usage | None = None
    finish_reasons: tuple[str, ...] = ()
    response_model: str | None = None
    cost: int | None = None
    """Nano-euro, at the price of that day. None: nobody knows the price, or there is no usage to count."""
    continued_from: int | None = None
    """The number of the attempt that this one goes on from: its answer broke off after the client saw some of it."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is kept of one request. No text: facts, decision, attempts, counts."""

    id: str
    facts: Facts
    decision: Decision
    attempts: tuple[Attempt, ...]
    redactions: tuple[tuple[str, int], ...]
    outcome: Outcome
    code: str | None = None
    """The error code the client got, if any."""
    stopped: tuple[str, ...] = ()
    """Permitted routes that the leak check stopped: an original still showed in the bytes."""
    version: int = 1
    """Of the format that `core.ledger` describes."""
