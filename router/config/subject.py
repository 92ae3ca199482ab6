"""What the checks of a `routes.yaml` look at."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from router.config.faults import Complaint
from router.config.schema import RoutesFile

Complaints = Iterator[Complaint]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is checked. Names are those of the file as written, also of what was taken out for faults of its own."""

    file: RoutesFile
    kinds: frozenset[str]
    classes: frozenset[str]
    providers: frozenset[str]
    models: frozenset[str]


def subject(file: RoutesFile, raw: Mapping[str, Any], kinds: Collection[str]) -> Subject:
    classes = frozenset(filter(lambda name: isinstance(name, str), raw["classes"]))
    return Subject(file, frozenset(kinds), classes, frozenset(raw["providers"]), frozenset(raw["models"]))
