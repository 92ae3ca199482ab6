"""What can be wrong with the records, told with its cure. Never holds a row's values."""

from router.ports import LedgerUnavailable


class StoreError(LedgerUnavailable):
    """The records cannot be opened or kept as they should be. Names the place and the cure."""


class StoreInUse(StoreError):  # noqa: N818 - a state of the world
    """Another router serves from the same data folder."""


def changed(name: str, fault: str, cure: str = "and restore a backup") -> StoreError:
    """Of the log of `name`, to which nothing may be added."""
    return StoreError(
        f"the log of {name} was changed behind the router's back: {fault}. Keep it for an audit "
        f"(sovereign audit verify), {cure}"
    )
