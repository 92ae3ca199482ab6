"""The customer's own: terms and patterns of one lexicon, found in a text, and findings that it leaves alone.

A text is read as the recognisers read it: with its escapes undone (`readings`), and in its shadow without typography
(`folding`). Terms are looked up word by word, so that all of them are found where some overlap, in time linear in the
text: RE2 patterns find the first words, a tree of words says what may follow. Patterns match what they match, within
chunks (`chunks`), so a match of more than half an overlap may be missed.

Scripts without spaces between words have no whole words to ask for: each of their characters counts as one. In Korean
a word has a beginning, but particles are written right behind it. Where Hangul meets another script, a word begins.

What is found here stays apart from what the recognisers found: a kind that is kept must not swallow a term that is not.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple, TypeAlias

from router.core.decoding import decode
from router.core.lexicons import Lexicon, Wording
from router.detect.chunks import cut
from router.detect.folding import Shadow, fold
from router.detect.merging import LEFT, Found, unite
from router.detect.patterns import Pattern, before
from router.detect.readings import Reading, readings

_PATTERN_MEMORY, _TOGETHER_MEMORY = 2 << 20, 16 << 20
"""Bytes that the automaton of one pattern may take, and of the ones that say whether any matches."""
_TOGETHER = 50_000
"""Instructions up to which patterns are asked together before they are asked one by one."""
_SCORE = 1.0
_MOST_LEFT = 4_096
"""Stretches of a text that are told to be left alone. In one with more, what was found elsewhere is replaced."""


class Match(NamedTuple):
    """Offsets in the text; `line` is the place of its wording in the list."""

    start: int
    end: int
    line: int


Tree: TypeAlias = "dict[str, Tree | tuple[int, ...]]"
"""What may follow, by word or sign; under "" the lines of the terms that end here."""


class Terms:
    """Finds terms: whole words, and where a term has white space any of it, or one hyphen, underscore or plus.

    The plus is a space in forms (application/x-www-form-urlencoded), hyphen and underscore are one in names of files.
    """

    def __init__(self, terms: Iterable[tuple[str, int]], key: Callable[[str], str], flags: str) -> None:
        self._key = key
        self._tree: Tree = {}
        first: set[str] = set()
        for term, line in terms:
            atoms = _ATOM.findall(fold(term).text.strip())
            self._plant([self._key(atom) for atom in atoms], line)
            first |= {form for one in (atoms[0], self._key(atoms[0])) for form in _spellings(one)}
        bounded = {one for one in first if _BOUNDED.match(one)}
        korean = {one for one in bounded if _KOREAN.match(one)}
        words = _starts(rf"{flags}(?:^|[^\pL\pN]|[{_UNSPACED}{_HANGUL}])", bounded - korean, flags)
        self._words = [one for one in (words, _starts(rf"(?:^|[^{_HANGUL}])", korean, flags)) if one]
        self._signs = _starts(flags, first - bounded, flags)

    def _plant(self, atoms: Iterable[str], line: int) -> None:
        node = self._tree
        for atom in atoms:
            node = _below(node, atom)
        node[""] = (*_lines(node), line)

    def matches(self, text: str) -> Iterator[Match]:
        """In a shadow, or in one with seams."""
        for start, _ in chain.from_iterable(words.spans(text, 1) for words in self._words):
            if not _MARK.match(before(text, start)):
                yield from self._from(text, start)
        for start, _ in self._signs.spans(text, 1) if self._signs else ():
            yield from self._from(text, start)

    def _from(self, text: str, start: int) -> Iterator[Match]:
        nodes, place = [self._tree], start
        while nodes and (atom := _ATOM.match(text, place)) is not None:
            key = self._key(atom[0])
            keys = (key, " ") if key in _JOINTS else (key,)
            following = (node.get(one) for node in nodes for one in keys)
            nodes, place = [one for one in following if isinstance(one, dict)], atom.end()
            for line in chain.from_iterable(map(_lines, nodes)):
                yield Match(start, place, line)


class Patterns:
    """Finds patterns. A chunk is read with the character on either side and a seam: it is no beginning and no end."""

    def __init__(self, sources: Sequence[tuple[str, int]]) -> None:
        self._patterns = [(Pattern(source, _PATTERN_MEMORY), line) for source, line in sources]
        small = sum(pattern.size for pattern, _ in self._patterns) <= _TOGETHER
        together = "|".join(f"(?:{source})" for source, _ in sources)
        self._any = Pattern(together, _TOGETHER_MEMORY) if small and len(sources) > 1 else None

    def matches(self, text: str) -> Iterator[Match]:
        for chunk in cut(text) if self._patterns else ():
            lead = f"{_SEAM}{text[chunk.start - 1]}" if chunk.start else ""
            tail = f"{text[chunk.end]}{_SEAM}" if chunk.end < len(text) else ""
            piece = f"{lead}{text[chunk.start : chunk.end]}{tail}"
            if self._any is None or self._any.found(piece):
                for low, high, line in self._each(piece):
                    start = max(chunk.start, chunk.start + low - len(lead))
                    end = min(chunk.end, chunk.start + high - len(lead))
                    if start < end and chunk.owns(start, end):
                        yield Match(start, end, line)

    def _each(self, piece: str) -> Iterator[Match]:
        for pattern, line in self._patterns:
            yield from (Match(start, end, line) for start, end in pattern.spans(piece) if start < end)


class Expressions:
    """One list of a lexicon, compiled."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        named = [(term, line, one.exact) for line, one in enumerate(wordings) for term in one.terms]
        self._terms = (
            Terms([(term, line) for term, line, exact in named if not exact], _caseless, "(?i)"),
            Terms([(term, line) for term, line, exact in named if exact], _composed, ""),
        )
        self._patterns = Patterns([(one, line) for line, wording in enumerate(wordings) for one in wording.patterns])

    def matches(self, text: str) -> list[Match]:
        """In offsets of the text; whole escapes, never half of one where it can be told."""
        found: list[Match] = []
        for reading in readings(text):
            seen = list(self._in_reading(reading))
            if seen and reading.undone:
                found = _without_halves(found, reading, seen)
            found += seen
        return found

    def _in_reading(self, reading: Reading) -> Iterator[Match]:
        shadow = fold(reading.text)
        for finder in (*self._terms, self._patterns):
            for one in finder.matches(shadow.text):
                start, end = reading.span(*shadow.span(one.start, one.end))
                yield Match(start, end, one.line)
        for one in self._across_seams(reading.text) if shadow.chunks else ():
            yield Match(*reading.span(one.start, one.end), one.line)
        if shadow.text != reading.text:
            for one in self._patterns.matches(reading.text):
                start, end = reading.span(one.start, one.end)
                yield Match(start, end, one.line)

    def _across_seams(self, text: str) -> Iterator[Match]:
        """Terms whose words are parted by nothing that can be seen."""
        for unseen in (_WIDTHLESS, _UNSEEN) if _UNSEEN.search(text) else ():
            seamed = Shadow(*decode(text, unseen, lambda _: _SEAM))
            shadow = fold(seamed.text)
            for one in chain.from_iterable(finder.matches(shadow.text) for finder in self._terms):
                if _SEAM in shadow.text[one.start : one.end]:
                    yield Match(*seamed.span(*shadow.span(one.start, one.end)), one.line)


