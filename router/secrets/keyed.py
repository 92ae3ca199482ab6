"""A provider that is asked with a key: which one is settled when a request begins, and what became of it is told.

The kinds of provider know nothing of versions: they ask `key_in_use` for the key of the request they are sending.
"""

import logging
from contextvars import ContextVar
from dataclasses import replace

from router.core.credentials import sendable
from router.core.problems import FailureKind, UpstreamFailure
from router.core.types import Body, Candidate, Dialect, Envelope
from router.ports import Provider, Reply
from router.secrets.credential import Credential
from router.secrets.masking import SHORTEST, Masked

log = logging.getLogger("sovereign.secrets")

REFUSALS = (401, 403)
"""Statuses that speak of the key (RFC 9110 sections 15.5.2 and 15.5.4)."""

_key: ContextVar[str | None] = ContextVar("provider key", default=None)


def key_in_use() -> str | None:
    """The key of the request that is being sent here; None where there is none at hand."""
    return _key.get()


def speaks_of_key(failure: UpstreamFailure) -> bool:
    """Whether the provider refused the key, or it was refused before it was sent."""
    return failure.status in REFUSALS or (failure.kind is FailureKind.CREDENTIAL and failure.status is None)


class KeyedProvider:
    """`Provider`, with a key that may change while it serves."""

    def __init__(self, provider: Provider, credential: Credential) -> None:
        self.provider = provider
        self.credential = credential
        self.dialects = provider.dialects
        self.restores = provider.restores
        self._echoes = False

    def encode(self, envelope: Envelope, body: Body, candidate: Candidate) -> bytes:
        return self.provider.encode(envelope, body, candidate)

    async def send(
        self, dialect: Dialect, body: bytes, *, model: str, stream: bool, features: tuple[str, ...] = ()
    ) -> Reply:
        """As `Provider.send`."""
        key = self.credential.current()
        token = _key.set(key)
        try:
            reply = await self.provider.send(dialect, body, model=model, stream=stream, features=features)
        except UpstreamFailure as failure:
            if key is not None and speaks_of_key(failure):
                self.credential.refused(key)
            raise
        finally:
            _key.reset(token)
        if key is None:
            return reply
        self.credential.answered(key)
        sent = sendable(key) or ""
        return reply if len(sent) < SHORTEST else replace(reply, chunks=Masked(reply.chunks, sent, self._say_echoed))

    async def aclose(self) -> None:
        await self.provider.aclose()

    def _say_echoed(self) -> None:
        if not self._echoes:
            log.error("providers.%s sends its key back in answers; it is taken out of them", self.credential.provider)
        self._echoes = True
