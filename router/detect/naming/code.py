"""Which words of a text are code rather than speech: identifiers must stay, or a program no longer runs.

A line is code if it begins like a statement of a common language or is full of brackets and operators. In such a line
the words within quotes and behind a comment sign are speech again, unless they are glued to others as in a path.
"""

import re
from collections.abc import Iterator, Sequence

from router.detect.naming.words import Word

_STATEMENT = re.compile(
    r"\s*(?:(?:import|from|def|class|return|elif|else|except|raise|yield|async|await|const|let|var|function|export|public"
    r"|private|protected|static|package|using|namespace|func|fn|impl|struct|enum|SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER"
    r"|sudo|docker|kubectl|npm|pip|git|curl)\b(?=[^,!?]*[=(){};:/<>_*\"'-])"
    r"|(?:import|from|using|package) [\w.]+(?: (?:as|import) [\w., *]+)?;?$"
    r"|[\w.\[\]]+ ?[:+*|&-]?= ?\S|[\w.]+\(.*\)[;,:]?$"
    r"|[$#>] |@\w+[(\n]|</?[a-z]|[.#][\w-]+ *\{)"
)
"""How a line of code begins, or all of a short one; an import has no comma of prose in it."""
_SIGNS = re.compile(r"[{}\[\]=;<>_\\|&$*+`]|\w\(")
_SHARE = 0.07
_QUOTES = "\"'`"
_COMMENT = re.compile(r"(?:^|\s)(?:#|//|/\*|--|\*)(?:\s|$)|<!--")
_GLUE = frozenset("_./\\-:$@")


def in_code(words: Sequence[Word], text: str) -> Iterator[int]:
    """Indexes of words that are code. Linear in the text."""
    start, code, speech = -1, False, 0
    end = -1
    for at, word in enumerate(words):
        if word.start >= end:
            start = text.rfind("\n", 0, word.start) + 1
            end = text.find("\n", word.start)
            end = len(text) if end < 0 else end
            code, speech = _judged(text[start:end])
        if code and word.start - start < speech and not _quoted(text, start, word):
            yield at


def _judged(line: str) -> tuple[bool, int]:
    """Whether a line is code, and how many of its characters stand before a comment."""
    bare = line.strip()
    signs = len(_SIGNS.findall(bare))
    code = bool(_STATEMENT.match(line)) or (signs > 2 and signs >= _SHARE * len(bare))  # noqa: PLR2004 - a bracket pair
    comment = _COMMENT.search(line) if code else None
    return code, comment.end() if comment else len(line)


def _quoted(text: str, start: int, word: Word) -> bool:
    """Within quotes, and not part of a path or an identifier there."""
    before, after = text[word.start - 1 : word.start], text[word.end : word.end + 1]
    if before in _GLUE or (after in _GLUE and text[word.end + 1 : word.end + 2].isalnum()):
        return False
    return any(text.count(mark, start, word.start) % 2 for mark in _QUOTES)
