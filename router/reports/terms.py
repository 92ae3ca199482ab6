"""What the rules said of a provider: who it is, where it works, under which contract. Nothing is looked up."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from router.core.countries import EEA
from router.core.zones import UNION
from router.reports.reading import Rules

NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True)
class Terms:
    """None, or no countries: nobody wrote it down. Countries are ISO 3166-1 alpha-2, `EU` for somewhere in the EU."""

    known: bool = False
    """False where the rules are not kept here, or have no such provider."""
    own: bool = False
    """The operator's own machines: no third party."""
    kind: str | None = None
    address: str | None = None
    entity: str | None = None
    seat: str | None = None
    parent: str | None = None
    inference: tuple[str, ...] = ()
    storage: tuple[str, ...] = ()
    training: str | None = None
    retention_days: int | None = None
    reference: str | None = None
    evidence: str | None = None
    sha256: str | None = None
    """Of the evidence."""
    expires: str | None = None
    transfer_basis: str | None = None

    @property
    def outside(self) -> tuple[str, ...]:
        """Seat and places outside the EU/EEA, and `not stated` where one is missing: a transfer, GDPR chapter V."""
        if self.own:
            return ()
        places = {self.seat, *self.inference, *self.storage}
        missing = self.seat is None or not self.inference or not self.storage
        named = sorted(place for place in places if place is not None and place not in EEA | {UNION})
        return (*named, *([NOT_STATED] if missing else []))


def terms_of(rules: Rules | None, provider: str) -> Terms:
    """`rules`: None where they are not kept."""
    block: Mapping[str, Any] | None = rules["providers"].get(provider) if rules else None
    if block is None:
        return Terms()
    entity, location, contract = (block.get(name) or {} for name in ("entity", "location", "contract"))
    return Terms(
        known=True,
        own=block.get("hosting") == "self",
        kind=block["kind"],
        address=block.get("base_url"),
        entity=entity.get("name"),
        seat=entity.get("seat"),
        parent=entity.get("parent"),
        inference=tuple(location.get("inference", ())),
        storage=tuple(location.get("storage", ())),
        training=contract.get("training"),
        retention_days=contract.get("retention_days"),
        reference=contract.get("reference"),
        evidence=contract.get("evidence"),
        sha256=contract.get("sha256"),
        expires=contract.get("expires"),
        transfer_basis=contract.get("transfer_basis"),
    )
