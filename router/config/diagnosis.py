"""From raw values to a checked file, or to everything that is wrong with them at once.

Pydantic stops at the shape; the checks between sections (`router.config.checks`) need a file. So that one bad line does
not hide the faults of all others, a misspelt key is read as the key it resembles, and a bad value is taken out, before
the rest is checked; what is then said near a value that was taken out may be its echo, and is left unsaid. What goes
live is only ever a file without any complaint.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from router.config.checks import READS
from router.config.document import Document
from router.config.faults import Complaint, Loc, shown
from router.config.schema import RoutesFile
from router.config.words import REFERENCE_CURE, REFUSED, closest

MAX_ROUNDS = 10
"""Of correcting and of taking out: each goes one level up or down, and the schema is six levels deep."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    file: RoutesFile | None
    """What could be read; None where too little could."""
    complaints: tuple[Complaint, ...]
    gaps: frozenset[Loc]
    """Where a value was taken out."""

    def is_echo(self, complaint: Complaint) -> bool:
        """Whether what a check says may follow from a gap in what it read of the provider, or in its rule or route."""
        match complaint.loc:
            case ("providers", provider, str(field), *_):
                read = READS.get(field, {field})
                return any(gap[:2] == ("providers", provider) and {*gap[2:3]} <= read for gap in self.gaps)
            case loc:
                return any(loc[:3] == gap[:3] for gap in self.gaps)


def diagnose(document: Document) -> Diagnosis:
    """What is wrong with the shape, and the file as far as it allows. Adds to `document.lines` for corrected keys."""
    if not isinstance(document.data, dict):
        return Diagnosis(None, (Complaint((), "the file is no mapping", "begin with `version: 1`"),), frozenset())
    raw = deepcopy(document.data)
    empty = [Complaint(loc, "is empty", "write a value, or remove the line") for loc in _empty_places(raw, ())]
    unknown = _correct_keys(raw, document.lines)
    known = {complaint.loc for complaint in (*empty, *unknown)}
    shape = [complaint for complaint in map(_translated, _errors(raw)) if complaint.loc not in known]
    gaps = frozenset(complaint.loc for complaint in (*empty, *shape))
    return Diagnosis(_salvaged(raw), (*empty, *unknown, *shape), gaps)


def _errors(raw: Any) -> list[ErrorDetails]:
    try:
        RoutesFile.model_validate(raw)
    except ValidationError as error:
        return error.errors(include_url=False)
    return []


def place(error: ErrorDetails) -> Loc:
    """Pydantic marks what is wrong with a key, rather than with its value, by a last step `[key]`."""
    loc = error["loc"]
    return loc[:-1] if loc[-1:] == ("[key]",) and error["type"] != "extra_forbidden" else loc


def _empty_places(value: Any, loc: Loc) -> Iterator[Loc]:
    """A key without a value is an unfinished line. A script's nulls are what it answers."""
    if loc[-1:] == ("script",):
        return
    if value is None:
        yield loc
    for step, part in _parts(value):
        yield from _empty_places(part, (*loc, step))


def _parts(value: Any) -> list[tuple[str | int, Any]]:
    match value:
        case dict():
            return list(value.items())
        case list():
            return list(enumerate(value))
        case _:
            return []


# ------------------------------------------------------------------------------------------------------ unknown keys


def _correct_keys(raw: dict[str, Any], lines: dict[Loc, int]) -> list[Complaint]:
    complaints: list[Complaint] = []
    for _ in range(MAX_ROUNDS):
        unknown = [place(error) for error in _errors(raw) if error["type"] == "extra_forbidden"]
        complaints += [_correct(raw, loc, lines) for loc in unknown]
        if not unknown:
            break
    return complaints


def _correct(raw: dict[str, Any], loc: Loc, lines: dict[Loc, int]) -> Complaint:
    """Renames the key to what it resembles, or removes it, and says so."""
    *around, last = loc
    name, mapping, line = str(last), _at(raw, tuple(around)), lines.get(loc)
    known = _known_keys(RoutesFile, tuple(around))
    value = mapping.pop(name)
    meant = _ALIASES.get(name) if _ALIASES.get(name) in known else closest(name, known)
    if meant is None:
        return Complaint(loc, f"unknown key {shown(name)}", f"write one of: {', '.join(known)}", line)
    if meant not in mapping:
        mapping[meant] = value
        _move(lines, loc, (*around, meant))
    cure = REFERENCE_CURE.replace("write ", "write key: ", 1) if meant == "key" else f"write {meant}"
    return Complaint(loc, f"unknown key {shown(name)}", cure, line)


