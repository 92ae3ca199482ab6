"""What the walk needs from the rooms around it: Protocols, and the values that cross them.

    wire        languages and providers
    detection   who reads requests
    kept        what is kept, as values
    stores      where it is kept
    around      state that replicas share, traces, time

Rooms on the floor above core implement these; `router.wiring` alone knows which.
"""

from router.ports.around import Clock, Shared, Tracer
from router.ports.detection import Detector, Scan
from router.ports.kept import (
    Act,
    AdminRecord,
    Erased,
    Intent,
    Kept,
    KeyRecord,
    LedgerUnavailable,
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
    limits_of,
)
from router.ports.stores import AdminStore, LogStore, Records, Store
from router.ports.wire import DialectPort, Probing, Provider, Reader, Reply

__all__ = [
    "Act",
    "AdminRecord",
    "AdminStore",
    "Clock",
    "Detector",
    "DialectPort",
    "Erased",
    "Intent",
    "Kept",
    "KeyRecord",
    "LedgerUnavailable",
    "LogHead",
    "LogStore",
    "LogTree",
    "PassRecord",
    "Probing",
    "Proof",
    "Provider",
    "Pruned",
    "Reader",
    "Records",
    "Reply",
    "Scan",
    "Shared",
    "Store",
    "Subject",
    "SubjectGone",
    "Tags",
    "TenantGone",
    "Tracer",
    "Viewer",
    "limits_of",
]
