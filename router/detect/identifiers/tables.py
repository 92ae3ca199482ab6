r"""Cells of tables, told by the head of their column: `name,dob\nAnna,1980-03-12\n`.

Lines with commas, semicolons, tabs or bars between the cells (RFC 4180, Markdown, psql). A table is its head line and
the lines right below with as many marks; rulers are passed over. No line is read for two tables of a kind, so all of
it is linear. Tables are read in the whole text because their head can be far above. Columns that blanks alone set
apart are `fixed_columns`, rows of SQL `inserted_rows`.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby

from router.detect import dates
from router.detect.identifiers import fixed_columns, inserted_rows
from router.detect.identifiers.assigned_values import is_password
from router.detect.identifiers.family import Family
from router.detect.identifiers.password_shapes import Strength, strength
from router.detect.identifiers.table_lines import LONGEST_LINE, RULER, lines
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_MARKS = "|\t;,"
_MOST_COLUMNS = 8
_LEAST_DIGITS, _MOST_DIGITS = 7, 15
"""Of a telephone number (ITU-T E.164)."""
_LONGEST_DATE = 40
_QUOTED = re.compile(r'"[^"]*"')
_TITLE = re.compile(r"(?:[^\W\d][\w .#/'-]{0,60})?")
_EDGES = " \"'*_`"
_AROUND = f"{_EDGES}\r"
_PHONE = re.compile(r"[+(]{0,2}\d[\d ()./-]*")
_SCORE = 0.85

BIRTHS = (
    r"dob|d\.o\.b\.?|date[ _-]?of[ _-]?birth|birth[ _-]?(?:date|day)|born|geburts(?:datum|tag)|geboortedatum"
    r"|geb[ ._-]{0,2}dat\w{0,2}\.?"
    r"|date[ _-]?de[ _-]?naissance|naissance|data[ _-]?di[ _-]?nascita|nascita|fecha[ _-]?de[ _-]?nacimiento"
    r"|data[ _-]?de[ _-]?nascimento|data[ _-]?urodzenia|födelsedatum|fødselsdato|syntymäaika|geb\.?"
    r"|b[ _-]?day|date[ _-]?naiss(?:ance)?|n[ée]\(?e?\)?[ _-]?le|f(?:ec|echa)?\.?[ _-]?nac\w{0,8}|ddn|d/o/b"
    r"|data[ _-]?nascita|nat[oa](?:/a)?[ _-]?il|nasc(?:imento)?|data[ _-]?nasc\w{0,6}|urodzon[ya]|ur\.?|data[ _-]?ur"
    r"|geboren|jarig|verjaardag|compleanno|cumpleaños|anniversaire"
)
_PHONES = (
    r"(?:tele)?phone|mobile|telefono|teléfono|telefone|telefon|telefoon|téléphone|portable|handy|móvil|cell[ _-]?phone"
    r"|gsm|puhelin|rufnummer|tel|telefonu|cellulare|celular|mobil|mobiltelefon|komórka|komórkowy|fax|faks"
)
_PASSWORDS = r"password|passwd|pwd|passwort|kennwort|mot[ _-]?de[ _-]?passe|wachtwoord|contraseña|senha|hasło"


def heading(names: str) -> Pattern:
    word = r"\pL+[ _.-]"
    return Pattern(
        rf"(?i)(?:^|[\n|;,\t]|  )[{_EDGES}]{{0,4}}(?:{word}){{0,2}}(?:{names})(?:[ _-]?(?:number|nummer|no|nr|\d))?"
    )


def read(
    page: Page, heads: Pattern, values: Callable[[str], Iterator[tuple[int, int]]], beside: Pattern | None = None
) -> Iterator[Hit]:
    """What `values` finds in the cells below `heads`; with `beside` only where that stands in the head line as well."""
    text = page.text
    for start, end in _all_cells(page, heads, beside):
        yield from (Hit(start + low, start + high, _SCORE) for low, high in values(text[start:end]))


def _all_cells(page: Page, heads: Pattern, beside: Pattern | None) -> Iterator[tuple[int, int]]:
    text = page.text
    yield from inserted_rows.cells(text, heads, beside)
    if "\n" not in text:
        return
    done = 0
    for (left, right), places in groupby(_head_lines(page, heads), key=lambda head: head[0]):
        if left < done or (beside is not None and not beside.found(text[left:right])):
            continue
        found = [place for _, place in places][:_MOST_COLUMNS]
        done = right
        marked = any(mark in text[left:right] for mark in _MARKS)
        rows = _cells(text, left, right, found) if marked else fixed_columns.cells(text, left, right, found)
        for start, end in rows:
            done = max(done, end)
            yield start, end


def column(
    kind: str,
    name: str,
    heads: Pattern,
    values: Callable[[str], Iterator[tuple[int, int]]],
    beside: Pattern | None = None,
) -> Family:
    """The family of what `read` finds."""
    find = partial(read, heads=heads, values=values, beside=beside)
    return Family(kind, name, find, whole=True, patterns=(heads,))


def content(cell: str) -> tuple[int, int]:
    """What stands in a cell, less quotes, marks of emphasis and white space around it. Empty where nothing does."""
    left = len(cell) - len(cell.lstrip(_AROUND))
    return left, max(left, len(cell.rstrip(_AROUND)))


def _head_lines(page: Page, heads: Pattern) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The line of each head of a column, and where the head stands."""
    line = (0, -1)
    text = page.text
    for start, end in page.spans(heads):
        if end > line[1]:
            left = text.rfind("\n", max(0, start - LONGEST_LINE), start + 1) + 1
            right = text.find("\n", end, end + LONGEST_LINE)
            line = (left, right)
        if line[1] >= 0 and (line[0] or start < LONGEST_LINE):
            yield line, (max(start, line[0]), end)


