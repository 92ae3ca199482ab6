"""Sees to it that new keys are tried before they are used. See `versions` for what follows from what is found.

A probe is one cheap request that carries nothing of a customer's. Of the providers that share a reference one is probed
after the other, so a key never goes out twice at once.
"""

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from enum import Enum, auto

from router.core.problems import FailureKind, UpstreamFailure
from router.ports import Probing, Provider
from router.secrets.credential import Credential, News
from router.secrets.keyed import KeyedProvider, speaks_of_key
from router.secrets.resolving import Secrets

NOT_NOW = frozenset({FailureKind.REFUSED, FailureKind.RESET, FailureKind.SERVER, FailureKind.RATE, FailureKind.TIMEOUT})
"""What may be different in a moment. Any other failure says that this host has no such request."""


UNTOLD = 1024
"""News that are kept until somebody takes them."""


def _never(_provider: str) -> bool:
    return False


class Verdict(Enum):
    """What a probe says of a key."""

    TAKEN = auto()
    REFUSED = auto()
    NOTHING = auto()
    NOBODY_ANSWERED = auto()


class Rotation:
    def __init__(self, secrets: Secrets, clock: Callable[[], float] = time.monotonic) -> None:
        self._secrets = secrets
        self._clock = clock
        self._credentials: dict[tuple[str, str], Credential] = {}
        self._keyed: tuple[KeyedProvider, ...] = ()
        self.news: deque[News] = deque(maxlen=UNTOLD)
        """The oldest first. Whoever tells of them takes them away."""

    def credential(self, provider: str, reference: str) -> Credential:
        """The one there is for this provider and reference: what is known of its versions outlives a reload."""
        known = self._credentials.get((provider, reference))
        return known or Credential(provider, reference, self._secrets, self._clock, self.news.append)

    def adopt(self, providers: Iterable[Provider]) -> None:
        """These serve from now on, and no others. Of those without a key there is nothing to look after."""
        self._keyed = tuple(one for one in providers if isinstance(one, KeyedProvider))
        for keyed in self._keyed:
            keyed.credential.can_be_probed = isinstance(keyed.provider, Probing)
        credentials = [keyed.credential for keyed in self._keyed]
        self._credentials = {(one.provider, one.reference): one for one in credentials}

    async def look(self, is_stopped: Callable[[str], bool] = _never) -> None:
        """Looks at every reference, and tries the keys that are new. Called again and again; never raises.

        No key goes to a provider that `is_stopped`: it is tried when that is resumed.
        """
        if self._secrets.is_stale():
            await asyncio.to_thread(self._secrets.refresh)
        groups: defaultdict[str, list[KeyedProvider]] = defaultdict(list)
        for keyed in self._keyed:
            keyed.credential.current()
            if keyed.credential.due() is not None and not is_stopped(keyed.credential.provider):
                groups[keyed.credential.reference].append(keyed)
        await asyncio.gather(*(_settle_in_turn(group, is_stopped) for group in groups.values()))

    def troubles(self) -> dict[str, str]:
        """Why a person should look at a provider's key, by provider. Holds references, never values."""
        found = {keyed.credential.provider: keyed.credential.trouble() for keyed in self._keyed}
        return {provider: trouble for provider, trouble in found.items() if trouble is not None}


async def _settle_in_turn(group: Iterable[KeyedProvider], is_stopped: Callable[[str], bool]) -> None:
    """A probe takes its time: whoever was stopped meanwhile is not asked."""
    for keyed in group:
        if not is_stopped(keyed.credential.provider):
            await _settle(keyed)


async def _settle(keyed: KeyedProvider) -> None:
    """Probes the version that is due. One that is refused counts as refused only where the one in use is taken."""
    credential, provider = keyed.credential, keyed.provider
    version = credential.due()
    if version is None or not isinstance(provider, Probing):
        return
    match await _verdict(provider, version.value):
        case Verdict.TAKEN:
            credential.take(version)
        case Verdict.NOTHING:
            credential.take(version, proven=False)
        case Verdict.NOBODY_ANSWERED:
            credential.postpone(version)
        case Verdict.REFUSED:
            match await _verdict(provider, credential.active or ""):
                case Verdict.TAKEN:
                    credential.decline(version)
                case Verdict.NOBODY_ANSWERED:
                    credential.postpone(version)
                case Verdict.REFUSED | Verdict.NOTHING:
                    credential.take(version, proven=False)


async def _verdict(provider: Probing, key: str) -> Verdict:
    try:
        await provider.probe(key)
    except UpstreamFailure as failure:
        if speaks_of_key(failure):
            return Verdict.REFUSED
        return Verdict.NOBODY_ANSWERED if failure.kind in NOT_NOW else Verdict.NOTHING
    return Verdict.TAKEN
