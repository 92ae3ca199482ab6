"""A model that is not the one that was shipped is not used, and what is wrong with it is said."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from router.detect import nursery
from router.detect.names import NAMED
from router.detect.naming.manifest import FILES, MANIFEST, BrokenModel, verify, write
from router.detect.naming.recogniser import MODEL


def _removed(file: Path) -> None:
    file.unlink()


def _truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-5])


def _altered(file: Path) -> None:
    file.write_bytes(b"\xff" + file.read_bytes()[1:])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).write_bytes(name.encode())
    write(tmp_path)
    return tmp_path


def test_the_model_that_ships_is_whole() -> None:
    verify()
    assert sorted(path.name for path in MODEL.iterdir()) == sorted([*FILES, MANIFEST, "CARD.md"])


def test_the_manifest_is_what_sha256sum_checks(folder: Path) -> None:
    done = subprocess.run(["sha256sum", "--strict", "--check", MANIFEST], cwd=folder, capture_output=True, check=False)
    assert (done.returncode, done.stdout.count(b": OK")) == (0, len(FILES))
    verify(folder)


@pytest.mark.parametrize("name", [*FILES, MANIFEST])
@pytest.mark.parametrize("spoil", [_removed, _truncated, _altered])
def test_a_file_that_is_missing_cut_or_altered_is_named_with_the_cure(
    folder: Path, name: str, spoil: Callable[[Path], None]
) -> None:
    spoil(folder / name)
    with pytest.raises(BrokenModel, match="install this version of the router again") as broken:
        verify(folder)
    assert name in str(broken.value) or name == MANIFEST


def test_a_manifest_that_leaves_a_file_out_is_refused(folder: Path) -> None:
    lines = (folder / MANIFEST).read_text().splitlines(keepends=True)
    (folder / MANIFEST).write_text("".join(lines[1:]))
    with pytest.raises(BrokenModel, match=FILES[0]):
        verify(folder)


def test_the_parent_of_the_workers_says_what_is_wrong_before_it_loads_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise BrokenModel("the file x is missing")

    monkeypatch.setattr(nursery, "verify", broken)
    assert nursery._prepare(NAMED) == "the file x is missing"
    assert nursery._prepare(["no_such_module:x"]) is not None
