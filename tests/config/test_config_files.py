"""What is opened is a regular file, and nothing is waited for."""

import os
from pathlib import Path

import pytest
from routes_files import KINDS, TODAY

from router import config
from router.config.files import open_regular


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    os.mkfifo(tmp_path / "routes.yaml")
    return tmp_path / "routes.yaml"


def is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def test_a_regular_file_is_read_also_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"version: 1")
    (tmp_path / "link").symlink_to("file")
    for name in ("file", "link"):
        with open_regular(tmp_path / name) as file:
            assert file.read() == b"version: 1"
            assert not os.get_inheritable(file.fileno())


def test_a_pipe_is_refused_at_once(pipe: Path) -> None:
    with pytest.raises(OSError, match="not a regular file"):
        open_regular(pipe)


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/tty", "/", "/dev/null"])
def test_devices_and_folders_are_refused(path: str) -> None:
    with pytest.raises(OSError, match=r"not a regular file|No such device|No such file"):
        open_regular(Path(path))


def test_a_refused_file_is_closed(pipe: Path) -> None:
    lowest = os.open(os.devnull, os.O_RDONLY)
    os.close(lowest)
    with pytest.raises(OSError, match="not a regular file"):
        open_regular(pipe)
    assert not is_open(lowest)


def test_routes_that_are_a_pipe_are_one_clear_fault(pipe: Path) -> None:
    with pytest.raises(config.ConfigErrors) as bad:
        config.read(pipe, today=TODAY, kinds=KINDS)
    assert [fault.wrong for fault in bad.value.faults] == ["cannot be read (it is not a regular file)"]
