"""Redaction: findings become placeholders, and the vault keeps what stood there.

What is replaced, in this order:
1. Findings whose kind is neither kept nor a signal, in text slots. Findings that overlap become one: the union of
   them, under the kind of the winner (a SECRET before all, then the longer, then the better score), so that no piece
   stays visible. A kept LOCATION that overlaps an ADDRESS goes with it.
2. What one context revealed, another must not give away: the text of each such finding, and of each union, wherever it
   can be seen in any text slot (`sightings` says what that means). What was found in an object key, a bare number or
   a word of the dialect's own cannot be replaced there, but counts here. What the customer leaves alone stays.
3. What overlaps now becomes one again, by the same rule.

Placeholders are numbered by kind in reading order. So the same slots at the front give the same bytes at the front:
the prefix of a growing conversation does not change, and the provider's prompt cache works. Two things in a later
turn do change an earlier one, and must: a value first found there that stood unfound before, and the first words that
look like a placeholder.

What a provider signed holds the placeholders that it was given a turn ago, and they still stand for the same: they are
no client's words that look like one.

Each different text has a placeholder of its own (`Anna` and `ANNA` are two), so putting them back is exact.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from router.core.addressing import around
from router.core.jsontext import quote
from router.core.left import Left
from router.core.lookalikes import free_nonce, named, plain
from router.core.recollection import Memory
from router.core.restore import restore
from router.core.search import Search
from router.core.sightings import Wanted, wanted
from router.core.spans import SEEN, Span, inside_addresses, merge, span_of
from router.core.surrogate_given import told_given
from router.core.surrogates import Surrogates
from router.core.types import KINDS, SIGNALS, Finding, Path, Slot, SlotKind
from router.core.vault import Beside, Original, Vault

__all__ = ["IN_STRUCTURE", "Redaction", "Vault", "redact", "unreplaceable"]

IN_STRUCTURE = frozenset({"CUSTOM_TERM", "EMAIL_ADDRESS", "IBAN_CODE", "NATIONAL_ID", "SECRET"})
"""What counts when it is found in a word of the dialect's own. An id may well look like a date, a phone number or, if
it is numeric, like a card.
"""


@dataclass(frozen=True, slots=True)
class Redaction:
    """New texts by path, of the slots that changed, and the vault that undoes them."""

    replacements: dict[Path, str] = field(repr=False)
    vault: Vault


def redact(
    slots: Sequence[Slot],
    findings: Iterable[Finding],
    *,
    keep: frozenset[str],
    surrogates: bool = False,
    memory: Memory | None = None,
    left: Iterable[Finding] = (),
) -> Redaction:
    """Replaces what was found. Order and repetition of `findings` do not matter.

    `surrogates`: by realistic values, where they can be made; else by placeholders.
    `left`: stretches in which nothing is replaced that was found elsewhere, as `router.core.left` reads them.
    `memory`: where the tenant's earlier turns are remembered. What comes out is the same with it and without.

    Raises ValueError for a finding that lies in no slot or not within its text, is empty, or is of no known kind:
    what cannot be placed cannot be replaced either.
    """
    placed = _placed(slots, findings)
    keep = keep | SIGNALS
    found = [[span for span in some if span.kind not in keep] for some in placed]
    kept = [[span for span in some if span.kind in keep] for some in placed]
    spans = [merge([*some, *inside_addresses(some, others)]) for some, others in zip(found, kept, strict=True)]
    alone = Left(slots, left)
    spans, sought = _spread(slots, spans, found, memory, alone)
    texts = plain(slot.text for slot in slots if slot.kind is not SlotKind.SIGNED)
    vault = Vault(free_nonce(texts), Surrogates(texts, told_given(slots)) if surrogates else None, sought)
    replacements = {
        slot.path: _replaced(slot.text, some, vault.hold)
        for slot, some in zip(slots, spans, strict=True)
        if some and slot.kind is SlotKind.TEXT
    }
    if vault.standins is not None:
        replacements |= _tagged(slots, spans, replacements, vault)
    for kind, number in named(texts, vault.kinds()):
        vault.quote(kind, number)
    _tell_leak_check(vault, slots, found)
    vault.spare(alone.spared)
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
    """How many findings that should be replaced stand where nothing can be: in an object key, say, or signed words."""
    fixed = {slot.path: slot.kind for slot in slots if slot.kind is not SlotKind.TEXT}
    return sum(
        finding.kind not in keep | SIGNALS and finding.path in fixed and _counts(finding.kind, fixed[finding.path])
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
            placed[index].append(span_of(finding[1:5]))
    return placed


def _opening(slots: Sequence[Slot]) -> str:
    """The text by which a conversation is known again: what its user said first, for a system prompt has many."""
    said = (slot.text for slot in slots if slot.role == "user" and slot.kind is SlotKind.TEXT)
    return next(said, slots[0].text)


def _originals(slots: Iterable[Slot], spans: Iterable[Iterable[Span]]) -> dict[Original, None]:
    """What these spans cover, and as what kind, in reading order."""
    return {
        (slot.text[span.start : span.end], span.kind): None
        for slot, some in zip(slots, spans, strict=True)
        for span in sorted(some)
    }


def _spread(
    slots: Sequence[Slot], spans: list[list[Span]], found: list[list[Span]], memory: Memory | None, left: Left
) -> tuple[list[list[Span]], dict[Original, tuple[Wanted, ...]]]:
    """The spans, and every other place where what was `found`, or what one of the spans covers, can be seen.

    And all originals, with what each was sought by. Each is sought under the kind under which it stands first. What
    was seen may overlap what was there, and their union is one more original; so again, until nothing is new.
    """
    kinds: dict[Wanted, str] = {}
    done: dict[Original, tuple[Wanted, ...]] = {}
    originals = _originals(slots, found) | _originals(slots, _changed(found, spans))
    if not originals:
        return spans, done
    search = Search([slot.text for slot in slots], memory, _opening(slots))
    for _ in range(_ROUNDS):
        new = {pair: wanted(*pair) for pair in originals if pair not in done}
        sought = {one: pair[1] for pair, some in reversed(new.items()) for one in some if one not in kinds}
        done |= new
        if not sought:
            break
        kinds |= sought
        seen = _seen(len(slots), sought, search)
        if left:
            seen = [[span for span in some if not left.keeps(index, span)] for index, some in enumerate(seen)]
        before = spans
        spans = [merge([*some, *more]) if more else some for some, more in zip(spans, seen, strict=True)]
        originals = _originals(slots, _changed(before, spans))
    search.remember()
    return spans, done


def _changed(before: Iterable[list[Span]], after: Iterable[list[Span]]) -> list[list[Span]]:
    """The spans of each slot that are not what they were; none of the others, whose originals are known."""
    return [new if new != old else [] for old, new in zip(before, after, strict=True)]


def _seen(count: int, originals: Mapping[Wanted, str], search: Search) -> list[list[Span]]:
    seen: list[list[Span]] = [[] for _ in range(count)]
    for one, index, start, end in search.seen(originals):
        seen[index].append(span_of((start, end, originals[one], SEEN)))
    return seen


def _tagged(
    slots: Iterable[Slot], spans: Iterable[list[Span]], replacements: Mapping[Path, str], vault: Vault
) -> dict[Path, str]:
    """With placeholders, the slots that surrogates would not bring back exactly."""
    return {
        slot.path: _replaced(slot.text, some, vault.tag)
        for slot, some in zip(slots, spans, strict=True)
        if slot.path in replacements and not _comes_back(replacements[slot.path], slot.text, vault)
    }


def _comes_back(new: str, text: str, vault: Vault) -> bool:
    """Not so a surrogate that is glued to other words, or to a backslash that JSON would take for an escape."""
    if restore(vault, new) != text:
        return False
    return "\\" not in text or restore(vault, quote(new), escape=True) == quote(text)


def _replaced(text: str, spans: Iterable[Span], stand_for: Callable[[str, str, Beside], str]) -> str:
    pieces: list[str] = []
    done = 0
    for span in spans:
        start, end, kind, _ = span
        pieces += (text[done:start], stand_for(kind, text[start:end], partial(around, text, start, end)))
        done = end
    return "".join((*pieces, text[done:]))


_ROUNDS = 8
"""Two do nearly always. What a text built to need more leaves over is for the leak check."""
