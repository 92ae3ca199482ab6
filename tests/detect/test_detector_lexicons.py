import asyncio
import hashlib
import os
import re
import signal
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from detector_pools import opened, slots
from hypothesis import given, settings
from hypothesis import strategies as st

from router.core.lexicons import Lexicon, Wording
from router.core.types import Finding
from router.detect.jobs import PIECE
from router.detect.pool import DetectorPool
from router.ports import Scan

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool() -> AsyncIterator[DetectorPool]:
    async with opened() as made:
        yield made


def _lexicon(*terms: str, leave: tuple[str, ...] = ()) -> Lexicon:
    find = (Wording("detection.find[0]", "CUSTOM_TERM", terms),) if terms else ()
    left = (Wording("detection.leave[0]", None, leave),) if leave else ()
    return Lexicon(find, left, hashlib.sha256(repr((terms, leave)).encode()).digest())


def _kinds(scan: Scan) -> list[tuple[object, str]]:
    return [(one.path[1], one.kind) for one in _asked_for(scan)]


def _asked_for(scan: Scan) -> list[Finding]:
    """What these tests are about, whatever names are seen in their texts."""
    return [one for one in scan.findings if one.kind in ("CUSTOM_TERM", "DATE_TIME", "EMAIL_ADDRESS")]


async def test_a_tenant_s_own_terms_are_found_and_left_alone(pool: DetectorPool) -> None:
    asked = slots("Nordlicht by ann@example.com", "Q1", "bob@example.com")
    own = _lexicon("nordlicht", "Q1", leave=("bob@example.com",))
    scan = await pool.detect("t", asked, own)
    assert _kinds(scan) == [(0, "CUSTOM_TERM"), (0, "EMAIL_ADDRESS"), (1, "CUSTOM_TERM")]
    assert [one.by for one in scan.findings if one.kind == "CUSTOM_TERM"] == ["detection.find[0]"] * 2
    assert _kinds(await pool.detect("t", asked, own)) == _kinds(scan)


async def test_dates_are_found_for_those_who_ask_and_remembered_for_no_others(pool: DetectorPool) -> None:
    asked, asking = slots("on 2021-05-12"), Lexicon(digest=b"dates", also=frozenset({"DATE_TIME"}))
    for _ in range(2):
        assert _kinds(await pool.detect("t", asked)) == []
        assert _kinds(await pool.detect("t", asked, asking)) == [(0, "DATE_TIME")]


async def test_other_rules_give_other_findings_at_once(pool: DetectorPool) -> None:
    asked = slots("Nordlicht and Südlicht, bob@example.com")
    assert _kinds(await pool.detect("t", asked)) == [(0, "EMAIL_ADDRESS")]
    for _ in range(2):
        one = await pool.detect("t", asked, _lexicon("Nordlicht"))
        two = await pool.detect("t", asked, _lexicon("Südlicht", leave=("bob@example.com",)))
        assert [(found.start, found.kind) for found in _asked_for(one)] == [(0, "CUSTOM_TERM"), (24, "EMAIL_ADDRESS")]
        assert [(found.start, found.kind) for found in _asked_for(two)] == [(14, "CUSTOM_TERM")]


WORDS = st.sampled_from(["Nord", "Süd", "Ost", "West"])


@settings(max_examples=30, deadline=None)
@given(words=st.lists(WORDS, min_size=1, max_size=6), owns=st.lists(WORDS, min_size=2, max_size=5))
async def test_tenants_that_ask_at_once_each_get_their_own_and_nothing_else(
    pool: DetectorPool, words: list[str], owns: list[str]
) -> None:
    text = " ".join(words)
    asked = slots(*(f"{text} {number}" for number in range(3)))
    every = (pool.detect(f"tenant {index}", asked, _lexicon(own)) for index, own in enumerate(owns))
    for own, scan in zip(owns, await asyncio.gather(*every), strict=True):
        assert scan.failed == 0
        expected = [match.span() for match in re.finditer(own, text)] * 3
        assert [(one.start, one.end) for one in _asked_for(scan)] == expected


async def test_more_lexicons_than_a_worker_keeps_are_learnt_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("router.detect.crew._TERMS", 2)
    async with opened(1) as made:
        for round_ in range(2):
            for number in range(4):
                scan = await made.detect("t", slots(f"Werk{number} {round_}"), _lexicon(f"Werk{number}"))
                assert [one.kind for one in _asked_for(scan)] == ["CUSTOM_TERM"]
        (channel,) = made._channels.values()
        assert len(channel._told) == 2


async def test_a_new_worker_learns_what_the_one_before_it_knew(pool: DetectorPool) -> None:
    own = _lexicon("Nordlicht")
    await pool.detect("t", slots("Nordlicht 1"), own)
    for pid in pool.pids:
        os.kill(pid, signal.SIGKILL)
    assert _kinds(await pool.detect("t", slots("Nordlicht 2"), own)) == [(0, "CUSTOM_TERM")]


async def test_a_lexicon_that_cannot_be_compiled_fails_every_text(pool: DetectorPool) -> None:
    broken = Lexicon((Wording("x", "CUSTOM_TERM", patterns=("(",)),), digest=b"broken")
    assert (await pool.detect("t", slots("Nordlicht 1", "Ann Other"), broken)).failed == 2
    assert (await pool.detect("t", slots("Nordlicht 1"))).failed == 0


async def test_a_term_across_the_border_of_two_pieces_is_found_once(pool: DetectorPool) -> None:
    text = ("lorem ipsum " * 11_000)[: PIECE - 8_200] + " Projekt Nordlicht " * 900 + "ipsum " * 20_000
    scan = await pool.detect("t", slots(text), _lexicon("Projekt Nordlicht"))
    assert [(one.start, one.end) for one in _asked_for(scan)] == [
        m.span() for m in re.finditer("Projekt Nordlicht", text)
    ]
