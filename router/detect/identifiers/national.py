"""National identifiers: a number that its country's own check accepts, beside a word of that country for it.

A check digit alone lets one random number in eleven pass, so the word is asked for, except where the way of writing
is proof enough (`national_table`). Only the neighbourhood of such words is searched: 60 characters, 120 within a
sentence; a number without a check, or with a weak one, must have its word right beside it. Beside its word a number
is found however it is set apart: `440 5140 1359`, `4 4 0 5 1 ...`, in small letters, glued to its word.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from router.detect.identifiers.family import Family
from router.detect.identifiers.national_naming import BEHIND, FAR, OTHER, RIGHT_BEFORE, is_and, is_named
from router.detect.identifiers.national_row import Row
from router.detect.identifiers.national_table import GROUPS, ROWS
from router.detect.identifiers.written_numbers import Candidate, Run, runs
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern, continued_number, continues_number, is_word, stands_alone

_BEFORE, _AFTER = BEHIND + 44, FAR + 44
"""Characters around a word in which its number may lie, the number itself included."""
_DAY = re.compile(r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_LEAST_DIGITS = 2
_MOST_SMALL = 3
"""Letters of a number without check that may be small: `p1234567`, but no word."""
_ALONE_SCORE, _CUED_SCORE, _UNCHECKED_SCORE = 0.95, 0.9, 0.6
_NUMBERING = frozenset({"NO", "NR", "N", "NUM", "NRO", "NUMER", "ID", "IS", "IST", "OF", "THE", "MY", "MIT", "DER"})
"""Small words before a number that no series of documents is called by."""
_LONGEST_SERIES = 3
_TOLD_AHEAD = 48
"""Characters ahead in which the words of `Other` may stand."""
_ZIP_CODE = re.compile(r"\d{5}-\d{4}")
"""`Boston, MA 02110-1301` in the head of many files; no country parts its number so."""
_COUNTED = re.compile(
    r"(?i)(?:^|[\W_])(?:rows?|lines?|seed|parts?|sku|orders?|lot|batch|items?|ticket|build|commit|hash|version|key|fila"
    r"|línea|lote|pedido|zeile|charge|artikel|bestellung|auftrag|ligne|commande|riga|ordine|regel|wiersz)"
    r"(?: (?:no|nr|id|number|nummer|num)\.?)?[ #:='\"]{1,4}$"
)
"""`row 12345678Z`, `seed=7569217076985`."""
_IN_CODE = re.compile(r"[A-Za-z_]\w*\"?\s?[:=]\s?$|[\[(]\s?$|\d,\s?$")
_FORMS = {row.name: re.compile(row.form) for row in ROWS}
_ALONE_ROWS = tuple(row for row in ROWS if row.alone)
_ALONE = Pattern(r"(?:^|[^\pL\pN])(" + "|".join(f"(?:{row.alone})" for row in _ALONE_ROWS) + ")")
_ALONE_SHAPES = tuple((re.compile(row.alone), row) for row in _ALONE_ROWS if row.alone)
_WORDS = {**GROUPS, **{f"id.{row.name}": row.words for row in ROWS if row.words}}

_Last = tuple[Row, int] | None
"""The number before: whose it was, and where it ended."""


class _Wanted(NamedTuple):
    """The rows that some cue of a page names, and what any of them accepts."""

    rows: tuple[Row, ...]
    form: re.Pattern[str]


@lru_cache(maxsize=256)
def _wanted(tags: frozenset[str]) -> _Wanted:
    rows = tuple(row for row in ROWS if not tags.isdisjoint(row.tags))
    return _Wanted(rows, re.compile("|".join(sorted({row.form for row in rows}))))


def find(page: Page) -> Iterator[Hit]:
    if page.digits < _LEAST_DIGITS:
        return
    yield from _alone(page)
    present = frozenset(page.tags & _WORDS.keys())
    if not present:
        return
    wanted = _wanted(present)
    cues = sorted({span for tag in present for span in page.cues(tag)})
    ends = frozenset(end for _, end in cues if page.text[end : end + 1].isalnum())
    last: _Last = None
    for left, right in page.windows(present, before=_BEFORE, after=_AFTER):
        for run in runs(page.text, left, right, ends):
            for row, candidate in _in_run(page, run, wanted, cues, last):
                last = row, candidate.end
                yield Hit(candidate.start, candidate.end, _CUED_SCORE if row.checked else _UNCHECKED_SCORE)


def _alone(page: Page) -> Iterator[Hit]:
    text = page.text
    for start, end in page.spans(_ALONE, 1):
        written = text[start:end]
        if not _is_free(text, start, end, ".-/") or _is_claimed(text, start, end):
            continue
        rows = (row for shape, row in _ALONE_SHAPES if shape.fullmatch(written) and row.valid(_bare(written)))
        if any(not _is_other(row, text, start, written) for row in rows):
            yield Hit(start, end, _ALONE_SCORE)


def _is_other(row: Row, text: str, start: int, written: str) -> bool:
    """By its own check it may be the number of something else, and nothing ahead says otherwise."""
    if row.other is None or not row.other.is_one(_bare(written)):
        return False
    return row.other.unless.search(text, max(0, start - _TOLD_AHEAD), start) is None


def _is_claimed(text: str, start: int, end: int) -> bool:
    """One unbroken row of characters that is counted as another thing; bare digits in code."""
    written = text[start:end]
    if not written.isalnum():
        return False
    ahead = text[max(0, start - RIGHT_BEFORE) : start]
    return _COUNTED.search(ahead) is not None or (written.isdigit() and _IN_CODE.search(ahead) is not None)


def _in_run(
    page: Page, run: Run, wanted: _Wanted, cues: Sequence[tuple[int, int]], last: _Last
) -> Iterator[tuple[Row, Candidate]]:
    """The numbers of a run, none overlapping: from each group the longest that a row accepts."""
    done = 0
    for place, group in enumerate(run.groups):
        if group.start < done or _is_cue(cues, group.start):
            continue
        for candidate in run.beginning(place, wanted.form):
            row = next((row for row in wanted.rows if _is_number(page, row, candidate, last)), None)
            if row is not None:
                done, last = candidate.end, (row, candidate.end)
                yield row, candidate
                break


def _is_cue(cues: Sequence[tuple[int, int]], start: int) -> bool:
    """A cue covers this place: `no` in `passport no 1234567` is no series."""
    place = bisect_left(cues, (start + 1,))
    return place > 0 and cues[place - 1][1] > start


def _is_number(page: Page, row: Row, candidate: Candidate, last: _Last) -> bool:
    start, end, bare = candidate.start, candidate.end, candidate.bare
    if not _FORMS[row.name].fullmatch(bare):
        return False
    if not row.valid(bare) or not _is_whole(page, row, candidate):
        return False
    return any(is_named(page, row, tag, start, end) for tag in row.tags) or _goes_on(page, row, start, last)


def _is_whole(page: Page, row: Row, candidate: Candidate) -> bool:
    written = page.text[candidate.start : candidate.end]
    if _ZIP_CODE.fullmatch(written):
        return False
    if not _is_free(page.text, candidate.start, candidate.end, _marks(written)):
        return page.text[candidate.start - 1 : candidate.start].isalpha() and _is_glued(page, row, candidate)
    return row.checked or _is_tidy(page, written, candidate)


def _is_glued(page: Page, row: Row, candidate: Candidate) -> bool:
    """Its word stands right before it without a mark: `PESEL44051401359`."""
    ends = (page.ahead(tag, candidate.start) for tag in row.tags)
    return row.checked and candidate.start in ends and not is_word(page.text[candidate.end : candidate.end + 1])


def _is_tidy(page: Page, written: str, candidate: Candidate) -> bool:
    """A number without check must look like one: no count, no word, no numbers that happen to stand in a row."""
    if page.near("count", candidate.start, candidate.end, before=RIGHT_BEFORE, after=0):
        return False  # `passport_count: 1234567`
    if _DAY.fullmatch(written):
        return False
    letters = [character for character in written if character.isalpha()]
    if sum(map(str.isdigit, written)) < _LEAST_DIGITS or sum(map(str.islower, letters)) > _MOST_SMALL:
        return False
    parts = re.findall(r"[^\W\d_]+|\d+", written)
    series = [part for part in parts if part.isalpha()]
    if candidate.groups > 1 and series and not _is_series(series[0]):
        return False
    sizes = {len(part) for part in re.findall(r"\w+", written) if part.isdigit()}
    return len(sizes) <= 1 or " " not in written


def _is_series(letters: str) -> bool:
    return letters.isupper() and len(letters) <= _LONGEST_SERIES and letters not in _NUMBERING


def _goes_on(page: Page, row: Row, start: int, last: _Last) -> bool:
    """The second of two: `passports AB1234567 and CD7654321`."""
    return last is not None and not set(last[0].tags).isdisjoint(row.tags) and is_and(page.text, last[1], start)


def _bare(written: str) -> str:
    return "".join(filter(str.isalnum, written)).upper()


def _marks(written: str) -> str:
    """Marks over which this number would go on: a point, and those that it is written with."""
    return "." + "".join(mark for mark in "-/" if mark in written)


def _is_free(text: str, start: int, end: int, marks: str) -> bool:
    """Part of no longer token: no letter or digit touches it, no digit stands one of the marks away."""
    if not stands_alone(text, start, end):
        return text[start - 1 : start] in {"º", "ª"} and not is_word(text[end : end + 1])
    return not continued_number(text, start, marks) and not continues_number(text, end, marks)


FAMILY = Family("NATIONAL_ID", "national", find, cues={**_WORDS, "id.other": OTHER}, patterns=(_ALONE,))
