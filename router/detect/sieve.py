"""Which of many patterns a page holds at all, asked of a few automata in place of one pattern after the other.

Most patterns match nothing on most pages, and each costs a pass to say so. Here a few of them are tried in one pass;
only those that match somewhere are searched for. A pattern that holds nowhere has no matches: nothing else changes.
"""

from collections.abc import Iterable

import re2

from router.detect.patterns import Pattern

_TOGETHER = 7
"""Patterns tried in one pass. With more of them a text that was not seen before meets new states all the time."""
_NONE: frozenset[Pattern] = frozenset()
_MEMORY = 16 << 20
"""Bytes that one pass may use for its automaton; past it RE2 forgets the states it made and begins again."""


class Sieve:
    """Passes over patterns, which are told by their number. Neighbours go together, so like should stand by like."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        known = list(dict.fromkeys(patterns))
        groups = [known[start : start + _TOGETHER] for start in range(0, len(known), _TOGETHER)]
        self._passes = [_Pass(group) for group in groups]
        self._numbers = {pattern: number for number, group in enumerate(groups) for pattern in group}

    def number(self, pattern: Pattern) -> int | None:
        """The pass that tries this pattern; None if none does."""
        return self._numbers.get(pattern)

    def held(self, number: int, text: bytes) -> frozenset[Pattern]:
        """The patterns of a pass that match somewhere in a text in UTF-8."""
        return self._passes[number].held(text)


class _Pass:
    def __init__(self, patterns: Iterable[Pattern]) -> None:
        options = re2.Options()
        options.max_mem = _MEMORY
        options.log_errors = False
        self._patterns = list(patterns)
        self._set = re2.Set.SearchSet(options)
        for source in (*(pattern.source for pattern in self._patterns), r"\z"):
            self._set.Add(source)
        self._set.Compile()

    def held(self, text: bytes) -> frozenset[Pattern]:
        """All of them where RE2 gave up: else it finds the end of the text as well."""
        found = self._set.Match(text) or ()
        is_read = len(self._patterns) in found
        if is_read and len(found) == 1:
            return _NONE
        return frozenset(one for number, one in enumerate(self._patterns) if number in found or not is_read)
