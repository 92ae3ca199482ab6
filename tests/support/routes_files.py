"""A small `routes.yaml` without fault or warning, and ways to spoil it."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from router import config

DATA = Path(__file__).resolve().parents[1] / "data"
TODAY = date(2026, 11, 22)
KINDS = frozenset({"anthropic", "openai_compatible", "litellm", "mirror", "scripted"})
SMALL = (DATA / "routes_small.yaml").read_text()

Spoil = Callable[[Any], object]
"""Changes one thing in the values of a file."""


def load(text: str = SMALL, folder: Path | None = None) -> config.Loaded:
    return config.load(text, today=TODAY, kinds=KINDS, folder=folder)


def spoilt(*spoils: Spoil) -> str:
    data = deepcopy(yaml.safe_load(SMALL))
    for spoil in spoils:
        spoil(data)
    return yaml.safe_dump(data, sort_keys=False)


def faults(text: str) -> list[config.Fault]:
    try:
        load(text)
    except config.ConfigErrors as errors:
        return list(errors.faults)
    return []


def put(path: str, value: Any) -> Spoil:
    """`put("providers.cloud.key", "env:X")`: sets one value, making the mappings on the way."""

    def spoil(data: Any) -> None:
        *around, last = path.split(".")
        for step in around:
            data = data[int(step)] if isinstance(data, list) else data.setdefault(step, {})
        data[int(last) if isinstance(data, list) else last] = value

    return spoil


def cut(path: str) -> Spoil:
    def spoil(data: Any) -> None:
        *around, last = path.split(".")
        for step in around:
            data = data[int(step)] if isinstance(data, list) else data[step]
        del data[last]

    return spoil
