"""What a tenant may write to have found or left alone, and what is wrong with what it wrote.

Terms are words; patterns are in the syntax of RE2 (https://github.com/google/re2/wiki/Syntax), which matches in time
linear in the text. What would still cost too much, or say nothing, is refused here, so that a detector never meets it.
Faults show nothing of a term or pattern but the operator that is wrong.
"""

from typing import Any

import re2

MAX_TERMS, MAX_PATTERNS = 5_000, 100
"""In each list."""
_SHORTEST_TERM, _LONGEST_TERM, _LONGEST_PATTERN = 2, 200, 500
"""Characters."""
_MAX_PROGRAM = 5_000
"""Instructions of RE2's program: one a letter, a thousand for any letter of any script (`\\pL`)."""
_MEMORY = 1 << 20

Wrong = tuple[str, str]
"""What is wrong, and what to write."""


def wrong_with_term(term: str) -> Wrong | None:
    """None for a sound term."""
    words = " ".join(term.split())
    if not _SHORTEST_TERM <= len(words) <= _LONGEST_TERM:
        return f"is not {_SHORTEST_TERM} to {_LONGEST_TERM} characters long", "write the words as they stand in a text"
    if not all(character.isprintable() for character in words):
        return "holds a character that cannot be seen", "write letters, digits, signs and spaces"
    if not words[0].isalnum():
        return "begins with no letter or digit", "write the sign into a pattern, as in '#nord'"
    return None


def wrong_with_pattern(source: str) -> Wrong | None:
    """None for a sound pattern."""
    if not 1 <= len(source) <= _LONGEST_PATTERN:
        return f"is not 1 to {_LONGEST_PATTERN} characters long", "write several shorter patterns"
    if not source.isprintable():
        return "holds a character that cannot be seen", r"write it as an escape, as in \t"
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        return _wrong_with(re2.compile(source, options))
    except re2.error as error:
        return _explained(error)


def _wrong_with(compiled: Any) -> Wrong | None:
    if compiled.programsize > _MAX_PROGRAM:
        return _TOO_LARGE
    if all(_covers(compiled, text) for text in _UNLIKE):
        return "matches whatever stands there", "write what tells it from other text"
    if any(begin == end for probe in _PROBES for begin, end in (m.span() for m in compiled.finditer(probe))):
        return "matches where there is nothing", "write what must stand there, as in + for *"
    return None


def _covers(compiled: Any, text: str) -> bool:
    """Its matches leave next to nothing of a text, be it at once or sign by sign: `.+`, `(?i).`."""
    row = text * _TIMES
    return sum(len(match[0]) for match in compiled.finditer(row)) > _NEARLY_ALL * len(row)


def _explained(error: Exception) -> Wrong:
    """RE2 says what is wrong, then quotes: of that only an operator may be shown."""
    said = error.args[0] if error.args else b""
    message = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
    wrong, _, quoted = message.partition(": ")
    if wrong == "invalid perl operator" and quoted[:3] in _LOOKAROUND:
        return f"looks around ({quoted[:3]}...), which cannot be done in linear time", "write what must match itself"
    if wrong == "invalid escape sequence" and quoted[1:2].isdigit():
        return "refers back to a group, which cannot be done in linear time", "write out what must match"
    if "too large" in wrong or "repetition size" in wrong:
        return _TOO_LARGE
    return f"is no RE2 pattern ({wrong})", _CURES.get(wrong, "see https://github.com/google/re2/wiki/Syntax")


_TOO_LARGE = "is too large", "repeat less often, up to 1000 times, or write several patterns"
_LOOKAROUND = ("(?=", "(?!", "(?<")
_PROBES = ("", "a", " a, 1\n", "_-.Z9é")
_UNLIKE = ("Zq7", "né à", "4,\u00a011 #x")
_TIMES, _NEARLY_ALL = 8, 0.8
_CURES = {
    "missing )": "close the parenthesis",
    "unexpected )": r"open a parenthesis, or write \)",
    "missing ]": r"close the bracket, or write \[",
    "invalid escape sequence": "escape signs alone, as in \\.",
    "trailing \\": r"write \\ for one backslash",
    "bad repetition operator": "repeat once: a+ or a*, not a++",
    "no argument for repetition operator": r"write what repeats, or \* for a star",
}
