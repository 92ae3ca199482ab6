"""One official number of one country: how it is written, who checks it, and the words beside it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple


def anything(_number: str) -> bool:
    """For numbers that carry no check: their form and their word are all there is."""
    return True


class Other(NamedTuple):
    """`is_one`: what else a number of this form may be; `unless`: words ahead of it that say it is not."""

    is_one: Callable[[str], bool]
    unless: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Row:
    """`form` is a pattern of the bare number, in capitals and without marks between its parts.

    `name` is the country (ISO 3166, lower case; `eu` for several) and the number, `groups` the common words that also
    name it, as tags of `national_table.GROUPS`. `alone` is RE2, with regard to case: a way of writing so particular
    that a valid number needs no word beside it.
    """

    name: str
    document: str
    form: str
    valid: Callable[[str], bool] = anything
    words: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    alone: str | None = None
    strict: bool = False
    """Its word must stand right beside it: one random number in ten passes its check, or it is no person's."""
    other: Other | None = None
    """Asked only where no word of the row stands beside the number."""

    @property
    def country(self) -> str:
        return self.name.partition(".")[0]

    @property
    def checked(self) -> bool:
        return self.valid is not anything

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the cues that name it."""
        return (f"id.{self.name}", *self.groups)


def person(
    name: str,
    document: str,
    form: str,
    valid: Callable[[str], bool],
    words: tuple[str, ...],
    *,
    alone: str | None = None,
    strict: bool = False,
) -> Row:
    """A number of persons with a check digit: a general "national id" or "tax id" names it too."""
    return Row(name, document, form, valid, words, ("id",), alone, strict)
