"""The master key that a vault unwraps, against a double of the server, tests/support/vault_double.py."""

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from vault_double import ROLE, SECRET, TransitRing, VaultDouble

from router.core.references import TransitKey, parse_transit
from router.secrets import SecretUnavailable, lay_open_master_key, master_key, rewrap_master_key, wrap_master_key
from router.secrets.transit import version_of

KEY = TransitKey("transit", "sovereign")
MASTER = bytes(range(32))


@dataclass(frozen=True)
class Place:
    data_dir: Path
    master_key: str | None = str(KEY)

    @property
    def wrapped(self) -> Path:
        return self.data_dir / "master.key.wrapped"


@pytest.fixture
def vault(monkeypatch: pytest.MonkeyPatch) -> Iterator[VaultDouble]:
    with VaultDouble() as double:
        double.transit["transit", "sovereign"] = TransitRing()
        monkeypatch.setenv("VAULT_ADDR", double.url)
        monkeypatch.setenv("VAULT_TOKEN", double.root)
        yield double


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "data")


def why_not(place: Place, *, may_make: bool = True) -> str:
    with pytest.raises(SecretUnavailable) as raised:
        master_key(place, may_make=may_make)
    assert raised.value.__context__ is None or raised.value.__suppress_context__
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("transit:transit/sovereign", KEY),
        ("transit:team/kms/router-1", TransitKey("team/kms", "router-1")),
        ("transit:sovereign", None),
        ("transit:transit/", None),
        ("transit:/transit/sovereign", None),
        ("transit:transit//sovereign", None),
        ("transit:../transit/sovereign", None),
        ("transit:transit/sovereign?x", None),
        ("vault:transit/sovereign#key", None),
    ],
)
def test_a_transit_key_is_named_by_its_engine_and_its_name(text: str, key: TransitKey | None) -> None:
    assert parse_transit(text) == key
    assert key is None or str(key) == text


@pytest.mark.parametrize(
    ("text", "version"),
    [("vault:v1:YQ==", 1), ("vault:v12:YQ==", 12), ("vault:v0:YQ==", None), ("v1:YQ==", None), ("vault:v1:", None)],
)
def test_a_wrapped_key_tells_the_version_that_wrapped_it(text: str, version: int | None) -> None:
    assert version_of(text) == version


def test_the_first_key_is_made_by_the_vault_and_is_nowhere_on_disk_in_the_clear(
    vault: VaultDouble, place: Place
) -> None:
    key = master_key(place)
    assert len(key) == 32
    assert master_key(place, may_make=False) == key
    assert [path.name for path in place.data_dir.iterdir()] == ["master.key.wrapped"]
    assert stat.S_IMODE(place.wrapped.stat().st_mode) == 0o600
    assert place.wrapped.read_text().startswith("vault:v1:")
    made = [path for method, path in vault.asked if "datakey" in path]
    assert made == ["/v1/transit/datakey/wrapped/sovereign"]


