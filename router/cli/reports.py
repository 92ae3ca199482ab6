"""`sovereign report`: what the law asks for, counted from the ledger."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from router import offline, wiring
from router.cli.words import NO, OK, routes_file
from router.core.printing import escaped
from router.reports import tables
from router.reports.exposure import family
from router.reports.making import make_exposure, make_processing, make_recipients, make_register
from router.reports.requests import Period
from router.settings import Settings

DIALECTS = tuple(dialect.name for dialect in wiring.LANGUAGES.values())


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    actions = commands.add_parser("report", help="for the law").add_subparsers(required=True, metavar="report")
    period = argparse.ArgumentParser(add_help=False)
    period.add_argument("--since", type=begin, metavar="D", help="a day, or a time, in UTC unless it says otherwise")
    period.add_argument("--until", type=end, metavar="D", help="a day, which still belongs to it, or a time")
    parents = [shared, period]
    action = actions.add_parser("recipients", parents=parents, help="who got what, under which contract")
    action.add_argument("--tenant", required=True)
    action.set_defaults(command=recipients_command)
    action = actions.add_parser("processing", parents=parents, help="record of processing activities (GDPR, art. 30)")
    action.add_argument("--tenant", required=True)
    action.add_argument("--format", choices=["text", "md"], default="text", help="default: %(default)s")
    action.set_defaults(command=processing_command)
    action = actions.add_parser(
        "leak", parents=parents, help="what was done with a leaked key, and what could have been"
    )
    action.add_argument("--key", required=True, metavar="ID")
    action.set_defaults(command=leak_command)
    action = actions.add_parser("providers", parents=parents, help="register of third parties, over all tenants (DORA)")
    action.set_defaults(command=providers_command)


async def recipients_command(arguments: argparse.Namespace, settings: Settings) -> int:
    async with offline.reading(settings, "recipients", arguments.tenant) as store:
        report = await make_recipients(store, arguments.tenant, _period(arguments))
    return _print(report, arguments, tables.recipients_text)


async def processing_command(arguments: argparse.Namespace, settings: Settings) -> int:
    async with offline.reading(settings, "processing", arguments.tenant) as store:
        report = await make_processing(store, arguments.tenant, _period(arguments))
    text = tables.processing_markdown if arguments.format == "md" else tables.processing_text
    return _print(report, arguments, text)


async def leak_command(arguments: argparse.Namespace, settings: Settings) -> int:
    keys = family(await offline.list_keys(settings), arguments.key)
    if not keys:
        print(f"there is no key with the id {arguments.key!r}; `sovereign keys list` shows them", file=sys.stderr)
        return NO
    async with offline.reading(settings, "leak", keys[0].tenant, arguments.key) as store:
        report = await make_exposure(store, keys, _period(arguments), DIALECTS)
    return _print(report, arguments, tables.exposure_text)


async def providers_command(arguments: argparse.Namespace, settings: Settings) -> int:
    now = await offline.check(routes_file(arguments, settings))
    async with offline.reading(settings, "providers") as store:
        report = await make_register(store, now, _period(arguments), datetime.now(UTC).date(), DIALECTS)
    return _print(report, arguments, tables.register_text)


def begin(text: str) -> float:
    """The first moment of a day, or a time itself. Raises argparse.ArgumentTypeError."""
    return _moment(text, timedelta())


def end(text: str) -> float:
    """The first moment after it."""
    return _moment(text, timedelta(days=1))


def _moment(text: str, after: timedelta) -> float:
    try:
        if len(text) == len("2026-01-31"):
            return datetime.combine(date.fromisoformat(text) + after, time(), UTC).timestamp()
        at = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{text!r} is no day or time; write 2026-01-31 or 2026-01-31T12:00") from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()


def _period(arguments: argparse.Namespace) -> Period:
    period = Period(arguments.since, arguments.until)
    if period.since is not None and period.until is not None and period.since >= period.until:
        raise ValueError("--since is not before the end of --until, so no request can lie between them")
    return period


def _print(report: dict[str, Any], arguments: argparse.Namespace, text: Callable[[dict[str, Any]], str]) -> int:
    print(escaped(json.dumps(report, ensure_ascii=False) if arguments.json else text(report), keep="\n"))
    return OK
