"""What anybody in the house may see of the logs: checkpoints and hashes, never an entry (C2SP tlog-tiles).

A log goes by its id, the last word of its origin; the names of tenants are not told. Who keeps a checkpoint, and asks
for the tiles later, finds out whether the log only grew.
"""

import re

from fastapi import APIRouter, Response

from router.core.merkle import HASH_SIZE
from router.core.tiles import WIDTH, Tile
from router.ports import LedgerUnavailable, LogStore

FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable"}
ANEW = {"Cache-Control": "no-cache"}
TEXT = "text/plain; charset=utf-8"
HIGHEST = 63
"""The highest level of tiles."""

_PLACE = re.compile(r"(0|[1-9][0-9]?)/((?:x[0-9]{3}/){0,4}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")
"""No log has more than 10**15 tiles."""


def log_face(store: LogStore) -> APIRouter:
    """`/log/<id>/checkpoint` and `/log/<id>/tile/<L>/<N>[.p/<W>]`, read-only and for all."""
    face = APIRouter(prefix="/log")

    @face.get("/{log_id}/checkpoint")
    async def checkpoint(log_id: str) -> Response:
        try:
            logs = await store.log_ids()
            note = await store.log_checkpoint(logs[log_id]) if log_id in logs else None
        except LedgerUnavailable:
            return _away()
        return _nothing() if note is None else Response(note, headers=ANEW, media_type=TEXT)

    @face.get("/{log_id}/tile/{place:path}")
    async def tile(log_id: str, place: str) -> Response:
        wanted = tile_at(place)
        if wanted is None:
            return _nothing()
        try:
            logs = await store.log_ids()
            data = await store.log_tile(logs[log_id], wanted) if log_id in logs else b""
        except LedgerUnavailable:
            return _away()
        if len(data) < wanted.width * HASH_SIZE:
            return _nothing()
        return Response(data, headers=FOR_EVER, media_type="application/octet-stream")

    return face


def tile_at(place: str) -> Tile | None:
    """The tile with this path below `tile/`; None for what is none, or is written another way than it must be."""
    found = _PLACE.fullmatch(place)
    if found is None:
        return None
    level, number, width = found.groups()
    tile = Tile(int(level), int(number.replace("x", "").replace("/", "")), int(width or WIDTH))
    fits = tile.level <= HIGHEST and tile.width <= WIDTH and tile.path == f"tile/{place}"
    return tile if fits else None


def _nothing() -> Response:
    return Response("there is no such checkpoint or tile\n", 404, ANEW, TEXT)


def _away() -> Response:
    return Response("the record cannot be read now\n", 503, ANEW, TEXT)
