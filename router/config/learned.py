"""Lines of a provider where a number may be left to what the router learns: `first_token` and `concurrency`."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import PlainValidator
from pydantic_core import PydanticCustomError

from router.config.faults import shown
from router.config.words import refusal

LEAST, MOST = 10.0, 120.0
"""Seconds between which a learned deadline lies, where nothing else is written."""

LONGEST = 86_400.0
"""Seconds; as `Seconds` of `router.config.words`."""

ADAPTIVE = "adaptive"
MOST_AT_ONCE = 100_000

FIRST_CURE = "write seconds such as 30, or learned, or {learned: true, least: 10, most: 120}"
AT_ONCE_CURE = "write adaptive, or a whole number such as 16"


def _first_token(value: object) -> float | dict[str, Any]:
    """Seconds, or `{learned: true, least, most}`."""
    if value == "learned":
        return {"learned": True, "least": LEAST, "most": MOST}
    if isinstance(value, Mapping):
        return _bounds(value)
    return _seconds(value)


def _bounds(value: Mapping[str, Any]) -> dict[str, Any]:
    for word in value:
        if word not in ("learned", "least", "most"):
            raise refusal(f"unknown key {shown(word)}", FIRST_CURE)
    if value.get("learned") is not True:
        raise refusal("says bounds, and not that it is learned", FIRST_CURE)
    least = _seconds(value.get("least", LEAST))
    most = _seconds(value.get("most", max(MOST, least)))
    if least > most:
        raise refusal(
            f"least ({least:g} s) is longer than most ({most:g} s)", "write a longer most, or a shorter least"
        )
    return {"learned": True, "least": least, "most": most}


def _seconds(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong(value, FIRST_CURE)
    if not 0 < value <= LONGEST:
        raise refusal(f"must be greater than 0 and at most {LONGEST:g}, is {shown(value)}", FIRST_CURE)
    return float(value)


def _at_once(value: object) -> int | str:
    if value == ADAPTIVE:
        return ADAPTIVE
    if isinstance(value, bool) or not isinstance(value, int):
        raise _wrong(value, AT_ONCE_CURE)
    if not 1 <= value <= MOST_AT_ONCE:
        raise refusal(f"must be from 1 to {MOST_AT_ONCE}, is {value}", AT_ONCE_CURE)
    return value


def _wrong(value: object, cure: str) -> PydanticCustomError:
    return refusal(f"{shown(value)} is not known here", cure)


FirstToken = Annotated[float | dict[str, Any], PlainValidator(_first_token)]
AtOnce = Annotated[int | str, PlainValidator(_at_once)]
