"""What the walk needs from the rooms around it: Protocols, and the values that cross them.

    wire        languages and providers
    detection   who reads requests
    kept        what is kept, as values
    stores      where it is kept
    around      state that replicas share, traces, time
    health      how the routes fare

Rooms on the floor above core implement these; `router.wiring` alone knows which.
"""

from router.ports.around import Begun, Clock, Exchange, Shared, Sightings, Tracer
from router.ports.detection import Detector, Scan
from router.ports.health import LONGEST_LINE, Crowded, Health, Permit
from router.ports.kept import (
    Act,
    AdminRecord,
    Erased,
    Intent,
    Kept,
    KeyRecord,
    LedgerUnavailable,
    Left,
    LogHead,
    LogTree,
    PassRecord,
    Proof,
    Pruned,
    Subject,
    SubjectGone,
    Tags,
    TenantGone,
    Viewer,
    act_on,
    limits_of,
)
from router.ports.stores import AdminStore, LogStore, Records, Store
from router.ports.wire import DialectPort, Probing, Provider, Reader, Reply, Resumable

__all__ = [
    "LONGEST_LINE",
    "Act",
    "AdminRecord",
    "AdminStore",
    "Begun",
    "Clock",
    "Crowded",
    "Detector",
    "DialectPort",
    "Erased",
    "Exchange",
    "Health",
    "Intent",
    "Kept",
    "KeyRecord",
    "LedgerUnavailable",
    "Left",
    "LogHead",
    "LogStore",
    "LogTree",
    "PassRecord",
    "Permit",
    "Probing",
    "Proof",
    "Provider",
    "Pruned",
    "Reader",
    "Records",
    "Reply",
    "Resumable",
    "Scan",
    "Shared",
    "Sightings",
    "Store",
    "Subject",
    "SubjectGone",
    "Tags",
    "TenantGone",
    "Tracer",
    "Viewer",
    "act_on",
    "limits_of",
]
