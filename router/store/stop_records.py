"""What is stopped as rows, and back. The same for every store.

Who reads the disk learns from a row that something is stopped, and when; not what: its id is a keyed tag of that, and
the names stand in its sealed body. A body that does not open leaves nobody who could say what it stops, so reading it
fails, and the router lets nobody in that it does not know to be let in.
"""

import hmac
import json
from dataclasses import asdict
from typing import Any

from router.core.stops import Reach, Stop, Target
from router.store.sealing import Seal

_BYTES = 16
"""Of the digest (RFC 2104, truncated as its section 5 allows)."""


def id_of(target: Target, seal: Seal) -> str:
    """The same for the same target: nothing is stopped twice."""
    told = json.dumps(["stop", target.reach, target.name, target.tenant]).encode()
    return hmac.digest(seal.names, told, "sha256")[:_BYTES].hex()


def row_of(stop: Stop, seal: Seal) -> tuple[Any, ...]:
    """As a table `stops` has it."""
    stop_id = id_of(stop.target, seal)
    return stop_id, stop.since, seal.seal(_place(stop_id), json.dumps(asdict(stop)).encode())


def opened(stop_id: str, body: bytes, seal: Seal) -> Stop:
    """Raises `StoreError` for a body that was changed, or is another row's."""
    told = json.loads(seal.open(_place(stop_id), body))
    target = told["target"]
    return Stop(Target(Reach(target["reach"]), target["name"], target["tenant"]), told["since"], told["by"])


def _place(stop_id: str) -> str:
    return f"stops/{stop_id}/body"
