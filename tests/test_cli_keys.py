"""What `sovereign keys` takes on the command line, and how a key is told to a person."""

import argparse
from dataclasses import replace

import pytest

from router.cli.keys import add_to, key_json, key_line
from router.core.lineage import Lineage
from router.issuing import NEVER, Scope, new_key, successor
from router.ports import KeyRecord

NOW = 1_790_000_000.0
MASTER = bytes(32)
ISSUE = ("keys", "issue", "--tenant", "acme", "--agent", "bot")


def parsed(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_to(parser.add_subparsers(), argparse.ArgumentParser(add_help=False))
    return parser.parse_args(arguments)


@pytest.mark.parametrize("option", ["--budget", "--requests-per-minute", "--tokens-per-minute"])
@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "1e999", "", "many", "\u0661"])
def test_a_limit_of_nothing_or_of_no_number_is_refused(
    option: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if (option, text) != ("--budget", "\u0661"):  # float() reads digits of every script
        with pytest.raises(SystemExit):
            parsed(*ISSUE, f"{option}={text}")
        assert "above 0" in capsys.readouterr().err


def test_a_limit_is_a_number() -> None:
    told = parsed(*ISSUE, "--budget", "7.50", "--requests-per-minute", "60", "--tokens-per-minute", "9000")
    assert (told.budget, told.requests_per_minute, told.tokens_per_minute) == (7.5, 60, 9000)


def test_both_keys_hold_for_a_day_unless_told_otherwise() -> None:
    assert parsed("keys", "rotate", "abcdefgh").overlap == "24h"


def made(scope: Scope, parent: KeyRecord | None = None) -> KeyRecord:
    return new_key(MASTER, scope, NOW, parent)[0]


def test_a_key_is_told_with_what_bounds_it_and_how_it_stands() -> None:
    parent = made(Scope("acme", "lead", ("m",), ("read",), owner="anna", expires=NEVER))
    old = made(Scope("acme", "bot", requests_per_minute=5), parent)
    new, _ = successor(MASTER, old, NOW, parent)
    replaced = replace(old, expires=NOW + 7200)
    gone, orphan = made(Scope("acme", "bot")), made(Scope("acme", "bot"), replace(parent, id="nobody00"))
    gone = replace(gone, revoked=NOW)
    lineage = Lineage([parent, replaced, new, gone, orphan])
    under = f"owner anna  parent {parent.id}  models m  tools read  requests/min 5"
    assert [key_line(key, lineage, NOW) for key in (parent, replaced, new, gone)] == [
        f"{parent.id}  acme  lead  owner anna  models m  tools read  active, never expires",
        f"{old.id}  acme  bot  {under}  replaced by {new.id}, expires in 2 hours",
        f"{new.id}  acme  bot  {under}  active, expires in 90 days",
        f"{gone.id}  acme  bot  models *  tools all  revoked 2026-09-21T14:13:20+00:00",
    ]
    assert key_line(orphan, lineage, NOW).endswith("over: a key that it was made under is")
    ended = key_line(replaced, lineage, NOW + 7200)
    assert ended.endswith(f"replaced by {new.id}, expired 2026-09-21T16:13:20+00:00")


def test_a_program_is_told_all_but_the_digest() -> None:
    key = made(Scope("acme", "bot", networks=("10.0.0.0/8",)))
    told = key_json(key, Lineage([key]), NOW)
    assert told["state"] == "active"
    assert told["networks"] == ["10.0.0.0/8"]
    assert set(told) - {"state", "replaced_by"} == set(KeyRecord.__dataclass_fields__) - {"digest", "replaces"}
