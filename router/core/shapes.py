r"""What is left of a placeholder, as patterns over the normal spelling (`router.core.spelling`).

whole   three or four of its brackets, anything between them           [[ **person\_1** ]]   {{PERSON_1}}   [PERSON_1]]
pair    two of them, and the kind's own name                           [PERSON_1]   <PERSON 1>   [[PERSON_1,
round   round brackets, which belong to the sentence                   (PERSON 1)
bare    nothing but the name, its capitals and underscores             PERSON_1
list    several in one pair of double brackets                         [[PERSON_1/PERSON_2]]   [[PERSON_1] 0]]
open    the beginning of any of these, cut off by the end of the text
"""

import re
from typing import NamedTuple

from router.core.kindwords import REPLACED
from router.core.spelling import WIDTHLESS

BEFORE = 4
"""Signs before a form that say whether it stands alone."""

_BEHIND_TWO = r"(?<!\[\[)(?<!\[\\\[)(?<!\[\\\\\[)"
START = re.compile(rf"[\[{{<(\\]|(?<![\w$]){_BEHIND_TWO}[A-Z]")
"""Where any of them may begin. Behind two brackets there is more than a bare name, or something else altogether."""

LONGEST = 120
"""Signs: what is unfinished is shorter."""

_SIGN = rf"[\w\-*`~\\ \n{WIDTHLESS}.:#'’]"  # noqa: RUF001 - the typographic apostrophe is meant
_INSIDE = _SIGN.replace("[", "[(),", 1)
"""Between two pairs of brackets also what elsewhere belongs to the sentence: `[[PERSON (1)]]`, `[[PERSON_1,]]`."""
_BODY = f"{_INSIDE}{{1,64}}+"
_GAP = rf"[ \n{WIDTHLESS}]{{0,2}}"
_AROUND = rf"[ \n*`~_\\{WIDTHLESS}]{{0,6}}+"
_BETWEEN = rf"[\\_ \n\-{WIDTHLESS}]{{1,6}}+"
_ALONE = r"(?<![\w$])"


def _names(between: str) -> str:
    return "|".join(kind.replace("_", between) for kind in sorted(REPLACED, reverse=True))


def _numbered(names: str, between: str, nonce: str) -> str:
    return rf"(?P<kind>{names})(?P<gap>{between})(?:(?P<nonce>{nonce}{{1,6}}){between})?(?P<number>[0-9]{{1,9}}+)"


_PART = rf"(?i:{_names(_BETWEEN)}){_BETWEEN}(?:[A-Za-z]{{1,6}}{_BETWEEN})?[0-9]{{1,9}}+"
_NEXT = rf"{_AROUND}(?:[,/|;&+\-]|\](?={_GAP}[0-9])){_AROUND}(?:{_PART}|[0-9]{{1,9}}+)"
_REST = rf"[\w\-*`~\\ \n{WIDTHLESS},/|;&+]"
_NAMED = _numbered(f"(?i:{_names(_BETWEEN)})", _BETWEEN, "[A-Za-z]")
_EXACT = _numbered(_names(r"\\{0,4}_"), r"\\{0,4}_", "[A-Z]")


class Shapes(NamedTuple):
    """By the sign that a form begins with, an escape standing for all."""

    whole: dict[str, re.Pattern[str]]
    pair: dict[str, tuple[re.Pattern[str], ...]]
    open: dict[str, re.Pattern[str]]
    round: re.Pattern[str]
    open_round: re.Pattern[str]
    bare: re.Pattern[str]
    open_bare: re.Pattern[str]
    several: re.Pattern[str]
    open_several: re.Pattern[str]


def _shapes(least: int, most: int) -> Shapes:
    """An escape of a bracket is `least` to `most` backslashes long."""
    escape = rf"\\{{{least},{most}}}"
    signs = (("[", r"\[", r"\]"), ("{", r"\{", r"\}"), ("<", "<", ">"))
    last = rf"\]{_GAP}(?:{escape})?\]"
    return Shapes(
        whole={sign: re.compile(_whole(escape, begin, end)) for sign, begin, end in signs},
        pair={sign: tuple(map(re.compile, _pairs(escape, begin, end))) for sign, begin, end in signs},
        open={sign: re.compile(_open(most, begin, end)) for sign, begin, end in signs},
        round=re.compile(rf"\((?P<inside>{_AROUND}{_NAMED}{_AROUND})\)"),
        open_round=re.compile(rf"\((?P<body>{_SIGN}{{0,64}}+)\Z"),
        bare=re.compile(rf"{_EXACT}(?!\w)(?:{last})?"),
        open_bare=re.compile(
            rf"(?P<name>[A-Z]{{1,16}}(?:\\{{0,4}}_[A-Z]{{0,16}}){{0,4}}\\{{0,4}}[0-9]{{0,9}})"
            rf"(?:\]{_GAP}\\{{0,{most}}})?\Z"
        ),
        several=re.compile(rf"{_list(escape)}(?P<rest>(?:{_NEXT}){{1,9}}+){_AROUND}\\*\]{_GAP}\\*\]"),
        open_several=re.compile(
            rf"{_list(escape)}{_REST}{{0,72}}+"
            rf"(?:\\*\]{_GAP}(?:[0-9]{{1,9}}{_AROUND}(?:\]{_GAP})?)?\\*)?\Z"
        ),
    )


def _list(escape: str) -> str:
    """The first of several in double square brackets."""
    return rf"(?:{escape}\[{_GAP}{escape}\[|\[{_GAP}(?:{escape})?\[){_AROUND}(?P<first>{_PART})"


def _whole(escape: str, begin: str, end: str) -> str:
    """Two brackets before and two behind; of square ones three of the four will do."""
    double = rf"(?:{escape}{begin}{_GAP}{escape}{begin}|{begin}{_GAP}(?:{escape})?{begin})"
    second = rf"{_GAP}(?:{escape})?{end}"
    if begin != r"\[":
        return rf"{double}(?P<body>{_BODY}){end}{second}"
    return rf"(?:{double}(?P<body>{_BODY}){end}(?:{second})?|{begin}{_GAP}(?P<less>{_BODY}){end}{second})"


def _pairs(escape: str, begin: str, end: str) -> list[str]:
    one = rf"{_ALONE}(?:{escape}(?={begin}[^{begin}{end}]{{1,80}}\\{end}))?{begin}{_AROUND}{_NAMED}{_AROUND}{end}"
    if begin != r"\[":
        return [one]
    double = rf"(?:{escape}\[{_GAP}{escape}\[|\[{_GAP}(?:{escape})?\[)"
    return [one, rf"{double}{_AROUND}{_NAMED}(?=[ \n,;.:!?)]|\Z)(?![\\_ \n\-*`~,.:#{WIDTHLESS}]{{1,6}}[0-9\]])"]


def _open(most: int, begin: str, end: str) -> str:
    some = rf"\\{{0,{most}}}"
    rest = rf"(?:{begin}(?:{_GAP}{some}{begin})?(?P<body>{_INSIDE}{{0,64}}+)(?P<closing>{end}{_GAP}{some})?)"
    return rf"(?=[\\{begin}]){some}{rest}?\Z"


IN_TEXT = _shapes(1, 2)
IN_JSON = _shapes(2, 4)
IN_EITHER = _shapes(1, 4)
