"""One try at one candidate, and what of it a record may hold."""

from dataclasses import dataclass

from router.core.estimates import cost, estimate, tokens_of
from router.core.problems import UpstreamFailure
from router.core.rules import Price
from router.core.types import Attempt, Candidate, Outcome, Usage
from router.pipeline.answering import Answer
from router.ports import Permit

FINISHES = frozenset(
    {
        *("stop", "length", "tool_calls", "function_call", "content_filter"),
        *("end_turn", "max_tokens", "stop_sequence", "eos"),
        *("tool_use", "pause_turn", "refusal", "model_context_window_exceeded"),
    }
)
"""What a record may hold as a finish reason: whatever else a provider says there may be anybody's words."""


@dataclass(slots=True, eq=False)
class Trial:
    """One try at one candidate, while it lasts. `number` counts from 1; `began` is monotonic, `started` is not."""

    number: int
    candidate: Candidate
    answer: Answer
    permit: Permit
    started: float
    began: float
    continued_from: int | None = None
    first_token: float | None = None
    outcome: Outcome = Outcome.CANCELLED
    failure: UpstreamFailure | None = None

    def fail(self, failure: UpstreamFailure) -> None:
        self.outcome, self.failure = Outcome.FAILED, failure

    def told(self, ended: float, price: Price | None) -> Attempt:
        reader, failure, usage = self.answer.reader, self.failure, self._usage()
        return Attempt(
            number=self.number,
            candidate=self.candidate,
            started=self.started,
            ended=ended,
            outcome=self.outcome,
            failure=failure.kind if failure else None,
            status=failure.status if failure else None,
            first_token=self.first_token,
            usage=usage,
            finish_reasons=tuple(reason if reason in FINISHES else "other" for reason in reader.finish_reasons),
            response_model=reader.response_model if self._is_its_own(reader.response_model) else None,
            cost=None if usage is None or price is None else cost_of(usage, price),
            continued_from=self.continued_from,
        )

    def _usage(self) -> Usage | None:
        """What the provider told; else a guess, unless it failed before any content.

        A whole reply that nobody waited for may have been written to its end all the same: it counts as reserved.
        """
        told, call = self.answer.reader.usage, self.answer.call
        if call.envelope.dialect == "count_tokens":
            return Usage()  # nobody charges for it
        if told is not None and (told.input_tokens or told.output_tokens):
            return told
        if self.outcome is Outcome.FAILED and self.first_token is None:
            return None
        read, most = estimate(call.envelope.dialect, call.envelope.body, call.data)
        unseen = self.first_token is None and not call.envelope.stream
        return Usage(read, most if unseen else tokens_of(self.answer.reader.written), estimated=True)

    def _is_its_own(self, model: str | None) -> bool:
        """A name that goes on from the one that was asked for, such as its dated version."""
        asked = self.candidate.model.rpartition("/")[2]
        return model is not None and len(model) <= len(asked) + 24 and model.rpartition("/")[2].startswith(asked)


def cost_of(usage: Usage, price: Price) -> int:
    """Nano-euro."""
    return cost(price, usage.input_tokens, usage.output_tokens, usage.cached_tokens)
