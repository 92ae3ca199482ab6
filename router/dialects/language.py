"""What all languages have in common. Each is a class of its own and says what differs."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import ClassVar

from router.core import jsontext
from router.core.problems import Problem
from router.core.rewriting import rewrite
from router.core.slots import slots as read_slots
from router.core.structural import Structural
from router.core.types import Body, Path, Slot
from router.dialects.errors import error_body, error_event


class Language(ABC):
    """Implements that much of `ports.DialectPort`. `structural` says which of its strings are not people's words."""

    structural: ClassVar[Structural]

    def parse(self, raw: bytes) -> Body:
        """Raises `Problem` (invalid_request); `param` names the field at fault where there is one."""
        body = jsontext.parse(raw)
        self.check(body)
        return body

    @abstractmethod
    def check(self, body: Body) -> None:
        """Raises `Problem` (invalid_request) for what the router would not understand."""

    def slots(self, body: Body) -> tuple[Slot, ...]:
        return read_slots(body, self.structural)

    def rewrite(self, body: Body, replacements: Mapping[Path, str]) -> Body:
        return rewrite(body, replacements, self.structural)

    def continued(self, body: Body, text: str, how: str) -> Body:
        """Only a language whose readers are resumable is asked."""
        raise RuntimeError(f"no answer in {type(self).__name__} is gone on with")


class OpenAi(Language):
    """One of OpenAI's."""

    def user(self, body: Body) -> str | None:
        """`user`, or where there is none `safety_identifier`, which OpenAI puts in its place. "" names nobody."""
        return body.get("user") or body.get("safety_identifier") or None

    def problem(self, problem: Problem, request_id: str) -> bytes:
        """The header says the id; the shape has no place for it."""
        return error_body(problem)

    def problem_event(self, problem: Problem, request_id: str) -> bytes:
        return error_event(problem)
