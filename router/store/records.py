"""Entries of a log: bytes made of what happened, and back. Each is a leaf of the tenant's Merkle tree.

An entry is JSON with sorted names and without white space, and says its own version and kind:

    intent    the fields of `ports.Intent`: what was about to leave, and to whom
    attempt   how one try ended, while others followed
    receipt   the whole request as `core.ledger.encode_receipt` tells it
    part      a piece of the text of a receipt's decision, where all of it is too long for one entry
    orphan    an intent whose end nobody recorded: the process died
    act       the fields of `ports.Act`
"""

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, replace
from typing import Any, NamedTuple

import msgspec

from router.core.ledger import encode_attempt, encode_receipt
from router.core.merkle import leaf_hash
from router.core.types import Attempt, Decision, Receipt
from router.ports import Act, Intent, LedgerUnavailable, Subject

VERSION = 1
LARGEST = 65_535
"""Bytes of an entry (C2SP tlog-tiles: entries are length-prefixed with 16 bits)."""
PIECE = 32_000
"""Characters of a part: ASCII, of which none takes more than two bytes when it is written as JSON."""
REMEMBERED = 1024
"""Decisions whose text is kept."""

_encode = msgspec.json.Encoder(order="sorted").encode
_FIELDS = tuple(field.name for field in fields(Receipt))


class Entry(NamedTuple):
    """`id` and `attempt` name it among those of its kind. `owner`, `team`: whose request it was.

    `subject`: the person whom it is about, with whose key it is sealed; None: nobody, and it is with the tenant's.
    """

    kind: str
    id: str
    attempt: int
    at: float
    owner: str | None
    team: str | None
    body: bytes
    subject: Subject | None = None

    @property
    def place(self) -> str:
        """What its ciphertext is bound to."""
        return place(self.kind, self.id, self.attempt)

    @property
    def leaf(self) -> bytes:
        """Its hash in the tree."""
        return leaf_hash(self.body)


class PrunedEntry(NamedTuple):
    """What takes an entry's place where its body was pruned before it came here. Fields as of `Entry`."""

    kind: str
    id: str
    attempt: int
    at: float
    owner: str | None
    team: str | None
    leaf: bytes

    @property
    def body(self) -> None:
        return None

    @property
    def subject(self) -> None:
        return None

    @property
    def place(self) -> str:
        return place(self.kind, self.id, self.attempt)


AnyEntry = Entry | PrunedEntry


def about(entry: Entry, subject: Subject | None) -> Entry:
    return entry if subject is None else entry._replace(subject=subject)


def place(kind: str, entry_id: str, attempt: int) -> str:
    return f"entries/{kind}/{entry_id}/{attempt}/body"


def of_intent(intent: Intent) -> Entry:
    """Raises `LedgerUnavailable` for what is no text."""
    body = written({"v": VERSION, "kind": "intent", **intent._asdict()})
    return Entry("intent", intent.receipt, intent.attempt, intent.at, intent.owner, intent.team, body)


def of_attempt(receipt: str, attempt: Attempt, owner: str | None = None, team: str | None = None) -> Entry:
    told = {"v": VERSION, "kind": "attempt", "receipt": receipt, "attempt": encode_attempt(attempt)}
    return Entry("attempt", receipt, attempt.number, attempt.ended, owner, team, written(told))


def of_orphan(receipt: str, attempt: int, marked: float) -> Entry:
    told = {"v": VERSION, "kind": "orphan", "receipt": receipt, "number": attempt, "marked": marked}
    return Entry("orphan", receipt, attempt, marked, None, None, written(told))


def of_act(act: Act) -> Entry:
    named = act if act.id else replace(act, id=f"act_{secrets.token_hex(12)}")
    return Entry("act", named.id, 0, act.at, None, None, written({"v": VERSION, "kind": "act", **asdict(named)}))


def moved(kind: str, entry_id: str, attempt: int, at: float, told: dict[str, Any]) -> Entry:
    """Of an older store, in the words of today."""
    return Entry(kind, entry_id, attempt, at, None, None, written({"v": VERSION, "kind": kind, **told}))


