"""`sovereign audit` and `sovereign erase`, beside a running router and after one."""

import json
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from product import Product
from running import StartRouter
from small_router import SMALL, ask, until

NAME = "bettina.jansen@example.org"
VERIFIER = Path(__file__).resolve().parents[2] / "verifier" / "sovereign_verify.py"


def offline(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-S", str(VERIFIER), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_log_is_verified_while_requests_run(product: Product) -> None:
    product.ask("echo")
    done = product.router.run("audit", "verify", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert told["ok"] is True
    assert told["logs"][0]["tenant"] is None
    assert all(log["size"] > 0 for log in told["logs"])


def test_a_receipt_is_shown_and_its_proof_convinces_a_verifier_that_has_the_file_and_the_key_alone(
    product: Product, tmp_path: Path
) -> None:
    answer = product.ask("mirror", "mail anna.schmidt@example.org")
    name, file = answer.headers["x-sovereign-receipt"], tmp_path / "receipt.proof"
    done = product.router.run("audit", "receipt", name, "--out", str(file), "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert told["receipt"]["facts"]["kinds"] == [["EMAIL_ADDRESS", 1]]
    assert told["intents"][0]["provider"] == "mirror"
    checked = offline("receipt", str(file), "--key", told["key"])
    assert checked.returncode == 0, checked.stderr
    assert "anna.schmidt" not in done.stdout + file.read_text()
    assert product.router.run("audit", "receipt", "rcp_nobody").returncode == 1


def test_whoever_reads_the_ledger_stands_in_it(product: Product) -> None:
    name = product.ask("echo").headers["x-sovereign-receipt"]
    product.router.run("audit", "receipt", name)
    lines = product.router.run("audit", "export", "--tenant", "default").stdout.splitlines()
    acts = [entry for line in lines if (entry := json.loads(line)["entry"])["kind"] == "act"]
    assert any(act["verb"] == "keys.issue" for act in acts)
    read = [act for act in acts if act["verb"] == "ledger.read" and act["target"] == name]
    assert len(read) == 1
    assert read[0]["actor"].startswith("cli:")


def test_an_exported_log_is_verified_without_the_router(product: Product, tmp_path: Path) -> None:
    product.ask("echo")
    folder = tmp_path / "log"
    done = product.router.run("audit", "export", "--tenant", "default", "--format", "tiles", "--out", str(folder))
    assert done.returncode == 0, done.stderr
    assert offline("log", str(folder), "--key", (folder / "key").read_text().strip()).returncode == 0
    lines = product.router.run("audit", "export", "--tenant", "default", "--format", "ocsf").stdout.splitlines()
    assert {json.loads(line)["class_uid"] for line in lines} >= {6003, 3004}


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", "verify", "--tenant", "nobody"),
        ("audit", "export", "--tenant", "nobody"),
        ("audit", "export", "--tenant", "default", "--format", "tiles"),
        ("audit", "verify", "--checkpoint", "nowhere"),
        ("erase", "--tenant", "default"),
    ],
)
def test_wrong_usage_is_told_and_changes_nothing(product: Product, arguments: tuple[str, ...]) -> None:
    done = product.router.run(*arguments)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_an_erased_tenant_is_gone_at_once_and_that_it_is_can_be_proved(
    router_process: StartRouter, tmp_path: Path
) -> None:
    router = router_process(SMALL)
    receipt = ask(router).headers["x-sovereign-receipt"]
    done = router.run("erase", "--tenant", "default", "--yes", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    proof = tmp_path / "erasure.proof"
    proof.write_text(told["proof"])
    assert offline("receipt", str(proof), "--key", told["key"]).returncode == 0
    assert not list((router.data / "tenants").iterdir())
    assert router.run("audit", "receipt", receipt).returncode == 1
    assert router.run("audit", "verify").returncode == 0
    assert router.run("erase", "--tenant", "default", "--yes").returncode == 1
    issued = router.run(
        "keys", "issue", "--routes", str(router.routes), "--tenant", "default", "--agent", "b", "--json"
    )
    key = json.loads(issued.stdout)["key"]
    until(lambda: ask(router, key).status_code == 200)
    assert ask(router).status_code == 401
    assert router.run("audit", "verify").returncode == 0


def test_a_person_is_erased_beside_the_router_and_that_they_are_can_be_proved(
    router_process: StartRouter, tmp_path: Path
) -> None:
    router = router_process(SMALL)
    anna, bert, nobody = (ask(router, user=user).headers["x-sovereign-receipt"] for user in (NAME, "bert", None))
    done = router.run("erase", "--tenant", "default", "--user", NAME, "--yes", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0, done.stderr
    assert told["entries"] == 2
    assert NAME not in done.stdout + done.stderr
    proof = tmp_path / "erasure.proof"
    proof.write_text(told["proof"])
    assert offline("receipt", str(proof), "--key", told["key"]).returncode == 0
    again = ask(router, user=NAME)
    assert again.status_code == 200
    assert router.run("audit", "receipt", anna).returncode == 1
    for receipt in (bert, nobody, again.headers["x-sovereign-receipt"]):
        assert router.run("audit", "receipt", receipt).returncode == 0
    verified = json.loads(router.run("audit", "verify", "--tenant", "default", "--json").stdout)
    assert (verified["ok"], verified["logs"][0]["erased"]) == (True, 2)
    assert "(2 erased)" in router.run("audit", "verify").stdout
    export = router.run("audit", "export", "--tenant", "default").stdout
    acts = [entry for line in export.splitlines() if (entry := json.loads(line)["entry"])["kind"] == "act"]
    (act,) = [act for act in acts if act["verb"] == "subject.erase"]
    assert act["actor"].startswith("cli:")
    assert act["target"] == told["subject"]
    assert router.run("erase", "--tenant", "default", "--user", NAME, "--yes").returncode == 0
    assert router.run("erase", "--tenant", "default", "--user", NAME, "--yes").returncode == 1
    assert NAME not in router.logged() + export
    assert not [file for file in router.data.rglob("*") if file.is_file() and NAME.encode() in file.read_bytes()]


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--user", "stranger", "--yes"), 1, "nothing is recorded of this person"),
        (("--user", "", "--yes"), 2, "names nobody"),
        (("--user", "-", "--yes"), 2, "names nobody"),
        (("--user", "stranger"), 2, "say --yes"),
    ],
)
def test_who_cannot_be_erased_is_told_why(product: Product, arguments: tuple[str, ...], code: int, told: str) -> None:
    done = product.router.run("erase", "--tenant", "default", *arguments)
    assert (done.returncode, told in done.stderr) == (code, True)
    assert "stranger" not in done.stderr


def test_an_export_is_for_its_owner_alone_and_overwrites_nothing(product: Product, tmp_path: Path) -> None:
    file = tmp_path / "log.jsonl"
    command = ("audit", "export", "--tenant", "default", "--out")
    assert product.router.run(*command, str(file)).returncode == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    assert before
    again = product.router.run(*command, str(file))
    assert (again.returncode, "is there already" in again.stderr) == (2, True)
    assert file.read_bytes() == before
    shown = product.router.run(*command, "-").stdout.splitlines()
    assert [json.loads(line) for line in shown[: len(before.splitlines())]] == [*map(json.loads, before.splitlines())]
    missing = tmp_path / "missing.jsonl"
    assert product.router.run("audit", "export", "--tenant", "nobody", "--out", str(missing)).returncode == 2
    assert not missing.exists()


def test_a_name_in_the_store_moves_no_cursor_and_makes_no_line(router_process: StartRouter) -> None:
    router = router_process(SMALL)
    ask(router)
    change = "UPDATE tenants SET name = 'lim' || char(27) || '[2J' || char(10) || 'my: whole' WHERE name = 'default'"
    with closing(sqlite3.connect(router.data / "sovereign.db")) as connection:
        connection.execute(change)
        connection.commit()
    for command in (("audit", "verify"), ("keys", "list"), ("audit", "verify", "--tenant", "nobody")):
        done = router.run(*command)
        assert "\\u001b[2J" in done.stdout + done.stderr, command
        assert "\x1b" not in done.stdout + done.stderr
        assert "\nmy:" not in done.stdout + done.stderr
    verified = router.run("audit", "verify")
    assert verified.returncode == 1
    assert "tenant 'default'" in verified.stdout


def test_a_tenant_that_went_from_the_disk_is_missed(router_process: StartRouter) -> None:
    router = router_process(SMALL)
    ask(router)
    assert router.run("audit", "verify").returncode == 0
    with closing(sqlite3.connect(router.data / "sovereign.db")) as connection:
        connection.execute("DELETE FROM tenants WHERE name = 'default'")
        connection.commit()
    done = router.run("audit", "verify", "--json")
    assert done.returncode == 1
    assert "tenant 'default'" in json.loads(done.stdout)["logs"][0]["fault"]
