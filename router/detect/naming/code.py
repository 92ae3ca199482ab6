"""Which words of a text are code rather than speech: identifiers must stay, or a program no longer runs.

A line is code if it begins like a statement of a common language or is full of its signs. What parts the cells of a
table, quotes a mail or marks up prose is none of them. In a line of code the words within quotes, between tags and
behind a comment sign are speech again, unless they are glued to others as in a path or an identifier.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from router.detect.naming.words import Word

_STATEMENT = re.compile(
    r"\s*(?:(?:import|from|def|class|return|elif|else|except|raise|yield|async|await|const|let|var|function|export|public"
    r"|private|protected|static|package|using|namespace|func|fn|impl|struct|enum|SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER"
    r"|sudo|docker|kubectl|npm|pip|git|curl)\b(?=[^,!?]*[=(){};:/<>_*\"'-])"
    r"|(?:import|from|using|package) [\w.]+(?: (?:as|import) [\w., *]+)?;?$"
    r"|[\w.\[\]]+ ?[:+*|&-]?= ?\S|[\w.]+\(.*\)[;,:]?$"
    r"|\$ |@\w+[(\n]|</?[a-z]|[.#][\w-]+ *\{)"
)
"""How a line of code begins, or all of a short one; an import has no comma of prose in it."""
_SIGNS = re.compile(r"([{}=_\\`])\1{3,}|[{}=_\\`]|\w\(|;$")
"""A row of one sign is a rule or a frame, and counts once."""
_SHARE = 0.07
_COMMENT = re.compile(r"(?:^|\s)(?:#|//|/\*|--|\*)(?:\s|$)|<!--")
_GLUE = frozenset("_./\\-:$@(")


@dataclass(slots=True)
class _Line:
    """A line of code as far as it was read: each sign of it is counted once, however long it is."""

    start: int
    speech: int
    reached: int
    odd: set[str] = field(default_factory=set)
    in_tag: bool = False
    tagged: bool = False

    def read(self, text: str, end: int) -> None:
        for mark in _MARK.findall(
            text, self.reached, end + 1
        ):  # a word begins at the end: it is no mark, but shows one
            if mark in "<>":
                self.in_tag = mark == "<"
                self.tagged = self.tagged or mark == ">"
            else:
                self.odd ^= {mark}
        self.reached = end

    @property
    def speaks(self) -> bool:
        """Within quotes, or between two tags."""
        return bool(self.odd) or (self.tagged and not self.in_tag)


_MARK = re.compile(r"[\"'`]|<(?=[A-Za-z/!])|(?<=[A-Za-z\"'/ ])>")


def in_code(words: Sequence[Word], text: str) -> Iterator[int]:
    """Indexes of words that are code. Linear in the text."""
    end = -1
    line: _Line | None = None
    for at, word in enumerate(words):
        if word.start >= end:
            start = text.rfind("\n", 0, word.start) + 1
            end = text.find("\n", word.start)
            end = len(text) if end < 0 else end
            line = _judged(text[start:end], start)
        if line is None:
            continue
        line.read(text, word.start)
        if word.start < line.speech and (is_glued(text, word) or not line.speaks):
            yield at


def _judged(line: str, start: int) -> _Line | None:
    """None for a line that is no code; `speech` is where its comment begins, or its end."""
    bare = line.strip()
    signs = sum(1 for _ in _SIGNS.finditer(bare))
    if not _STATEMENT.match(line) and (signs < 3 or signs < _SHARE * len(bare)):  # noqa: PLR2004 - a bracket pair
        return None
    comment = _COMMENT.search(line)
    return _Line(start, start + (comment.end() if comment else len(line)), start)


def is_glued(text: str, word: Word) -> bool:
    """Part of a path, a call or an identifier."""
    before, after = text[max(0, word.start - 1) : word.start], text[word.end : word.end + 2]
    return before in _GLUE or after[:1] == "(" or (after[:1] in _GLUE and after[1:].isalnum())
