"""The master key moves from its file into a vault's keeping and out again, by the commands that the documents name."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from running import ROOT, Running, StartRouter, sovereign
from vault_double import TransitRing, VaultDouble

KEY = "transit:transit/sovereign"
ROUTES = ROOT / "tests" / "data" / "routes_small.yaml"


@pytest.fixture
def vault() -> Iterator[VaultDouble]:
    with VaultDouble() as double:
        double.transit["transit", "sovereign"] = TransitRing()
        yield double


def access(vault: VaultDouble) -> dict[str, str]:
    return {"VAULT_ADDR": vault.url, "VAULT_TOKEN": vault.root}


def ran(router: Running, more: Mapping[str, str], *arguments: str) -> str:
    done = sovereign(arguments, {**router.environment, **more})
    assert done.returncode == 0, done.stderr
    return done.stdout


def holds(folder: Path, key: bytes) -> list[str]:
    """Files with the key in them, as bytes or as hexadecimal digits."""
    forms = (key, key.hex().encode())
    return [str(file) for file in folder.rglob("*") if file.is_file() and any(f in file.read_bytes() for f in forms)]


def test_a_record_outlives_the_move_into_the_vault_and_back(router_process: StartRouter, vault: VaultDouble) -> None:
    first = router_process(ROUTES)
    first.stop()
    file, inside = first.data / "master.key", access(vault)
    master = bytes.fromhex(file.read_text().strip())

    assert "set SOVEREIGN_MASTER_KEY=transit:transit/sovereign" in ran(first, inside, "master-key", "wrap", KEY)
    file.unlink()
    kept = {**inside, "SOVEREIGN_MASTER_KEY": KEY}
    assert holds(first.data, master) == []
    second = router_process(ROUTES, env=kept, data=first.data)
    assert json.loads(ran(second, kept, "audit", "verify", "--json").splitlines()[0])["ok"] is True
    second.stop()

    vault.transit["transit", "sovereign"].rotate()
    assert json.loads(ran(first, kept, "master-key", "rewrap", "--json")) == {"by": KEY, "from": 1, "to": 2}
    ran(first, kept, "master-key", "unwrap", "--out", str(file))
    router_process(ROUTES, data=first.data).stop()
    acts = [json.loads(line)["entry"] for line in ran(first, {}, "audit", "export").splitlines()]
    moves = [(act["verb"], act["target"]) for act in acts if act["verb"].startswith("master_key.")]
    assert moves == [
        ("master_key.wrap", KEY),
        ("master_key.rewrap", KEY),
        ("master_key.unwrap", str(file)),
    ]


def test_a_router_whose_vault_is_sealed_does_not_start_and_makes_no_key(
    router_process: StartRouter, vault: VaultDouble
) -> None:
    kept = {**access(vault), "SOVEREIGN_MASTER_KEY": KEY}
    first = router_process(ROUTES, env=kept)
    first.stop()
    vault.sealed = True
    done = sovereign(("serve", "--routes", str(ROUTES)), {**first.environment, **kept})
    assert done.returncode == 2
    assert done.stderr.startswith("sovereign: transit:transit/sovereign: the vault is sealed or starting (503)")
    vault.sealed = False
    (first.data / "master.key.wrapped").unlink()
    done = sovereign(("serve", "--routes", str(ROUTES)), {**first.environment, **kept})
    assert done.returncode == 2
    assert "master.key.wrapped: the master key is missing" in done.stderr
    assert not (first.data / "master.key.wrapped").exists()


def test_what_is_no_transit_key_is_told(vault: VaultDouble, tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin", "HOME": str(tmp_path), **access(vault), "SOVEREIGN_DATA_DIR": str(tmp_path)}
    assert "write transit:ENGINE/KEY" in sovereign(("master-key", "wrap", "vault:a/b#c"), environment).stderr
    assert "nothing is wrapped" in sovereign(("master-key", "rewrap"), environment).stderr
    wrong = {**environment, "SOVEREIGN_MASTER_KEY": "transit:hunter2"}
    said = sovereign(("keys", "list"), wrong).stderr
    assert "SOVEREIGN_MASTER_KEY: this is a reference" in said
    assert "hunter2" not in said
