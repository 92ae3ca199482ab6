"""Redaction: findings become placeholders, and the vault keeps what stood there.

What is replaced, in this order:
1. Findings whose kind is not kept, in text slots. Findings that overlap become one: the union of them, under the kind
   of the winner (a SECRET before all, then the longer, then the better score), so that no piece stays visible. A kept
   LOCATION that overlaps an ADDRESS goes with it.
2. What one context revealed, another must not give away: the text of each such finding, and of each union, wherever it
   can be seen in any text slot (`sightings` says what that means). What was found in an object key, a bare number or
   a word of the dialect's own cannot be replaced there, but counts here.
3. What overlaps now becomes one again, by the same rule.

Placeholders are numbered by kind in reading order. So the same slots at the front give the same bytes at the front:
the prefix of a growing conversation does not change, and the provider's prompt cache works. Two things in a later
turn do change an earlier one, and must: a value first found there that stood unfound before, and the first words that
look like a placeholder.

Each different text has a placeholder of its own (`Anna` and `ANNA` are two), so putting them back is exact.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, product
from string import ascii_uppercase
from typing import NoReturn

from router.core.sightings import Wanted, sightings, wanted
from router.core.spans import BY_START, SEEN, Span, inside_addresses, merge
from router.core.types import KINDS, Finding, Path, Slot, SlotKind

IN_STRUCTURE = frozenset({"EMAIL_ADDRESS", "IBAN_CODE", "NATIONAL_ID", "SECRET"})
"""What counts when it is found in a word of the dialect's own. An id may well look like a date, a phone number or, if
it is numeric, like a card.
"""


def placeholder(kind: str, nonce: str, number: int) -> str:
    """`[[PERSON_1]]`, or `[[PERSON_A_1]]` where the client's own words already look like placeholders."""
    return f"[[{kind}_{nonce}_{number}]]" if nonce else f"[[{kind}_{number}]]"


class Vault:
    """Placeholder <-> original of one request. Opaque, never serialised, dies with the request.

    `nonce` is "" or upper-case letters. An original is stored once: the same text has one placeholder. Texts that
    differ in case have placeholders of their own, so that restoration is exact.
    """

    __slots__ = ("_barred", "_forms", "_nonce", "_originals", "_structure")

    def __init__(self, nonce: str = "") -> None:
        self._nonce = nonce
        self._originals: dict[str, list[str]] = {}
        self._forms: dict[str, str] = {}
        self._barred: dict[tuple[str, str], None] = {}
        self._structure: Counter[tuple[str, str]] = Counter()

    def hold(self, kind: str, original: str) -> str:
        """The placeholder of `original`; the first kind it is held under stays."""
        form = self._forms.get(original)
        if form is None:
            held = self._originals.setdefault(kind, [])
            held.append(original)
            form = self._forms[original] = placeholder(kind, self._nonce, len(held))
        return form

    def bar(self, kind: str, original: str) -> None:
        """What must not leave although no placeholder stands for it: it was found in an object key, say."""
        self._barred[original, kind] = None

    def expect(self, key: str, text: str) -> None:
        """A word of the dialect's own that stays: this text, once, under this key."""
        self._structure[key, text] += 1

    def structure(self) -> Counter[tuple[str, str]]:
        """What `expect` was told, by (key, text): how often."""
        return self._structure.copy()

    def original(self, kind: str, nonce: str, number: int) -> str | None:
        """What `[[KIND_NONCE_NUMBER]]` stands for, None for what was never given out. Case is forgiven."""
        if nonce.upper() != self._nonce:
            return None
        held = self._originals.get(kind.upper(), ())
        return held[number - 1] if 1 <= number <= len(held) else None

    @property
    def nonce(self) -> str:
        return self._nonce

    def kinds(self) -> tuple[str, ...]:
        """The kinds that have a placeholder, by name."""
        return tuple(sorted(self._originals))

    def originals(self) -> Iterator[str]:
        """Everything that must not be visible to a redacted candidate, placeholder or not."""
        yield from self._forms
        yield from sorted({original for original, _ in self._barred}.difference(self._forms))

    def wanted(self) -> dict[Wanted, list[str]]:
        """All that the leak check must search for, and the originals that each stands for."""
        known = [(original, kind) for kind, held in self._originals.items() for original in held]
        found: dict[Wanted, list[str]] = {}
        for original, kind in dict.fromkeys([*known, *self._barred]):
            for one in wanted(original, kind):
                found.setdefault(one, []).append(original)
        return found

    def placeholders(self) -> dict[str, str]:
        """Each placeholder with its original."""
        return {form: original for original, form in self._forms.items()}

    def counts(self) -> tuple[tuple[str, int], ...]:
        """How many different originals of each kind have a placeholder, by name."""
        return tuple((kind, len(self._originals[kind])) for kind in self.kinds())

    def wipe(self) -> None:
        """Forgets everything. The nonce stays: it is no secret."""
        self._originals.clear()
        self._forms.clear()
        self._barred.clear()
        self._structure.clear()

    def __len__(self) -> int:
        return len(self._forms)

    def __repr__(self) -> str:
        return f"<Vault of {len(self)}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a vault is never serialised")


@dataclass(frozen=True, slots=True)
class Redaction:
    """New texts by path, of the slots that changed, and the vault that undoes them."""

    replacements: dict[Path, str] = field(repr=False)
    vault: Vault


