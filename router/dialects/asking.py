"""What every request of OpenAI's languages has in common, and how one that is wrong is told so."""

from collections.abc import Mapping
from typing import Any, NoReturn

import msgspec

from router.core.problems import Code, Problem
from router.core.types import Body

MAX_CHOICES = 128

in_order = msgspec.json.Encoder(order="sorted").encode
"""The same value in the same bytes, however a client has ordered its keys."""


NESTS = frozenset({dict, list})

Options = Mapping[str, tuple[type, str]]
"""What an option must be where it is not null, and how that is told."""

_COMMON: Options = {
    "stream": (bool, "must be true or false"),
    "user": (str, "must be a string"),  # what is recorded of a person is found by these when it is to be erased
    "safety_identifier": (str, "must be a string"),
}


def canonical(value: Any) -> bytes:
    """The same bytes for what says the same, however its keys are ordered, with `null` said or left out.

    Most values hold no null: the bytes tell, and are looked through faster than what they were made of.
    """
    ordered = in_order(value)
    return in_order(without_nulls(value)) if b"null" in ordered else ordered


def without_nulls(value: Any) -> Any:
    """`value` without the members that are `null`, at any depth: to say nothing is to say the same."""
    if isinstance(value, dict):
        return {
            key: without_nulls(inner) if type(inner) in NESTS else inner
            for key, inner in value.items()
            if inner is not None
        }
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def check_common(body: Body) -> None:
    """Raises `Problem` for a model, a person or an option that is none."""
    if not isinstance(body.get("model"), str) or not body["model"]:
        wrong("model", "must be a string that names a model")
    check_options(body, _COMMON)


def check_options(body: Body, options: Options) -> None:
    for name, (kind, wanted) in options.items():
        if (value := body.get(name)) is not None and not isinstance(value, kind):
            wrong(name, wanted)


def check_choices(body: Body) -> None:
    n = body.get("n")
    if n is not None and (not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= MAX_CHOICES):
        wrong("n", f"must be a whole number from 1 to {MAX_CHOICES}")


def check_texts(value: Any, param: str) -> None:
    """One text or several, or tokens in their place: OpenAI's `input` of embeddings and `prompt` of completions."""
    if isinstance(value, str) and value:
        return
    cure = "must be a text, a list of texts, or tokens: a list of whole numbers, or a list of such lists"
    if not isinstance(value, list) or not value:
        wrong(param, cure)
    if not (all(isinstance(one, str) for one in value) or are_tokens(value) or all(map(are_tokens, value))):
        wrong(param, cure)


def are_tokens(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(type(one) is int for one in value)


def hold_tokens(value: Any) -> bool:
    """Whether what passed `check_texts` is tokens: words that only a model's own vocabulary can read."""
    return isinstance(value, list) and bool(value) and not isinstance(value[0], str)


def wrong(param: str, cure: str) -> NoReturn:
    raise Problem(Code.INVALID_REQUEST, f"`{param}` {cure}.", param=param)
