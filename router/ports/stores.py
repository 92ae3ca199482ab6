"""Where it is kept. All that is asked of a store raises `LedgerUnavailable`, nothing else."""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any, Protocol

from router.core.heads import Head
from router.core.kept_rules import KeptRules
from router.core.stops import Stop, Target
from router.core.tiles import Tile
from router.core.types import Attempt, Receipt
from router.ports.kept import (
    Act,
    AdminRecord,
    Erased,
    Intent,
    Kept,
    KeyRecord,
    LogHead,
    LogTree,
    PassRecord,
    Proof,
    Pruned,
    Subject,
    Tags,
    Viewer,
)


class Store(Protocol):
    """Durable rows, each tenant's apart from all others'. All methods are safe to call concurrently.

    What is awaited raises `LedgerUnavailable`, nothing else.
    """

    async def start(self) -> None: ...

    async def admit(self, tenants: Collection[str]) -> None:
        """Gives an id and a key to those that have none. Before anything else is asked of a tenant."""
        ...

    def commitment_key(self, tenant: str) -> bytes:
        """What commitments to a tenant's words are keyed with. Raises `LedgerUnavailable` when it was erased."""
        ...

    def names_key(self, tenant: str | None) -> bytes:
        """What owners and teams are tagged with in the columns beside a body (`core.whose`). Raises as above."""
        ...

    async def subject(self, tenant: str, user: str) -> Subject:
        """The person whom this tenant's clients call `user`; somebody new where they were never named, or erased.

        Who is new becomes durable with the first entry about them.
        """
        ...

    async def intend(self, intent: Intent, subject: Subject | None = None) -> None:
        """Returns once the intent is on disk (group commit, full fsync). `subject`: whom it is about, if anybody.

        Raises `SubjectGone` where that person was erased meanwhile: then the commitment is keyed with a key that is
        no more, and nothing was recorded.
        """
        ...

    def attempted(self, tenant: str, receipt: str, attempt: Attempt, subject: Subject | None = None) -> None:
        """Records how an attempt failed, while others are tried. Written soon, in order; nobody waits for it.

        Where the person was erased meanwhile, it is about the one whom they have become.
        """
        ...

    def concluded(self, receipt: Receipt, subject: Subject | None = None) -> None:
        """Records the receipt, and with it how each of its intents ended. As `attempted`."""
        ...

    async def record(self, act: Act) -> None:
        """Returns once the act stands in the log."""
        ...

    def keep_rules(self, rules: KeptRules, since: float) -> None:
        """Keeps the rules that decisions are made by, so that any of them can be replayed. As `attempted`.

        Each part is sealed with the key of the tenant whose it is, and goes with it; of whom there is no such tenant
        here, nothing but the digest is kept.
        """
        ...

    async def rules(self, digest: str, tenant: str | None = None) -> KeptRules | None:
        """The rules of this digest with the parts that are the tenant's, or none; None when they never held here.

        Raises `StoreError` for rules that were changed.
        """
        ...

    def trouble(self) -> str | None:
        """Why nothing can be recorded now; None when it can, as far as is known."""
        ...

    async def settled(self) -> None:
        """Returns once all that was recorded so far is on disk, and signed."""
        ...

    async def tenants(self) -> list[str]:
        """All that were admitted and not erased, by whichever process."""
        ...

    async def receipt(self, tenant: str, receipt_id: str, viewer: Viewer | None = None) -> Mapping[str, Any] | None:
        """What is known of a request; None when nothing is.

        With a `viewer`, what the database lets them see of it: it, and not the statement, keeps back the rest.

        `receipt`: as `core.ledger.encode_receipt` tells it, None when the request was never concluded. `intents`: the
        fields of `Intent`. `attempts`: as `encode_attempt` tells them, or `{number, outcome: orphaned, marked}`.
        `index`: of the entry that proves it, the receipt's if there is one, else the first intent's. `pruned`: how many
        of its entries have lost their bodies; what those told is not in it.
        """
        ...

    async def log_head(self, tenant: str | None) -> LogHead:
        """Signs first what is not signed yet. None: the router's own log."""
        ...

    async def log_tree(self, tenant: str | None) -> LogTree: ...

    async def log_entries(self, tenant: str | None, start: int, stop: int) -> list[Kept]:
        """Those with an index in [start, stop), in order; where one is missing there is a gap.

        Raises `StoreError` for a body that does not open.
        """
        ...

    async def sign_note(self, tenant: str | None, text: str) -> str:
        """A note of it (C2SP signed-note) by the key of this log, such as whoever verifies the log knows.

        Raises ValueError for a text that could be taken for a checkpoint.
        """
        ...

    async def prove(self, tenant: str | None, entry_id: str) -> Proof | None:
        """Of a receipt, or of its first intent where there is none, or of an act. None if unknown, or pruned.

        To the newest checkpoint that a witness signed too and that holds the entry, else to the newest of all.
        """
        ...

    async def add_key(self, key: KeyRecord, act: Act) -> None: ...

    async def keys(self, tenant: str | None = None) -> list[KeyRecord]:
        """All keys, revoked and expired ones too, oldest first; but for those of which there are `doubts`."""
        ...

    async def keys_shown(self, tenant: str, viewer: Viewer) -> frozenset[str]:
        """The ids of this tenant's keys that the database lets this viewer see."""
        ...

    def doubts(self) -> list[str]:
        """Which keys were changed behind the router's back, and how, as of the last `keys`. None of them works."""
        ...

    async def revoke_key(self, key_id: str, act: Act) -> bool:
        """False when there is no such key. Revoking twice keeps the first time."""
        ...

    async def rotate_key(self, old: KeyRecord, new: KeyRecord, until: float, act: Act) -> bool:
        """Adds `new` and lets `old` expire at `until`, both or neither.

        False when `old` was revoked, or its expiry changed, since it was read: then nothing was done.
        """
        ...

    async def keys_version(self) -> Hashable:
        """Changes whenever any process changed the keys, or what is stopped."""
        ...

    async def stops(self) -> list[Stop]:
        """All that is stopped, the oldest first. Raises `StoreError` for one that was changed behind its back."""
        ...

    async def stop(self, stop: Stop, act: Act) -> Stop:
        """In one step with the act, in the router's own log; then it is told in that of the tenant whom it is for.

        What holds now: `stop` itself, or the one that was there already; then nothing was done.
        """
        ...

    async def resume(self, target: Target, act: Act) -> bool:
        """As `stop`. False when it is not stopped: then nothing was done."""
        ...

    async def restore(
        self,
        tenant: str,
        entries: Iterable[bytes | Pruned],
        keys: Sequence[KeyRecord],
        rules: Sequence[KeptRules],
        act: Act,
        tags: Tags | None = None,
    ) -> None:
        """Makes a tenant of what another was: its entries, byte for byte and in order, its keys, then the act.

        All of it or nothing. `entries` are bodies, as `Kept` has them, or what is left of one; `keys` become this
        tenant's, and so do all parts of `rules`; `tags` say whom the entries are about. Refuses a tenant that is
        there, and what is no entry.
        """
        ...

    async def tags(self, tenant: str) -> tuple[bytes, Mapping[str, bytes]]:
        """The key that names of people are tagged with, and the tag of each who was not erased, by id."""
        ...

    async def erase_subject(self, tenant: str, user: str, act: Act) -> Erased | None:
        """Destroys the key of this person, and with it the bodies of all entries about them; their hashes stay.

        In one step with the act, which is told which entries those are, in as many pieces as need be. None where the
        tenant's clients never named them, or they were erased before.
        """
        ...

    async def erase(self, tenant: str, act: Act) -> str:
        """Destroys a tenant's key, and with it all that was recorded of it; returns its id."""
        ...

    async def aclose(self) -> None: ...


