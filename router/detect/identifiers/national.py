"""National identifiers: a number that its country's own check accepts, beside a word of that country for it.

A check digit alone lets one random number in eleven pass, so the word is asked for, except where the way of writing
is proof enough (`national_table`). Only the neighbourhood of such words is searched: 60 characters, 120 within a
sentence. Beside its word a number is also found digit by digit, `4 4 0 5 1 ...`.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.identifiers.national_table import GENERAL, ROWS, Row
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, continued_number, continues_number, is_word, stands_alone

_AHEAD, _BEHIND, _LONGEST = 60, 40, 24
"""Characters between word and number, on either side; and those of the longest number."""
_FAR = 120
"""Characters ahead that still count while no sentence ends between."""
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
_OWN = re.compile(r"[A-Za-z_]\w*\s?=\s?['\"]?$")
_ASSIGNED = re.compile(r"\w{0,40}\s?=")
_LONGEST_NAME = 48
_LEAST_DIGITS = 3
_RIGHT_BEFORE = 16
_SPELLED = Pattern(r"(?:^|[^\pL\pN_])((?:\d[ .-]){7,14}\d)")
_ALONE_SCORE, _CUED_SCORE, _UNCHECKED_SCORE = 0.95, 0.9, 0.6

_SHAPES = {row.name: Pattern(f"(?i){row.shape}") for row in ROWS}
_ALONE_ROWS = tuple(row for row in ROWS if row.alone)
_ALONE = Pattern(r"(?:^|[^\pL\pN])(" + "|".join(row.alone for row in _ALONE_ROWS if row.alone) + ")")
_ALONE_SHAPES = tuple((Pattern(row.alone), row) for row in _ALONE_ROWS if row.alone)


def find(page: Page) -> Iterator[Hit]:
    if page.digits < _LEAST_DIGITS:
        return
    yield from _alone(page.text)
    claimed: set[tuple[int, int]] = set()
    for row in ROWS:
        tags = [f"id.{row.name}", "id"] if row.exact else [f"id.{row.name}"]
        for left, right in page.windows(tags, before=_BEHIND + _LONGEST, after=_FAR + _LONGEST):
            hits = list(_cued(page, row, tags, (left, right), claimed))
            claimed.update((hit.start, hit.end) for hit in hits)
            yield from hits
    yield from _digit_by_digit(page)


def _alone(text: str) -> Iterator[Hit]:
    for start, end in _ALONE.spans(text, 1):
        written = text[start:end]
        owners = (row for shape, row in _ALONE_SHAPES if shape.fills(written))
        if _is_free(text, start, end, ".-/") and any(row.valid(written) for row in owners):
            yield Hit(start, end, _ALONE_SCORE)


def _cued(
    page: Page, row: Row, tags: list[str], window: tuple[int, int], claimed: set[tuple[int, int]]
) -> Iterator[Hit]:
    """The row's numbers in a window, less those that another row claimed: one country is enough."""
    left, right = window
    score = _CUED_SCORE if row.exact else _UNCHECKED_SCORE
    for from_left, to_left in _SHAPES[row.name].spans(page.text[left:right]):
        start, end = left + from_left, left + to_left
        if (start, end) in claimed or not _is_free(page.text, start, end, _marks(page.text[start:end])):
            continue
        if not row.exact and page.near("count", start, end, before=_RIGHT_BEFORE, after=0):
            continue  # `passport_count: 1234567`
        if row.valid(page.text[start:end]) and any(_is_named(page, tag, start, end) for tag in tags):
            yield Hit(start, end, score)


def _is_named(page: Page, tag: str, start: int, end: int) -> bool:
    if _is_of_another(page, tag, start, end):
        return False
    if page.near(tag, start, end, before=_AHEAD, after=_BEHIND):
        return True
    named = page.ahead(tag, start)
    return named is not None and start - named <= _FAR and _SENTENCE_END.search(page.text, named, start) is None


def _is_of_another(page: Page, tag: str, start: int, end: int) -> bool:
    """The number has a name of its own and the word is another's: `national_number_pattern='x', example='...'`."""
    own = _OWN.search(page.text[max(0, start - _LONGEST_NAME) : start])
    if own is None:
        return False
    ahead, behind = page.ahead(tag, start), page.behind(tag, end)
    if ahead is not None and start - ahead <= _FAR:
        return ahead <= start - len(own[0]) and _ASSIGNED.match(page.text, ahead) is not None
    return behind is not None and _ASSIGNED.match(page.text, behind[1]) is not None


def _digit_by_digit(page: Page) -> Iterator[Hit]:
    for start, end in _SPELLED.spans(page.text, 1):
        if is_word(page.text[end : end + 1]):
            continue
        number = "".join(filter(str.isdigit, page.text[start:end]))
        named = _is_named(page, "id", start, end)
        rows = (row for row in ROWS if row.exact and (named or _is_named(page, f"id.{row.name}", start, end)))
        if any(_SHAPES[row.name].fills(number) and row.valid(number) for row in rows):
            yield Hit(start, end, _CUED_SCORE)


def _marks(written: str) -> str:
    """Marks over which this number would go on: a point, and those that it is written with."""
    return "." + "".join(mark for mark in "-/" if mark in written)


def _is_free(text: str, start: int, end: int, marks: str) -> bool:
    """Part of no longer token: no letter or digit touches it, no digit stands one of the marks away."""
    if not stands_alone(text, start, end):
        return False
    return not continued_number(text, start, marks) and not continues_number(text, end, marks)


def _cues() -> dict[str, tuple[str, ...]]:
    return {"id": GENERAL} | {f"id.{row.name}": row.words for row in ROWS}


FAMILY = Family("NATIONAL_ID", "national", find, cues=_cues())
