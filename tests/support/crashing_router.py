"""`sovereign` with one provider kind that crashes as a bad plug-in does: its error holds all that it was given."""

import sys
from typing import Any, NoReturn

from providers import mirror
from router.cli import main


async def crash(_: object, dialect: str, body: bytes, **more: Any) -> NoReturn:
    """Two errors deep: `int` quotes what it cannot read."""
    try:
        int(body)
    except ValueError as cause:
        raise RuntimeError(f"{dialect} {body!r} {more}") from cause
    raise RuntimeError(dialect)


if __name__ == "__main__":
    mirror.Connection.send = crash  # type: ignore[method-assign,assignment]  # the crash that the test is about
    sys.exit(main())
