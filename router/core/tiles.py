"""A log as tiles (C2SP tlog-tiles): files that never change, from which every root and every proof can be made.

The tile (level, index) holds 256 hashes of 32 bytes: of leaves at level 0, of full tiles of the level below above it.
What lies between is hashed anew when it is read. The rightmost tile of a level is partial: its width is in its name,
and it gives way to a wider one. Entries lie in bundles beside the tiles of level 0.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from router.core.merkle import HASH_SIZE, Frontier, Read, node_hash, read_frontier

WIDTH = 256
"""Hashes in a full tile, entries in a full bundle."""
HEIGHT = 8
"""Levels of the tree in one level of tiles: 2**8 = 256."""
LARGEST_ENTRY = 65535
"""Bytes: the length of an entry is written as a uint16."""

_LENGTH = 2


@dataclass(frozen=True, slots=True)
class Tile:
    """Where a tile is. `width` counts its hashes, 1 to 256."""

    level: int
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """`tile/0/x001/067`, and `tile/0/x001/067.p/8` for a partial one."""
        return f"tile/{self.level}/{_number(self.index, self.width)}"


Load = Callable[[Tile], bytes]
"""The bytes of a tile; a wider one that begins with it will do."""


@dataclass(frozen=True, slots=True)
class Tiling:
    """A tiled log as it is after some append: all that the next append needs.

    `peaks` are the hashes of a `merkle.Frontier`; `partials` holds the bytes of the rightmost tile of each level, from
    level 0 up, empty where a level has full tiles only.
    """

    size: int = 0
    peaks: tuple[bytes, ...] = ()
    partials: tuple[bytes, ...] = ()

    def root(self) -> bytes:
        return Frontier(self.size, self.peaks).root()

    def append(self, leaves: Iterable[bytes]) -> tuple["Tiling", list[tuple[Tile, bytes]]]:
        """The tiling with these leaf hashes, and each tile to write: those that were filled, then those begun.

        This tiling stays as it is: where writing fails, it is still what is stored.
        """
        frontier = Frontier(self.size, self.peaks)
        partials = [bytearray(partial) for partial in self.partials]
        pieces = []
        for leaf in leaves:
            completed = frontier.append(leaf)
            for level, subtree in enumerate(completed[::HEIGHT]):
                if level == len(partials):
                    partials.append(bytearray())
                partials[level] += subtree
                if len(partials[level]) == WIDTH * HASH_SIZE:
                    index = (frontier.size >> HEIGHT * (level + 1)) - 1
                    pieces.append((Tile(level, index), bytes(partials[level])))
                    partials[level].clear()
        tiling = Tiling(frontier.size, frontier.peaks, tuple(map(bytes, partials)))
        begun = [
            (tile, tiling.partials[tile.level])
            for tile in partial_tiles(tiling.size)
            if tiling.size >> HEIGHT * tile.level != self.size >> HEIGHT * tile.level
        ]
        return tiling, pieces + begun


def partial_tiles(size: int) -> list[Tile]:
    """The partial tiles of a log of that size, from level 0 up."""
    tiles = []
    level = 0
    while hashes := size >> HEIGHT * level:
        if width := hashes % WIDTH:
            tiles.append(Tile(level, hashes // WIDTH, width))
        level += 1
    return tiles


def read_tiling(size: int, load: Load) -> Tiling:
    """The tiling of a stored log. Raises ValueError for a tile that is too short, and whatever `load` raises."""
    partials = [b""] * -(-size.bit_length() // HEIGHT)
    for tile in partial_tiles(size):
        partials[tile.level] = _hashes(tile, 0, tile.width, load)
    return Tiling(size, read_frontier(size, hash_reader(size, load)).peaks, tuple(partials))


def hash_reader(size: int, load: Load) -> Read:
    """The `read` that the proofs of router/core/merkle.py take, for a log of that size.

    Asks `load` for the tile as wide as it is in a log of that size. Raises ValueError, with its path, for a tile that
    is too short, and for a subtree that is not complete at that size.
    """

    def read(level: int, index: int) -> bytes:
        if (index + 1) << level > size:
            raise ValueError(f"a log of {size} leaves has no complete subtree {index} of level {level}")
        height = level % HEIGHT
        tile = _tile_of(level, index, size)
        start = (index << height) % WIDTH
        return _subtree(_hashes(tile, start, 1 << height, load))

    return read


def entries_path(index: int, width: int = WIDTH) -> str:
    """`tile/entries/x001/067`, and `tile/entries/x001/067.p/8` for a partial bundle."""
    return f"tile/entries/{_number(index, width)}"


def encode_bundle(entries: Iterable[bytes]) -> bytes:
    """Raises ValueError, by its number in the bundle, for an entry that is too long."""
    bundle = bytearray()
    for number, entry in enumerate(entries):
        if len(entry) > LARGEST_ENTRY:
            raise ValueError(f"entry {number} of the bundle has {len(entry)} bytes; {LARGEST_ENTRY} fit")
        bundle += len(entry).to_bytes(_LENGTH, "big")
        bundle += entry
    return bytes(bundle)


def decode_bundle(bundle: bytes) -> list[bytes]:
    """Raises ValueError, by its number in the bundle, for an entry that is cut off."""
    entries: list[bytes] = []
    place = 0
    while place < len(bundle):
        start = place + _LENGTH
        place = start + int.from_bytes(bundle[place:start], "big")
        if place > len(bundle):
            raise ValueError(f"entry {len(entries)} of the bundle is cut off")
        entries.append(bundle[start:place])
    return entries


def _number(index: int, width: int) -> str:
    rest, last = divmod(index, 1000)
    number = f"{last:03}"
    while rest:
        rest, group = divmod(rest, 1000)
        number = f"x{group:03}/{number}"
    return number if width == WIDTH else f"{number}.p/{width}"


def _tile_of(level: int, index: int, size: int) -> Tile:
    """The tile in which the hashes of that subtree stand, as wide as it is in a log of that size."""
    tile_level, height = divmod(level, HEIGHT)
    tile_index = (index << height) // WIDTH
    width = min(WIDTH, (size >> HEIGHT * tile_level) - tile_index * WIDTH)
    return Tile(tile_level, tile_index, width)


def _hashes(tile: Tile, start: int, count: int, load: Load) -> bytes:
    data = load(tile)
    if len(data) < tile.width * HASH_SIZE:
        raise ValueError(f"{tile.path} has {len(data)} bytes, {tile.width * HASH_SIZE} are needed")
    return data[start * HASH_SIZE : (start + count) * HASH_SIZE]


def _subtree(hashes: bytes) -> bytes:
    """The root over neighbouring hashes, as many as a power of two."""
    row = [hashes[place : place + HASH_SIZE] for place in range(0, len(hashes), HASH_SIZE)]
    while len(row) > 1:
        row = [node_hash(row[place], row[place + 1]) for place in range(0, len(row), 2)]
    return row[0]