class Scribe:
    """Writes receipts. Policy gives the same decision object again and again, so its text is made once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Decision, msgspec.Raw]] = {}

    def entries_of(self, receipt: Receipt, at: float) -> list[Entry]:
        """The receipt, in one entry or, where it is too long, in several of which it is the last.

        The decision, which names every route that was dropped, is then in the parts before it, and the attempts too if
        need be. The receipt names the parts by their leaf hashes, and still has the digest of the rules.
        """
        whole = self.of_receipt(receipt, at)
        if len(whole.body) <= LARGEST:
            return [whole]
        short: dict[str, Any] = {"decision": {"candidates": [], "verdicts": [], "digest": receipt.decision.digest}}
        entries = _divided(whole, short)
        return entries if len(entries[-1].body) <= LARGEST else _divided(whole, {**short, "attempts": []})

    def of_receipt(self, receipt: Receipt, at: float) -> Entry:
        """However long it is."""
        words: dict[str, Any] = {name: getattr(receipt, name) for name in _FIELDS}
        words["decision"] = self._decision(receipt.decision)
        told = {"v": VERSION, "kind": "receipt", "at": at, "receipt": words}
        try:
            body = _encode(told)
        except UnicodeEncodeError:  # a provider's model name with half a surrogate pair is recorded like any other
            body = written({**told, "receipt": encode_receipt(receipt)})
        return Entry("receipt", receipt.id, 0, at, receipt.facts.owner, receipt.facts.team, body)

    def _decision(self, decision: Decision) -> msgspec.Raw:
        known = self._known.get(id(decision))
        if known is not None and known[0] is decision:
            return known[1]
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        written = msgspec.Raw(_encode(decision))
        self._known[id(decision)] = decision, written
        return written


def _divided(whole: Entry, short: dict[str, Any]) -> list[Entry]:
    """Parts with what the receipt has in these fields, and the receipt with what is `short` in its place."""
    told = json.loads(whole.body)
    text = json.dumps({name: told["receipt"][name] for name in short}, separators=(",", ":"))
    cuts = range(0, len(text), PIECE)
    parts = [_part(whole, number, text[start : start + PIECE]) for number, start in enumerate(cuts, start=1)]
    named = [leaf_hash(part.body).hex() for part in parts]
    return [*parts, whole._replace(body=written({**told, "receipt": told["receipt"] | short, "parts": named}))]


def _part(whole: Entry, number: int, text: str) -> Entry:
    told = {"v": VERSION, "kind": "part", "receipt": whole.id, "number": number, "at": whole.at, "text": text}
    return whole._replace(kind="part", attempt=number, body=written(told))


def told(bodies: Iterable[bytes | None]) -> dict[str, Any] | None:
    """What is known of a request whose entries these are, in the words of `ports.Store.receipt` but for `index`.

    A body that was pruned, or erased, is None.
    """
    every = list(bodies)
    if not every:
        return None
    kept = [body for body in every if body is not None]
    entries = [json.loads(body) for body in kept]
    concluded = next((_joined(entry, kept) for entry in entries if entry["kind"] == "receipt"), None)
    known = {attempt["number"]: attempt for attempt in (concluded or {}).get("attempts", [])}
    for entry in entries:
        if entry["kind"] == "attempt":
            known.setdefault(entry["attempt"]["number"], entry["attempt"])
        elif entry["kind"] == "orphan":
            orphan = {"number": entry["number"], "outcome": "orphaned", "marked": entry["marked"]}
            known.setdefault(entry["number"], orphan)
    intents = [entry for entry in entries if entry["kind"] == "intent"]
    return {
        "receipt": concluded,
        "intents": [{name: one.get(name) for name in Intent._fields} for one in intents],
        "attempts": [known[number] for number in sorted(known)],
        "pruned": len(every) - len(kept),
    }


def _joined(entry: dict[str, Any], bodies: Sequence[bytes]) -> dict[str, Any]:
    """The receipt, with what stands in its parts. Without that where a part is gone or is not the one it names."""
    receipt: dict[str, Any] = entry["receipt"]
    named = entry.get("parts", ())
    if named:
        there = {leaf_hash(body).hex(): body for body in bodies}
        if set(named) <= there.keys():
            receipt |= json.loads("".join(json.loads(there[name])["text"] for name in named))
    return receipt


def written(value: dict[str, Any]) -> bytes:
    """Half a surrogate pair is written as an escape; what is no JSON at all is refused."""
    try:
        return _encode(value)
    except UnicodeEncodeError:
        return json.dumps(value, sort_keys=True, separators=(",", ":"), default=_plain).encode()
    except (TypeError, OverflowError) as error:
        raise LedgerUnavailable(f"an entry was refused ({type(error).__name__})") from None


def _plain(value: object) -> Any:
    raise TypeError(f"no JSON is made of {type(value).__name__}")
