"""What must hold of providers, and of the routes that name them."""

from collections.abc import Callable, Iterable

from router.config.addresses import is_public, is_someone_elses
from router.config.faults import Complaint, Loc, shown
from router.config.prices import routes_of
from router.config.schema import ProviderBlock
from router.config.subject import Complaints, Subject
from router.config.words import one_of
from router.core.languages import ALSO, SPEAKS

IN_PROCESS = frozenset({"mirror", "scripted"})
"""Kinds that answer inside the router: nothing leaves."""

CALLING = {"anthropic": "https://api.anthropic.com", "openai_compatible": "https://host/v1"}
"""Kinds that call a host, and how its address looks: nobody is called whom the file does not name."""


def _kinds(subject: Subject) -> Complaints:
    for loc, provider in _providers(subject):
        if provider.kind not in subject.kinds:
            yield Complaint(
                (*loc, "kind"), f"unknown kind {shown(provider.kind)}", one_of(provider.kind, subject.kinds)
            )
        if provider.script and provider.kind != "scripted":
            yield Complaint(
                (*loc, "script"), f"kind {provider.kind} has no script", "remove it, or write kind: scripted"
            )


def _base_urls(subject: Subject) -> Complaints:
    for loc, provider in _providers(subject):
        if provider.kind in CALLING and provider.base_url is None:
            yield Complaint((*loc, "base_url"), "is missing", f"write base_url: {CALLING[provider.kind]}")
        if provider.base_url is not None and not provider.is_private:
            yield from _reaches_inside((*loc, "base_url"), provider.base_url)


def _reaches_inside(loc: Loc, base_url: str) -> Complaints:
    cure = "write hosting: self if you run it, or network: private if it is in your own network"
    if not is_public(base_url):
        yield Complaint(loc, "is inside your own network, and network is public", cure)
    elif base_url.lower().startswith("http:"):
        yield Complaint(loc, "is not encrypted, and network is public", f"write https://…; {cure}")


def _hosting(subject: Subject) -> Complaints:
    for loc, provider in _providers(subject):
        if provider.hosting == "self" and provider.base_url is None and provider.kind not in IN_PROCESS:
            wrong = "hosting: self without base_url: nothing says that the model runs at yours"
            yield Complaint((*loc, "hosting"), wrong, "write base_url, or remove the line")
        if provider.hosting == "self" and provider.base_url is not None and is_someone_elses(provider.base_url):
            wrong = "hosting: self, and base_url is a public address or at a company that sells models"
            yield Complaint((*loc, "hosting"), wrong, "write entity, location and contract instead of hosting: self")


def _timeouts(subject: Subject) -> Complaints:
    """Only what is written is held against `total`; defaults give way to it."""
    for loc, provider in _providers(subject):
        limits = provider.timeouts
        for name in sorted(limits.model_fields_set - {"total"}):
            if limits.longest[name] > limits.total:
                wrong = f"is longer than total ({limits.total:g} s)"
                yield Complaint((*loc, "timeouts", name), wrong, "write less, or a longer total")


def _routes(subject: Subject) -> Complaints:
    for name, routes in subject.file.models.items():
        for index, route in enumerate(routes):
            loc: Loc = ("models", name, index)
            if route.provider not in subject.providers:
                wrong = f"{shown(route.provider)} is no provider of this file"
                yield Complaint((*loc, "provider"), wrong, one_of(route.provider, subject.providers))
            provider = subject.file.providers.get(route.provider)
            if provider and provider.hosting == "self" and route.model.endswith(("-cloud", ":cloud")):
                wrong = "is run by Ollama's own servers, not by yours"
                yield Complaint((*loc, "model"), wrong, "write a local model, or use a provider without hosting: self")


def _vendors(subject: Subject) -> Complaints:
    """Without the vendor's word LiteLLM guesses who is meant."""
    for name, routes in subject.file.models.items():
        for index, route in enumerate(routes):
            provider = subject.file.providers.get(route.provider)
            if provider and provider.kind == "litellm" and "/" not in route.model:
                wrong = f"{shown(route.model)} names no vendor"
                yield Complaint(
                    ("models", name, index, "model"), wrong, f"write vendor/{route.model}, as LiteLLM has it"
                )


def _languages(subject: Subject) -> Complaints:
    """A route that is asked in what its kind does not speak would be dropped each time."""
    for (name, index), route in routes_of(subject.file):
        provider = subject.file.providers.get(route.provider)
        if provider is None or provider.kind not in SPEAKS:
            continue
        spoken = SPEAKS[provider.kind] | ALSO.get(provider.kind, frozenset())
        if unspoken := sorted(set(route.serves or ()) - spoken):
            wrong = f"kind {provider.kind} does not speak {', '.join(unspoken)}"
            yield Complaint(("models", name, index, "serves"), wrong, f"write of {', '.join(sorted(spoken))}")


def _providers(subject: Subject) -> Iterable[tuple[Loc, ProviderBlock]]:
    return ((("providers", name), provider) for name, provider in subject.file.providers.items())


PROVIDER_CHECKS: tuple[Callable[[Subject], Complaints], ...] = (_kinds, _base_urls, _hosting, _timeouts)
ROUTE_CHECKS: tuple[Callable[[Subject], Complaints], ...] = (_routes, _vendors, _languages)