class AdminStore(Protocol):
    """Who runs the router, and how they are let in. All of it belongs to no tenant. Raises `LedgerUnavailable`.

    What is changed is compared first: where another was faster nothing is changed, and its act is not recorded.
    """

    async def admins(self) -> list[AdminRecord]:
        """All, disabled ones too, oldest first."""
        ...

    async def change_admin(self, old: AdminRecord | None, new: AdminRecord, act: Act) -> bool:
        """`old` is None for a new one. False when there is one already, or it was disabled or enabled meanwhile.

        Who is shut out loses all passes in the same step.
        """
        ...

    async def find_pass(self, pass_id: str) -> PassRecord | None: ...

    async def change_pass(self, old: PassRecord | None, new: PassRecord | None, act: Act | None) -> bool:
        """Adds, changes, or (`new` is None) ends. False when the digest is not that of `old` any more."""
        ...


class LogStore(Protocol):
    """What witnesses and readers outside see of the logs, and what becomes of entries that are old.

    A log that is None is the router's own. All raise `LedgerUnavailable`, nothing else.
    """

    async def log_ids(self) -> Mapping[str, str | None]:
        """The id of every log, which is the last word of its origin, and whose it is."""
        ...

    async def log_checkpoint(self, tenant: str | None) -> str | None:
        """The newest signed note as it stands. Unlike `log_head` it signs nothing, so nothing is written."""
        ...

    async def log_tile(self, tenant: str | None, tile: Tile) -> bytes:
        """Its hashes; of a log that is shorter, as many as there are."""
        ...

    async def log_root(self, tenant: str | None, size: int) -> bytes | None:
        """Of the tree of its first `size` entries; None where it has no such tree."""
        ...

    async def told_heads(self) -> Mapping[str, Head]:
        """What the router's own log told last of each tenant's, by log id (`core.heads`)."""
        ...

    async def cosign(self, tenant: str | None, size: int, before: str, after: str) -> bool:
        """Puts the note with the signature of a witness in the place of the one without.

        False where the checkpoint of that size is no longer `before`: then nothing was done.
        """
        ...

    async def prunable(self, tenant: str, before: float) -> range:
        """The entries that have their bodies and are older than `before`, from the oldest on, in whole bundles.

        A bundle (C2SP tlog-tiles) is 256 entries. Empty where not a whole one is that old.
        """
        ...

    async def prune(self, tenant: str, stop: int) -> None:
        """Destroys the bodies of the entries before `stop`; hashes stay. Record first that it is done, and why."""
        ...


class Records(Store, LogStore, AdminStore, Protocol):
    """All that is kept, by one implementation."""
