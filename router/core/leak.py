"""The leak check: the exact bytes that would leave, searched for every original of the vault.

It looks at the result, not at how it came about: every string of the JSON, keys and structure included, however deep in
JSON inside strings, in every reading that `views` knows, and what stands between the strings too. It asks by the same
rule as redaction (`sightings`), so what redaction did well is never an alarm; but where redaction cannot write (object
keys, numbers, names of tools), or did not, a hit is a hit. It is stricter in one thing that lowers false alarms only:
an original of fewer than five characters must stand there in its exact case.
"""

import re
from collections.abc import Iterator

from router.core.jsontext import MAX_NESTING, holds_json, literals
from router.core.redact import Vault
from router.core.sightings import SHORT, sightings
from router.core.slots import is_media
from router.core.views import fold


def leaks(data: bytes, vault: Vault) -> int:
    """How many originals of `vault` can be seen in `data`.

    Bytes that are no JSON are searched as one text, bytes that are no UTF-8 as far as they are.
    """
    by_fold: dict[str, list[str]] = {}
    for original in vault.originals():
        by_fold.setdefault(fold(original), []).append(original)
    if not by_fold:
        return 0
    text = data.decode(errors="replace")
    given = frozenset(vault.placeholders())
    texts = [_without(given, leaf) for leaf in _leaves(text)]
    visible: set[str] = set()
    for sight in sightings(by_fold, texts):
        whole = sight.is_whole_word
        visible.update(o for o in by_fold[sight.original] if len(o) >= SHORT or (whole and sight.exact == o))
    return len(visible)


def _leaves(text: str, depth: int = 0) -> Iterator[str]:
    """Every string of a JSON text, decoded, and what stands between them; the text itself when it is no JSON.

    Of media the head alone: in base64 anything of five letters turns up by chance.
    """
    if depth > MAX_NESTING or not holds_json(text):
        yield text[: text.index(",")] if is_media(text) else text
        return
    done = 0
    for literal in literals(text):
        yield text[done : literal.start]
        yield from _leaves(literal.value, depth + 1)
        done = literal.end
    yield text[done:]


def _without(given: frozenset[str], text: str) -> str:
    """Without the placeholders that were given, so that an original such as `PERSON` is not found in `[[PERSON_1]]`."""
    if "[[" not in text:
        return text
    return _PLACEHOLDER.sub(lambda match: _MASK if match[0] in given else match[0], text)


_PLACEHOLDER = re.compile(r"\[\[[A-Z_]{1,40}+[0-9]{1,9}+\]\]")
_MASK = "\ua66e"
"""A letter that nobody writes, so that what was glued to a placeholder stays as glued as it was to the original."""
