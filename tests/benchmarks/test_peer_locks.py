"""What the peers are installed from: hashes for all of it, no address, nothing known to have carried a thief."""

import json
from pathlib import Path

import pytest
from peers import PEERS, portkey

LOCK = json.loads((portkey.LOCKED / "package-lock.json").read_text())
COMPROMISED = {
    "ansi-styles@6.2.2",
    "chalk@5.6.1",
    "color-convert@3.1.1",
    "color-name@2.0.1",
    "debug@4.4.2",
    "supports-color@10.2.1",
}
"""Releases of September 2025 that carried a thief, of what Portkey pulls in."""
BREAKS_STREAMS = (1, 15)
"""From here on @hono/node-server makes each of Portkey's streams a 500."""


def packages() -> dict[str, dict[str, str]]:
    return {path.rpartition("node_modules/")[2]: told for path, told in LOCK["packages"].items() if path}


def test_every_package_of_portkey_has_a_hash_and_no_address() -> None:
    assert len(packages()) > 50
    assert [name for name, told in packages().items() if not told["integrity"].startswith("sha512-")] == []
    assert [name for name, told in packages().items() if "resolved" in told] == []


def test_no_package_of_portkey_is_one_that_was_compromised() -> None:
    assert COMPROMISED.isdisjoint(f"{name}@{told['version']}" for name, told in packages().items())


def test_portkey_has_the_server_with_which_its_streams_work() -> None:
    version = packages()["@hono/node-server"]["version"]
    assert tuple(map(int, version.split(".")[:2])) < BREAKS_STREAMS


def test_what_is_wanted_of_portkey_is_what_is_locked() -> None:
    wanted = json.loads((portkey.LOCKED / "package.json").read_text())["dependencies"]
    assert wanted == LOCK["packages"][""]["dependencies"]
    assert {name: packages()[name]["version"] for name in wanted} == wanted


@pytest.mark.parametrize("name", ["nginx", "portkey"])
def test_a_peer_that_cannot_be_had_says_what_to_install(
    name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("shutil.which", lambda program, path=None: None)  # noqa: ARG005 - the interface of shutil
    (peer,) = (one for one in PEERS if one.name == name)
    with pytest.raises(RuntimeError, match="apt-get install"):
        peer.obtain()
    assert not list(tmp_path.iterdir())