def test_two_that_start_together_agree_on_one_key(
    vault: VaultDouble, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one's file appears while this one waits for the vault."""
    other = master_key(Place(place.data_dir.with_name("other")))
    theirs = (place.data_dir.with_name("other") / "master.key.wrapped").read_text()
    answer = vault.answer

    def late(method: str, path: str, *rest: object) -> tuple[int, object]:
        if "datakey" in path:
            place.data_dir.mkdir()
            place.wrapped.write_text(theirs)
        return answer(method, path, *rest)  # type: ignore[arg-type]  # the double's own arguments, passed on

    monkeypatch.setattr(vault, "answer", late)
    assert master_key(place) == other


def test_the_settings_of_the_vault_are_those_of_provider_keys(
    vault: VaultDouble, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.namespace = "team"
    monkeypatch.delenv("VAULT_TOKEN")
    monkeypatch.setenv("VAULT_NAMESPACE", "team/")
    monkeypatch.setenv("BAO_ROLE_ID", ROLE)
    monkeypatch.setenv("BAO_SECRET_ID", SECRET)
    master_key(place)
    assert {asked["x-vault-namespace"] for asked in vault.seen} == {"team"}
    assert vault.logins == 1


def no_address(_: VaultDouble) -> None:
    del os.environ["VAULT_ADDR"]


def sealed(vault: VaultDouble) -> None:
    vault.sealed = True


def forbidden(vault: VaultDouble) -> None:
    vault.forbidden |= {"transit/decrypt/sovereign", "transit/datakey/wrapped/sovereign"}


def another_key(vault: VaultDouble) -> None:
    vault.transit["transit", "sovereign"] = TransitRing()


def key_gone(vault: VaultDouble) -> None:
    del vault.transit["transit", "sovereign"]
    vault.transit["transit", "other"] = TransitRing()


def engine_gone(vault: VaultDouble) -> None:
    vault.transit.clear()


def too_old(vault: VaultDouble) -> None:
    ring = vault.transit["transit", "sovereign"]
    ring.rotate()
    ring.min_decryption_version = 2


def garbage(vault: VaultDouble) -> None:
    vault.garbage = b'{"data": {"plaintext": "c2hvcnQ="}}'


TROUBLES: dict[str, tuple[Callable[[VaultDouble], None], str]] = {
    "no address": (no_address, "VAULT_ADDR"),
    "down": (VaultDouble.stop, "cannot be asked"),
    "sealed": (sealed, "sealed"),
    "no permission": (forbidden, "`update` on transit/decrypt/sovereign"),
    "another key": (another_key, "the wrapped text was changed: name the key that wrapped it"),
    "the key is gone": (key_gone, "name the key that wrapped it"),
    "the engine is gone": (engine_gone, "enable the transit engine"),
    "too old a version": (too_old, "min_decryption_version"),
    "what it unwraps is no key": (garbage, "no master key, which has 32 bytes"),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_a_key_that_cannot_be_unwrapped_is_told_with_its_cure_and_no_other_is_made(
    vault: VaultDouble, place: Place, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VAULT_ADDR", vault.url)
    master_key(place)
    before = place.wrapped.read_bytes()
    cause, cure = TROUBLES[name]
    cause(vault)
    told = why_not(place)
    assert told.startswith("transit:transit/sovereign: ")
    assert cure in told
    assert place.wrapped.read_bytes() == before


@pytest.mark.parametrize(
    ("cause", "cure"),
    [
        (forbidden, "`update` on transit/datakey/wrapped/sovereign"),
        (key_gone, "vault write -f transit/keys/sovereign"),
        (engine_gone, "enable the transit engine"),
        (sealed, "sealed"),
        (garbage, "no transit engine"),
    ],
)
def test_a_first_key_that_cannot_be_made_leaves_nothing_behind(
    vault: VaultDouble, place: Place, cause: Callable[[VaultDouble], None], cure: str
) -> None:
    cause(vault)
    assert cure in why_not(place)
    assert not place.wrapped.exists()


def test_wrapped_text_that_was_changed_is_refused(vault: VaultDouble, place: Place) -> None:
    master_key(place)
    text = place.wrapped.read_text()
    for changed in (text[:-8] + "AAAAAA=\n", text.replace("v1", "v2")):
        place.wrapped.write_text(changed)
        assert "the wrapped text was changed" in why_not(place)
    asked = len(vault.asked)
    place.wrapped.write_text(MASTER.hex())
    told = why_not(place)
    assert "this is not what a transit engine wrapped" in told
    assert MASTER.hex() not in told
    assert len(vault.asked) == asked, "what is not wrapped, perhaps a key in the clear, went to the vault"


@pytest.mark.parametrize("reference", [None, str(KEY)])
def test_no_key_is_made_beside_a_record_that_another_one_opened(
    vault: VaultDouble, tmp_path: Path, reference: str | None
) -> None:
    place = Place(tmp_path / "data", reference)
    assert "restore it here" in why_not(place, may_make=False)
    assert not place.data_dir.exists()
    assert vault.asked == []


def test_no_wrapped_key_is_made_beside_one_in_the_clear(vault: VaultDouble, place: Place) -> None:
    master_key(Place(place.data_dir, None))
    assert "wrap it first" in why_not(place)
    assert vault.asked == []


def test_a_key_moves_into_the_vault_and_out_of_it_again(vault: VaultDouble, place: Place) -> None:
    place.data_dir.mkdir()
    path = wrap_master_key(MASTER, KEY, place.data_dir)
    assert path == place.wrapped
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert master_key(place) == MASTER
    lay_open_master_key(master_key(place), place.data_dir / "master.key")
    assert master_key(Place(place.data_dir, None)) == MASTER
    with pytest.raises(FileExistsError):
        lay_open_master_key(bytes(32), place.data_dir / "master.key")
    assert vault.transit["transit", "sovereign"].decrypt(path.read_text().strip()) == MASTER


def test_wrapping_replaces_no_key_that_is_wrapped_already(vault: VaultDouble, place: Place) -> None:
    key = master_key(place)
    with pytest.raises(SecretUnavailable, match="keep it"):
        wrap_master_key(MASTER, KEY, place.data_dir)
    assert master_key(place) == key
    assert [path.name for path in place.data_dir.iterdir()] == ["master.key.wrapped"]
    assert vault.asked


def test_after_the_transit_key_was_rotated_the_same_master_key_is_wrapped_anew(
    vault: VaultDouble, place: Place
) -> None:
    key, ring = master_key(place), vault.transit["transit", "sovereign"]
    ring.rotate()
    assert rewrap_master_key(KEY, place.data_dir) == (1, 2)
    ring.min_decryption_version = 2
    assert master_key(place) == key
    assert rewrap_master_key(KEY, place.data_dir) == (2, 2)
    assert [path.name for path in place.data_dir.iterdir()] == ["master.key.wrapped"]


def test_a_vault_that_cannot_rewrap_changes_nothing(vault: VaultDouble, place: Place) -> None:
    master_key(place)
    before = place.wrapped.read_bytes()
    vault.forbidden.add("transit/rewrap/sovereign")
    with pytest.raises(SecretUnavailable, match="`update` on transit/rewrap/sovereign"):
        rewrap_master_key(KEY, place.data_dir)
    assert place.wrapped.read_bytes() == before
