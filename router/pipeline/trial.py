"""One try at one candidate, and what of it a record may hold."""

from dataclasses import dataclass

from router.core.problems import UpstreamFailure
from router.core.types import Attempt, Candidate, Outcome
from router.pipeline.answering import Answer

FINISHES = frozenset(
    {
        *("stop", "length", "tool_calls", "function_call", "content_filter"),
        *("end_turn", "max_tokens", "stop_sequence", "eos"),
    }
)
"""What a record may hold as a finish reason: whatever else a provider says there may be anybody's words."""


@dataclass(slots=True)
class Trial:
    """One try at one candidate, while it lasts."""

    candidate: Candidate
    answer: Answer
    started: float
    first_token: float | None = None
    outcome: Outcome = Outcome.CANCELLED
    failure: UpstreamFailure | None = None

    def told(self, number: int, ended: float) -> Attempt:
        reader, failure = self.answer.reader, self.failure
        return Attempt(
            number=number,
            candidate=self.candidate,
            started=self.started,
            ended=ended,
            outcome=self.outcome,
            failure=failure.kind if failure else None,
            status=failure.status if failure else None,
            first_token=self.first_token,
            usage=reader.usage,
            finish_reasons=tuple(reason if reason in FINISHES else "other" for reason in reader.finish_reasons),
            response_model=reader.response_model if self._is_its_own(reader.response_model) else None,
        )

    def _is_its_own(self, model: str | None) -> bool:
        """A name that goes on from the one that was asked for, such as its dated version."""
        asked = self.candidate.model.rpartition("/")[2]
        return model is not None and len(model) <= len(asked) + 24 and model.rpartition("/")[2].startswith(asked)
