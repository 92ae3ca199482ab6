"""Which key a provider is asked with while one replaces another. A pure machine: no I/O, no clock.

There are at most two versions: the active one, which requests are sent with, and a spare, whose role is one of

    pending    newer. The reference leads to it; whether the provider takes it is not known yet
    retiring   older. It was active until the newer one was taken, and is dropped after the overlap, which begins once
               the newer one is proven: taken by a probe, or answered in a request
    refused    newer. The provider refused it and takes the one before: that is the alarm
    doubted    it was active until the provider refused it in a request. The other one is tried instead

and this is how they change:

    the reference leads to         a first key                  it is active
                                   another key                  it is pending; what was spare is dropped
                                   another, nothing proven yet  the retiring one is active again, and that is pending
                                   the active one, put back     a newer spare is dropped
                                   the retiring one, put back   it is pending
    a probe says                   taken                        the pending or refused one is active, the other retires
                                   nothing at all               the same, unproven
                                   refused, the active taken    it is refused, and probed again later
                                   nobody answered              it is probed again soon
    a request with the active one  is refused (401, 403)        the spare is active and the other doubted
                                   is answered, spare doubted   a newer doubted one is refused, an older one retires
                                   is answered, unproven        it is proven
    the overlap                    is over                      a retiring one is dropped

A request keeps the key it began with, so nothing here ends one. When the provider refuses both, they take turns: there
is nothing better to do, and the first that is taken again stays. What cannot be sent at all is no version.
"""

from dataclasses import dataclass, field
from enum import StrEnum

OVERLAP = 300.0
"""Seconds that a key which was replaced is kept, in case the new one is refused after all."""
PROBE_SOON = 5.0
PROBE_LATER = 60.0
"""Seconds between probes of a key when nobody answered, and of one that was refused: some keys need time to spread."""


class Role(StrEnum):
    PENDING = "pending"
    RETIRING = "retiring"
    REFUSED = "refused"
    DOUBTED = "doubted"


class Change(StrEnum):
    """What a request brought to light."""

    ROLLED_BACK = "rolled back"
    MOVED_ON = "moved on"


@dataclass(frozen=True, slots=True)
class Version:
    """`number` counts the keys that a reference led to, from 1."""

    number: int
    value: str = field(repr=False)


@dataclass(slots=True)
class _Spare:
    version: Version
    role: Role
    probe_at: float | None = None
    drop_at: float | None = None
    """None of one that retires: the active one is not proven."""
    both: bool = False
    """Of one that is doubted: the active one was refused as well since."""


class Versions:
    """`now` is in seconds of one clock, the same for all calls."""

    def __init__(self) -> None:
        self.active: Version | None = None
        self._spare: _Spare | None = None

    @property
    def spare(self) -> Version | None:
        return self._spare.version if self._spare is not None else None

    @property
    def role(self) -> Role | None:
        """The spare's."""
        return self._spare.role if self._spare is not None else None

    @property
    def both_refused(self) -> bool:
        """Nothing was answered since the provider refused the one and the other."""
        return self._spare is not None and self._spare.both

    @property
    def is_unproven(self) -> bool:
        """Nobody knows yet whether the provider takes the active one. The one that it took is kept."""
        return self._spare is not None and self._spare.role is Role.RETIRING and self._spare.drop_at is None

    @property
    def newest(self) -> int:
        """Number of the newest version; 0: there was none."""
        return max((one.number for one in (self.active, self.spare) if one is not None), default=0)

    def see(self, value: str, now: float) -> None:
        """The reference leads to `value`."""
        active, spare = self.active, self._spare
        if active is None:
            self.active = Version(1, value)
        elif value == active.value:
            if spare is not None and spare.version.number > active.number:
                self._spare = None
        elif spare is None or value != spare.version.value or spare.version.number < active.number:
            number = self.newest + 1
            if spare is not None and self.is_unproven:
                self.active = active = spare.version
            is_back = value == active.value  # from one that nobody proved, to the one before it
            self._spare = None if is_back else _Spare(Version(number, value), Role.PENDING, probe_at=now)

    def due(self, now: float) -> Version | None:
        """The version to probe now, and an old one dropped whose time is over."""
        spare = self._spare
        if spare is None:
            return None
        if spare.drop_at is not None and now >= spare.drop_at:
            self._spare = None
            return None
        return spare.version if spare.probe_at is not None and now >= spare.probe_at else None

    def take(self, version: Version, now: float, *, proven: bool = True) -> None:
        """A probe of `version` was answered, or says nothing: then it is not `proven`.

        Late news of a spare that is none any more is ignored.
        """
        if self._spare is not None and self._spare.version is version and self.active is not None:
            self._spare = _Spare(self.active, Role.RETIRING, drop_at=now + OVERLAP if proven else None)
            self.active = version

    def decline(self, version: Version, now: float) -> bool:
        """A probe of `version` was refused while one of the active was answered. True when that is news."""
        spare = self._spare
        if spare is None or spare.version is not version:
            return False
        is_news = spare.role is not Role.REFUSED
        self._spare = _Spare(version, Role.REFUSED, probe_at=now + PROBE_LATER)
        return is_news

    def postpone(self, version: Version, now: float) -> None:
        """A probe was not answered."""
        if self._spare is not None and self._spare.version is version:
            self._spare.probe_at = now + PROBE_SOON

    def refused(self, value: str, now: float) -> bool:
        """A request with `value` was refused. True when another key is tried from now on."""
        self.due(now)
        if self._spare is None or self.active is None or value != self.active.value:
            return False
        both = self._spare.role is Role.DOUBTED
        self.active, self._spare = self._spare.version, _Spare(self.active, Role.DOUBTED, both=both)
        return True

    def answered(self, value: str, now: float) -> Change | None:
        """A request with `value` was answered."""
        active, spare = self.active, self._spare
        if spare is None or active is None or value != active.value:
            return None
        if self.is_unproven:
            spare.drop_at = now + OVERLAP
            return None
        if spare.role is not Role.DOUBTED:
            return None
        if spare.version.number < active.number:
            self._spare = _Spare(spare.version, Role.RETIRING, drop_at=now + OVERLAP)
            return Change.MOVED_ON
        self._spare = _Spare(spare.version, Role.REFUSED)
        return Change.ROLLED_BACK
