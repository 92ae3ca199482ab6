"""A stream that broke off after the client had seen some of it, and who may go on with it.

Only where `routes.yaml` says of a permitted route how it takes the beginning of an answer (`continues`), at most MOST
times in a request, and only between routes that are treated alike: what was written with placeholders goes to those
that see placeholders, what was written about the words themselves to those that may see the words. Whoever goes on gets
an intent, a leak check and a budget of its own as any attempt does, and its attempt names the one that it goes on from.
"""

from dataclasses import dataclass

from router.core.failover import counts_for_breaker
from router.core.problems import UpstreamFailure
from router.core.rules import Serving
from router.core.types import Body, Candidate
from router.pipeline.trial import Trial
from router.ports import DialectPort, Resumable

MOST = 2


@dataclass(frozen=True, slots=True)
class Onward:
    """What there is to go on with. `text`: as the provider wrote it; never in a log, for it is somebody's answer."""

    source: Trial
    reader: Resumable
    text: str
    serving: Serving
    step: int

    def takes(self, candidate: Candidate) -> bool:
        return candidate.route in self.serving.continues and candidate.treatment is self.source.candidate.treatment

    def how(self, candidate: Candidate) -> str:
        return self.serving.continues[candidate.route]

    def body(self, dialect: DialectPort, body: Body, candidate: Candidate) -> Body:
        return dialect.continued(body, self.text, self.how(candidate))

    def read_by(self, candidate: Candidate) -> Resumable:
        """The reader, ready for this candidate's answer."""
        self.reader.go_on(self.how(candidate))
        return self.reader

    def __repr__(self) -> str:
        return f"Onward(step={self.step})"


def onward_from(trial: Trial, failure: UpstreamFailure, before: Onward | None, serving: Serving) -> Onward | None:
    """None where nobody may go on with what this trial gave before it failed."""
    reader, step = trial.answer.reader, before.step + 1 if before else 1
    if (
        not serving.continues
        or step > MOST
        or not counts_for_breaker(failure.kind)
        or not isinstance(reader, Resumable)
    ):
        return None
    text = reader.so_far
    return None if text is None else Onward(trial, reader, text, serving, step)
