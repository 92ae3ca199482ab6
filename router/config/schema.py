"""`routes.yaml`, as pydantic reads it: DESIGN section 6, and what is added to it here.

Added to the design's example, all of them optional:

- `detection.enabled` (true): false means that nothing is searched, and every request counts as unscanned
- `providers.*.forward`: of `user`, `metadata` and `hosted_tools`, what may pass to this provider; by default none does.
  `hosted_tools` are the tools that the provider itself runs (`web_search`, `mcp`, ...), at home too: they may send the
  request's words on to others, and where those are is not checked
- `providers.*.script`: what `kind: scripted` answers, one mapping per request
- `providers.*.contract.transfer_basis` (`none`, `adequacy`, `dpf`, `scc`), and `require.transfer_basis`, a list of
  those accepted outside the EU/EEA
- `providers.*.timeouts.first_token`: seconds, or `learned`, or `{learned: true, least: 10, most: 120}`: then it follows
  what the route takes until its first content, half as long again as 99 of 100 answers took, between these bounds
- `providers.*.breaker.share` and `volume` (20): it opens too when so large a share of at least so many requests within
  `within` seconds failed
- `providers.*.concurrency`: how many requests the provider is sent at once, or `adaptive`: as many as it answers and
  gets no slower by; the others wait, tenant by tenant, for a bounded time. By default as many as come
- `models.*[].context` in tokens, and `models.*[].lacks`: what a model cannot do
- `detection.find` and `detection.leave`, for all tenants, and the same under `tenants.*.detection`, which adds to
  them: lists of `{terms: [...]}` or `{patterns: [...]}`. What is found is of `kind`, by default `CUSTOM_TERM`. What
  lies wholly within a match of `leave` counts as not found: findings of `kind`, by default all but secrets. Terms are
  whole words, in any case unless `case: exact`; where a term has a space, there may be any white space, one hyphen,
  underscore or plus, or a sign without width. In scripts that do not part words, terms are found within the running
  text; in Korean, where a word begins. Patterns are RE2's. A line of `find` that has nothing but a `kind` asks for one
  that is looked for on request alone: DATE_TIME, NRP, TITLE or URL
- `tenants.*.limits.concurrent_requests`, and under `limits` the same four again as `per_agent` and `per_key`: what each
  agent, and each key, of the tenant may use
- `models.*[].price` in euro per million tokens: `input`, `output`, and `cached` for input that the provider remembers
  (by default the price of input). Where a tenant has a budget and a route no price, LiteLLM's shipped table is asked;
  `prices.usd_eur` is what one of its dollars costs in euro: by default 1.0, which goes out of date on no day and counts
  too much rather than too little while the euro is worth more
- `serving.*`, by model: how the permitted candidates are asked. `rank` (`listed`, the default; `weighted`, by
  `models.*[].weight`, 1 where none is written; `fastest`; `cheapest`); `sticky` (false), with `weighted`: a
  conversation stays with one candidate; `hedge: {after, up_to}`: after so many seconds without content the next one
  is asked too, for classes up to the one named
- `models.*[].continues`: how this route goes on with a stream that broke off elsewhere: `prefix`, `final_message` or
  `prefill`. By default nobody does
- `tenants.*.record`: `keep_days`, after which entries of the ledger lose their words and keep their hashes (by default
  never); and `hold` (false), which keeps them all the same, for as long as a court or an authority asks for them
- `tenants.*.placeholders`: their `style`, `tags` or `surrogates`, and `note` (false), whether the model is asked to
  keep them

A tenant's `floor` is by default the lowest class that its rules name; `redact` is by default true; a tool that no line
names is denied unless `default` says otherwise; `require.training` is `prohibited` unless the tenant says `allowed`.
Unknown keys are errors; nothing is converted from one type to another, but a date may stand in quotes.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from router.config.learned import AtOnce, FirstToken
from router.config.words import (
    BaseUrl,
    ClassName,
    Continuing,
    Country,
    Day,
    DialectName,
    Effect,
    KeyReference,
    Kind,
    Language,
    ModelName,
    Need,
    Pattern,
    Place,
    PlaceholderStyle,
    ProviderName,
    Rank,
    ReplaceableKind,
    Seconds,
    TenantName,
    Term,
    Text,
    ToolPattern,
    Training,
    TransferBasis,
    UpstreamModel,
    Version,
    ZoneName,
)
from router.core.lexicons import ON_REQUEST


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class FindBlock(Strict):
    terms: Annotated[list[Term], Field(min_length=1)] | None = None
    patterns: Annotated[list[Pattern], Field(min_length=1)] | None = None
    kind: ReplaceableKind = "CUSTOM_TERM"
    case: Literal["any", "exact"] | None = None

    @property
    def asks(self) -> bool:
        """It names a kind that is looked for on request, and no words of its own."""
        return self.terms is None and self.patterns is None and self.kind in ON_REQUEST


class LeaveBlock(Strict):
    terms: Annotated[list[Term], Field(min_length=1)] | None = None
    patterns: Annotated[list[Pattern], Field(min_length=1)] | None = None
    kind: Kind | None = None
    case: Literal["any", "exact"] | None = None


class LexiconBlock(Strict):
    find: list[FindBlock] = []
    leave: list[LeaveBlock] = []


class DetectionBlock(LexiconBlock):
    enabled: bool = True
    languages: Annotated[list[Language], Field(min_length=1)] = ["en"]
    raises: dict[Kind, str] = Field(default={}, alias="raise")
    unscanned: str | None = None
    """By default the highest class."""
    keep: list[Kind] = []


class TimeoutBlock(Strict):
    connect: Seconds = 5.0
    first_token: FirstToken = 30.0
    stall: Seconds = 30.0
    total: Seconds = 600.0

    @property
    def longest(self) -> dict[str, float]:
        """Each of them, at its longest where it is learned."""
        values = self.model_dump()
        return {name: value if isinstance(value, float) else value["most"] for name, value in values.items()}

    @property
    def least_first_token(self) -> float | None:
        """None where it is not learned."""
        return None if isinstance(self.first_token, float) else float(self.first_token["least"])


class BreakerBlock(Strict):
    failures: Annotated[int, Field(ge=1, le=1000)] = 5
    within: Seconds = 30.0
    open_for: Seconds = 30.0
    share: Annotated[float, Field(gt=0, le=1)] | None = None
    volume: Annotated[int, Field(ge=2, le=100_000)] = 20


class EntityBlock(Strict):
    name: Text = Field(examples=["Mistral AI"])
    seat: Country | None = Field(default=None, examples=["FR"])
    parent: Country | None = Field(default=None, examples=["FR"])


class LocationBlock(Strict):
    inference: list[Place] = []
    storage: list[Place] = []


class ContractBlock(Strict):
    training: Training = Field(examples=["prohibited"])
    retention_days: Annotated[int, Field(ge=0)] | None = None
    reference: Text | None = None
    evidence: Text | None = None
    sha256: Text | None = None
    expires: Day | None = None
    transfer_basis: TransferBasis | None = None


class ProviderBlock(Strict):
    kind: Text = Field(examples=["openai_compatible"])
    base_url: BaseUrl | None = None
    key: KeyReference | None = None
    hosting: Literal["self"] | None = None
    network: Literal["public", "private"] | None = None
    """By default `private` for `hosting: self`, else `public`."""
    entity: EntityBlock | None = None
    location: LocationBlock | None = None
    contract: ContractBlock | None = None
    timeouts: TimeoutBlock = TimeoutBlock()
    breaker: BreakerBlock = BreakerBlock()
    concurrency: AtOnce | None = None
    retries: Annotated[int, Field(ge=0, le=10)] = 1
    forward: list[Literal["user", "metadata", "hosted_tools"]] = []
    script: list[dict[str, Any]] = []

    @property
    def is_private(self) -> bool:
        return (self.network or ("private" if self.hosting == "self" else "public")) == "private"


EuroPerMillion = Annotated[float, Field(ge=0, le=1_000_000, allow_inf_nan=False)]


class PriceBlock(Strict):
    """Euro per million tokens."""

    input: EuroPerMillion = Field(examples=["0.4"])
    output: EuroPerMillion = Field(examples=["1.2"])
    cached: EuroPerMillion | None = None


class RouteBlock(Strict):
    provider: str = Field(examples=["mistral"])
    model: UpstreamModel = Field(examples=["mistral-medium-latest"])
    serves: Annotated[list[DialectName], Field(min_length=1)] | None = None
    context: Annotated[int, Field(gt=0)] | None = None
    lacks: list[Need] = []
    price: PriceBlock | None = None
    weight: Annotated[int, Field(ge=1, le=1000)] | None = None
    continues: Continuing | None = None


class HedgeBlock(Strict):
    after: Seconds = Field(examples=["2"])
    up_to: str = Field(examples=["internal"])


class ServingBlock(Strict):
    rank: Rank = "listed"
    sticky: bool = False
    hedge: HedgeBlock | None = None


class RequireBlock(Strict):
    training: Training = "prohibited"
    max_retention_days: Annotated[int, Field(ge=0)] | None = None
    transfer_basis: Annotated[list[TransferBasis], Field(min_length=1)] | None = None


class RuleBlock(Strict):
    zones: list[ZoneName] = Field(examples=["[self_hosted]"])
    redact: bool = True


class QuotaBlock(Strict):
    requests_per_minute: Annotated[int, Field(gt=0)] | None = None
    tokens_per_minute: Annotated[int, Field(gt=0)] | None = None
    concurrent_requests: Annotated[int, Field(gt=0)] | None = None
    budget_eur_per_month: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None


class LimitBlock(QuotaBlock):
    per_agent: QuotaBlock | None = None
    per_key: QuotaBlock | None = None

    @property
    def has_budget(self) -> bool:
        quotas = (self, self.per_agent, self.per_key)
        return any(quota is not None and quota.budget_eur_per_month is not None for quota in quotas)


class ToolBlock(Strict):
    default: Effect = "deny"
    read: list[ToolPattern] = []
    write: dict[ToolPattern, Effect] = {}
    irreversible: dict[ToolPattern, Effect] = {}


class PlaceholderBlock(Strict):
    style: PlaceholderStyle = "tags"
    note: bool = False


class RecordBlock(Strict):
    keep_days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    hold: bool = False


class TenantBlock(Strict):
    floor: str | None = None
    models: Annotated[list[str], Field(min_length=1)] = Field(examples=["[assistant]"])
    require: RequireBlock = RequireBlock()
    rules: dict[str, RuleBlock] = Field(examples=["{internal: {zones: [self_hosted]}}"])
    limits: LimitBlock = LimitBlock()
    record: RecordBlock = RecordBlock()
    tools: ToolBlock | None = None
    placeholders: PlaceholderBlock = PlaceholderBlock()
    detection: LexiconBlock = LexiconBlock()


class PromiseBlock(Strict):
    klass: str = Field(alias="class", examples=["restricted"])
    never: Annotated[list[ZoneName], Field(min_length=1)] | None = None
    always: Literal["redacted"] | None = None
    outside: Annotated[list[ZoneName], Field(min_length=1)] | None = None
    require: RequireBlock | None = None


class PricesBlock(Strict):
    usd_eur: Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)] = 1.0


class RoutesFile(Strict):
    version: Version = Field(examples=["1"])
    classes: Annotated[list[ClassName], Field(min_length=1)] = Field(examples=["[public, internal, confidential]"])
    detection: DetectionBlock = DetectionBlock()
    providers: Annotated[dict[ProviderName, ProviderBlock], Field(min_length=1)] = Field(examples=["{…}"])
    models: Annotated[dict[ModelName, Annotated[list[RouteBlock], Field(min_length=1)]], Field(min_length=1)] = Field(
        examples=["{assistant: [{provider: …, model: …}]}"]
    )
    tenants: Annotated[dict[TenantName, TenantBlock], Field(min_length=1)] = Field(examples=["{default: {…}}"])
    promises: list[PromiseBlock] = []
    prices: PricesBlock | None = None
    serving: dict[ModelName, ServingBlock] | None = None
