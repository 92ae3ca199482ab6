"""Names joined to one token: `CV_Udo_Schneider.pdf`, `scan-Udo-Schneider.png`, `#UdoSchneider`, `fix/udo-schneider`.

The network reads such a token as one word, or as code. So it is taken apart at its joints, and parts side by side that
the lexicon does not rule out are read again with spaces between, as an item of a list. A hyphen, a capital within and
small letters say little of themselves (`Max-Planck-Institut`, `MaxRetries`, `max_delay`): they are taken apart in the
names of files that people write or send, in paths, and behind `#` or `@` only.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from router.detect.naming.features import Lexicon, folded

_TOKEN = re.compile(r"(?<![^\W_])[^\W_]++(?:[_-]{1,2}[^\W_]++)*+")
_PART = re.compile(r"[^\W\d_]{2,}")
_HUMP = re.compile(r"(?<=[^\W\d_]{3})(?=[A-ZÀ-ÖØ-ÞĀĄĆČĎĘĚŁŃŇÓŐŒŘŚŠŤŮŰŹŻŽ][^\W\d_])")
_PARTICLES = re.compile("van|von|vom|de[lmnrs]?|d[aio]s?|du|las?|los?|zu[mr]?|te[nr]|a[fv]")
_ONLY_PARTICLES = re.compile(rf"(?:{_PARTICLES.pattern}){{1,3}}")
_FILE = re.compile(
    r"(?:[_. -]\w{0,12}){0,2}?\.(?:pdf|docx?|dotx?|odt|rtf|txt|pages|xlsx?|ods|csv|tsv|pptx?|odp|png|jpe?g|gif|webp"
    r"|tiff?|heic|bmp|eml|msg|mbox|vcf|ics|zip|7z|rar|mp3|m4a|wav|ogg|mp4|mov|p7[ms]|asc)(?![\w-])",
    re.IGNORECASE,
)
"""What a file ends with that somebody wrote, scanned, recorded or sent."""
_AHEAD = re.compile(r"[/\\]$|(?<!\w)[#@]$")
"""Right before a token: a step of a path, the sign of a tag or a handle; no host of an address."""
_GIVEN, _FAMILY = 20, 22
_PARTICLE = 1 << 29
_LANGUAGES = tuple(3 << 2 * place for place in range(10))
_MOST, _LONGEST = 5, 120
"""Parts of one name, and characters of a token that is looked at."""
_JOINT, _SHORT = 2, 3
"""Characters between two parts, and letters of a particle (`van`, `den`)."""
_WELL = 2
"""Of three levels: how well a list of names, or a language, knows a word."""
_ENOUGH, _CERTAIN = 0.6, 0.9
"""What the network must say of names written with capitals, and of others."""

Span = tuple[int, int]


class Joined(NamedTuple):
    """Parts of one token that may be a name, and where each stands."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def needed(self) -> float:
        """What the network's probability must reach."""
        return _ENOUGH if _has_capitals(self.words) else _CERTAIN


def joined(text: str, lexicon: Lexicon) -> Iterator[Joined]:
    """In order, none overlapping; each has a part that is somebody's given name. Linear in the text."""
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if end - start > _LONGEST or not _is_joined(token[0]):
            continue
        tells = _AHEAD.search(text, max(0, start - 2), start) or text[end : end + 1] == "/" or _FILE.match(text, end)
        for spans in _runs(text, start, end, lexicon):
            one = Joined(tuple(text[slice(*span)] for span in spans), spans)
            if _may_be_a_name(one.words, lexicon) and (tells or _is_written_as_one(text, one)):
                yield one


def _is_joined(token: str) -> bool:
    """Of two parts at least."""
    return "_" in token or "-" in token or not (token[1:].islower() or token.isupper())


def _runs(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[Span, ...]]:
    """Parts side by side, each of which may belong to a name, and the first is in a list of names."""
    run: list[Span] = []
    for span in _parts(text, start, end, lexicon):
        fits = _may_belong(text[slice(*span)], lexicon)
        if run and (not fits or span[0] - run[-1][1] > _JOINT):
            yield from _name_sized(run)
            run = []
        if fits and (run or _is_listed(lexicon.bits(folded(text[slice(*span)])))):
            run.append(span)
    yield from _name_sized(run)


def _name_sized(run: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    if 1 < len(run) <= _MOST:
        yield tuple(run)


def _parts(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Span]:
    for part in _PART.finditer(text, start, end):
        humps = (hump.start() for hump in _HUMP.finditer(text, *part.span()))
        for span in pairwise((part.start(), *humps, part.end())):
            yield from _particles_apart(text, *span, lexicon) if span[1] < part.end() else (span,)


def _particles_apart(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Span]:
    """`Lars`, `van`, `den` of `Larsvanden`, before a capital: a given name that goes on as no name does."""
    given = (
        end if _is_listed(lexicon.bits(folded(text[start:end]))) else _end_of_given(text[start:end], lexicon) + start
    )
    yield start, given
    yield from (particle.span() for particle in _PARTICLES.finditer(text, given, end))


def _end_of_given(word: str, lexicon: Lexicon) -> int:
    """Where the longest given name ends that nothing but particles follow; the end of the word without any."""
    for end in range(len(word) - 1, 1, -1):
        if _ONLY_PARTICLES.fullmatch(word, end) and lexicon.bits(folded(word[:end])) >> _GIVEN & 3:
            return end
    return len(word)


def _may_belong(word: str, lexicon: Lexicon) -> bool:
    """A list of names has it, or no language."""
    bits = lexicon.bits(folded(word))
    return _is_listed(bits) or bool(bits & _PARTICLE) or not any(bits & level for level in _LANGUAGES)


def _is_listed(bits: int) -> bool:
    return bool(bits >> _GIVEN & 3 or bits >> _FAMILY & 3)


def _may_be_a_name(words: Sequence[str], lexicon: Lexicon) -> bool:
    """One is somebody's given name: well known as that, or no everyday word, where no capital speaks for it."""
    known = [lexicon.bits(folded(word)) for word in words]
    if _has_capitals(words):
        return any(bits >> _GIVEN & 3 for bits in known)
    return any(bits >> _GIVEN & 3 >= _WELL for bits in known) or (
        any(bits >> _GIVEN & 3 for bits in known) and not any(map(_is_everyday, known))
    )


def _is_everyday(bits: int) -> bool:
    return any((bits & level) >> 2 * place >= _WELL for place, level in enumerate(_LANGUAGES))


def _has_capitals(words: Sequence[str]) -> bool:
    """`Udo Schneider`, `Lars van den Berg`; not `UDO`."""
    first, *within, last = words
    return all(word[0].isupper() and not word.isupper() for word in (first, last)) and all(
        word[0].isupper() or len(word) <= _SHORT for word in within
    )


def _is_written_as_one(text: str, one: Joined) -> bool:
    """`Udo_Schneider`: capitals, and underscores in place of spaces."""
    return _has_capitals(one.words) and all(text[left[1] : right[0]] == "_" for left, right in pairwise(one.spans))
