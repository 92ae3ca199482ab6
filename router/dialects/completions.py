"""OpenAI completions, the language before chat: a text in, what follows it out. Code editors still speak it.

Source: OpenAI API reference, "Create completion" (legacy).
"""

from collections.abc import Callable

from router.core.redact import Vault
from router.core.shape import Sort, shape
from router.core.structural import Structural
from router.core.types import Body, Dialect
from router.dialects.asking import (
    Options,
    check_choices,
    check_common,
    check_options,
    check_texts,
    hold_tokens,
    in_order,
)
from router.dialects.completions_reply import StreamedTexts, Texts
from router.dialects.language import OpenAi
from router.dialects.media import spells_media
from router.ports import Reader

_OPTIONS: Options = {"suffix": (str, "must be a string"), "stream_options": (dict, "must be an object")}
_NUMBERS = (
    *("max_tokens", "min_tokens", "n", "best_of", "seed", "temperature", "top_p", "top_k", "min_p", "logprobs"),
    *("presence_penalty", "frequency_penalty", "repetition_penalty", "prompt_logprobs"),
)
STRUCTURAL = Structural(shape({"model": Sort.STRUCTURE, **dict.fromkeys(_NUMBERS, Sort.NUMBER)}))


class Completions(OpenAi):
    """Implements `ports.DialectPort`."""

    structural = STRUCTURAL

    @property
    def name(self) -> Dialect:
        return "completions"

    def check(self, body: Body) -> None:
        check_common(body)
        check_choices(body)
        if body.get("prompt") not in (None, ""):
            check_texts(body["prompt"], "prompt")
        check_options(body, _OPTIONS)

    def instruct(self, body: Body, text: str) -> Body:
        return body

    def has_media(self, body: Body, raw: bytes) -> bool:
        """A file spelt out; and tokens, which can be read with the model's own vocabulary alone."""
        return hold_tokens(body.get("prompt")) or spells_media(body, raw)

    def needs(self, body: Body) -> tuple[str, ...]:
        """Of logprobs, choices: what a model must be able to do."""
        needed = (("logprobs", body.get("logprobs")), ("choices", (body.get("n") or 1) > 1))
        return tuple([need for need, is_needed in needed if is_needed])

    def turns(self, body: Body) -> tuple[bytes, ...]:
        """The prompt as it stands: one that grew is another, for nobody can say where its turns are."""
        return (in_order([body.get("prompt"), body.get("suffix")]),)

    def opening(self, body: Body) -> tuple[bytes, ...]:
        return self.turns(body)

    def reader(
        self,
        *,
        body: Body,
        stream: bool,
        vault: Vault | None,
        refusal: Callable[[str], str | None],
        resumable: bool = False,
    ) -> Reader:
        choices = (body.get("n") or 1) * _prompts(body)
        return StreamedTexts(vault=vault, choices=choices) if stream else Texts(vault=vault)


COMPLETIONS = Completions()


def _prompts(body: Body) -> int:
    prompt = body.get("prompt")
    return len(prompt) if isinstance(prompt, list) and not isinstance(prompt[0], int) else 1