class Own:
    """A lexicon, compiled: what one tenant's texts are also read by."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._find, self._leave = lexicon.find, lexicon.leave
        self._sought, self._left = Expressions(lexicon.find), Expressions(lexicon.leave)

    def apply(self, text: str, found: Iterable[Found]) -> list[Found]:
        """What recognisers found and what is found here, less what is left alone; and the stretches that are."""
        own = [self._found(one) for one in self._sought.matches(text)] if self._find else []
        others = [*found]
        matches = self._left.matches(text) if self._leave else []
        if (own or others) and matches:
            left = self._left_alone(matches)
            own, others = ([one for one in some if not left(one)] for some in (own, others))
        # each by itself may be left alone, where what they make together would not
        return [*others, *unite(own), *self._stretches(matches)]

    def _stretches(self, matches: Iterable[Match]) -> Iterator[Found]:
        """For what is found elsewhere in the request and seen here again."""
        stretches = {(one.start, one.end, self._leave[one.line].kind or "") for one in matches}
        for start, end, kind in sorted(stretches)[:_MOST_LEFT]:
            yield Found(start, end, LEFT, _SCORE, kind)

    def _found(self, match: Match) -> Found:
        wording = self._find[match.line]
        return Found(match.start, match.end, str(wording.kind), _SCORE, wording.place)

    def _left_alone(self, matches: Iterable[Match]) -> Callable[[Found], bool]:
        covers: dict[str | None, list[Match]] = defaultdict(list)
        for match in matches:
            covers[self._leave[match.line].kind].append(match)
        by_kind = {kind: Cover(matches) for kind, matches in covers.items()}

        def is_left(found: Found) -> bool:
            kinds = (found.kind,) if found.kind == "SECRET" else (found.kind, None)
            return any(kind in by_kind and by_kind[kind].holds(found.start, found.end) for kind in kinds)

        return is_left


class Cover:
    """Stretches of a text. Answers in logarithmic time whether one of them holds, or overlaps, a span."""

    def __init__(self, matches: Iterable[Match]) -> None:
        ordered = sorted(matches)
        self._starts = [one.start for one in ordered]
        self._reach = list(accumulate((one.end for one in ordered), max))

    def holds(self, start: int, end: int) -> bool:
        place = bisect_right(self._starts, start)
        return place > 0 and self._reach[place - 1] >= end

    def touches(self, start: int, end: int) -> bool:
        place = bisect_left(self._starts, end)
        return place > 0 and self._reach[place - 1] > start


def _without_halves(found: Iterable[Match], reading: Reading, seen: Iterable[Match]) -> list[Match]:
    """Less those that took part of an escape for text, where this reading shows what is meant."""
    lines: dict[int, list[Match]] = defaultdict(list)
    for one in seen:
        lines[one.line].append(one)
    meant = {line: Cover(some) for line, some in lines.items()}
    return [
        one
        for one in found
        if not (one.line in meant and reading.cuts(one.start, one.end) and meant[one.line].touches(one.start, one.end))
    ]


def _starts(lead: str, words: Iterable[str], flags: str) -> Pattern | None:
    """What finds these words behind `lead`, in its first group."""
    escaped = [re.escape(word) for word in sorted(words)]
    either = "|".join(_either_case(word) if flags else word for word in escaped)
    return Pattern(f"{lead}({either})") if either else None


def _either_case(escaped: str) -> str:
    """What RE2 does not know to be the same letter."""
    return _I.sub("[iİ]", _SS.sub("(?:ss|ß)", escaped))


def _below(node: Tree, atom: str) -> Tree:
    below = node.setdefault(atom, {})
    return below if isinstance(below, dict) else {}


def _lines(node: Tree) -> tuple[int, ...]:
    lines = node.get("", ())
    return lines if isinstance(lines, tuple) else ()


def _caseless(atom: str) -> str:
    if atom.isascii():
        return " " if atom.isspace() else atom.lower()
    folded = unicodedata.normalize("NFC", atom).casefold().replace("i\u0307", "i")
    return unicodedata.normalize("NFC", folded)


def _composed(atom: str) -> str:
    return " " if atom.isspace() else unicodedata.normalize("NFC", atom)


def _spellings(word: str) -> set[str]:
    """As one character a letter, or with its marks apart (Unicode normalization forms C and D)."""
    return {word, unicodedata.normalize("NFC", word), unicodedata.normalize("NFD", word)}


_SS = re.compile("ss", re.IGNORECASE)
"""What `ß` is in capitals and folded: the only letter of a language in use here that folding makes longer."""
_I = re.compile("[iİ]", re.IGNORECASE)
"""Whose capital is İ in Turkish."""
_MARKS = "\u0300-\u036f"
_MARK = re.compile(f"[{_MARKS}]")
_VOICED = "\u3099\u309a"
"""Marks of kana, where they stand apart."""
_UNSPACED = (
    "\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U000323af\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31f0-\u31ff"
    "\uff66-\uff9f\U0001b000-\U0001b16f\u0e01-\u0e4f\u0e80-\u0ecf\u0edc-\u0edf\u1780-\u17d3\u1000-\u103f\u1050-\u108f"
)
"""Han, kana, bopomofo, Thai, Lao, Khmer and Myanmar: scripts that do not part their words (UAX 14, ID and SA)."""
_HANGUL = "\uac00-\ud7a3\u1100-\u11ff"
_SYLLABLE = r"[\uac00-\ud7a3][\u11a8-\u11ff]*|[\u1100-\u115f]+[\u1160-\u11a7]*[\u11a8-\u11ff]*"
_ATOM = re.compile(
    rf"[{_UNSPACED}][{_VOICED}]?|{_SYLLABLE}|(?:[^\W_{_UNSPACED}{_HANGUL}]|[{_MARKS}])+|\s+|.", re.DOTALL
)
"""A character of a script without spaces, a Korean syllable; a word, the letters and digits that stand together; white
space; or one sign."""
_BOUNDED = re.compile(rf"[^\W_{_UNSPACED}]")
"""How an atom begins that no letter or digit of its script may stand before."""
_KOREAN = re.compile(f"[{_HANGUL}]")
_SEAM = "\ufdd0"
"""A character that no text has (Unicode, section 23.7), where one stood that shows nothing."""
_JOINTS = frozenset("-_+" + _SEAM)
_WIDTHLESS = re.compile("[\u180e\u200b-\u200d\u2060\ufeff]+")
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200d\u2060\ufeff]+")
"""Zero-width signs; and soft hyphens too, which are also looked at apart, since they stand within words as well."""
