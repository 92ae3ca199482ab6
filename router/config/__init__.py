"""`routes.yaml`: read strictly, every fault at once, compiled to an immutable `Ruleset` with a digest.

nodes       YAML text to nodes with lines      document     nodes to values; duplicate keys are faults
schema      the shape, in the words of words   diagnosis    values to a file, or all that is wrong with them
checks      what must hold between parts       provider_checks   of providers and routes (of a `subject`)
advice      what an admin should know, although it goes live
compiler    a file to a Ruleset                faults       how all of this is said
files       how files are opened
"""

import pkgutil
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from router.config.advice import advise, examine_evidence
from router.config.checks import check
from router.config.compiler import canonical, compile_rules
from router.config.diagnosis import diagnose
from router.config.document import Document, read_document
from router.config.faults import Complaint, ConfigErrors, Fault
from router.config.files import open_regular
from router.config.nodes import MAX_BYTES, Unreadable
from router.config.schema import RoutesFile
from router.config.subject import subject
from router.config.words import check_tenant_name
from router.core.kept_rules import KeptRules, divided
from router.core.rules import Ruleset

__all__ = [
    "ConfigErrors",
    "Fault",
    "Loaded",
    "check_tenant_name",
    "fetch",
    "known_kinds",
    "load",
    "load_bytes",
    "read",
    "recall",
]


@dataclass(frozen=True, slots=True)
class Loaded:
    ruleset: Ruleset
    warnings: tuple[Fault, ...]
    canonical: str
    """What the digest is of, in parts; loads to the same rules."""

    @property
    def parts(self) -> KeptRules:
        """As a store keeps them."""
        return divided(self.canonical)


def load(
    text: str,
    origin: str = "routes.yaml",
    *,
    today: date,
    kinds: Collection[str] | None = None,
    folder: Path | None = None,
) -> Loaded:
    """Compiles the text of a `routes.yaml`. Raises `ConfigErrors` with every fault that can be told at once.

    `today` is the day in UTC, for warnings alone: contracts expire by the facts of each request. `kinds` are the kinds
    of provider that exist, by default those in `providers/`. `folder` is where the contracts lie, to be compared with
    their digests; without it they are not looked at.
    """
    document = _document(text, origin)
    file = _checked(document, origin, known_kinds() if kinds is None else kinds)
    evidence = examine_evidence(file, folder) if folder else ()
    warnings = _placed(document, [*advise(file, today), *evidence])
    return Loaded(compile_rules(file), tuple(sorted(warnings, key=lambda fault: fault.line or 0)), canonical(file))


def read(path: Path, *, today: date, kinds: Collection[str] | None = None) -> Loaded:
    """`load` for a regular file; its contracts are looked for beside it. Raises `ConfigErrors`."""
    return load_bytes(fetch(path), path, today=today, kinds=kinds)


def fetch(path: Path) -> bytes:
    """What a regular file holds, and never more than a little beyond what is allowed. Raises `ConfigErrors`."""
    try:
        with open_regular(path) as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        fault = Fault("", f"cannot be read ({error.strerror})", "name a file with --routes or SOVEREIGN_ROUTES")
        raise ConfigErrors([fault], str(path)) from None


def load_bytes(raw: bytes, path: Path, *, today: date, kinds: Collection[str] | None = None) -> Loaded:
    """`read` for what `fetch` gave. Raises `ConfigErrors`."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        fault = Fault("", f"is not UTF-8 at byte {error.start}", "save it as UTF-8")
        raise ConfigErrors([fault], str(path)) from None
    return load(text, str(path), today=today, kinds=kinds, folder=path.parent)


def recall(kept: KeptRules) -> Ruleset:
    """Rules that were in force, for the tenants whose parts are at hand, under the digest of all of them.

    Raises `ConfigErrors` for what this version of the router does not read, or where no part is at hand.
    """
    return replace(load(kept.text, today=date.min).ruleset, digest=kept.digest)


def known_kinds() -> frozenset[str]:
    """The files of `providers/`, without importing any: the word in `routes.yaml` is the name of the file."""
    spec = find_spec("providers")
    folders = spec.submodule_search_locations if spec else None
    return frozenset(module.name for module in pkgutil.iter_modules(folders) if not module.name.startswith("_"))


def _document(text: str, origin: str) -> Document:
    try:
        return read_document(text)
    except Unreadable as fault:
        raise ConfigErrors([Fault("", fault.wrong, fault.write, fault.line)], origin) from None


def _checked(document: Document, origin: str, kinds: Collection[str]) -> RoutesFile:
    diagnosis = diagnose(document)
    file = diagnosis.file
    found = check(subject(file, document.data, kinds)) if file else []
    heard = [complaint for complaint in found if not diagnosis.is_echo(complaint)]
    complaints = [*document.duplicates, *diagnosis.complaints, *heard]
    if complaints or file is None:
        raise ConfigErrors(_placed(document, complaints), origin) from None
    return file


def _placed(document: Document, complaints: list[Complaint]) -> list[Fault]:
    return list(dict.fromkeys(map(document.fault, complaints)))
