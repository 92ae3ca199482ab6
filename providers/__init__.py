"""The providers: one file per kind. The word after `kind:` in routes.yaml is the name of the file.

To add a provider: if it speaks the OpenAI API, there is nothing to write, `kind: openai_compatible` and its `base_url`
do. Otherwise put a file beside these with a function

    connect(rule: ProviderRule, http: Http, secret: Callable[[], str | None]) -> Provider

whose result implements `router.ports.Provider`. `secret()` is asked at each call, so that a rotated key holds at once;
None means that the key is not at hand. A kind that can try a key cheaply has `probe` as well (`router.ports.Probing`):
then a new key is tried before it is used. Everything foreign that can go wrong leaves as `UpstreamFailure`. A kind is
imported only when routes.yaml names it. Files that begin with an underscore are what the kinds share, not kinds.
"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from providers._http import Http
from router.core.rules import ProviderRule
from router.ports import Provider


class _Kind(Protocol):
    def connect(self, rule: ProviderRule, http: Http, secret: Callable[[], str | None]) -> Provider: ...


def kinds() -> tuple[str, ...]:
    """What `kind:` may say."""
    return tuple(sorted(path.stem for path in Path(__file__).parent.glob("[!_]*.py")))


def connect(rule: ProviderRule, http: Http, secret: Callable[[], str | None]) -> Provider:
    """The provider that `rule` describes; nothing is sent yet. Raises ValueError, naming the line that is wrong."""
    if rule.kind not in kinds():
        raise ValueError(f"providers.{rule.name}.kind: {rule.kind!r} is unknown; write one of {', '.join(kinds())}")
    kind = cast("_Kind", import_module(f"providers.{rule.kind}"))
    return kind.connect(rule, http, secret)