def redact(slots: Sequence[Slot], findings: Iterable[Finding], *, keep: frozenset[str]) -> Redaction:
    """Replaces what was found. Order and repetition of `findings` do not matter.

    Raises ValueError for a finding that lies in no slot or not within its text, is empty, or is of no known kind:
    what cannot be placed cannot be replaced either.
    """
    placed = _placed(slots, findings)
    found = [[span for span in some if span.kind not in keep] for some in placed]
    kept = [[span for span in some if span.kind in keep] for some in placed]
    spans = [merge([*some, *inside_addresses(some, others)]) for some, others in zip(found, kept, strict=True)]
    spans = _spread(slots, spans, _originals(slots, found))
    vault = Vault(_free_nonce(slots))
    replacements = {
        slot.path: _replace(slot.text, some, vault)
        for slot, some in zip(slots, spans, strict=True)
        if some and slot.kind is SlotKind.TEXT
    }
    _tell_leak_check(vault, slots, found)
    return Redaction(replacements, vault)


def _tell_leak_check(vault: Vault, slots: Iterable[Slot], found: Iterable[list[Span]]) -> None:
    """What was found must not leave, wherever; and which words of the dialect's own stay as they are."""
    for slot, some in zip(slots, found, strict=True):
        for span in some:
            vault.bar(span.kind, slot.text[span.start : span.end])
        if slot.kind is SlotKind.STRUCTURAL and not some:
            vault.expect(_key(slot.path), slot.text)


def _key(path: Path) -> str:
    return next(step for step in reversed(path) if isinstance(step, str))


def unreplaceable(slots: Iterable[Slot], findings: Iterable[Finding], keep: frozenset[str]) -> int:
    """How many findings that should be replaced stand where nothing can be: in an object key, say, or an id."""
    fixed = {slot.path: slot.kind for slot in slots if slot.kind is not SlotKind.TEXT}
    return sum(
        finding.kind not in keep and finding.path in fixed and _counts(finding.kind, fixed[finding.path])
        for finding in findings
    )


def _counts(kind: str, where: SlotKind) -> bool:
    return where is not SlotKind.STRUCTURAL or kind in IN_STRUCTURE


def _placed(slots: Sequence[Slot], findings: Iterable[Finding]) -> list[list[Span]]:
    """The findings of each slot, in the order of slots."""
    placed: list[list[Span]] = [[] for _ in slots]
    at = {slot.path: index for index, slot in enumerate(slots)}
    for finding in findings:
        index = at.get(finding.path)
        if index is None or not 0 <= finding.start < finding.end <= len(slots[index].text):
            raise ValueError("a finding lies outside the slots")
        if finding.kind not in KINDS:
            raise ValueError("a finding is of no known kind")
        if _counts(finding.kind, slots[index].kind):
            placed[index].append(Span(finding.start, finding.end, finding.kind, finding.score))
    return placed


def _originals(slots: Iterable[Slot], spans: Iterable[Iterable[Span]]) -> dict[Wanted, str]:
    """What to search for by these spans, each with the kind under which it stands first."""
    originals: dict[Wanted, str] = {}
    for slot, some in zip(slots, spans, strict=True):
        for span in sorted(some, key=BY_START):
            for one in wanted(slot.text[span.start : span.end], span.kind):
                originals.setdefault(one, span.kind)
    return originals


def _spread(slots: Sequence[Slot], spans: list[list[Span]], originals: dict[Wanted, str]) -> list[list[Span]]:
    """The spans, and every other place where one of `originals`, or what one of the spans covers, can be seen.

    What was seen may overlap what was there, and their union is one more original; so again, until nothing is new.
    """
    known: dict[Wanted, str] = {}
    for _ in range(_ROUNDS):
        covered = _originals(slots, spans)
        new = {original: kind for original, kind in (covered | originals).items() if original not in known}
        if not new:
            break
        known |= new
        spans = [merge([*some, *more]) for some, more in zip(spans, _seen(slots, new), strict=True)]
    return spans


def _seen(slots: Sequence[Slot], originals: Mapping[Wanted, str]) -> list[list[Span]]:
    seen: list[list[Span]] = [[] for _ in slots]
    for sight in sightings(originals, [slot.text for slot in slots]):
        seen[sight.index].append(Span(sight.start, sight.end, originals[sight.wanted], SEEN))
    return seen


def _replace(text: str, spans: Iterable[Span], vault: Vault) -> str:
    pieces: list[str] = []
    done = 0
    for span in spans:
        pieces += (text[done : span.start], vault.hold(span.kind, text[span.start : span.end]))
        done = span.end
    return "".join((*pieces, text[done:]))


def _free_nonce(slots: Iterable[Slot]) -> str:
    """The first nonce that no placeholder-like words of the client have; none at all when there are no such words.

    Looks wider than restoration does: any case, any signs between the words, single brackets.
    """
    taken: set[str] = set()
    for slot in slots:
        if "[" in slot.text:
            for match in _BRACKETED.finditer(slot.text):
                if name := _NAME.fullmatch(_SIGNS.sub("", _ESCAPED.sub("", match[1])).upper()):
                    taken.add(name[1])
    if not taken:
        return ""
    letters = ("".join(word) for size in count(1) for word in product(ascii_uppercase, repeat=size))
    return next(nonce for nonce in letters if nonce not in taken)


_ROUNDS = 8
"""Two do nearly always. What a text built to need more leaves over is for the leak check."""

_BRACKETED = re.compile(r"\[([^A-Za-z0-9\[\]]{0,64}+[A-Za-z][^\[\]]{2,80}+)\]")
_SIGNS = re.compile(r"[\W_]+")
_ESCAPED = re.compile(r"\\+u[0-9a-fA-F]{4}")
_NAME = re.compile(rf"(?:{'|'.join(sorted(kind.replace('_', '') for kind in KINDS))})([A-Z]*)[0-9]+")
