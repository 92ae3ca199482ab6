"""A process that asks for 50 places at once: `python redis_bidder.py URL LIMIT`. Prints how many it was granted."""

import asyncio
import sys

from redis_states import Replica, begin, claim

from router.core.limits import Grant
from router.core.rules import Quota

TASKS, EACH = 50, 10


async def bid(url: str, limit: int) -> int:
    """Each task asks ten times. What is granted is not given back before all have asked."""
    replica = Replica(url, patience=5.0)
    await replica.start()
    own = claim(Quota(requests_per_minute=limit, tokens_per_minute=limit * 7))
    most = claim(Quota(concurrent_requests=limit), name="agent")

    async def task() -> int:
        held = [(await begin(replica, own, most, tokens=7)).held for _ in range(EACH)]
        return sum(isinstance(one, Grant) for one in held)

    granted = sum(await asyncio.gather(*(task() for _ in range(TASKS))))
    assert replica.trouble() is None, replica.trouble()
    sys.stdout.write("asked\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.readline)
    await replica.aclose()
    return granted


if __name__ == "__main__":
    sys.stdout.write(f"{asyncio.run(bid(sys.argv[1], int(sys.argv[2])))}\n")
