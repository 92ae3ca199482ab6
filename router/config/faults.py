"""What is wrong with a `routes.yaml`, said so that a person can mend it: the place, the fault, the cure.

Values are shown only where they cannot be secrets: a key that was pasted into the wrong line must not reach a log.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

Loc = tuple[str | int, ...]
"""Keys and indexes from the root of the file."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A fault on its way; it finds its line by its place, unless it brings one."""

    loc: Loc
    wrong: str
    write: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """`path` as in `providers.mistral.location.inference[0]`, `line` from 1; None where there is no line to name."""

    path: str
    wrong: str
    write: str
    line: int | None = None

    def as_dict(self) -> dict[str, str | int | None]:
        return asdict(self)

    def __str__(self) -> str:
        place = ", ".join(part for part in (f"line {self.line}" if self.line else "", self.path) if part)
        return f"{place}: {self.wrong}; {self.write}" if place else f"{self.wrong}; {self.write}"


class ConfigErrors(Exception):  # noqa: N818 - several errors at once is what it is
    """A file that does not go live. `str()` is a report for a person, one fault a line, in the order of the file."""

    def __init__(self, faults: Sequence[Fault], origin: str = "routes.yaml") -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: fault.line or 0))
        self.origin = origin
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        super().__init__("\n  ".join([f"{origin}: {count}", *map(str, self.faults)]))


def dotted(loc: Loc) -> str:
    """`("models", "gpt-4.1", 0, "model")` is `models["gpt-4.1"][0].model`."""
    text = ""
    for part in loc:
        if isinstance(part, int):
            text += f"[{part}]"
        elif looks_secret(part):
            text += "[(not shown)]"
        elif re.fullmatch(r"[\w-]+", part):
            text += f".{part}" if text else part
        else:
            text += f'["{part}"]'
    return text


def shown(value: object) -> str:  # noqa: PLR0911 - one line a type
    """A value as a message may show it."""
    match value:
        case str():
            return "(not shown: it looks like a secret)" if looks_secret(value) else repr(value[:80])
        case bool():
            return str(value).lower()
        case int() | float() | date():
            return str(value)
        case None:
            return "nothing"
        case list():
            return "a list"
        case dict():
            return "a mapping"
        case _:
            return "a value of another type"


_KEY_SHAPES = re.compile(
    r"""
    ^\s*(?:bearer\s|sk[-_]|pk[-_]|rk[-_]|gh[opsu]_|github_pat_|glpat-|gsk_|hf_|xox[a-z]-|sov_|AKIA|ASIA|AIza|eyJ)
    | -----BEGIN
    | ://[^/@\s]*@
    | \b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LONG_RUN = re.compile(r"[A-Za-z0-9+/=]{20,}")


def looks_secret(text: str) -> bool:
    """Well-known key shapes, credentials in an address, and long runs that mix letters with digits."""
    if _KEY_SHAPES.search(text):
        return True
    return any(re.search(r"\d", run) and re.search(r"[A-Za-z]", run) for run in _LONG_RUN.findall(text))
