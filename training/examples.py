"""Texts with marked names, made from frames: `Example` is a text, its language and spans (start, end, label)."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filling import ADDRESS, LOCATION, Filler

Span = tuple[int, int, str]
TAGS = {"PER": "PERSON", "LOC": "LOCATION", "ORG": "ORGANIZATION"}
_OPEN, _CLOSE = "\1", "\2"
_GROUP = re.compile(r"\{([^{}]*)\}")
_TAG = re.compile(r"<(/?)(PER|LOC|ORG)>")


@dataclass(frozen=True)
class Example:
    text: str
    language: str
    spans: tuple[Span, ...]
    exact: bool = True
    """False: what is not marked may be a name all the same, and what is marked may not begin where it should."""


@dataclass(frozen=True)
class Frame:
    source: str
    language: str
    has_person: bool


def frames(folder: Path, language: str) -> list[Frame]:
    """The frames of a language. `folder/<language>.txt`, one a line."""
    lines = (folder / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return [Frame(line, language, bool(_PERSON.search(line))) for line in lines if line.strip()]


_PERSON = re.compile(r"[{@](?:FULL|FIRST|LAST|INITIAL|REVERSED)\b|<PER>")


def filled(frame: Frame, filler: Filler, rng: random.Random) -> Example:
    """One of the many texts a frame stands for."""
    source = frame.source.replace("{{", _OPEN).replace("}}", _CLOSE).replace("\\n", "\n").replace("\\t", "\t")
    text, spans = "", list[Span]()
    for piece, label in _pieces(source, filler, rng):
        piece = piece.replace(_OPEN, "{").replace(_CLOSE, "}")  # noqa: PLW2901 - the same piece, braces restored
        if label and piece:
            spans.append((len(text), len(text) + len(piece), label))
        text += piece
    return _untagged(text, frame.language, whole_addresses(text, spans))


_BETWEEN = re.compile(r"[\s,;]{1,3}(?:[A-Z]{0,2}[ -]?\d[\dA-Z -]{2,8}[\s,]{1,2})?")


def whole_addresses(text: str, spans: list[Span]) -> list[Span]:
    """A street and the place behind it, with or without a postcode between them, are one address."""
    joined = list[Span]()
    for start, end, label in spans:
        before = joined[-1] if joined else None
        if label == LOCATION and before and before[2] == ADDRESS and _BETWEEN.fullmatch(text, before[1], start):
            joined[-1] = (before[0], end, ADDRESS)
        else:
            joined.append((start, end, label))
    return joined


def _pieces(source: str, filler: Filler, rng: random.Random) -> Iterator[tuple[str, str | None]]:
    last = 0
    for match in _GROUP.finditer(source):
        yield source[last : match.start()], None
        last = match.end()
        inner = match[1]
        if "|" in inner:
            inner = rng.choice(inner.split("|"))
            if not inner.startswith("@"):
                yield inner, None
                continue
            inner = inner[1:]
        name, *modifiers = inner.split(".")
        yield filler.slot(name, tuple(modifiers))
    yield source[last:], None


def _untagged(text: str, language: str, spans: list[Span]) -> Example:
    """Literal `<PER>…</PER>` become spans."""
    if not _TAG.search(text):
        return Example(text, language, tuple(spans))
    clean, moves, open_at, tagged = "", list[tuple[int, int]](), 0, list[Span]()
    last = 0
    for match in _TAG.finditer(text):
        clean += text[last : match.start()]
        last = match.end()
        moves.append((match.start(), match.end() - match.start()))
        if match[1]:
            tagged.append((open_at, len(clean), TAGS[match[2]]))
        else:
            open_at = len(clean)
    clean += text[last:]
    moved = [(_moved(start, moves), _moved(end, moves), label) for start, end, label in spans]
    return Example(clean, language, tuple(sorted(moved + tagged)))


def _moved(place: int, moves: list[tuple[int, int]]) -> int:
    return place - sum(size for at, size in moves if at < place)
