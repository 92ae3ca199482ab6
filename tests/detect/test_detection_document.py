"""docs/detection.md says what the code does."""

import re
from itertools import groupby

import documents
import running

from router.core.types import KINDS
from router.detect.identifiers.national_table import Described, described

DOCUMENT = (running.ROOT / "docs" / "detection.md").read_text(encoding="utf-8")


def _shown(row: Described) -> str:
    return f"{row.document}{' ✓' if row.check else ''}{'' if row.word == 'needed' else ' °'}"


def test_the_table_of_national_identifiers_is_that_of_the_code() -> None:
    rows = groupby(described(), key=lambda row: row.country)
    lines = [f"| {country.upper()} | {', '.join(dict.fromkeys(map(_shown, own)))} |" for country, own in rows]
    assert re.findall(r"^\| [A-Z]{2} \| .*\|$", DOCUMENT, re.MULTILINE) == lines


def test_every_kind_is_told_of_and_no_other() -> None:
    section = DOCUMENT[DOCUMENT.index("## Kinds") : DOCUMENT.index("## Languages")]
    assert set(re.findall(r"`([A-Z_]+)`", section)) == KINDS


def test_every_file_that_is_named_exists() -> None:
    named = re.findall(r"\]\(([^)#]+)\)", DOCUMENT)
    named += [f"../{path}" for path in re.findall(r"\b((?:benchmarks|tests|training|router)/[\w./]*\w)", DOCUMENT)]
    assert named
    assert [path for path in named if not (running.ROOT / "docs" / path).resolve().exists()] == []


def test_what_can_be_typed_is_run_or_excused() -> None:
    assert [block.language for block in documents.blocks(DOCUMENT) if block.is_run] == ["bash"]
