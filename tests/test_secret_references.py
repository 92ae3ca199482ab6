import hmac
import os
import pickle
import stat
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from router.core.keys import format_key, parse_key
from router.secrets import LARGEST, Secrets, SecretUnavailable, derive, master_key, random_key, resolve

LONG_AGO = 1_600_000_000
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Place:
    data_dir: Path
    master_key: str | None = None


@pytest.fixture
def secret_file(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text("hunter2\n")
    os.utime(path, (LONG_AGO, LONG_AGO))
    return path


def test_a_variable_gives_its_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_TEST", "hunter2")
    assert resolve("env:SECRET_OF_TEST") == "hunter2"


@pytest.mark.parametrize("environ", [{}, {"KEY": ""}, {"KEY": " \n"}])
def test_a_variable_that_is_missing_or_empty_is_told_by_its_name(environ: dict[str, str]) -> None:
    with pytest.raises(SecretUnavailable, match="KEY is not set or empty") as raised:
        Secrets(environ).resolve("env:KEY")
    assert raised.value.reference == "env:KEY"


@pytest.mark.parametrize("written", ["hunter2", "hunter2\n", "hunter2\r\n"])
def test_a_file_gives_its_text_without_the_newline_at_its_end(tmp_path: Path, written: str) -> None:
    (tmp_path / "s").write_bytes(written.encode())
    assert resolve(f"file:{tmp_path}/s") == "hunter2"


def test_only_the_newline_at_the_end_goes(tmp_path: Path) -> None:
    (tmp_path / "s").write_text(" a\nb \n\n")
    assert resolve(f"file:{tmp_path}/s") == " a\nb \n"


def test_a_file_that_was_written_anew_is_read_anew(secret_file: Path) -> None:
    secrets = Secrets()
    assert secrets.resolve(f"file:{secret_file}") == "hunter2"
    secret_file.write_text("hunter3\n")
    assert secrets.resolve(f"file:{secret_file}") == "hunter3"


def test_two_writes_in_the_same_tick_of_the_clock_are_both_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("router.secrets.files._fingerprint", lambda _: (0,))  # a file system whose clock stands still
    secrets, path = Secrets(), tmp_path / "s"
    for value in ("hunter1", "hunter2", "hunter3", "hunter4"):
        path.write_text(value)
        assert secrets.resolve(f"file:{path}") == value


def test_a_link_that_points_to_another_file_is_followed_as_kubernetes_swaps_it(tmp_path: Path) -> None:
    secrets = Secrets()
    for version in ("v1", "v2"):
        (tmp_path / version).write_text(version)
        os.utime(tmp_path / version, (LONG_AGO, LONG_AGO))
        (tmp_path / "next").symlink_to(tmp_path / version)
        (tmp_path / "next").rename(tmp_path / "current")
        assert secrets.resolve(f"file:{tmp_path}/current") == version


def test_a_file_that_did_not_change_is_not_read_again(secret_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "router.secrets.files._SETTLED_NS", -1
    )  # or its status change, of just now, would forbid to remember
    secrets = Secrets()
    secrets.resolve(f"file:{secret_file}")
    monkeypatch.setattr("router.secrets.files._read", None)
    assert secrets.resolve(f"file:{secret_file}") == "hunter2"


def test_a_file_that_went_away_is_no_longer_remembered(secret_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("router.secrets.files._SETTLED_NS", -1)
    secrets = Secrets()
    secrets.resolve(f"file:{secret_file}")
    secret_file.unlink()
    with pytest.raises(SecretUnavailable, match="No such file"):
        secrets.resolve(f"file:{secret_file}")
    assert not secrets._files._seen


@pytest.mark.parametrize("data", [b"", b"\n", b" \n", b"hunter2\xff", b"x" * (LARGEST + 1)])
def test_a_file_that_is_empty_or_no_text_or_far_too_long_is_unavailable(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "s").write_bytes(data)
    with pytest.raises(SecretUnavailable, match="must hold the secret alone") as raised:
        resolve(f"file:{tmp_path}/s")
    assert "hunter2" not in str(raised.value)
    assert raised.value.__context__ is None


def test_a_folder_or_a_pipe_is_unavailable_and_nothing_waits(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(SecretUnavailable):
            resolve(f"file:{path}")


def test_what_is_no_reference_is_not_repeated() -> None:
    with pytest.raises(SecretUnavailable, match="not a reference") as raised:
        resolve("sk-hunter2")
    assert "hunter2" not in str(raised.value) + raised.value.reference


def test_what_holds_secrets_shows_none_and_does_not_leave_the_process(secret_file: Path) -> None:
    secrets = Secrets({"KEY": "hunter2"})
    secrets.resolve("env:KEY")
    secrets.resolve(f"file:{secret_file}")
    assert "hunter2" not in repr(secrets) + repr(secrets._files._seen)
    with pytest.raises(TypeError):
        pickle.dumps(secrets)


def test_a_master_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    place = Place(tmp_path / "deep" / "data")
    first = master_key(place)
    assert len(first) == 32
    assert master_key(place) == first
    assert stat.S_IMODE((place.data_dir / "master.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(place.data_dir.stat().st_mode) == 0o700
    assert [path.name for path in place.data_dir.iterdir()] == ["master.key"]


def test_two_installations_have_two_master_keys(tmp_path: Path) -> None:
    assert master_key(Place(tmp_path / "a")) != master_key(Place(tmp_path / "b"))


def test_processes_that_start_together_agree_on_one_master_key(tmp_path: Path) -> None:
    code = (
        "import sys, types, pathlib; from router.secrets import master_key; sys.stdin.readline();"
        "print(master_key(types.SimpleNamespace(master_key=None, data_dir=pathlib.Path(sys.argv[1]))).hex())"
    )
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(tmp_path / "data")],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    keys = {process.communicate()[0].strip() for process in processes}
    assert keys == {master_key(Place(tmp_path / "data")).hex()}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o610])
def test_a_master_key_that_others_may_use_is_refused(tmp_path: Path, mode: int) -> None:
    master_key(Place(tmp_path))
    (tmp_path / "master.key").chmod(mode)
    with pytest.raises(SecretUnavailable, match="chmod 600"):
        master_key(Place(tmp_path))


@pytest.mark.parametrize("text", ["", "ab" * 31, "ab" * 33, "xy" * 32])
def test_a_master_key_of_another_size_is_refused_and_kept(tmp_path: Path, text: str) -> None:
    path = tmp_path / "master.key"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(SecretUnavailable):
        master_key(Place(tmp_path))
    assert path.read_text() == text


def test_a_master_key_by_reference_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTER_OF_TEST", "0F" * 32)
    assert master_key(Place(tmp_path / "data", "env:MASTER_OF_TEST")) == b"\x0f" * 32
    assert not (tmp_path / "data").exists()


def test_a_master_key_by_reference_that_is_none_is_told_without_its_value(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MASTER_OF_TEST", "hunter2")
    with pytest.raises(SecretUnavailable, match=r"env:MASTER_OF_TEST: .*openssl rand -hex 32") as raised:
        master_key(Place(tmp_path, "env:MASTER_OF_TEST"))
    assert "hunter2" not in str(raised.value)


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SecretUnavailable, match="data folder"):
        master_key(Place(tmp_path / "file" / "data"))


def test_derived_keys_are_one_block_of_hkdf_expand_and_differ_by_label() -> None:
    master = bytes(range(32))
    assert derive(master, "keys") == hmac.digest(master, b"keys\x01", "sha256")
    assert len({derive(master, label) for label in ("keys", "commitment/a", "commitment/b")}) == 3


def test_derivation_agrees_with_the_expand_step_of_rfc_5869() -> None:
    """Appendix A.3: the PRK, an empty info, and the first 32 bytes of the OKM."""
    prk = bytes.fromhex("19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04")
    assert derive(prk, "").hex() == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"


def test_a_random_key_is_of_the_format_and_never_the_same() -> None:
    keys = {random_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(parse_key(format_key(*key)) == key for key in keys)
