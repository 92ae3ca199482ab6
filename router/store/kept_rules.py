"""Rules in rows: what is common is sealed with the router's own key, each tenant's part with the tenant's.

So a part goes with its tenant's key, and the list of digests beside the common part tells no more of it. Each is bound
to its table, row and column, and compared with its digest whenever it is read.
"""

import json
import logging
from collections.abc import Collection, Iterable, Sequence

from router.core.kept_rules import KeptRules, divided, whole_digest
from router.store.faults import StoreError
from router.store.records import written
from router.store.sealing import Seal

log = logging.getLogger("sovereign.ledger")

IMPORT = "tenant.import"
"""The act that tells, in a tenant's log, what it was called where its entries come from."""

PartRow = tuple[str, bytes]
RulesRow = tuple[str, float, bytes]


def row_of(rules: KeptRules, since: float, seal: Seal) -> RulesRow:
    """As a table `rules` has it: without any part."""
    body = written({"common": rules.common, "parts": rules.listed, "was": rules.was})
    return rules.digest, since, seal.seal(_place(rules.digest), body)


def part_row(digest: str, part: str, seal: Seal) -> PartRow:
    """As a table `rule_parts` has it."""
    return digest, seal.seal(_place_of_part(digest), part.encode())


def part_rows(rules: Iterable[KeptRules], seal: Seal, names: Collection[str] | None = None) -> list[PartRow]:
    """Each part once; `names`: those alone."""
    chosen = rules if names is None else (one.only(names) for one in rules)
    parts = {digest: part for one in chosen for digest, part in one.parts.items()}
    return [part_row(digest, part, seal) for digest, part in parts.items()]


def opened(digest: str, body: bytes, seal: Seal, parts: Sequence[PartRow] = (), own: Seal | None = None) -> KeptRules:
    """Rules and those of their parts that `own` seals. Raises `StoreError` for what is not what its digest says."""
    told = json.loads(seal.open(_place(digest), body))
    texts = {} if own is None else {name: own.open(_place_of_part(name), part).decode() for name, part in parts}
    rules = KeptRules(told["common"], tuple(told["parts"]), texts, told["was"])
    try:
        rules.check(digest)
    except ValueError as fault:
        raise StoreError(f"{fault}; restore a backup of the records") from None
    return rules


def listed_of(digest: str, body: bytes, seal: Seal) -> tuple[str, ...]:
    """The digests of their parts. Raises `StoreError`."""
    return opened(digest, body, seal).listed


def moved(digest: str, text: str) -> KeptRules | None:
    """Of an older store, which kept them whole. None for what is not what its digest says: it stays where it is."""
    try:
        if whole_digest(text) == digest:
            return divided(text, was=digest)
    except ValueError:
        pass
    log.error("rules %s were changed behind the router's back: what they decided cannot be replayed", digest)
    return None


def names_of(tenant: str, acts: Iterable[bytes]) -> set[str]:
    """What the entries of a tenant call it: as it is called here, and where it was imported from."""
    told = [json.loads(act) for act in acts]
    return {tenant, *(act["details"]["from"] for act in told if act["verb"] == IMPORT and "from" in act["details"])}


def _place(digest: str) -> str:
    return f"rules/{digest}/body"


def _place_of_part(digest: str) -> str:
    return f"rule_parts/{digest}/body"
