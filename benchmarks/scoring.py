"""What a detector is worth, from examples with marked spans and what it found in them. Pure: no files, no models.

Two measures. `score` is ours, a redactor's: a character of personal data is safe when any label masks it, so recall is
counted in characters whatever the label, and precision in spans. `presidio_measure` is presidio-research's, to stand
beside the figures that its notebooks print for synth_dataset_v2.
"""

import string
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from router.core.lexicons import ON_REQUEST
from router.core.types import SIGNALS

OTHER = "OTHER"
"""Marked by whoever made the set, but no kind of ours: masking it is no fault, leaving it is none either."""


class Span(NamedTuple):
    """Offsets in characters, end exclusive."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Example:
    """One text and what is personal in it. Raises ValueError where a span is empty, outside or edged with blanks."""

    set: str
    lang: str
    text: str
    spans: tuple[Span, ...] = ()
    genre: str = ""

    def __post_init__(self) -> None:
        for span in self.spans:
            value = self.text[span.start : span.end]
            if not 0 <= span.start < span.end <= len(self.text) or value != value.strip():
                raise ValueError(f"{self.set}: {span} does not fit a text of {len(self.text)} characters")


Scanned = tuple[Example, Sequence[Span]]
"""An example and what was found in it."""


def ratio(part: float, whole: float) -> float | None:
    """None where there is nothing to divide by: no gold, no finding."""
    return part / whole if whole else None


def f_beta(precision: float | None, recall: float | None, beta: float = 2.0) -> float | None:
    """Van Rijsbergen's F: with beta 2, recall weighs twice as much as precision."""
    if precision is None or recall is None:
        return None
    weight = beta * beta
    return ratio((1 + weight) * precision * recall, weight * precision + recall) or 0.0


@dataclass(slots=True)
class Tally:
    """The counts of one kind. `gold`, `masked` and `alike` are characters, the others spans."""

    gold: int = 0
    masked: int = 0
    """Of `gold`, under any label."""
    alike: int = 0
    """Of `gold`, under the same label."""
    marked: int = 0
    predicted: int = 0
    touching: int = 0
    """Of `predicted`, those that touch a gold span of any kind."""
    right: int = 0
    """Of `predicted`, those that touch a gold span of the same kind."""

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.gold + other.gold,
            self.masked + other.masked,
            self.alike + other.alike,
            self.marked + other.marked,
            self.predicted + other.predicted,
            self.touching + other.touching,
            self.right + other.right,
        )

    @property
    def recall(self) -> float | None:
        return ratio(self.masked, self.gold)

    @property
    def recall_alike(self) -> float | None:
        return ratio(self.alike, self.gold)

    @property
    def precision(self) -> float | None:
        return ratio(self.touching, self.predicted)

    @property
    def precision_alike(self) -> float | None:
        return ratio(self.right, self.predicted)

    @property
    def f2(self) -> float | None:
        """Of `recall` and `precision`, labels left aside: what a redactor is judged by."""
        return f_beta(self.precision, self.recall)

    @property
    def false(self) -> int:
        return self.predicted - self.touching


@dataclass(slots=True)
class Sheet:
    """The counts of one group of texts, as of one language."""

    kinds: dict[str, Tally] = field(default_factory=dict)
    texts: int = 0
    size: int = 0
    """Bytes of UTF-8."""
    clean: int = 0
    """Texts in which nothing is marked."""
    touched: int = 0
    """Of `clean`, those in which something was found."""

    def tally(self, kind: str) -> Tally:
        return self.kinds.setdefault(kind, Tally())

    def total(self) -> Tally:
        """Over all kinds of ours."""
        return sum((tally for kind, tally in self.kinds.items() if kind != OTHER), Tally())

    def false_per_100_kb(self, tally: Tally) -> float | None:
        return ratio(tally.false * 100_000, self.size)


