"""Owner and team as rows have them: tags, under a key of the tenant's. The same for every store."""

from router.core.whose import tag
from router.ports import Viewer
from router.store.records import AnyEntry
from router.store.sealing import Seal

Tagged = tuple[str | None, str | None]


def tagged(seal: Seal, owner: str | None, team: str | None) -> Tagged:
    return tag(seal.names, "owner", owner), tag(seal.names, "team", team)


def columns(seal: Seal, entry: AnyEntry) -> tuple[str, str, int, float, str | None, str | None]:
    """What stands beside the body: kind, id, attempt, time, owner, team."""
    return *entry[:4], *tagged(seal, entry.owner, entry.team)


def as_kept(seal: Seal, viewer: Viewer) -> Viewer:
    """Who looks, by the tags that their rows bear. Who has no name has no tag either."""
    user, team = tagged(seal, viewer.user or None, viewer.team or None)
    return Viewer(user or "", team or "")
