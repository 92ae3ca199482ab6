r"""Prompts of our own with what is personal marked in them: one text a line, `[[PERSON:Jan Kowalski]]` inline.

    #chat hi, [[PERSON:ann]] here,\nmy mail is [[EMAIL_ADDRESS:ann@example.com]]

The file's name is the language (`tests/prompts/pl.txt`). `\n` is a line feed, `\t` a tab, `\\` a backslash; any other
backslash is itself. A first word such as `#chat` (one of GENRES) gives the genre; a clean text has no mark.
Empty lines are skipped.
"""

import re
from pathlib import Path

from scoring import OTHER, Example, Span

from router.core.types import KINDS

OWN = "own"
GENRES = ("chat", "lower", "mail", "ticket", "doc", "form", "json", "log", "code", "caps", "clean")
GENRE = re.compile(rf"#({'|'.join(GENRES)}) ")
MARK = re.compile(r"\[\[([A-Z_]+):(.*?)\]\]", re.DOTALL)
HALF = re.compile(r"\[\[[A-Z_]+:")
ESCAPES = {r"\n": "\n", r"\t": "\t", r"\\": "\\"}
ESCAPE = re.compile(r"\\[nt\\]")


def read_marked(path: Path) -> list[Example]:
    """All texts of a file. Raises ValueError with file and line where a mark is not right."""
    examples = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.strip():
            try:
                examples.append(parse(line, path.stem))
            except ValueError as error:
                raise ValueError(f"{path.name}:{number}: {error}") from error
    return examples


def parse(line: str, lang: str) -> Example:
    found = GENRE.match(line)
    genre, marked = (found[1], line[found.end() :]) if found else ("", line)
    text, spans = unmark(ESCAPE.sub(lambda escape: ESCAPES[escape[0]], marked))
    if genre == "clean" and spans:
        raise ValueError("a clean text has something marked")
    return Example(OWN, lang, text, spans, genre)


def unmark(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The text without its marks, and what they mark."""
    text, spans, reached = "", [], 0
    for mark in MARK.finditer(marked):
        kind, value = mark.groups()
        if kind not in KINDS | {OTHER}:
            raise ValueError(f"{kind!r} is no kind")
        text += _plain(marked[reached : mark.start()])
        spans.append(Span(len(text), len(text) + len(_plain(value)), kind))
        text += value
        reached = mark.end()
    return text + _plain(marked[reached:]), tuple(spans)


def _plain(text: str) -> str:
    if half := HALF.search(text):
        raise ValueError(f"{half[0]!r} is not closed, or stands in another mark")
    return text
