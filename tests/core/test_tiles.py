from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from router.core.merkle import (
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)
from router.core.tiles import (
    LARGEST_ENTRY,
    Tile,
    Tiling,
    decode_bundle,
    encode_bundle,
    entries_path,
    hash_reader,
    partial_tiles,
    read_tiling,
)

LEAVES = [leaf_hash(b"%d" % number) for number in range(70_000)]


class Shelf(dict[tuple[int, int], bytes]):
    """Tiles as a store keeps them: the widest of each place, the same bytes in front."""

    def put(self, pieces: Sequence[tuple[Tile, bytes]]) -> None:
        for tile, data in pieces:
            place = (tile.level, tile.index)
            assert len(data) == tile.width * 32
            assert data.startswith(self.get(place, b""))
            self[place] = data

    def load(self, tile: Tile) -> bytes:
        return self[tile.level, tile.index]


def grown(size: int, step: int) -> tuple[Tiling, Shelf]:
    tiling, shelf = Tiling(), Shelf()
    for start in range(0, size, step):
        tiling, pieces = tiling.append(LEAVES[start : min(size, start + step)])
        shelf.put(pieces)
    return tiling, shelf


def root_of(size: int) -> bytes:
    frontier = Frontier()
    for leaf in LEAVES[:size]:
        frontier.append(leaf)
    return frontier.root()


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 0, 1), "tile/0/000.p/1"),
        (Tile(1, 999), "tile/1/999"),
        (Tile(0, 1000, 255), "tile/0/x001/000.p/255"),
        (Tile(0, 1067), "tile/0/x001/067"),
        (Tile(63, 1_234_067), "tile/63/x001/x234/067"),
    ],
)
def test_a_tile_has_the_path_that_the_specification_writes(tile: Tile, path: str) -> None:
    assert tile.path == path


def test_bundles_of_entries_have_the_paths_of_the_tiles_beside_them() -> None:
    assert entries_path(1_234_067) == "tile/entries/x001/x234/067"
    assert entries_path(0, 8) == "tile/entries/000.p/8"


def test_a_log_of_seventy_thousand_has_the_tiles_that_the_specification_counts() -> None:
    _, shelf = grown(70_000, 70_000)
    widths = {place: len(data) // 32 for place, data in shelf.items()}
    assert [widths[0, index] for index in range(274)] == [256] * 273 + [112]
    assert (widths[1, 0], widths[1, 1], widths[2, 0]) == (256, 17, 1)
    assert len(widths) == 274 + 2 + 1


def test_a_full_tile_is_begun_at_once_in_the_level_above() -> None:
    _, pieces = Tiling().append(LEAVES[:256])
    assert [tile for tile, _ in pieces] == [Tile(0, 0), Tile(1, 0, 1)]
    assert partial_tiles(256) == [Tile(1, 0, 1)]


def test_only_tiles_that_changed_are_written() -> None:
    tiling, _ = Tiling().append(LEAVES[:600])
    grown_by_one, pieces = tiling.append(LEAVES[600:601])
    assert [tile for tile, _ in pieces] == [Tile(0, 2, 89)]
    assert grown_by_one.append([]) == (grown_by_one, [])


def test_an_append_that_is_not_kept_leaves_the_tiling_as_it_was() -> None:
    tiling, _ = Tiling().append(LEAVES[:300])
    first = tiling.append(LEAVES[300:600])
    assert tiling.size == 300
    assert tiling.root() == root_of(300)
    assert tiling.append(LEAVES[300:600]) == first


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, 66_000])
def test_a_tiling_is_read_back_from_its_tiles(size: int) -> None:
    tiling, shelf = grown(size, 9_999)
    assert tiling.root() == root_of(size)
    assert read_tiling(size, shelf.load) == tiling


@given(st.lists(st.integers(0, 700), max_size=6))
@settings(deadline=None, max_examples=60)
def test_however_a_log_was_appended_its_tiles_are_the_same(steps: list[int]) -> None:
    tiling, shelf = Tiling(), Shelf()
    for step in steps:
        tiling, pieces = tiling.append(LEAVES[tiling.size : tiling.size + step])
        shelf.put(pieces)
    assert (tiling, shelf) == grown(sum(steps), 70_000)


@given(st.integers(1, 66_000), st.data())
@settings(deadline=None, max_examples=60)
def test_proofs_are_made_from_tiles_also_for_a_size_that_the_log_has_outgrown(size: int, data: st.DataObject) -> None:
    read = hash_reader(size, ALL.load)
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(1, size))
    root = read_tiling(size, ALL.load).root()
    assert verify_inclusion(LEAVES[index], index, size, inclusion_proof(index, size, read), root)
    old_root = read_tiling(old, ALL.load).root()
    assert verify_consistency(old, size, consistency_proof(old, size, read), old_root, root)


_, ALL = grown(66_000, 66_000)


def test_a_tile_is_asked_for_as_wide_as_it_is_at_that_size() -> None:
    asked: list[Tile] = []

    def load(tile: Tile) -> bytes:
        asked.append(tile)
        return ALL.load(tile)

    hash_reader(600, load)(0, 599)
    hash_reader(600, load)(8, 1)
    hash_reader(600, load)(3, 10)
    assert asked == [Tile(0, 2, 88), Tile(1, 0, 2), Tile(0, 0)]


def test_a_tile_that_was_cut_is_told_by_its_path() -> None:
    read = hash_reader(600, lambda tile: ALL.load(tile)[: tile.width * 32 - 1])
    with pytest.raises(ValueError, match=r"tile/0/002\.p/88 has 2815 bytes, 2816 are needed"):
        read(0, 599)


@pytest.mark.parametrize(("level", "index"), [(0, 600), (8, 2), (9, 1), (10, 0)])
def test_a_subtree_that_is_not_complete_at_that_size_is_not_read(level: int, index: int) -> None:
    with pytest.raises(ValueError, match=f"no complete subtree {index} of level {level}"):
        hash_reader(600, ALL.load)(level, index)


@given(st.lists(st.binary(max_size=300), max_size=20))
@settings(deadline=None)
def test_a_bundle_gives_back_its_entries(entries: list[bytes]) -> None:
    assert decode_bundle(encode_bundle(entries)) == entries


def test_a_bundle_is_written_as_the_specification_says() -> None:
    assert encode_bundle([b"ab", b"", b"x" * 258]) == b"\x00\x02ab\x00\x00\x01\x02" + b"x" * 258


@pytest.mark.parametrize("cut", [1, 3, 4, 5])
def test_a_bundle_that_was_cut_is_told_by_its_entry(cut: int) -> None:
    with pytest.raises(ValueError, match="entry 1 of the bundle is cut off"):
        decode_bundle(encode_bundle([b"ab", b"cdef"])[:-cut])


def test_the_longest_entry_fits_and_one_byte_more_is_refused() -> None:
    assert decode_bundle(encode_bundle([b"x" * LARGEST_ENTRY])) == [b"x" * LARGEST_ENTRY]
    with pytest.raises(ValueError, match="entry 1 of the bundle has 65536 bytes"):
        encode_bundle([b"", b"x" * (LARGEST_ENTRY + 1)])
