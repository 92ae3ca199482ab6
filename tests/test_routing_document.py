"""docs/routing.md says what the code does: its rules load, and its numbers are the code's."""

from typing import get_args

import pytest
import yaml
from documents import blocks
from routes_files import DATA, load
from running import ROOT

from router.config.words import Continuing, Rank
from router.core.latency import DECAY, FAILED
from router.core.ranking import SCARCE, SPARSEST
from router.core.rules import Timeouts
from router.dialects.chat_onward import LEAST, LONGEST
from router.http.lingering import PATIENCE
from router.pipeline.onward import MOST

PAGE = (ROOT / "docs" / "routing.md").read_text()
WORDS = " ".join(PAGE.split())


def test_its_rules_are_read_as_it_says() -> None:
    shown = next(block.text for block in blocks(PAGE) if block.language == "yaml")
    file = yaml.safe_load((DATA / "routes_design.yaml").read_text()) | yaml.safe_load(shown)
    serving = load(yaml.safe_dump(file)).ruleset.serving["assistant"]
    assert (serving.rank, serving.sticky) == ("weighted", True)
    assert dict(serving.continues) == {
        "vllm/mistral-small-3.2": "final_message",
        "mistral/mistral-small-latest": "prefix",
    }


@pytest.mark.parametrize(
    "says",
    [
        f"fade within about {DECAY:.0f} seconds",
        f"counts as {FAILED:.0f} seconds at least",
        f"by a factor of {SPARSEST},",
        f"less than {SCARCE:.0%} of a quota",
        f"nothing at all for {PATIENCE:.0f} seconds",
        f"longer than {LONGEST:,} characters",
        f"done more than {MOST} times",
        f"last {LEAST} characters or more",
        *(f"| {getattr(Timeouts(), name):.0f} s |" for name in ("connect", "first_token", "stall", "total")),
    ],
)
def test_its_numbers_are_the_codes(says: str) -> None:
    assert says in WORDS


@pytest.mark.parametrize("word", [*get_args(Rank), *get_args(Continuing)])
def test_every_word_has_its_row(word: str) -> None:
    assert f"| `{word}` |" in PAGE
