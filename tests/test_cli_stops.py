"""What `sovereign stop` and `resume` take, and what they tell a person and a program."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from small_router import SMALL

from router import cli
from router.cli.words import NO, OK, WRONG

Run = Callable[[str], tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A command, on a store with a key of agent `a`: how it ended, what it said, and what it complained of."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOVEREIGN_DATA_DIR", str(tmp_path / "data"))
    (tmp_path / "routes.yaml").write_text(SMALL)

    def runs(words: str) -> tuple[int, str, str]:
        ended = cli.main(shlex.split(words))
        said = capsys.readouterr()
        return ended, said.out, said.err

    assert runs("keys issue --tenant default --agent a")[0] == OK
    return runs


COVERS = [
    ("--agent a", "agent 'a' is stopped (1 key); running routers refuse it", [1, []]),
    ("--agent a --tenant default", "agent 'a' of tenant 'default' is stopped (1 key)", [1, []]),
    ("--tenant default", "tenant 'default' is stopped (1 key)", [1, []]),
    ("--provider fake", "provider 'fake' is stopped (fake/x); running routers ask it nothing", [0, ["fake/x"]]),
    ("--everything", "everything is stopped (1 key)", [1, ["fake/x"]]),
]


@pytest.mark.parametrize(("words", "told", "covers"), COVERS)
def test_it_is_told_what_a_button_covers_and_how_to_resume_it(
    run: Run, words: str, told: str, covers: list[object]
) -> None:
    ended, said, complaint = run(f"stop {words}")
    assert (ended, complaint) == (OK, "")
    assert told in said
    assert f"`sovereign resume {words}`" in said
    again = json.loads(run(f"stop {words} --json")[1])
    assert (again["new"], [again["covers"]["keys"], again["covers"]["routes"]]) == (False, covers)
    assert "was stopped already, at 2" in run(f"stop {words}")[1]
    assert f"`sovereign resume {words}`" in run("stop --list")[1]
    goes_on = f"{told.partition(' is stopped')[0]} goes on, in running routers within a second\n"
    assert run(f"resume {words}") == (OK, goes_on, "")
    assert json.loads(run("stop --list --json")[1]) == []


def test_the_list_tells_since_when_and_by_whom(run: Run) -> None:
    run("stop --agent a")
    (stop,) = json.loads(run("stop --list --json")[1])
    assert (stop["reach"], stop["name"], stop["tenant"]) == ("agent", "a", None)
    assert stop["by"].startswith("cli:")
    assert f"agent 'a'  since {stop['since']}  by {stop['by']}" in run("stop --list")[1]


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("--provider lefft", "no route of the routes file is of provider 'lefft'"),
        ("--tenant nobody", "no key that holds is of tenant 'nobody'"),
        ("--agent a --tenant nobody", "no key that holds is of agent 'a' of tenant 'nobody'"),
    ],
)
def test_a_name_that_nobody_has_is_stopped_all_the_same_with_a_warning(run: Run, words: str, doubt: str) -> None:
    ended, _, complaint = run(f"stop {words}")
    assert ended == OK
    assert doubt in complaint
    assert len(json.loads(run("stop --list --json")[1])) == 1


def test_a_key_that_was_revoked_is_not_counted(run: Run) -> None:
    (key,) = json.loads(run("keys list --json")[1])
    run(f"keys revoke {key['id']}")
    assert "(0 keys)" in run("stop --agent a")[1]


def test_a_routes_file_that_cannot_be_read_keeps_nobody_from_stopping(run: Run) -> None:
    ended, said, _ = run("stop --provider fake --routes none.yaml")
    assert ended == OK
    assert "which routes nobody can say" in said
    assert json.loads(run("stop --provider fake --routes none.yaml --json")[1])["covers"]["routes"] is None


def test_what_is_not_stopped_is_not_resumed(run: Run) -> None:
    ended, _, complaint = run("resume --agent a")
    assert (ended, "`sovereign stop --list`" in complaint) == (NO, True)
    ended, said, _ = run("resume --agent a --json")
    assert (ended, json.loads(said)["resumed"]) == (NO, False)


BAD = ["stop", "resume", "stop --tenant a --provider b", "stop --agent ''", "stop --everything --tenant a"]


@pytest.mark.parametrize("words", BAD)
def test_who_names_no_one_target_is_told_how(run: Run, words: str) -> None:
    ended, _, complaint = run(words)
    assert (ended, len(complaint.splitlines())) == (WRONG, 1)
    assert "--provider P or --everything" in complaint


def test_in_the_wrong_folder_it_says_so_and_makes_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOVEREIGN_DATA_DIR", str(tmp_path / "elsewhere"))
    ended, _, complaint = run("stop --everything")
    assert (ended, "SOVEREIGN_DATA_DIR" in complaint) == (WRONG, True)
    assert not (tmp_path / "elsewhere").exists()


def test_the_record_tells_who_pressed_what_in_the_tenants_log_too_and_a_siem_hears_of_it(run: Run) -> None:
    run("stop --agent a --tenant default")
    run("resume --agent a --tenant default")
    for tenant in ("", "--tenant default"):
        entries = [json.loads(line)["entry"] for line in run(f"audit export {tenant}")[1].splitlines()]
        pressed = [one for one in entries if one["kind"] == "act" and one["verb"].startswith("agent.")]
        told = [(one["verb"], one["target"], one["details"]) for one in pressed]
        assert told == [(f"agent.{verb}", "a", {"tenant": "default"}) for verb in ("stop", "resume")]
        assert all(one["actor"].startswith("cli:") for one in pressed)
    events = [json.loads(line) for line in run("audit export --tenant default --format ocsf")[1].splitlines()]
    agents = [one for one in events if one.get("entity", {}).get("type") == "agent"]
    assert [(one["class_uid"], one["activity_id"]) for one in agents] == [(3004, 12), (3004, 13)]
