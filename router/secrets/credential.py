"""The key of one provider: what its reference leads to, and which version of it is used."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from router.core.credentials import sendable
from router.ports import Act
from router.secrets.resolving import Secrets
from router.secrets.unavailable import SecretUnavailable
from router.secrets.versions import Change, Role, Version, Versions

log = logging.getLogger("sovereign.secrets")

KEPT = 900.0
"""Seconds that a key is used while nothing is where it was, as long as of a vault that does not answer."""
UNFIT = "what is there cannot stand in a header; put the key alone there, one line of printable ASCII"


@dataclass(frozen=True, slots=True)
class News:
    """Which key of a provider is used has changed. `version`: the new one, which is in use or was refused."""

    provider: str
    reference: str
    change: Change
    version: int

    @property
    def is_alarm(self) -> bool:
        return self.change is Change.ROLLED_BACK

    def act(self, actor: str, at: float) -> Act:
        """As the router's own log tells it. `at`: seconds since the epoch."""
        verb = "credentials.roll_back" if self.is_alarm else "credentials.move_on"
        details = {"reference": self.reference, "version": str(self.version)}
        return Act(verb, actor, at, target=self.provider, details=details)


class Credential:
    """Shows nothing of what it holds, and cannot be pickled. Not for two threads at once. `tell` must not raise."""

    def __init__(
        self,
        provider: str,
        reference: str,
        secrets: Secrets,
        clock: Callable[[], float] = time.monotonic,
        tell: Callable[[News], object] = lambda _: None,
    ) -> None:
        self.provider = provider
        self.reference = reference
        self.can_be_probed = False
        """Else a new key counts at once, and what requests bring to light decides alone."""
        self._secrets = secrets
        self._clock = clock
        self._tell = tell
        self._versions = Versions()
        self._gone: str | None = None
        self._passing_since: float | None = None
        self._unfit: str | None = None
        """What is there, if it cannot be sent."""

    def __repr__(self) -> str:
        return f"Credential({self.provider!r}, {self.reference!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("secrets do not leave the process")

    @property
    def active(self) -> str | None:
        return self._versions.active.value if self._versions.active is not None else None

    def current(self) -> str | None:
        """What a request that begins now is sent with; None where the reference leads nowhere."""
        try:
            value = self._secrets.resolve(self.reference)
        except SecretUnavailable as gone:
            return self._without(gone)
        if sendable(value) is None:
            self._say_unfit(value)
            return self.active
        self._say_all_is_well()
        versions = self._versions
        if versions.active is None or versions.active.value != value or versions.role is not None:
            self._see(value)
        return self.active

    def due(self) -> Version | None:
        """The version to probe now."""
        return self._versions.due(self._clock()) if self._gone is None else None

    def trouble(self) -> str | None:
        """Why a person should look at it. Names the reference, never a value."""
        if self._gone is not None:
            return f"{self.reference}: {self._gone}"
        if self._passing_since is not None:
            return f"{self.reference}: no secret is there; the key before is used, {KEPT / 60:.0f} minutes at most"
        if self._unfit is not None:
            return f"{self.reference}: {UNFIT}; the key before is used"
        if self._versions.both_refused:
            return f"{self.reference}: the provider refuses this key and the one before; put one there it takes"
        if self._versions.role is Role.REFUSED:
            return f"{self.reference}: the provider refuses the new key, the one before is used; put one there it takes"
        return None

    # ------------------------------------------------------------------------------- what probes and requests tell

    def take(self, version: Version, *, proven: bool = True) -> None:
        self._versions.take(version, self._clock(), proven=proven)
        self._go_on(version)

    def decline(self, version: Version) -> None:
        if self._versions.decline(version, self._clock()):
            self._alarm(version)

    def postpone(self, version: Version) -> None:
        self._versions.postpone(version, self._clock())

    def refused(self, value: str) -> None:
        were_both = self._versions.both_refused
        if not self._versions.refused(value, self._clock()):
            return
        if not self._versions.both_refused:
            log.warning("providers.%s.key: refused; the other version of %s is tried", self.provider, self.reference)
        elif not were_both:
            log.error(
                "providers.%s.key: the provider refuses the key in %s and the one before; put a key there it takes",
                self.provider,
                self.reference,
            )

    def answered(self, value: str) -> None:
        active, doubted = self._versions.active, self._versions.spare
        if active is None or doubted is None:
            return
        match self._versions.answered(value, self._clock()):
            case Change.ROLLED_BACK:
                self._alarm(doubted)
            case Change.MOVED_ON:
                self._go_on(active)
            case None:
                pass

    def _see(self, value: str) -> None:
        now = self._clock()
        self._versions.see(value, now)
        pending = self._versions.spare
        if pending is not None and self._versions.role is Role.PENDING and not self.can_be_probed:
            self.take(pending, proven=False)

    def _without(self, gone: SecretUnavailable) -> str | None:
        """A file is empty for a moment while it is written: the key that was there is used for a while."""
        if not gone.passing or self._versions.active is None:
            self._say_gone(gone.why)
            return None
        now = self._clock()
        if self._passing_since is None:
            self._passing_since = now
            log.warning("providers.%s.key: %s: %s; the key before is used", self.provider, self.reference, gone.why)
        if now - self._passing_since < KEPT:
            return self.active
        self._say_gone(gone.why)
        return None

    def _say_all_is_well(self) -> None:
        self._passing_since = self._unfit = None
        self._say_gone(None)

    def _say_unfit(self, value: str) -> None:
        """What cannot be sent is refused here as the provider would, and told once."""
        self._passing_since = None
        if self._versions.active is None:
            self._say_gone(UNFIT)
            return
        self._say_gone(None)
        if value == self._unfit:
            return
        self._unfit = value
        self._tell(News(self.provider, self.reference, Change.ROLLED_BACK, self._versions.newest + 1))
        log.error("providers.%s.key: %s: %s; the key before is used", self.provider, self.reference, UNFIT)

    def _go_on(self, version: Version) -> None:
        log.info("providers.%s.key: version %d of %s is in use", self.provider, version.number, self.reference)
        self._tell(News(self.provider, self.reference, Change.MOVED_ON, version.number))

    def _alarm(self, refused: Version) -> None:
        self._tell(News(self.provider, self.reference, Change.ROLLED_BACK, refused.number))
        log.error(
            "providers.%s.key: the provider refuses the new key in %s and takes the one before, which is used again; "
            "put a key there that the provider takes",
            self.provider,
            self.reference,
        )

    def _say_gone(self, why: str | None) -> None:
        """Told once, when it changes: the route closes, or opens again."""
        if why == self._gone:
            return
        self._gone = why
        if why is None:
            log.info("providers.%s.key: %s is at hand", self.provider, self.reference)
        else:
            log.warning("providers.%s is closed: %s: %s", self.provider, self.reference, why)