def score(
    scanned: Iterable[Scanned],
    key: Callable[[Example], str] = lambda example: example.lang,
    judged: Iterable[str] | None = None,
) -> dict[str, Sheet]:
    """A sheet per `key`, by default per language.

    `judged` are the kinds whose findings may be called false: a set that marks names alone says nothing of a telephone
    number found in it. Findings of other kinds still mask what they cover. None: all are judged.
    """
    sheets: dict[str, Sheet] = {}
    kinds = None if judged is None else frozenset(judged)
    for example, found in scanned:
        blamed = [one for one in found if kinds is None or one.kind in kinds]
        _enter(sheets.setdefault(key(example), Sheet()), example, found, blamed)
    return sheets


def kinds_of(examples: Iterable[Example]) -> frozenset[str]:
    """What a set marks, as far as it has a kind of ours."""
    return frozenset(span.kind for example in examples for span in example.spans) - {OTHER}


LEFT_IN_PLACE = SIGNALS | ON_REQUEST | {"LOCATION", "ORGANIZATION"}
"""What `routes.yaml` as shipped does not look for or does not replace: a text with these alone is not touched."""


def covered(span: Span, by: Iterable[Span]) -> int:
    """How many characters of `span` lie in some of `by`, each counted once."""
    reached, count = span.start, 0
    for other in sorted(by):
        start, end = max(other.start, reached), min(other.end, span.end)
        if start < end:
            count += end - start
            reached = end
    return count


