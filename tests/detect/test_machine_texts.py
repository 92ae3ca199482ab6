"""Code, logs and JSON: less than one finding in 100 kB over all families, and every one of them shown."""

import importlib
from functools import cache
from pathlib import Path

import pytest
from detect_reading import engine
from machine_text import machine_text

import router

MOST_PER_100_KB = 1.0
MODULES = ("json", "http", "email", "asyncio")


EXAMPLES = "detect"
"""Its docstrings show what is found, so it is no text without findings."""


def _sources(package: str) -> dict[str, str]:
    root = Path(str(importlib.import_module(package).__file__)).parent
    paths = [path.relative_to(root) for path in sorted(root.rglob("*.py"))]
    return {f"{package}/{path}": (root / path).read_text() for path in paths if path.parts[0] != EXAMPLES}


@cache
def _findings(corpus: str) -> tuple[int, tuple[tuple[str, str, str, str], ...]]:
    """Its size in bytes; file, kind, recogniser and line of each finding, e-mail addresses of documentation apart."""
    match corpus:
        case "generated":
            texts = {"generated": machine_text(300_000)}
        case _:
            texts = _sources(corpus)
    found = []
    for name, text in texts.items():
        for one in engine().scan(text):
            if one.kind == "EMAIL_ADDRESS" and corpus != "generated":
                continue
            line = text[max(0, text.rfind("\n", 0, one.start)) : one.end + 40].strip().partition("\n")[0]
            found.append((name, one.kind, one.by, line[:160]))
    return sum(len(text.encode()) for text in texts.values()), tuple(found)


@pytest.mark.parametrize("corpus", [*MODULES, "router", "generated"])
def test_each_of_them_stays_as_it_is(corpus: str) -> None:
    size, findings = _findings(corpus)
    allowed = max(1.0, MOST_PER_100_KB * size / 100_000)
    assert len(findings) <= allowed, "\n".join(map(str, findings))


def test_all_of_them_together_hold_fewer_than_one_finding_in_100_kb() -> None:
    results = [_findings(corpus) for corpus in (*MODULES, "router", "generated")]
    size = sum(one for one, _ in results)
    findings = [finding for _, some in results for finding in some]
    assert size > 1_000_000
    assert len(findings) / (size / 100_000) < MOST_PER_100_KB, "\n".join(map(str, findings))


def test_the_generator_says_the_same_each_time_and_something_else_for_another_seed() -> None:
    assert machine_text(10_000) == machine_text(10_000) != machine_text(10_000, seed=8)


def test_the_router_is_among_the_corpora() -> None:
    assert len(_sources(router.__name__)) > 50
