"""What workers and their supervisor say to each other of what is counted together. Never text, never a secret."""

import msgspec

from router.core.limits import Advance, Claim, Cost, Grant, Holder, Moment, Refusal


class Asked(msgspec.Struct, tag="begin", frozen=True):
    number: int
    tenant: str
    marks: list[bytes]
    claims: tuple[Claim, ...]
    cost: Cost
    at: Moment


class Advanced(msgspec.Struct, tag="advance", frozen=True):
    number: int
    claims: tuple[Claim, ...]
    money: int
    at: Moment


class Taken(msgspec.Struct, tag="take", frozen=True):
    """A request that a worker granted alone. `Grant.shared` is a number of its own, as that of a question."""

    grant: Grant


class Settled(msgspec.Struct, tag="settle", frozen=True):
    grant: Grant
    used: int
    now: float


class Paid(msgspec.Struct, tag="pay", frozen=True):
    advance: Advance
    money: int


class Primed(msgspec.Struct, tag="prime", frozen=True):
    month: str
    spent: list[tuple[Holder, int]]


class Raised(msgspec.Struct, tag="raise", frozen=True):
    """The class of a conversation: from a worker, and on to all others, for when the supervisor stands still."""

    tenant: str
    mark: bytes
    effective: str


class Repeated(msgspec.Struct, tag="repeat", frozen=True):
    """Requests and repeats of a tenant since this was told last."""

    tenant: str
    requests: int
    repeats: int
    now: float


class Notice(msgspec.Struct, tag="notice", frozen=True):
    """As `ports.Exchange.tell`: from a worker, and on to all others."""

    topic: str
    name: str
    value: str
    lasting: float


class Answer(msgspec.Struct, tag="answer", frozen=True):
    """To the question of this number. `classes`: all that any of its marks was raised to.

    `spent`: by whoever has a budget among those asked about, in this month, in nano-euro.
    """

    number: int
    grant: Grant | None = None
    advance: Advance | None = None
    refusal: Refusal | None = None
    classes: list[str] = []
    spent: list[tuple[Holder, int]] = []


class Repeats(msgspec.Struct, tag="repeats", frozen=True):
    """Requests and repeats of a tenant in the window, in all workers."""

    tenant: str
    requests: int
    repeats: int


Question = Asked | Advanced
Message = Asked | Advanced | Taken | Settled | Paid | Primed | Raised | Repeated | Notice
Told = Answer | Repeats | Notice | Raised

encode = msgspec.msgpack.Encoder().encode
MESSAGES: msgspec.msgpack.Decoder[Message] = msgspec.msgpack.Decoder(Message)
TOLD: msgspec.msgpack.Decoder[Told] = msgspec.msgpack.Decoder(Told)
