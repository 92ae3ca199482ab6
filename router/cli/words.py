"""What all commands share: exit codes, and how lists, times and the routes file are read and told."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from router.settings import Settings

OK, NO, WRONG = 0, 1, 2


def words(text: str, option: str) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in text.split(",") if part.strip())
    if not parts:
        raise ValueError(f"{option} names nothing; write names separated by commas, or '*'")
    return parts


def when(seconds: float | None) -> str | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def routes_file(arguments: argparse.Namespace, settings: Settings) -> Path:
    path: Path = arguments.routes or settings.routes
    return path
