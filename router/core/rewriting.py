"""Writing new texts to the slots of a body: only what changes is copied.

In JSON inside a string only the literals that change are spliced: its spaces, its number formats and the order of its
keys stay as they were, byte for byte.
"""

from collections.abc import Mapping
from typing import Any

from router.core.jsontext import MAX_NESTING, holds_json, literals, quote
from router.core.structural import Structural, Where, is_media
from router.core.types import Body, Path, SlotKind


def rewrite(body: Body, replacements: Mapping[Path, str], structural: Structural) -> Body:
    """The body with new texts; what nobody changed is the same object. Raises KeyError for a path of no TEXT slot."""
    tree: dict[str | int, Any] = {}
    for path, text in replacements.items():
        branch = tree
        for step in path[:-1]:
            branch = branch.setdefault(step, {})
            if not isinstance(branch, dict):
                raise _nowhere()
        if not path or path[-1] in branch:
            raise _nowhere()
        branch[path[-1]] = text
    if not tree:
        return body
    written: Body = _write(body, tree, structural, Where(structural.shape))
    return written


def _write(value: Any, tree: Any, structural: Structural, where: Where) -> Any:
    """`value` with the texts of `tree`, in which a string is a new text."""
    if isinstance(value, str):
        if structural.sort(value, where) is not SlotKind.TEXT:
            raise _nowhere()
        return _write_text(value, tree, 0)
    if isinstance(tree, str) or not isinstance(value, dict | list):
        raise _nowhere()
    written: Any = value.copy()
    for step, branch in tree.items():
        if not _has(value, step):
            raise _nowhere()
        inner = where.under(step) if isinstance(value, dict) else where.inside()
        written[step] = _write(value[step], branch, structural, inner)
    return written


def _write_text(text: str, tree: Any, nested: int) -> str:
    is_json = nested < MAX_NESTING and holds_json(text)
    if isinstance(tree, str):
        if is_json:
            raise _nowhere()
        return tree
    if not is_json or tree.keys() != {"$"}:
        raise _nowhere()
    return _splice(text, tree["$"], nested + 1)


def _splice(text: str, branches: Any, nested: int) -> str:
    """A JSON text with some of its literals written anew, in the manner (ASCII or not) of those that stood there."""
    if isinstance(branches, str):
        raise _nowhere()
    pieces: list[str] = []
    done = written = 0
    for ordinal, literal in enumerate(literals(text)):
        branch = branches.get(ordinal)
        if branch is None:
            continue
        if literal.is_key or not literal.value or is_media(literal.value):
            raise _nowhere()
        old = text[literal.start : literal.end]
        pieces += (
            text[done : literal.start],
            quote(_write_text(literal.value, branch, nested), ascii_only=old.isascii()),
        )
        done = literal.end
        written += 1
    if written != len(branches):
        raise _nowhere()
    return "".join((*pieces, text[done:]))


def _has(container: Any, step: str | int) -> bool:
    if isinstance(container, dict):
        return isinstance(step, str) and step in container
    return isinstance(step, int) and 0 <= step < len(container)


def _nowhere() -> KeyError:
    return KeyError("no such text slot")
