"""Where words end up if a provider sees them: a zone, computed from facts, never declared.

Four facts decide, and they differ in practice: the legal seat, the parent company, the place of inference and the
place of storage. A fact that is not known counts against the provider.
"""

from collections.abc import Collection

from router.core.countries import ADEQUATE, EEA
from router.core.rules import Entity, Location
from router.core.types import Zone

UNION = "EU"
"""A place that `location` may name besides countries: somewhere in the EU."""


def zone_of(hosting: str | None, entity: Entity | None, location: Location | None) -> Zone:
    """`hosting` is `self` where the operator runs the model; then no other fact is asked for."""
    if hosting == "self":
        return Zone.SELF_HOSTED
    if entity is None or location is None or not all((entity.seat, entity.parent)):
        return Zone.ELSEWHERE
    places = (location.inference, location.storage)
    if all(lie_within(place, EEA) for place in places):
        return Zone.EU if {entity.seat, entity.parent} <= EEA else Zone.EU_HOSTED
    if all(lie_within(place, EEA | ADEQUATE) for place in places):
        return Zone.ADEQUATE
    return Zone.ELSEWHERE


def lie_within(places: Collection[str], countries: frozenset[str]) -> bool:
    """False for no places at all: not known is not inside."""
    return bool(places) and all(place == UNION or place in countries for place in places)
