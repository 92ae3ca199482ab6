"""`sovereign report`, `export` and `import`, beside a running router and between two installations."""

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from product import Product
from running import StartRouter, clean_environment, sovereign
from small_router import SMALL, ask, until

WORDS = "mail anna.schmidt@example.org"


def told(product: Product, *arguments: str) -> dict[str, Any]:
    done = product.router.run(*arguments, "--json")
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def exported(product: Product) -> list[dict[str, Any]]:
    lines = product.router.run("audit", "export", "--tenant", "default").stdout.splitlines()
    return [json.loads(line)["entry"] for line in lines]


def test_recipients_are_those_that_the_exported_log_counts(product: Product) -> None:
    product.ask("mirror", WORDS)
    product.ask("closed", WORDS)
    report = told(product, "report", "recipients", "--tenant", "default")
    tries = Counter(entry["provider"] for entry in exported(product) if entry["kind"] == "intent")
    assert {row["provider"]: row["tries"] for row in report["recipients"]} == tries
    (mirror,) = [row for row in report["recipients"] if row["provider"] == "mirror"]
    assert (mirror["entity"], mirror["retention_days"], mirror["contract_ends"]) == ("Echo", 0, "2099-01-01")
    assert mirror["kinds"]["EMAIL_ADDRESS"] >= 1
    assert mirror["kinds_in_clear"] == {}
    assert "anna" not in json.dumps(report)


def test_a_period_of_days_holds_its_last_day(product: Product) -> None:
    product.ask("mirror", WORDS)
    command = ("report", "recipients", "--tenant", "default")
    assert told(product, *command, "--since", "2001-01-01", "--until", "2001-12-31")["recipients"] == []
    report = told(product, *command, "--since", "2020-02-29", "--until", "2999-12-31")
    assert report["period"] == {"since": "2020-02-29T00:00:00+00:00", "until": "3000-01-01T00:00:00+00:00"}
    assert report["recipients"]


def test_the_record_of_processing_can_be_had_as_markdown(product: Product) -> None:
    product.ask("mirror", WORDS)
    done = product.router.run("report", "processing", "--tenant", "default", "--format", "md")
    assert done.returncode == 0, done.stderr
    assert "- EMAIL_ADDRESS: found in" in done.stdout
    assert "mirror: Echo, seat FR, parent FR" in done.stdout


def test_what_a_leaked_key_did_and_could_have_done(product: Product) -> None:
    product.ask("mirror", WORDS)
    key_id = product.router.key.split("_")[1]
    report = told(product, "report", "leak", "--key", key_id)
    mine = [one for one in exported(product) if one["kind"] == "receipt" and one["receipt"]["facts"]["key"] == key_id]
    assert report["requests"] == len(mine)
    ways = {(way["model"], way["provider"]) for way in report["reachable_unused"]}
    assert ("mirror", "mirror") not in ways
    assert not any(provider in {"trains", "expired"} for _, provider in ways)
    assert product.router.run("report", "leak", "--key", "nobody").returncode == 1


def test_the_register_is_of_all_tenants(product: Product) -> None:
    product.ask("mirror", WORDS)
    report = told(product, "report", "providers", "--routes", str(product.router.routes))
    parties = {party["provider"]: party for party in report["providers"]}
    assert {"mirror", "trains", "expired"} <= parties.keys()
    assert parties["trains"]["services"] == []
    assert {"tenant": "default", "agent": "tests"}.items() <= parties["mirror"]["functions"][0].items()
    assert len(report["sources"]) == len(told(product, "audit", "verify")["logs"]) - 1


def test_whoever_made_a_report_stands_in_the_log(product: Product) -> None:
    told(product, "report", "processing", "--tenant", "default")
    acts = [entry for entry in exported(product) if entry["kind"] == "act" and entry["verb"] == "ledger.read"]
    assert any(act["details"] == {"what": "processing"} for act in acts)


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "recipients", "--tenant", "nobody"),
        ("report", "recipients", "--tenant", "default", "--since", "yesterday"),
        ("report", "recipients", "--tenant", "default", "--since", "2026-02-01", "--until", "2026-01-01"),
        ("export", "--tenant", "nobody", "--out", "nowhere"),
        ("import", "nowhere", "--tenant", "new"),
    ],
)
def test_wrong_usage_of_reports_is_told(product: Product, arguments: tuple[str, ...]) -> None:
    done = product.router.run(*arguments)
    assert done.returncode == 2
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_a_tenant_moves_to_another_installation_and_its_keys_go_on_working(
    router_process: StartRouter, tmp_path: Path
) -> None:
    old = router_process(SMALL)
    receipt = ask(old).headers["x-sovereign-receipt"]
    folder, data = tmp_path / "parcel", tmp_path / "new"
    done = old.run("export", "--tenant", "default", "--out", str(folder), "--json")
    assert done.returncode == 0, done.stderr
    assert old.stop() == 0

    data.mkdir()
    shutil.copy(old.data / "master.key", data)
    environment = clean_environment(data, tmp_path / "lookups")
    key = json.loads(done.stdout)["key"]
    foreign = sovereign(("import", str(folder), "--tenant", "default", "--key", f"x{key}"), environment)
    assert (foreign.returncode, "not of the one that --key names" in foreign.stderr) == (2, True)
    done = sovereign(("import", str(folder), "--tenant", "default", "--key", key, "--json"), environment)
    assert done.returncode == 0, done.stderr
    came = json.loads(done.stdout)
    assert (came["keys"], came["keys_open"], came["rules_missing"]) == (1, True, [])
    new = router_process(SMALL, data=data)
    assert ask(new, old.key).status_code == 200
    known = json.loads(new.run("audit", "receipt", receipt, "--json").stdout)
    assert known["receipt"]["id"] == receipt
    assert new.run("audit", "verify").returncode == 0


def test_beside_a_running_router_a_copy_gets_no_keys_that_another_tenant_has(
    router_process: StartRouter, tmp_path: Path
) -> None:
    router = router_process(SMALL)
    ask(router)
    folder = tmp_path / "parcel"
    assert router.run("export", "--tenant", "default", "--out", str(folder)).returncode == 0
    done = router.run("import", str(folder), "--tenant", "copy", "--json")
    assert done.returncode == 0, done.stderr
    assert (json.loads(done.stdout)["keys"], json.loads(done.stdout)["keys_held_by"]) == (0, "default")
    refused = router.run("import", str(folder), "--tenant", "copy")
    assert refused.returncode == 2
    assert "there is a tenant 'copy'" in refused.stderr
    assert router.run("audit", "verify", "--tenant", "copy").returncode == 0
    until(lambda: ask(router).status_code == 200)


@pytest.mark.parametrize("name", ["", "../../x", "lim\x1b[2J", "lim\nmy: whole", "a b"])
def test_a_name_that_routes_yaml_would_refuse_is_given_to_no_tenant(
    router_process: StartRouter, tmp_path: Path, name: str
) -> None:
    router = router_process(SMALL)
    assert router.run("export", "--tenant", "default", "--out", str(tmp_path / "parcel")).returncode == 0
    for command in (
        ("import", str(tmp_path / "parcel"), "--tenant", name),
        ("keys", "issue", "--tenant", name, "--agent", "a"),
    ):
        done = router.run(*command)
        assert done.returncode == 2
        assert "\x1b" not in done.stderr
        assert "cannot name a tenant" in done.stderr or "there is no tenant" in done.stderr
    assert len(json.loads(router.run("audit", "verify", "--json").stdout)["logs"]) == 2
