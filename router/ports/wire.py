"""Languages and providers: what was asked, as it leaves, and what comes back."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from router.core.problems import Problem, UpstreamFailure
from router.core.quota import Allotment
from router.core.redact import Vault
from router.core.types import Body, Candidate, Dialect, Envelope, Path, Slot, Usage


@dataclass(frozen=True, slots=True)
class Reply:
    """A provider's answer, its status already known to be 2xx. `chunks` must be closed with `aclose`."""

    status: int
    headers: Mapping[str, str]
    chunks: AsyncIterator[bytes]
    """The body as it arrives, split anywhere. Raises `UpstreamFailure`, nothing else."""
    quota: tuple[Allotment, ...] = ()
    """How the provider's limits stand, where it says so."""

    async def aclose(self) -> None:
        """Closes the connection if the body was not read to its end. Never raises."""
        close = getattr(self.chunks, "aclose", None)
        if close is not None:
            await close()


class Reader(Protocol):
    """Reads one provider answer, whole or streamed, and gives what the client may see: restored, tool calls withheld.

    Pure: fed with bytes split anywhere. What precedes a failure is returned first; after it nothing more is.
    """

    @property
    def committed(self) -> bool:
        """Content (text, reasoning, refusal, tool delta) was in what was returned so far."""
        ...

    @property
    def complete(self) -> bool:
        """Everything was read that belongs to the answer."""
        ...

    @property
    def finished(self) -> bool:
        """Every choice that was asked for has its finish in what was returned: only usage and the end may follow."""
        ...

    @property
    def failure(self) -> UpstreamFailure | None: ...

    @property
    def usage(self) -> Usage | None: ...

    @property
    def written(self) -> int:
        """Bytes of text and of tool calls that the provider wrote; of a whole reply only where it tells no usage."""
        ...

    @property
    def heard(self) -> int:
        """How many events of a stream had content: comments and empty deltas are no progress."""
        ...

    @property
    def finish_reasons(self) -> tuple[str, ...]: ...

    @property
    def response_model(self) -> str | None: ...

    def feed(self, data: bytes) -> bytes: ...

    def finish(self, broken: UpstreamFailure | None = None) -> bytes:
        """The provider's answer ended, or broke off: what is left. Sets `failure` when it is not complete."""
        ...


@runtime_checkable
class Resumable(Reader, Protocol):
    """A reader of a stream that another provider may go on with, should it break off."""

    @property
    def so_far(self) -> str | None:
        """What the provider wrote, its own words; None where nobody can go on with it."""
        ...

    def go_on(self, how: str) -> None:
        """After a failure: what is fed from now on is another answer, which goes on with `so_far`.

        `how` it was asked to, as `DialectPort.continued`.
        """
        ...

    def let_go(self) -> bytes:
        """Nobody goes on: what was held back for it."""
        ...


class DialectPort(Protocol):
    """One endpoint language. Pure: bytes and values in, bytes and values out."""

    @property
    def name(self) -> Dialect: ...

    def parse(self, raw: bytes) -> Body:
        """Raises `Problem` (invalid_request)."""
        ...

    def slots(self, body: Body) -> tuple[Slot, ...]: ...

    def rewrite(self, body: Body, replacements: Mapping[Path, str]) -> Body: ...

    def instruct(self, body: Body, text: str) -> Body:
        """`body` with one more instruction from the system, always in the same place: in front, or behind the first."""
        ...

    def has_media(self, body: Body, raw: bytes) -> bool:
        """Whether it holds what detection cannot read. `raw` are the bytes that `body` was parsed from."""
        ...

    def needs(self, body: Body) -> tuple[str, ...]: ...

    def user(self, body: Body) -> str | None:
        """Whom the client asks for, by the name that it has for them; None where it does not say."""
        ...

    def turns(self, body: Body) -> tuple[bytes, ...]:
        """Canonical bytes of each message, in order: what the conversation's high-water mark is keyed by."""
        ...

    def opening(self, body: Body) -> tuple[bytes, ...]:
        """The first of `turns`, as many as say which conversation it is: the same from its first request on."""
        ...

    def continued(self, body: Body, text: str, how: str) -> Body:
        """`body`, asking for what comes behind `text`, in the way that `routes.yaml` names for the route."""
        ...

    def reader(
        self,
        *,
        body: Body,
        stream: bool,
        vault: Vault | None,
        refusal: Callable[[str], str | None],
        resumable: bool = False,
    ) -> Reader:
        """`refusal(tool name)` is None for a call that may reach the agent, else the text it reads instead.

        `resumable`: a `Resumable`, if the request allows it.
        """
        ...

    def problem(self, problem: Problem, request_id: str) -> bytes: ...

    def problem_event(self, problem: Problem, request_id: str) -> bytes: ...


class Provider(Protocol):
    """One provider of `routes.yaml`. Knows its wire; knows nothing of policy."""

    @property
    def dialects(self) -> frozenset[Dialect]: ...

    @property
    def restores(self) -> bool:
        """False where the answer must be shown as it came: the mirror exists to show placeholders."""
        ...

    def encode(self, envelope: Envelope, body: Body, candidate: Candidate) -> bytes:
        """The exact bytes that would leave: model set, wire switches forced, fields dropped. Pure.

        `body` is what may leave: the envelope's own, or a copy with what was redacted. What is the same object in both
        may leave in the client's own bytes.
        """
        ...

    async def send(
        self, dialect: Dialect, body: bytes, *, model: str, stream: bool, features: tuple[str, ...] = ()
    ) -> Reply:
        """Sends; returns once the status line says 2xx. Raises `UpstreamFailure`, nothing else.

        Keeps the route's timeouts: `first_token` until a stream's first bytes, `stall` between two pieces after them,
        `total` in any case. `features`: `Envelope.features`, of which it passes on those that its contract allows.
        """
        ...

    async def aclose(self) -> None: ...


@runtime_checkable
class Probing(Protocol):
    """A provider that can say whether it takes a key. Where it cannot, a new key counts untried."""

    async def probe(self, key: str) -> None:
        """Sends one cheap request that carries nothing but `key`; returns if it is answered 2xx.

        Raises `UpstreamFailure`, nothing else.
        """
        ...
