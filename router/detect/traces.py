"""Where a text may hide something in older encodings or with its letters apart."""

from typing import NamedTuple

from router.detect.patterns import Pattern

_RARE, _COMMON = r"[!#$%&*+:;<>?@\[\\\]^`{|}~]", r"[0-9A-Za-z_\-=./,()\"']"
TRACES = (
    r"(?m:^M[ -`]{60}\r?$|^begin [0-7]{3} \S)|<~"
    rf"|(?:^|\s)\pL \S \S[ \t]{{1,4}}\S[ \t]{{1,4}}\S(?:\s|$)|(?:{_RARE}{{1,4}}{_COMMON}{{1,15}}){{3}}{_RARE}"
)
"""Of eighty-five letters a fifth are rare signs in words, links and code: four near each other, without a space."""
_TRACES = Pattern(TRACES)
_FULL = 61


class Traces(NamedTuple):
    """`lines`: where uuencode may begin. `framed`: a frame of Ascii85 may be there. `rare`: where signs are thick.

    `spaced`: letters stand apart.
    """

    lines: tuple[int, ...]
    framed: bool
    rare: tuple[int, ...]
    spaced: bool


def traces(text: str) -> Traces:
    lines: list[int] = []
    rare: list[int] = []
    framed = spaced = False
    for start, end in _TRACES.spans(text):
        trace = text[start:end]
        if trace == "<~":
            framed = True
        elif trace.startswith("begin ") or _is_full_line(trace):
            lines.append(start)
        elif " " in trace:
            spaced = True
        else:
            rare.append(start)
    return Traces(tuple(lines), framed, tuple(rare), spaced)


def _is_full_line(trace: str) -> bool:
    """Of uuencode: forty-five octets, and no small letter."""
    return trace[0] == "M" and len(trace.rstrip("\r")) == _FULL and trace == trace.upper()
