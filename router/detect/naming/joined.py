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

from router.detect.naming.features import Lexicon, folded, is_everyday, is_in_a_language
from router.detect.patterns import Pattern

_TOKEN = re.compile(r"(?<![^\W_])[^\W_]++(?:[_-]{1,2}[^\W_]++)*+")
_PART = re.compile(r"[^\W\d_]{2,}")
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĄĆČĎĘĚŁŃŇÓŐŒŘŚŠŤŮŰŹŻŽ]"
_HUMP = re.compile(rf"(?<=[^\W\d_]{{3}})(?={_CAPITAL}[^\W\d_])")
_LETTER = r"[\pL\p{Nl}\p{No}]"
_IS_JOINED = Pattern(rf"{_LETTER}{{2}}[\p{{Nd}}_-]{{1,2}}{_LETTER}{{2}}|{_LETTER}{{3}}{_CAPITAL}{_LETTER}")
"""What parts two parts of a token, at most `_JOINT` apart, or a hump."""
_PARTICLE = "dell[aeo]|degli|dei|dall?[ae]?|van|von|vom|de[lmnrs]?|d[aio]s?|du|las?|los?|zu[mr]?|te[nr]|a[fv]"
_IS_PARTICLE = re.compile(_PARTICLE)
_PARTICLES = re.compile(rf"({_PARTICLE})({_PARTICLE})?({_PARTICLE})?")
_FILE = re.compile(
    r"(?:[_. -]\w{0,12}){0,2}?\.(?:pdf|docx?|dotx?|odt|rtf|txt|pages|xlsx?|ods|csv|tsv|pptx?|odp|png|jpe?g|gif|webp"
    r"|tiff?|heic|bmp|eml|msg|mbox|vcf|ics|zip|7z|rar|mp3|m4a|wav|ogg|mp4|mov|p7[ms]|asc)(?![\w-])",
    re.IGNORECASE,
)
"""What a file ends with that somebody wrote, scanned, recorded or sent."""
_AHEAD = re.compile(r"[/\\]$|(?<!\w)[#@]$")
"""Right before a token: a step of a path, the sign of a tag or a handle; no host of an address."""
_GIVEN, _FAMILY = 20, 22
_IN_NAMES = 1 << 29
"""Of a word that stands within names, such as a particle."""
_MOST, _LONGEST = 5, 120
"""Parts of one name, and characters of a token that is looked at."""
_JOINT, _SHORT = 2, 3
"""Characters between two parts, and letters of a particle (`van`, `den`)."""
_WELL, _BEST = 2, 3
"""Of three levels: how well a list of names knows a word."""
_ENOUGH, _CERTAIN, _PARTED = 0.6, 0.9, 0.55
"""What the network must say of names written with capitals, of others, and of the first with particles in them."""

Span = tuple[int, int]


class Joined(NamedTuple):
    """Parts of one token that may be a name, and where each stands."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    is_listed: bool
    """The lists of names say it all: the network takes `Pedro dos Santos` alone for a place."""

    @property
    def needed(self) -> float:
        """What the network's probability must reach."""
        if not _has_capitals(self.words):
            return _CERTAIN
        return _PARTED if _has_particles(self.words) else _ENOUGH


def joined(text: str, lexicon: Lexicon) -> Iterator[Joined]:
    """In order, none overlapping; each has a part that is somebody's given name. Linear in the text."""
    for start, end in _tokens(text):
        for spans in _runs(text, start, end, lexicon):
            parts = tuple(text[slice(*span)] for span in spans)
            one = Joined(parts, spans, _is_well_known(parts, lexicon))
            if _may_be_a_name(one.words, lexicon) and (_is_written_as_one(text, one) or _tells(text, start, end)):
                yield one


def _tokens(text: str) -> Iterator[Span]:
    """Those of two parts at least. Most words have one: they are not looked at."""
    done = 0
    for joint, _ in _IS_JOINED.spans(text):
        if joint < done:
            continue
        begin = max(done, text.rfind(" ", max(0, joint - _LONGEST), joint) + 1)
        token = next((one for one in _TOKEN.finditer(text, begin) if one.end() > joint), None)
        if token is None:
            return  # RE2 knows letters of a later Unicode
        done = token.end()
        if done - token.start() <= _LONGEST and _is_joined(token[0]):
            yield token.span()


