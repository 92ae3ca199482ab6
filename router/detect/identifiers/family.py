"""What a recogniser is here: a kind, a name, and a function from a page to hits."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from router.detect.page import Hit, Page
from router.detect.patterns import Pattern


@dataclass(frozen=True, slots=True)
class Family:
    """`find` is linear in the page. `cues` are the words it asks the page for, by tag.

    `patterns` are what it looks for on all pages, or nearly all: asked of the page, they are tried a few at a time.
    `whole`: it wants the whole text as one page because its values can be longer than the overlap of two chunks.
    """

    kind: str
    name: str
    find: Callable[[Page], Iterable[Hit]]
    cues: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    whole: bool = False
    patterns: tuple[Pattern, ...] = ()
