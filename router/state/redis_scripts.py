"""The scripts that Redis runs for us, each in one step: `lua/*.lua`, called by their digest."""

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

import hiredis

from router.state.redis_link import Link, Lost, Reply, Word, described

FOLDER = Path(__file__).with_name("lua")
PRELUDE = "prelude"


class Scripts:
    """By name, with the digest that Redis calls each by."""

    def __init__(self) -> None:
        prelude = (FOLDER / f"{PRELUDE}.lua").read_text()
        files = (file for file in sorted(FOLDER.glob("*.lua")) if file.stem != PRELUDE)
        self.texts = {file.stem: f"{prelude}\n{file.read_text()}" for file in files}
        self.digests = {name: hashlib.sha1(text.encode()).hexdigest() for name, text in self.texts.items()}  # noqa: S324 - Redis' own name of a script


class Calls:
    """The scripts, over one link. A refusal ends the link: nobody asks again what was refused a moment ago."""

    def __init__(self, link: Link, scripts: Scripts) -> None:
        self.link = link
        self._scripts = scripts

    def run(self, name: str, keys: Sequence[str], words: Sequence[Word], then: Callable[[Reply], object]) -> None:
        """`then` is called with a list, or with `Lost`. It must not raise."""
        self._run(("EVALSHA", self._scripts.digests[name], len(keys), *keys, *words), then, name)

    async def answer(self, name: str, keys: Sequence[str], *words: Word) -> list[Reply]:
        """Raises `Lost`."""
        command = "EVALSHA", self._scripts.digests[name], len(keys), *keys, *words
        reply: list[Reply] = await self.link.answer(*command)
        return reply

    async def load(self) -> None:
        """Raises `Lost`."""
        for text in self._scripts.texts.values():
            await self.link.answer("SCRIPT", "LOAD", text)

    def _run(self, command: tuple[Word, ...], then: Callable[[Reply], object], name: str | None) -> None:
        """`name`: what is to be loaded if it is not known there any more; None the second time."""

        def replied(reply: Reply) -> None:
            if not isinstance(reply, hiredis.ReplyError):
                then(reply)
            elif name is not None and str(reply).startswith("NOSCRIPT"):
                self.link.ask(("SCRIPT", "LOAD", self._scripts.texts[name]), _unheard)
                self._run(command, then, None)
            else:
                why = described(reply)
                self.link.end(why)
                then(Lost(why))

        self.link.ask(command, replied)


def _unheard(_: Reply) -> None:
    """What fails is told by the next command."""
