"""One checkpoint to one witness, and what its answer means.

The witness says no in two ways that can have only one cause: it has signed more entries than there are (409), or other
ones (422). Then this log was rolled back to an older copy, or written anew; that is an `Alarm`. Everything else is a
`Trouble`: nothing is wrong with the log, and the next checkpoint is offered again.
"""

import asyncio
from collections.abc import Mapping
from http import HTTPStatus

from router.core.checkpoints import AddCheckpoint, Checkpoint, add_signatures, parse_checkpoint
from router.core.merkle import consistency_proof
from router.core.signed_notes import (
    Note,
    NoteError,
    Signature,
    VerifierKey,
    decode_decimal,
    parse_note,
    parse_signatures,
    verify_note,
)
from router.core.tiles import Tile, hash_reader
from router.core.witnesses import Witness
from router.ports import LedgerUnavailable, LogStore
from router.signing import verify
from router.witnessing.wire import submit

CUT = "this log was put back to an older copy, or written anew; keep it for an audit, and restore its newest copy"
_REFUSALS: Mapping[int, str] = {
    HTTPStatus.NOT_FOUND: "it does not know this log; add the log's key to its --logs",
    HTTPStatus.FORBIDDEN: "it knows this log by another key; mend its --logs",
}


class Grumble(Exception):  # noqa: N818 - what a witness says
    """A witness did not sign. The message says why, and what to do."""


class Trouble(Grumble):
    """It may sign the next time."""


class Alarm(Grumble):
    """What it has signed before is not in this log any more."""


class Submission:
    """One log and one witness."""

    def __init__(self, store: LogStore, tenant: str | None, witness: Witness) -> None:
        self._store = store
        self._tenant = tenant
        self._witness = witness
        self._size: int | None = None
        """The last that the witness signed, as far as is known; None before it was first asked."""
        self._signed: Checkpoint | None = None
        """What it signed, and what is kept with its signature."""

    async def offer(self) -> None:
        """The newest checkpoint, if the witness has not signed that; the first time in any case.

        So a log that was put back while the router was down is found out before it grows. Raises `Grumble`, `Away`,
        `LedgerUnavailable`.
        """
        note = await self._store.log_checkpoint(self._tenant)
        if note is None:
            return
        checkpoint = _of(note)
        if checkpoint == self._signed:
            return
        if self._size is None:
            self._size = checkpoint.size if _is_cosigned(note, self._witness.key) else 0
        status, text = await self._send(checkpoint, note)
        if status == HTTPStatus.CONFLICT:
            self._size = _size_of(text)
            note = await self._store.log_checkpoint(self._tenant) or note
            checkpoint = _of(note)
            status, text = await self._send(checkpoint, note)
        await self._take(status, text, checkpoint, note)

    async def _send(self, checkpoint: Checkpoint, note: str) -> tuple[int, str]:
        old = self._size or 0
        if old > checkpoint.size:
            raise Alarm(f"it signed {old} entries, and there are {checkpoint.size}: {CUT}")
        proof = await growth(self._store, self._tenant, old, checkpoint.size)
        return await asyncio.to_thread(submit, self._witness.url, AddCheckpoint(old, proof, note.encode()))

    async def _take(self, status: int, text: str, checkpoint: Checkpoint, note: str) -> None:
        if status == HTTPStatus.UNPROCESSABLE_ENTITY:
            raise Alarm(f"it signed {self._size} entries, and these {checkpoint.size} do not go on from them: {CUT}")
        if status != HTTPStatus.OK:
            raise Trouble(_REFUSALS.get(status, f"it answers {status}"))
        signatures = _cosignatures(checkpoint, text, self._witness.key)
        self._size = checkpoint.size
        if await self._store.cosign(self._tenant, checkpoint.size, note, _with(note, signatures)):
            self._signed = checkpoint


async def growth(store: LogStore, tenant: str | None, old: int, new: int) -> tuple[bytes, ...]:
    """The consistency proof between two sizes. Tiles are fetched as the proof asks for them.

    Raises `LedgerUnavailable` where the log does not hold them.
    """
    tiles: dict[Tile, bytes] = {}
    while True:
        try:
            return tuple(consistency_proof(old, new, hash_reader(new, tiles.__getitem__)))
        except KeyError as missing:
            tile: Tile = missing.args[0]
            tiles[tile] = await store.log_tile(tenant, tile)
        except ValueError as error:
            raise LedgerUnavailable(f"no proof that the log grew from {old} to {new} entries: {error}") from None


def _of(note: str) -> Checkpoint:
    return parse_checkpoint(parse_note(note.encode()).text)


def _is_cosigned(note: str, key: VerifierKey) -> bool:
    return any((one.name, one.key_id) == (key.name, key.id) for one in parse_note(note.encode()).signatures)


def _cosignatures(checkpoint: Checkpoint, text: str, key: VerifierKey) -> list[Signature]:
    """Those by the key of the witness, verified. Raises `Trouble` where there is none."""
    try:
        found = [one for one in parse_signatures(text) if (one.name, one.key_id) == (key.name, key.id)]
        if verify_note(Note(checkpoint.text, tuple(found)), key, verify) is not None:
            return found
    except NoteError:
        pass
    raise Trouble("its answer is not signed by its key; is SOVEREIGN_WITNESSES up to date?")


def _with(note: str, signatures: list[Signature]) -> str:
    """What the same witness signed earlier gives way."""
    told = parse_note(note.encode())
    names = {(one.name, one.key_id) for one in signatures}
    kept = tuple(one for one in told.signatures if (one.name, one.key_id) not in names)
    return add_signatures(Note(told.text, kept).encode(), signatures).decode()


def _size_of(text: str) -> int:
    """Which the witness signed last, as its 409 tells it. Raises `Trouble`."""
    try:
        return decode_decimal(text.removesuffix("\n"), 1)
    except NoteError:
        raise Trouble("what it answers is no size; is this a witness?") from None
