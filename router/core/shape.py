"""The shape of a dialect's bodies: where its own words stand, and not people's.

A place is written as a path: `messages[].tool_calls[].function.name`. What stands in no named place is read like
any text, whatever its key is called: nothing is exempt because it looks familiar.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto


class Sort(Enum):
    STRUCTURE = auto()
    """Words of the protocol: scanned, never replaced. Only while they look like it."""
    NUMBER = auto()
    """A parameter of the request: its number is not read."""
    PROSE = auto()
    """Text about a key, not its value: it gets no hint."""
    SIGNED = auto()
    """Text that its writer signed, and the signature: scanned, never replaced, whatever it looks like."""
    MEDIA = auto()
    """Bare base64 is expected here. Only while it looks like it."""


@dataclass(eq=False, slots=True)
class Shape:
    """One place and what is below it; `others` stands for members of any other name."""

    sort: Sort | None = None
    members: dict[str, "Shape"] = field(default_factory=dict)
    items: "Shape | None" = None
    others: "Shape | None" = None

    def under(self, key: str) -> "Shape | None":
        return self.members.get(key, self.others)

    def add(self, path: str, sort: Sort) -> None:
        self.at(path).sort = sort

    def graft(self, path: str, branch: "Shape") -> None:
        """Everything of `branch` stands at `path` too."""
        place = self.at(path)
        place.members, place.items, place.others = branch.members, branch.items, branch.others

    def at(self, path: str) -> "Shape":
        """The place of that path, made where it is missing."""
        place = self
        for step in _STEP.findall(path):
            if step == "[]":
                place.items = place.items or Shape()
                place = place.items
            else:
                place = place.members.setdefault(step, Shape())
        return place


def shape(places: Mapping[str, Sort]) -> Shape:
    root = Shape()
    for path, sort in places.items():
        root.add(path, sort)
    return root


def schema() -> Shape:
    """JSON Schema (draft 2020-12 and earlier): its keywords, at any depth. `type` among `properties` is none."""
    root = Shape()
    _fill(root, ("$ref", "$schema", "$id", "$anchor", "$dynamicRef", "type", "format"), Sort.STRUCTURE)
    _fill(root, ("contentEncoding", "contentMediaType", "type[]", "required[]"), Sort.STRUCTURE)
    _fill(root, ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"), Sort.NUMBER)
    _fill(root, ("minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties"), Sort.NUMBER)
    _fill(root, ("title", "description", "$comment"), Sort.PROSE)
    for name in ("properties", "patternProperties", "$defs", "definitions", "dependentSchemas"):
        root.members[name] = Shape(others=root)
    for name in ("additionalProperties", "propertyNames", "contains", "not", "if", "then", "else"):
        root.members[name] = root
    for name in ("anyOf", "oneOf", "allOf", "prefixItems"):
        root.members[name] = Shape(items=root)
    root.members["items"] = Shape(members=root.members, items=root)
    return root


def _fill(root: Shape, paths: Iterable[str], sort: Sort) -> None:
    for path in paths:
        root.add(path, sort)


_STEP = re.compile(r"\[\]|[^.\[\]]+")