def _cells(text: str, left: int, right: int, heads: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The cells below the heads in the line `left` to `right`."""
    head = text[left:right]
    mark = next((mark for mark in _MARKS if mark in head), "")
    if not mark or not _is_head(head, mark):
        return
    masked = _masked(head)
    columns = [masked.count(mark, 0, end - left) for _, end in heads if _is_whole(head[end - left :], mark)]
    for start, line in lines(text, right + 1) if columns else ():
        bare = _masked(line)
        if RULER.fullmatch(line):
            continue
        if bare.count(mark) != masked.count(mark):
            return
        bounds = [-1, *(place for place, sign in enumerate(bare) if sign == mark), len(bare)]
        yield from ((start + bounds[column] + 1, start + bounds[column + 1]) for column in columns)


def _is_head(line: str, mark: str) -> bool:
    """All cells are names, as no line of code is; only bars stand at the edge of a line."""
    cells = [cell.strip(_AROUND) for cell in line.split(mark)]
    return (mark in "|\t" or cells[-1] != "") and all(_TITLE.fullmatch(cell) for cell in cells)


def _is_whole(rest: str, mark: str) -> bool:
    """Nothing but a closing quote stands between a head and the end of its cell."""
    return rest.lstrip(_AROUND)[:1] in {mark, ""}


def _masked(line: str) -> str:
    """The line with what stands in quotes hidden, so that its marks are not counted."""
    return _QUOTED.sub(lambda found: "x" * len(found[0]), line) if '"' in line else line


def _births(cell: str) -> Iterator[tuple[int, int]]:
    if len(cell.strip()) <= _LONGEST_DATE:
        yield from sorted(set(dates.find(cell, compact=True)))[:1]


def _phones(cell: str) -> Iterator[tuple[int, int]]:
    start, end = content(cell)
    number = cell[start:end]
    if _LEAST_DIGITS <= sum(map(str.isdigit, number)) <= _MOST_DIGITS and _PHONE.fullmatch(number):
        yield start, end


def _passwords(cell: str) -> Iterator[tuple[int, int]]:
    word = cell.strip(" \"'\r")
    if any(map(str.isspace, word)):
        return
    if is_password(word, quoted=False) or strength(word) >= Strength.LIKELY:
        yield cell.index(word), cell.index(word) + len(word)


_READ = (
    ("DATE_OF_BIRTH", "birth_column", BIRTHS, _births),
    ("PHONE_NUMBER", "phone_column", _PHONES, _phones),
    ("SECRET", "password_column", _PASSWORDS, _passwords),
)
FAMILIES = tuple(column(kind, name, heading(names), values) for kind, name, names, values in _READ)
