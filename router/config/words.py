"""The words that `routes.yaml` may use, each with the check that belongs to it and the cure that it names."""

import re
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Literal
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from router.config.expressions import wrong_with_pattern, wrong_with_term
from router.config.faults import shown
from router.core.countries import ISO_3166
from router.core.references import FORMS, is_reference
from router.core.types import KINDS, SIGNALS
from router.core.zones import UNION

REFUSED = "refused"
"""The type of the errors made here; their context holds `wrong` and `write`."""

ISO_639_1 = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg
    ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn
    no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta
    te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()  # noqa: SIM905 - a table is read as a table
)


def refusal(wrong: str, write: str) -> PydanticCustomError:
    return PydanticCustomError(REFUSED, "{wrong}", {"wrong": wrong, "write": write})


def closest(word: str, known: Collection[str]) -> str | None:
    """The known word that this one begins, or resembles."""
    folded = {name.casefold(): name for name in known}
    sought = word.casefold()
    begun = [name for name in folded if len(sought) > 2 and name.startswith(sought)]  # noqa: PLR2004 - two letters begin too much
    match = next(iter(begun or get_close_matches(sought, folded, n=1, cutoff=0.6)), None)
    return folded[match] if match is not None else None


def one_of(word: str, known: Collection[str]) -> str:
    """The cure for a word that is none of the known ones."""
    match = closest(word, known)
    return f"write {match}" if match else f"write one of: {', '.join(sorted(set(known)))}"


def _day(value: object) -> object:
    """A date in quotes, as JSON has to write it, is one too."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return value


def _name(pattern: str, what: str, cure: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if compiled.fullmatch(value):
            return value
        raise refusal(f"{shown(value)} cannot name {what}", cure)

    return check


def check_tenant_name(name: str) -> None:
    """Raises ValueError, with the cure, for what `routes.yaml` could not name a tenant."""
    try:
        _tenant_name(name)
    except PydanticCustomError as refused:
        told = refused.context or {}
        raise ValueError(f"{told['wrong']}; {told['write']}") from None


def _known(known: Collection[str], what: str, cure: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value in known:
            return value
        match = closest(value, known)
        raise refusal(f"{shown(value)} is no {what}", f"write {match}" if match else cure)

    return check


def _sound(fault: Callable[[str], tuple[str, str] | None]) -> Callable[[str], str]:
    def check(value: str) -> str:
        wrong = fault(value)
        if wrong is None:
            return value
        raise refusal(*wrong)

    return check


_LIKELY = {"UK": "GB", "EL": "GR", "EN": "GB", "USA": "US"}


def _country(value: str) -> str:
    if value in ISO_3166:
        return value
    likely = _LIKELY.get(value.upper(), value.upper() if value.upper() in ISO_3166 else "")
    cure = f"write {likely}" if likely else "write two capital letters, such as FR"
    raise refusal(f"{shown(value)} is no ISO 3166-1 country code", cure)


def _version(value: object) -> object:
    """Before pydantic looks: it would take `true` for 1."""
    if type(value) is int and value == 1:
        return value
    raise refusal(f"{shown(value)} is not known here", "write 1")


def _place(value: str) -> str:
    return value if value == UNION else _country(value)


REFERENCE_CURE = f"write {FORMS}"


def _reference(value: str) -> str:
    """The value is never shown: it may be the key itself."""
    if is_reference(value):
        return value
    raise refusal("is not a reference to a secret; a key itself never stands in this file", REFERENCE_CURE)


def _base_url(value: str) -> str:
    """Nothing of the address is shown: credentials may stand in it."""
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise refusal("is not an address", "write https://host/v1") from None
    wrong = _wrong_with(parts, value)
    if wrong:
        raise refusal(wrong, "write https://host/v1, and the secret as a reference under `key`")
    return value


def _wrong_with(parts: SplitResult, value: str) -> str | None:
    if "@" in parts.netloc:
        return "holds a user name or password"
    if "?" in value or "#" in value:
        return "holds a query or fragment"
    if parts.scheme not in ("http", "https") or not parts.hostname or not re.fullmatch(r"[!-~]+", value):
        return "is not an http or https address"
    return None


_NAME_CURE = "use letters, digits, `.`, `_` and `-`, and begin with a letter or digit"

Day = Annotated[date, BeforeValidator(_day)]
Version = Annotated[Literal[1], BeforeValidator(_version)]
ClassName = Annotated[
    str,
    AfterValidator(
        _name(
            r"[a-z][a-z0-9_-]*",
            "a class",
            "use small letters, digits, `_` and `-`, and begin with a letter, as in internal",
        )
    ),
]
ProviderName = Annotated[str, AfterValidator(_name(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "a provider", _NAME_CURE))]
_tenant_name = _name(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", "a tenant", _NAME_CURE)
TenantName = Annotated[str, AfterValidator(_tenant_name)]
ModelName = Annotated[
    str,
    AfterValidator(
        _name(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,199}", "a model", "use letters, digits and any of . _ : / @ + -")
    ),
]
UpstreamModel = Annotated[
    str,
    AfterValidator(_name(r"[!-~]{1,200}", "a provider's model", "write the provider's own name of it, without spaces")),
]
ToolPattern = Annotated[
    str, AfterValidator(_name(r"[!-~]{1,200}", "tools", 'write a tool name or pattern, such as "get_*"'))
]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
Country = Annotated[str, AfterValidator(_country)]
Place = Annotated[str, AfterValidator(_place)]
Language = Annotated[
    str, AfterValidator(_known(ISO_639_1, "ISO 639-1 language code", "write two small letters, such as fr"))
]
Kind = Annotated[
    str, AfterValidator(_known(KINDS, "kind that is detected", f"write one of: {', '.join(sorted(KINDS))}"))
]
ReplaceableKind = Annotated[
    str,
    AfterValidator(
        _known(KINDS - SIGNALS, "kind that can be replaced", f"write one of: {', '.join(sorted(KINDS - SIGNALS))}")
    ),
]
Term = Annotated[str, AfterValidator(_sound(wrong_with_term))]
Pattern = Annotated[str, AfterValidator(_sound(wrong_with_pattern))]
"""Neither is shown in a fault: what a company hides in its prompts it does not want in its logs."""
KeyReference = Annotated[str, AfterValidator(_reference)]
BaseUrl = Annotated[str, AfterValidator(_base_url)]
Seconds = Annotated[float, Field(gt=0, le=86_400, allow_inf_nan=False)]

ZoneName = Literal["self_hosted", "eu", "eu_hosted", "adequate", "elsewhere"]
DialectName = Literal["chat", "responses", "messages", "count_tokens", "embeddings", "completions"]
Need = Literal["tools", "images", "audio", "files", "json_schema", "logprobs", "choices"]
Rank = Literal["listed", "weighted", "fastest", "cheapest"]
Continuing = Literal["prefix", "final_message", "prefill"]
Effect = Literal["allow", "hold", "deny"]
Training = Literal["prohibited", "allowed"]
PlaceholderStyle = Literal["tags", "surrogates"]
TransferBasis = Literal["none", "adequacy", "dpf", "scc"]
