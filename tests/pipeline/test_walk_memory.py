"""That the words of a request that was answered are gone when it is over, and do not wait for the collector."""

import gc

import pytest
from walks import Act, ask, world

from router.pipeline.walk import Walk


@pytest.mark.parametrize("stream", [False, True])
async def test_nothing_keeps_a_walk_that_was_answered_at_once(stream: bool) -> None:
    made = world({"home": lambda _: Act("I wrote to [[EMAIL_ADDRESS_1]] for you")})
    gc.collect()
    gc.disable()
    try:
        seen = await made.answer(ask("mail anna.schmidt@example.org", stream=stream))
        left = [one for one in gc.get_objects() if isinstance(one, Walk)]
    finally:
        gc.enable()
    assert seen.head.status == 200
    assert left == []
