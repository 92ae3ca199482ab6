"""Signs the checkpoints of one log (C2SP tlog-checkpoint, Ed25519)."""

from router.core.checkpoints import Checkpoint, open_checkpoint, parse_checkpoint, sign_checkpoint
from router.core.signed_notes import ED25519, Note, NoteError, VerifierKey, parse_note, sign_note
from router.signing import public_key, signer, verify


class Notary:
    """`origin` names the log; `seed`: 32 bytes."""

    __slots__ = ("_sign", "key", "origin")

    def __init__(self, origin: str, seed: bytes) -> None:
        self.origin = origin
        self.key = VerifierKey(origin, ED25519, public_key(seed))
        """What anybody verifies the log with."""
        self._sign = signer(seed)

    def __repr__(self) -> str:
        return f"Notary({self.origin})"

    def checkpoint(self, size: int, root: bytes) -> str:
        """The signed note."""
        return sign_checkpoint(Checkpoint(self.origin, size, root), self.key, self._sign).decode()

    def note(self, text: str) -> str:
        """Signs a text of lines that is not a checkpoint: those are signed when the log has grown to them.

        Raises ValueError for one, and for what is no text of a note.
        """
        if _is_checkpoint(text):
            raise ValueError("this is a checkpoint, and signed only where the log has grown to it")
        note = Note(text, (sign_note(text, self.key, self._sign),)).encode()
        if parse_note(note).text != text:
            raise ValueError("this is no text of a note, whose lines each end")
        return note.decode()

    def has_signed(self, note: str, size: int, root: bytes) -> bool:
        """Whether this is a checkpoint of its own, of that size and root."""
        try:
            return open_checkpoint(note.encode(), self.key, verify) == Checkpoint(self.origin, size, root)
        except NoteError:
            return False


def _is_checkpoint(text: str) -> bool:
    try:
        parse_checkpoint(text)
    except NoteError:
        return False
    return True
