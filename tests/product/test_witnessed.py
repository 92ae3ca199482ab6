"""A router and a witness, each a process of its own: what the operator can no longer take back."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from running import ROOT, Running, StartRouter
from small_router import SMALL, ask, readiness, until
from witnesses import RunningWitness, running


@pytest.fixture
def one(tmp_path: Path) -> Iterator[RunningWitness]:
    with running(tmp_path / "witness") as started:
        yield started


def introduce(router: Running, one: RunningWitness) -> None:
    """The customer writes the keys of the logs into the witness's list."""
    logs = json.loads(router.run("audit", "verify", "--json").stdout)["logs"]
    one.know(*(log["key"] for log in logs))


def troubles(router: Running) -> str:
    return str(readiness(router)["witnesses"])


def cosigned(router: Running, receipt: str, one: RunningWitness, file: Path) -> bool:
    told = json.loads(router.run("audit", "receipt", receipt, "--out", str(file), "--json").stdout)
    program = str(ROOT / "verifier" / "sovereign_verify.py")
    command = ["-I", "-S", program, "receipt", str(file), "--key", told["key"], "--witness", str(one.key)]
    return subprocess.run([sys.executable, *command], capture_output=True, check=False).returncode == 0


def test_receipts_are_cosigned_and_a_record_put_back_to_an_older_copy_is_refused_and_told(
    router_process: StartRouter, one: RunningWitness, tmp_path: Path
) -> None:
    setting = {"SOVEREIGN_WITNESSES": one.setting}
    first = router_process(SMALL, env=setting)
    until(lambda: "does not know this log" in troubles(first))
    receipt = ask(first).headers["x-sovereign-receipt"]
    introduce(first, one)
    assert first.stop() == 0
    shutil.copytree(first.data, tmp_path / "older")

    second = router_process(SMALL, env=setting, data=first.data)
    until(lambda: cosigned(second, receipt, one, tmp_path / "proof"), 10.0)
    assert troubles(second) == "[]"
    assert second.stop() == 0

    rolled = router_process(SMALL, env=setting, data=tmp_path / "older")
    until(lambda: "put back to an older copy" in troubles(rolled))
    assert "ALARM" in rolled.logged()
    assert readiness(rolled)["ready"] is True
    for _ in range(20):
        ask(rolled)
    assert rolled.stop() == 0
    last = router_process(SMALL, env=setting, data=tmp_path / "older")
    until(lambda: "do not go on from them" in troubles(last))
    assert "REFUSED" in one.said()


def test_an_erasure_is_proved_with_the_signature_of_the_witness(
    router_process: StartRouter, one: RunningWitness, tmp_path: Path
) -> None:
    router = router_process(SMALL, env={"SOVEREIGN_WITNESSES": one.setting})
    introduce(router, one)
    told = json.loads(router.run("erase", "--tenant", "default", "--yes", "--json").stdout)
    file = tmp_path / "erasure"
    file.write_text(told["proof"])
    program = str(ROOT / "verifier" / "sovereign_verify.py")
    command = ["-I", "-S", program, "receipt", str(file), "--key", told["key"], "--witness", str(one.key)]
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_anybody_in_the_house_sees_that_the_log_grows_and_no_entry(router_process: StartRouter) -> None:
    router = router_process(SMALL)
    ask(router)
    logs = json.loads(router.run("audit", "verify", "--json").stdout)["logs"]
    log_id = logs[1]["key"].split("+")[0].rpartition("/")[2]
    with httpx.Client(trust_env=False, base_url=router.admin_url) as client:
        note = client.get(f"/log/{log_id}/checkpoint").text
        size = int(note.splitlines()[1])
        assert size >= 3
        assert len(client.get(f"/log/{log_id}/tile/0/000.p/{size}").content) == size * 32
        assert client.get("/log/default/checkpoint").status_code == 404
    with httpx.Client(trust_env=False, base_url=router.base_url) as client:
        assert client.get(f"/log/{log_id}/checkpoint").status_code == 404
