"""Reads a Dockerfile: stages of instructions, as far as ours needs (https://docs.docker.com/reference/dockerfile/)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    word: str
    rest: str


@dataclass(frozen=True, slots=True)
class Stage:
    base: str
    name: str | None
    steps: tuple[Step, ...]

    def all(self, word: str) -> list[str]:
        return [step.rest for step in self.steps if step.word == word]

    def environment(self) -> dict[str, str]:
        return {name: value for rest in self.all("ENV") for name, value in re.findall(r"(\w+)=(\S+)", rest)}

    def copies(self) -> Iterator[tuple[list[str], str]]:
        """Sources and target of every COPY from the build context."""
        for rest in self.all("COPY"):
            if not rest.startswith("--from="):
                *sources, target = rest.split()
                yield sources, target


def steps(text: str) -> list[Step]:
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [Step(word.upper(), rest.strip()) for word, _, rest in (line.partition(" ") for line in joined.splitlines())]


def stages(text: str) -> list[Stage]:
    """Raises `ValueError` for an instruction before the first FROM that is not ARG."""
    found: list[tuple[str, list[Step]]] = []
    for step in steps(text):
        if step.word == "FROM":
            found.append((step.rest, []))
        elif found:
            found[-1][1].append(step)
        elif step.word != "ARG":
            raise ValueError(f"{step.word} stands before the first FROM")
    return [
        Stage(base, name or None, tuple(inside))
        for (base, _, name), inside in ((head.partition(" AS "), inside) for head, inside in found)
    ]
