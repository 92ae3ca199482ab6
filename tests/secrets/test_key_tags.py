from pathlib import Path

from router.core.types import Body, Candidate, Dialect, Envelope
from router.ports import Reply
from router.secrets import KeyedProvider, KeyTags, Secrets
from router.secrets.credential import Credential


class Deaf:
    dialects: frozenset[Dialect] = frozenset()
    restores = True

    def encode(self, envelope: Envelope, body: Body, candidate: Candidate) -> bytes:
        del envelope, body, candidate
        return b""

    async def send(
        self, dialect: Dialect, body: bytes, *, model: str, stream: bool, features: tuple[str, ...] = ()
    ) -> Reply:
        del dialect, body, model, stream, features
        raise AssertionError

    async def aclose(self) -> None: ...


def keyed(file: Path, name: str = "mistral") -> KeyedProvider:
    provider = KeyedProvider(Deaf(), Credential(name, f"file:{file}", Secrets()))
    provider.credential.current()
    return provider


def written(folder: Path, key: str) -> Path:
    file = folder / f"{len(key)}-{key}"
    file.write_text(key)
    file.chmod(0o600)
    return file


def test_one_key_has_one_tag_in_every_process_and_another_key_another(tmp_path: Path) -> None:
    one, other = KeyTags(b"secret"), KeyTags(b"secret")
    first, second = keyed(written(tmp_path, "key-one")), keyed(written(tmp_path, "key-two"))
    assert one.of(first) == other.of(first) == one.of(first)
    assert one.of(first) != one.of(second)
    assert one.of(second) == other.of(second)


def test_a_tag_says_nothing_of_the_key(tmp_path: Path) -> None:
    first = keyed(written(tmp_path, "key-one"))
    tag = KeyTags(b"secret").of(first)
    assert len(tag) == 16
    assert tag != KeyTags(b"another").of(first)
    assert "key" not in repr(KeyTags(b"secret"))


def test_the_same_key_at_two_providers_is_two(tmp_path: Path) -> None:
    file, tags = written(tmp_path, "key-one"), KeyTags(b"secret")
    assert tags.of(keyed(file)) != tags.of(keyed(file, "other"))


def test_without_a_key_there_is_no_tag(tmp_path: Path) -> None:
    tags = KeyTags(b"secret")
    assert tags.of(None) == tags.of(Deaf()) == tags.of(keyed(tmp_path / "gone")) == ""