_ALIASES = {
    "api_key": "key",
    "apikey": "key",
    "api_base": "base_url",
    "url": "base_url",
    "type": "kind",
    "country": "seat",
    "headquarters": "seat",
}
"""What other routers call it."""


def _move(lines: dict[Loc, int], old: Loc, new: Loc) -> None:
    lines.update({(*new, *loc[len(old) :]): line for loc, line in lines.items() if loc[: len(old)] == old})


def _at(raw: Any, loc: Loc) -> Any:
    """None where nothing stands."""
    for step in loc:
        raw = dict(_parts(raw)).get(step)
    return raw


def _known_keys(model: type[BaseModel], loc: Loc) -> list[str]:
    found = _type_at(model, loc)
    return list(_fields(found)) if found is not None else []


def _type_at(annotation: Any, loc: Loc) -> type[BaseModel] | None:
    """The model that stands at a place of the file."""
    model = _model_in(annotation)
    if not loc:
        return model
    if model is not None:
        return _type_at(_fields(model).get(str(loc[0])), loc[1:])
    return next((found for part in get_args(annotation) if (found := _type_below(annotation, part, loc))), None)


def _type_below(annotation: Any, part: Any, loc: Loc) -> type[BaseModel] | None:
    steps = 1 if get_origin(annotation) in (list, dict) else 0
    return _type_at(part, loc[steps:])


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (list, dict):
        return None
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _fields(model: type[BaseModel]) -> Mapping[str, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


# ----------------------------------------------------------------------------------------------------------- salvage


def _salvaged(raw: dict[str, Any]) -> RoutesFile | None:
    for _ in range(MAX_ROUNDS):
        errors = _errors(raw)
        if not errors:
            return RoutesFile.model_validate(raw)
        for error in errors:
            _take_out(raw, place(error)[: -1 if error["type"] == "missing" else None])
        raw["version"] = 1
    return None


def _take_out(raw: dict[str, Any], loc: Loc) -> None:
    """A list loses what follows too, so that what stays keeps its place."""
    holder = _at(raw, loc[:-1])
    match holder, loc[-1:]:
        case dict(), (str() as name,):
            holder.pop(name, None)
        case list(), (int() as index,):
            del holder[index:]
        case _:
            pass


# ------------------------------------------------------------------------------------------------------- translation

_TYPES = {
    "string_type": ("text", "write it in quotes if it is a name"),
    "int_type": ("a whole number", "write a whole number"),
    "float_type": ("a number", "write a number"),
    "bool_type": ("true or false", "write true or false"),
    "list_type": ("a list", "write it in brackets, as in [a, b]"),
    "dict_type": ("a mapping", "write `name: value` lines below it"),
    "model_type": ("a mapping", "write `name: value` lines below it"),
    "date_type": ("a date", "write a date, as in 2027-03-31"),
}


def _translated(error: ErrorDetails) -> Complaint:
    loc, kind, context = place(error), error["type"], error.get("ctx", {})
    if kind == REFUSED:
        return Complaint(loc, context["wrong"], context["write"])
    if kind == "missing":
        return Complaint(loc, "is missing", f"write {loc[-1]}: {_example(loc)}")
    value = _shown_at(loc, error["input"])
    if kind in _TYPES:
        wanted, cure = _TYPES[kind]
        return Complaint(loc, f"must be {wanted}, is {value}", cure)
    if kind == "literal_error":
        return Complaint(loc, f"{value} is not known here", _literal_cure(error["input"], context["expected"]))
    if kind in ("too_short", "string_too_short"):
        return Complaint(loc, "is empty", "write at least one" if kind == "too_short" else "write a word")
    wanted = error["msg"].removeprefix("Input should be ")
    return Complaint(loc, f"must be {wanted}, is {value}", f"write a value that is {wanted}")


def _shown_at(loc: Loc, value: object) -> str:
    return "a value that is not shown" if loc[-1:] == ("key",) else shown(value)


def _literal_cure(value: object, expected: str) -> str:
    known = re.findall(r"'([^']*)'", expected)
    match = closest(value, known) if isinstance(value, str) else None
    return f"write {match or expected.replace(chr(39), '')}"


def _example(loc: Loc) -> str:
    model = _type_at(RoutesFile, loc[:-1])
    fields = model.model_fields.items() if model else ()
    examples = next((field.examples for name, field in fields if (field.alias or name) == loc[-1]), None)
    return str(examples[0]) if examples else "…"
