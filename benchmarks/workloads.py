"""What is asked of the gateways, and what must be in the answers."""

import json
import random
from dataclasses import dataclass, replace

SENTENCE = "A session key is agreed for each connection and is forgotten when the connection ends. "
SYSTEM = {"role": "system", "content": "You answer briefly and name your sources."}
ANSWER = {"role": "assistant", "content": "I have read the file and will call the customer back within the week."}
CONVERSATIONS = 24
FIRST = ("Ann", "Jonas", "Marie", "Paolo", "Lucía", "Pieter", "Zofia", "Klara", "Hugo", "Elena")
LAST = ("Weber", "Martin", "Rossi", "García", "de Vries", "Kowalska", "Lindner", "Moreau", "Bianchi", "Vos")


@dataclass(frozen=True, slots=True)
class Ask:
    """A body, and what its answer must contain: an address that the provider was not told, put back by the gateway."""

    body: dict[str, object]
    expects: str = ""

    def of(self, prefix: str) -> "Ask":
        """As a gateway wants it that writes `prefix` before the name of a model."""
        return replace(self, body=self.body | {"model": f"{prefix}{self.body['model']}"})


@dataclass(frozen=True, slots=True)
class Workload:
    """Whole replies in a closed loop for `seconds`; or, where there are `chunks`, one stream for each client.

    `turn`: conversations full of personal data, each played once, at its first turn or at its second.
    """

    name: str
    clients: int
    seconds: float
    kilobytes: int = 1
    chunks: int = 0
    pace_ms: int = 0
    detecting: bool = False
    turn: int = 0

    @property
    def model(self) -> str:
        """The name by which the mock provider knows what to answer."""
        return f"chunks-{self.chunks}-{self.pace_ms}" if self.chunks else "whole"

    @property
    def each(self) -> int:
        """Requests of a client, however long they take; 0: until the seconds have passed."""
        return 1 if self.chunks else CONVERSATIONS // self.clients if self.turn else 0

    def asks(self, repetition: int) -> list[Ask]:
        """What is asked in turn. A conversation that was played in one repetition comes in no other."""
        if self.turn:
            seeds = (f"{repetition}.{number}" for number in range(CONVERSATIONS))
            return [self._ask(*_conversation(seed, self.kilobytes, second=self.turn == 2)) for seed in seeds]
        if self.detecting:
            case, address = _case(random.Random(0))  # read before: by the warm-up
            return [self._ask([SYSTEM, {"role": "user", "content": case + SENTENCE * 8}], address)]
        return [self._ask(_history(self.kilobytes))]

    def _ask(self, messages: list[dict[str, str]], expects: str = "") -> Ask:
        body = {"model": self.model, "messages": messages, "temperature": 0.2, "max_tokens": 256}
        return Ask(body | ({"stream": True} if self.chunks else {}), expects)


def _history(kilobytes: int) -> list[dict[str, str]]:
    """As an agent sends it: turns of about 1 kB."""
    turns = [{"role": ("user", "assistant")[at % 2], "content": SENTENCE * 10} for at in range(kilobytes - 1)]
    return [SYSTEM, *turns, {"role": "user", "content": SENTENCE * 9 + "What follows?"}]


def _conversation(seed: str, kilobytes: int, *, second: bool) -> tuple[list[dict[str, str]], str]:
    """A file of cases, three people in each kB, and what is asked about it last; and the address named last."""
    rng = random.Random(seed)
    cases = [_case(rng) for _ in range(3 * kilobytes)]
    texts = [text + SENTENCE * 2 for text, _ in cases]
    turns = [
        {"role": ("user", "assistant")[at % 2], "content": "".join(texts[3 * at : 3 * at + 3])}
        for at in range(kilobytes)
    ]
    first = [SYSTEM, *turns, {"role": "user", "content": "Who of them has waited longest?"}]
    if not second:
        return first, cases[-1][1]
    question, address = _case(rng)
    return [*first, ANSWER, {"role": "user", "content": question + "Is this one known to us?"}], address


def _case(rng: random.Random) -> tuple[str, str]:
    """A paragraph about somebody, and her address."""
    first, last, number = rng.choice(FIRST), rng.choice(LAST), rng.randrange(10**6, 10**7)
    address = f"case{number}@{last.split()[-1].lower().replace('í', 'i')}.example.org"
    return (
        f"{first} {last} called from +49 30 {number} about invoice {number % 9973} and asked for the money back. "
        f"Write to {address}, the account is DE89370400440532013000. "
    ), address


def as_json(ask: Ask) -> dict[str, str]:
    return {"body": json.dumps(ask.body), "expects": ask.expects}
