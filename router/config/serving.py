"""`serving` of `routes.yaml`, with what the routes of a model say of their order: checked, and compiled."""

from collections.abc import Iterator
from types import MappingProxyType

from router.config.faults import Complaint, shown
from router.config.prices import name_of, routes_of
from router.config.schema import RoutesFile, ServingBlock
from router.config.words import one_of
from router.core.rules import Hedge, Serving

DEFAULT = ServingBlock()


def serving_of(file: RoutesFile) -> dict[str, Serving]:
    """By model: each has one."""
    return {name: _serving(file, name) for name in file.models}


def wrong_with_serving(file: RoutesFile, models: frozenset[str]) -> Iterator[Complaint]:
    """What is written is meant: a word that changes nothing is a mistake. `models`: as the file was written."""
    for name, block in (file.serving or {}).items():
        if name not in models:
            yield Complaint(("serving", name), f"{shown(name)} is no model of this file", one_of(name, models))
        if block.sticky and block.rank != "weighted":
            wrong = f"rank {block.rank} has no place where a conversation could stay"
            yield Complaint(("serving", name, "sticky"), wrong, "write rank: weighted, or remove the line")
    for (name, index), route in routes_of(file):
        if route.weight is not None and _block(file, name).rank != "weighted":
            cure = f"write serving: {{{name}: {{rank: weighted}}}}, or remove the line"
            yield Complaint(("models", name, index, "weight"), "is read by no rank but weighted", cure)


def _block(file: RoutesFile, model: str) -> ServingBlock:
    return (file.serving or {}).get(model, DEFAULT)


def _serving(file: RoutesFile, model: str) -> Serving:
    block, routes = _block(file, model), file.models[model]
    return Serving(
        rank=block.rank,
        sticky=block.sticky,
        hedge=Hedge(block.hedge.after, block.hedge.up_to) if block.hedge else None,
        weights=MappingProxyType({name_of(route): route.weight for route in routes if route.weight is not None}),
        continues=MappingProxyType({name_of(route): route.continues for route in routes if route.continues}),
        sized=any(route.context is not None for route in routes),
    )
