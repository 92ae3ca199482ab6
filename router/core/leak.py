"""The leak check: the exact bytes that would leave, searched for every original of the vault.

It looks at the result, not at how it came about: every string of the JSON, keys and structure included, however deep in
JSON inside strings, in every reading that `views` knows, and what stands between the strings too. It asks by the same
rule as redaction (`sightings`), so what redaction did well is never an alarm; but where redaction cannot write (object
keys, numbers), or did not, a hit is a hit. Four things lower false alarms only:

    an original of fewer than five characters must stand there in its exact case
    a word of the dialect's own that the request had under the same key, as often as it had it, may be what was found
    elsewhere (a tool may be called like somebody), unless it is a number of seven digits or more
    the model's name, at the top, is ours and not the client's
    what the customer leaves alone may show a part that was found elsewhere
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from router.core.jsontext import MAX_NESTING, holds_json, literals
from router.core.redact import Vault
from router.core.sightings import SHORT, Sighting, sightings
from router.core.structural import is_media


def leaks(data: bytes, vault: Vault) -> int:
    """How many originals of `vault` can be seen in `data`.

    Bytes that are no JSON are searched as one text, bytes that are no UTF-8 as far as they are.
    """
    originals = vault.wanted()
    if not originals:
        return 0
    read = dict.fromkeys(_Leaves(vault.structure()).read(data.decode(errors="replace")))  # each once
    leaves = [leaf for leaf in read if _WORD.search(leaf[0])]
    masks = {form: _mask(original) for form, original in vault.placeholders().items()}
    texts = [_without(masks, text) for text, _ in leaves]
    if vault.spared:
        left = re.compile("|".join(map(re.escape, sorted(vault.spared, key=len, reverse=True))))
        texts = [left.sub(lambda match: _mask(match[0]), text) for text in texts]
    visible: set[str] = set()
    for sight in sightings(originals, texts):
        if leaves[sight.index][1] and _may_be_structure(sight):
            continue
        hidden = originals[sight.wanted]
        if hidden:
            shown = {one for one in hidden if len(one) >= SHORT or (sight.is_whole_word and sight.exact == one)}
            visible |= shown
            originals[sight.wanted] = [one for one in hidden if one not in shown]
    return len(visible)


def _may_be_structure(sight: Sighting) -> bool:
    text = sight.wanted.text
    return sum(map(str.isdigit, text)) < _NUMBER and (sight.is_all or text.isalpha())


@dataclass(slots=True)
class _Leaves:
    """The strings of a body and what stands between them. `structure` is what may still stand there as it is."""

    structure: Counter[tuple[str, str]]
    depth: int = 0
    between: list[str] = field(default_factory=list)

    def read(self, text: str) -> Iterator[tuple[str, bool]]:
        """Every string, decoded, and whether it is structure; the text itself when it is no JSON."""
        if not holds_json(text):
            yield text, False
            return
        key = ""
        done = 0
        for literal in literals(text):
            gap = text[done : literal.start]
            self.between.append(gap)
            yield gap, False
            done = literal.end
            if literal.is_key:
                key = literal.value
                yield from _plain(key, 1)
            elif self._is_structure(key, literal.value):
                yield literal.value, True
            elif not (key == "model" and self._is_top()):
                yield from _plain(literal.value, 1)
        yield text[done:], False

    def _is_structure(self, key: str, text: str) -> bool:
        if self.structure[key, text] <= 0:
            return False
        self.structure[key, text] -= 1
        return True

    def _is_top(self) -> bool:
        """Whether what comes next stands directly in the body."""
        for sign in _BRACKET.findall("".join(self.between)):
            self.depth += 1 if sign in "{[" else -1
        self.between.clear()
        return self.depth == 1


def _plain(text: str, depth: int) -> Iterator[tuple[str, bool]]:
    """Every string of a JSON text, or the text. Of media the head alone: in base64 anything turns up by chance."""
    if depth > MAX_NESTING or not holds_json(text):
        yield text[: text.index(",")] if is_media(text) else text, False
        return
    done = 0
    for literal in literals(text):
        yield text[done : literal.start], False
        yield from _plain(literal.value, depth + 1)
        done = literal.end
    yield text[done:], False


def _without(masks: Mapping[str, str], text: str) -> str:
    """Without the placeholders that were given, so that an original such as `PERSON` is not found in `[[PERSON_1]]`."""
    if "[[" not in text:
        return text
    return _PLACEHOLDER.sub(lambda match: masks.get(match[0], match[0]), text)


def _mask(original: str) -> str:
    """What was glued to a placeholder stays as glued as it was to the original."""
    return (_DIGIT if original[0].isdigit() else _LETTER) + (_DIGIT if original[-1].isdigit() else _LETTER)


_NUMBER = 7
_WORD = re.compile(r"\w")
_BRACKET = re.compile(r"[{}\[\]]")
_PLACEHOLDER = re.compile(r"\[\[[A-Z_]{1,40}+[0-9]{1,9}+\]\]")
_LETTER, _DIGIT = "\ua66e", "\U0001e950"
"""Word characters that nobody writes."""
