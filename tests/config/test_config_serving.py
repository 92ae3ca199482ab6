"""`serving` of `routes.yaml`, and the words that routes have for it."""

from datetime import date

import pytest
from walks import RULES

from router import config
from router.core.rules import Hedge, Ruleset, Serving

WEIGHED = RULES.replace("model: a}", "model: a, weight: 3}")
CONTINUED = RULES.replace("model: c}", "model: c, continues: prefix}")


def load(text: str) -> Ruleset:
    return config.load(text, today=date(2026, 9, 21)).ruleset


def complaints(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(config.ConfigErrors) as caught:
        load(text)
    return [(fault.path, fault.wrong, fault.write) for fault in caught.value.faults]


def test_a_file_that_says_nothing_of_it_asks_in_the_listed_order() -> None:
    assert load(RULES).serving == {"m": Serving()}


def test_every_word_is_compiled() -> None:
    serving = "serving: {m: {rank: weighted, sticky: true, hedge: {after: 2, up_to: internal}}}\n"
    compiled = load(WEIGHED + serving).serving["m"]
    assert compiled == Serving("weighted", sticky=True, hedge=Hedge(2.0, "internal"), weights={"home/a": 3})
    assert load(CONTINUED).serving["m"].continues == {"near/c": "prefix"}


@pytest.mark.parametrize("rank", ["listed", "weighted", "fastest", "cheapest"])
def test_it_never_changes_who_is_permitted(rank: str) -> None:
    assert load(RULES + f"serving: {{m: {{rank: {rank}}}}}\n").models == load(RULES).models


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            RULES + "serving: {m: {rank: quick}}\n",
            ("serving.m.rank", "'quick' is not known here", "write listed, weighted, fastest or cheapest"),
        ),
        (RULES + "serving: {n: {rank: fastest}}\n", ("serving.n", "'n' is no model of this file", "write one of: m")),
        (
            RULES + "serving: {m: {rank: fastest, sticky: true}}\n",
            (
                "serving.m.sticky",
                "rank fastest has no place where a conversation could stay",
                "write rank: weighted, or remove the line",
            ),
        ),
        (
            WEIGHED,
            (
                "models.m[0].weight",
                "is read by no rank but weighted",
                "write serving: {m: {rank: weighted}}, or remove the line",
            ),
        ),
        (
            RULES + "serving: {m: {hedge: {after: 1, up_to: internl}}}\n",
            ("serving.m.hedge.up_to", "'internl' is no class", "write internal"),
        ),
        (RULES + "serving: {m: {rnk: listed}}\n", ("serving.m.rnk", "unknown key 'rnk'", "write rank")),
        (
            CONTINUED.replace("continues: prefix", "continues: yes_please"),
            ("models.m[2].continues", "'yes_please' is not known here", "write prefix, final_message or prefill"),
        ),
        (
            RULES + "serving: {m: {hedge: {after: 0, up_to: public}}}\n",
            ("serving.m.hedge.after", "must be greater than 0, is 0", "write a value that is greater than 0"),
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_cure(text: str, fault: tuple[str, str, str]) -> None:
    assert complaints(text) == [fault]
