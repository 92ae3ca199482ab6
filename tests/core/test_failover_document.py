"""docs/failover.md says what the code does."""

import re
from importlib import import_module

import running
import yaml
from routes_files import load, put, spoilt

from router.config.schema import BreakerBlock
from router.core.failover import ANSWERS
from router.core.problems import STATUS, Code

DOCUMENT = (running.ROOT / "docs" / "failover.md").read_text(encoding="utf-8")


def rows(title: str) -> list[list[str]]:
    """The cells of the table under a heading, without its head."""
    section = DOCUMENT.split(f"## {title}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def test_the_table_of_failures_is_that_of_the_code() -> None:
    shown = {name.strip("`"): cells for name, _, *cells in rows("What a failure means")}
    said = {True: "yes", False: "no"}
    assert shown == {
        str(kind): [said[answer.moves_on], said[answer.repeats], "counts" if answer.counts else ""]
        for kind, answer in ANSWERS.items()
    }


def test_every_number_is_that_of_the_code() -> None:
    numbers = rows("Numbers")
    assert len(numbers) > 10
    for what, value, where in numbers:
        module, _, name = where.strip("`").rpartition(".")
        assert float(value.removesuffix(" s")) == getattr(import_module(module), name), what


def test_every_answer_has_its_status() -> None:
    told = re.findall(r"(\d{3}) `(\w+)`", DOCUMENT)
    assert len(told) >= 5
    assert all(STATUS[Code(code)] == int(status) for status, code in told)


def test_every_example_of_a_file_is_one_that_is_read() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        for lines in yaml.safe_load(block)["providers"].values():
            words = {word: value for word, value in lines.items() if word in ("breaker", "concurrency")}
            assert words
            load(spoilt(*(put(f"providers.cloud.{word}", value) for word, value in words.items())))


def test_the_breaker_that_is_shown_has_its_defaults_but_for_the_share() -> None:
    (shown,) = re.findall(r"breaker: (\{.*\})", DOCUMENT)
    assert yaml.safe_load(shown) == BreakerBlock().model_dump() | {"share": 0.5}


def test_every_file_that_is_named_exists() -> None:
    named = re.findall(r"\]\(([^)#]+)\)", DOCUMENT)
    assert named
    assert [path for path in named if not (running.ROOT / "docs" / path).resolve().exists()] == []