def _is_joined(token: str) -> bool:
    """Not by digits alone: `udo12schneider`."""
    return "_" in token or "-" in token or not (token[1:].islower() or token.isupper())


def _tells(text: str, start: int, end: int) -> bool:
    """What stands beside a token says that it names a file, a step of a path, a tag or somebody."""
    is_step = text[end : end + 1] == "/" or _AHEAD.search(text, max(0, start - 2), start) is not None
    return is_step or _FILE.match(text, end) is not None


def _runs(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[tuple[Span, ...]]:
    """Parts side by side, each of which may belong to a name, and the first is in a list of names."""
    run: list[Span] = []
    for span in _parts(text, start, end, lexicon):
        fits = _may_belong(text[slice(*span)], lexicon) or _is_behind_particle(text, run, span)
        if run and (not fits or span[0] - run[-1][1] > _JOINT):
            yield from _name_sized(run)
            run = []
        if fits and (run or _is_listed(lexicon.bits(folded(text[slice(*span)])))):
            run.append(span)
    yield from _name_sized(run)


def _is_behind_particle(text: str, run: Sequence[Span], span: Span) -> bool:
    """`Rovere` in `GiuliadellaRovere`: there any word is a name, if it has a capital, and `los` one more particle."""
    if not run or _IS_PARTICLE.fullmatch(text, *run[-1]) is None:
        return False
    return text[span[0]].isupper() or _IS_PARTICLE.fullmatch(text, *span) is not None


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
    particles = _PARTICLES.fullmatch(text, given, end)
    if particles is not None:
        yield from (span for span in map(particles.span, (1, 2, 3)) if span[0] >= 0)


def _end_of_given(word: str, lexicon: Lexicon) -> int:
    """Where the longest given name ends that nothing but particles follow; the end of the word without any."""
    for end in range(len(word) - 1, 1, -1):
        if _PARTICLES.fullmatch(word, end) and lexicon.bits(folded(word[:end])) >> _GIVEN & 3:
            return end
    return len(word)


def _may_belong(word: str, lexicon: Lexicon) -> bool:
    """A list of names has it, or no language."""
    bits = lexicon.bits(folded(word))
    return _is_listed(bits) or bool(bits & _IN_NAMES) or not is_in_a_language(bits)


def _is_listed(bits: int) -> bool:
    return bool(bits >> _GIVEN & 3 or bits >> _FAMILY & 3)


def _may_be_a_name(words: Sequence[str], lexicon: Lexicon) -> bool:
    """One is somebody's given name: well known as that, or no everyday word, where no capital speaks for it."""
    known = [lexicon.bits(folded(word)) for word in words]
    if _has_capitals(words):
        return any(bits >> _GIVEN & 3 for bits in known)
    return any(bits >> _GIVEN & 3 >= _WELL for bits in known) or (
        any(bits >> _GIVEN & 3 for bits in known) and not any(map(is_everyday, known))
    )


def _has_capitals(words: Sequence[str]) -> bool:
    """`Udo Schneider`, `Lars van den Berg`; not `UDO`."""
    first, *within, last = words
    return all(word[0].isupper() and not word.isupper() for word in (first, last)) and all(
        word[0].isupper() or len(word) <= _SHORT or _IS_PARTICLE.fullmatch(word) for word in within
    )


def _has_particles(words: Sequence[str]) -> bool:
    """Nothing else between the first and the last."""
    within = words[1:-1]
    return bool(within) and all(map(_IS_PARTICLE.fullmatch, within))


def _is_well_known(words: Sequence[str], lexicon: Lexicon) -> bool:
    """A given name, particles and a family name, with capitals: none better known than these."""
    if not (_has_particles(words) and _has_capitals(words)):
        return False
    given, family = (lexicon.bits(folded(word)) for word in (words[0], words[-1]))
    return given >> _GIVEN & 3 == family >> _FAMILY & 3 == _BEST


def _is_written_as_one(text: str, one: Joined) -> bool:
    """`Udo_Schneider`: capitals, and underscores in place of spaces."""
    return _has_capitals(one.words) and all(text[left[1] : right[0]] == "_" for left, right in pairwise(one.spans))
