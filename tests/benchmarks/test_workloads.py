"""What the gateways are asked, and that the mock provider and the load generator check what comes back."""

import importlib.util
import json
import re
import subprocess

import load
import pytest
from measure import HERE, start_upstream
from workloads import CONVERSATIONS, Workload, as_json

SPEC = importlib.util.spec_from_file_location("mock_provider", HERE / "upstream.py")
assert SPEC is not None
assert SPEC.loader is not None
mock_provider = importlib.util.module_from_spec(SPEC)  # not imported by name: tests/support has an `upstream` too
SPEC.loader.exec_module(mock_provider)
RESTORING = Workload("restoring", 2, 1.0, chunks=20, detecting=True)
SECOND = Workload("second turn", 4, 1.0, kilobytes=20, detecting=True, turn=2)


def stop(process: "subprocess.Popen[bytes]") -> None:
    with process:
        process.terminate()


@pytest.mark.parametrize("kilobytes", [1, 20, 200])
def test_a_body_is_about_as_large_as_it_says(kilobytes: int) -> None:
    (ask,) = Workload("request", 1, 1.0, kilobytes=kilobytes).asks(1)
    assert kilobytes * 0.8 < len(as_json(ask)["body"]) / 1000 < kilobytes * 1.2


def test_a_second_turn_repeats_the_first_and_adds_an_answer_and_a_question() -> None:
    first = Workload("first turn", 4, 1.0, kilobytes=20, detecting=True, turn=1).asks(1)
    second = SECOND.asks(1)
    assert len(first) == len(second) == CONVERSATIONS
    for one, two in zip(first, second, strict=True):
        before, after = one.body["messages"], two.body["messages"]
        assert isinstance(before, list)
        assert isinstance(after, list)
        assert after[: len(before)] == before
        assert [message["role"] for message in after[len(before) :]] == ["assistant", "user"]
        assert after[-1]["content"].count(two.expects) == 1


def test_no_conversation_comes_in_two_repetitions() -> None:
    told = [as_json(ask)["body"] for repetition in range(3) for ask in SECOND.asks(repetition)]
    assert len(set(told)) == 3 * CONVERSATIONS


def test_a_gateway_that_wants_a_prefix_gets_it_before_the_model() -> None:
    (ask,) = Workload("request", 1, 1.0).asks(1)
    assert ask.of("tensorzero::model_name::").body["model"] == "tensorzero::model_name::whole"


def test_the_provider_repeats_the_stand_in_and_cuts_it_in_two_when_it_streams() -> None:
    assert b"[[EMAIL_ADDRESS_3]]" in mock_provider.whole("[[EMAIL_ADDRESS_3]]")
    frames = mock_provider.events(20, "[[EMAIL_ADDRESS_3]]", with_usage=False)
    assert not any(b"[[EMAIL_ADDRESS_3]]" in frame for frame in frames)
    words = re.findall(rb'"content": "([^"]*)"', b"".join(frames))
    assert b"".join(words).count(b"[[EMAIL_ADDRESS_3]]") == 2


@pytest.mark.parametrize(("stands_in", "lacking"), [("ann@example.org", 0), ("nothing of it", 4)])
async def test_an_answer_without_what_it_must_contain_is_counted(stands_in: str, lacking: int) -> None:
    process, port = start_upstream()
    try:
        body = json.dumps({"model": "whole", "content": "[[EMAIL_ADDRESS_3]]"}).encode()
        expected = b"[[EMAIL_ADDRESS_3]]" if not lacking else stands_in.encode()
        asks = [(load.request("/", {"authorization": "Bearer x"}, body), expected)]
        told = await load.run(load.Plan(port, asks, clients=2, seconds=5.0, each=2))
    finally:
        stop(process)
    assert told["requests"] == 4
    assert told["lacking"] == lacking
    assert told["errors"] == 0


async def test_a_stream_is_counted_event_by_event() -> None:
    process, port = start_upstream()
    try:
        (ask,) = RESTORING.asks(1)
        raw = load.request("/", {}, as_json(ask)["body"].encode())
        told = await load.run(load.Plan(port, [(raw, b"")], clients=2, seconds=5.0, each=1))
    finally:
        stop(process)
    assert (told["requests"], told["events"]) == (2, 2 * 21)