def touches(one: Span, others: Iterable[Span]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _enter(sheet: Sheet, example: Example, found: Sequence[Span], blamed: Sequence[Span]) -> None:
    sheet.texts += 1
    sheet.size += len(example.text.encode())
    sheet.clean += not example.spans
    sheet.touched += not example.spans and any(one.kind not in LEFT_IN_PLACE for one in blamed)
    for span in example.spans:
        tally = sheet.tally(span.kind)
        tally.marked += 1
        tally.gold += span.end - span.start
        tally.masked += covered(span, found)
        tally.alike += covered(span, (one for one in found if one.kind == span.kind))
    for one in blamed:
        tally = sheet.tally(one.kind)
        tally.predicted += 1
        tally.touching += touches(one, example.spans)
        tally.right += touches(one, (span for span in example.spans if span.kind == one.kind))


# presidio-research. From here on the code follows another project's, its oddities included.

Token = tuple[int, str]
"""Where it starts in the text, and itself."""

SKIPPED_WORDS = """
    's street st. st de rue via and a the or do as of day address country state city zip po apt unit corner p.o. box
    suite mr. mrs. miss year years y/o month months old morning noon afternoon night evening this first last week weeks
    weekend days age ago inc inc. ltd
"""
SKIPPED = frozenset(
    (
        *string.punctuation,
        *string.whitespace,
        "",
        *("\n" * count for count in range(2, 5)),
        *("\t" * count for count in range(2, 5)),
        *(">" * count for count in range(2, 7)),
        *SKIPPED_WORDS.split(),
    )
)
"""`evaluation/skipwords.py` (MIT, Microsoft), to which it adds spaCy's English stop words."""

THRESHOLD = 0.7
"""`iou_threshold` in notebooks 4 and 5."""


class Run(NamedTuple):
    """Neighbouring tokens that are personal. `start` and `end` leave out skipped words at the edges."""

    first: int
    after: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PresidioScore:
    annotated: int
    predicted: int
    matched: int

    @property
    def precision(self) -> float | None:
        return ratio(self.matched, self.predicted)

    @property
    def recall(self) -> float | None:
        return ratio(self.matched, self.annotated)

    @property
    def f2(self) -> float | None:
        return f_beta(self.precision, self.recall)


def presidio_measure(
    scanned: Iterable[Scanned],
    tokenise: Callable[[str], Sequence[Token]],
    skipped: frozenset[str],
    *,
    published: bool = True,
) -> PresidioScore:
    """`pii_precision`, `pii_recall` and `pii_f` of presidio-research's `SpanEvaluator`, label-agnostic, with beta 2.

    Follows microsoft/presidio-research at 7622dec: `span_to_tag.span_to_tag` (spans to IO tags of spaCy's English
    tokens), `evaluation/base_evaluator.py` (`align_entity_types`: in notebook 5 every type of synth_dataset_v2 is
    mapped to another, none to O, so all gold counts, titles, ages and nationalities too) and
    `evaluation/span_evaluator.py` (`calculate_score_on_df` with `per_type=False`: every type becomes PII;
    `_create_spans` drops skipped words; `_merge_adjacent_spans`; an annotation is matched when the character IoU with
    what overlaps it is at least 0.7, else it is one miss and one false alarm; each annotation that something overlaps
    counts one prediction, and so does each prediction that overlaps nothing). Notebook 5 so finds 1165 of 1388 with
    1339 predictions: precision .870, recall .839, F2 .845.

    `_are_spans_adjacent` looks up a sentence's own token numbers in an index that counts through the whole set, finds
    no token between two spans, and so merges all spans of a sentence, from the second sentence on. The 1388 above are
    therefore about the sentences with personal data in them, and the F2 judges the hull of all spans of a sentence.
    `published` keeps that, to be comparable; without it spans merge only across skipped words, as its documents say.
    """
    annotated = predicted = matched = offset = 0
    for example, found in scanned:
        tokens = tokenise(example.text)
        gold, guess = (
            _merged(_runs(tokens, spans, skipped), tokens, skipped, offset) for spans in (example.spans, found)
        )
        groups = [[run for run in guess if _iou(one, [run]) > 0] for one in gold]
        alone = len(guess) - len({run for group in groups for run in group})
        annotated += len(gold)
        predicted += sum(map(bool, groups)) + alone
        matched += sum(_iou(one, group) >= THRESHOLD for one, group in zip(gold, groups, strict=True))
        offset += len(tokens) if published else 0
    return PresidioScore(annotated, predicted, matched)


def _runs(tokens: Sequence[Token], spans: Iterable[Span], skipped: frozenset[str]) -> list[Run]:
    parted = _parted(spans)
    tags = [any(_is_tagged(token, start, end) for start, end in parted) for token in tokens]
    runs = []
    for is_tagged, group in groupby(range(len(tokens)), tags.__getitem__):
        places = list(group)
        kept = [tokens[place] for place in places if tokens[place][1].lower() not in skipped]
        if is_tagged and kept:
            start, end = kept[0][0], max(at + len(word.lower()) for at, word in kept)
            runs.append(Run(places[0], places[-1] + 1, start, end))
    return runs


def _is_tagged(token: Token, start: int, end: int) -> bool:
    """The token begins in the span, or the span lies in the token."""
    low, high = token[0], token[0] + len(token[1])
    return start <= low < end or (low <= start <= high and low <= end <= high)


def _parted(spans: Iterable[Span]) -> list[tuple[int, int]]:
    """`span_to_tag._handle_overlaps` where all scores are equal: what overlaps or adjoins the next is cut before it."""
    parts = [(span.start, span.end) for span in sorted(spans, key=lambda span: span.start)]
    here = 0
    while here < len(parts) - 1:
        for later in range(here + 1, len(parts)):
            (start, end), (low, high) = parts[here], parts[later]
            if start <= low <= end:
                parts[here] = (start, low - 1)
                parts += [(high + 1, end)] if high < end else []
        here += 1
    return parts


def _merged(runs: Iterable[Run], tokens: Sequence[Token], skipped: frozenset[str], offset: int) -> list[Run]:
    merged: list[Run] = []
    for run in runs:
        between = tokens[max(0, merged[-1].after - offset) : max(0, run.first - offset)] if merged else ()
        if merged and all(word.lower().strip() in skipped for _, word in between):
            last = merged.pop()
            run = Run(last.first, run.after, min(last.start, run.start), max(last.end, run.end))  # noqa: PLW2901 - grows
        merged.append(run)
    return merged


def _iou(one: Run, runs: Sequence[Run]) -> float:
    """Of one run, lengths; of more, as `_calculate_combined_iou` counts them, a character off at the edges."""
    if len(runs) == 1:
        shared = min(one.end, runs[0].end) - max(one.start, runs[0].start)
        return max(0, shared) / (max(one.end, runs[0].end) - min(one.start, runs[0].start))
    mine = set(range(one.start, one.end + 1))
    theirs = {at for run in runs[:1] for at in range(run.start, run.end + 1)}
    theirs.update(at for run in runs[1:] for at in range(run.start - 1, run.end))
    return len(mine & theirs) / len(mine | theirs)
