"""The classes of conversations, as the workers of one supervisor know them together: for when Redis is lost."""

from collections.abc import Sequence

from router.core.limits import Cost, Moment
from router.state.common_line import CommonLine
from router.state.commons_words import Asked, Raised


class CommonMarks:
    """Of what `Commons` counts the marks alone, where Redis counts all else."""

    def __init__(self, line: CommonLine) -> None:
        self._line = line

    async def start(self) -> None:
        await self._line.start()

    def close(self) -> None:
        self._line.close()

    def raised(self, tenant: str, mark: bytes, effective: str) -> None:
        self._line.tell(Raised(tenant, mark, effective))

    async def classes(self, tenant: str, marks: Sequence[bytes], at: Moment) -> Sequence[str]:
        """All that the workers raised any of these marks to."""
        if not marks:
            return ()
        answer = await self._line.ask(lambda number: Asked(number, tenant, list(marks), (), Cost(0, 0), at))
        return () if answer is None else answer.classes
