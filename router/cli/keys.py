"""`sovereign keys`: agent keys are issued, listed, rotated and revoked."""

import argparse
import json
import sys
import time
from math import inf
from typing import Any

from router import offline
from router.cli.spans import about, moment, span
from router.cli.words import NO, OK, routes_file, when, words
from router.core.lineage import Lineage, State
from router.core.printing import escaped
from router.issuing import Scope
from router.ports import KeyRecord
from router.settings import Settings


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    actions = commands.add_parser("keys", help="agent keys").add_subparsers(required=True, metavar="action")
    _add_issue(actions.add_parser("issue", parents=[shared], help="make a key; it is shown once"))
    action = actions.add_parser("list", parents=[shared], help="all keys, without their secrets")
    action.add_argument("--tenant")
    action.add_argument("--agent")
    action.set_defaults(command=list_command)
    action = actions.add_parser(
        "rotate", parents=[shared], help="make a key in place of another; for a while both hold"
    )
    action.add_argument("id")
    action.add_argument("--overlap", default="24h", help="how long the old one still holds (default: %(default)s)")
    action.set_defaults(command=rotate_command)
    action = actions.add_parser("revoke", parents=[shared], help="a key is refused from within seconds on")
    action.add_argument("id")
    action.set_defaults(command=revoke_command)


def _add_issue(action: argparse.ArgumentParser) -> None:
    action.add_argument("--tenant", help="may be left out with --parent")
    action.add_argument("--agent", help="who will use it; may be left out with --parent")
    action.add_argument("--owner", help="the person whom it belongs to")
    action.add_argument("--team")
    action.add_argument("--parent", metavar="ID", help="the key that it is derived from; what is not said is as there")
    action.add_argument("--expires", help="90d, 12h, a day such as 2027-03-31, or never (default: 90d)")
    action.add_argument("--models", help="names or patterns, comma-separated (default: all of the tenant)")
    action.add_argument("--tools", help="read, write, all, or names (default: all)")
    action.add_argument("--floor", metavar="CLASS", help="the lowest class that a request of this key has")
    action.add_argument("--ceiling", metavar="CLASS", help="the highest class that a request of this key may have")
    action.add_argument("--networks", metavar="CIDR", help="where it may be used from, comma-separated")
    action.add_argument("--requests-per-minute", metavar="N", type=_count)
    action.add_argument("--tokens-per-minute", metavar="N", type=_count)
    action.add_argument("--budget", metavar="EUR", type=_euro, help="euro a month")
    action.set_defaults(command=issue_command)


async def issue_command(arguments: argparse.Namespace, settings: Settings) -> int:
    if arguments.parent is None and None in (arguments.tenant, arguments.agent):
        raise ValueError("name --tenant and --agent, or the key it is derived from with --parent")
    scope = Scope(
        tenant=arguments.tenant,
        agent=arguments.agent,
        models=_listed(arguments.models, "--models"),
        tools=_listed(arguments.tools, "--tools"),
        floor=arguments.floor,
        ceiling=arguments.ceiling,
        networks=_listed(arguments.networks, "--networks"),
        owner=arguments.owner,
        team=arguments.team,
        parent=arguments.parent,
        expires=None if arguments.expires is None else moment(arguments.expires, time.time(), "--expires"),
        requests_per_minute=arguments.requests_per_minute,
        tokens_per_minute=arguments.tokens_per_minute,
        budget_eur_per_month=arguments.budget,
    )
    record, key = await offline.issue_key(settings, routes_file(arguments, settings), scope)
    _show(arguments, record, key, f"It {_end(record)}.")
    return OK


async def rotate_command(arguments: argparse.Namespace, settings: Settings) -> int:
    record, key, until = await offline.rotate_key(settings, arguments.id, span(arguments.overlap, "--overlap"))
    _show(arguments, record, key, f"It {_end(record)}. {arguments.id} holds until {when(until)}.")
    return OK


async def list_command(arguments: argparse.Namespace, settings: Settings) -> int:
    records, now = await offline.list_keys(settings), time.time()
    lineage = Lineage(records)
    wanted = [
        record
        for record in records
        if arguments.tenant in (None, record.tenant) and arguments.agent in (None, record.agent)
    ]
    if arguments.json:
        print(json.dumps([key_json(record, lineage, now) for record in wanted]))
        return OK
    for record in wanted:
        print(escaped(key_line(record, lineage, now)))
    return OK


async def revoke_command(arguments: argparse.Namespace, settings: Settings) -> int:
    known = await offline.revoke_key(settings, arguments.id)
    if arguments.json:
        print(json.dumps({"id": arguments.id, "revoked": known}))
    elif known:
        print(f"{arguments.id} is revoked; running routers refuse it within five seconds")
    else:
        print(f"there is no key with the id {arguments.id!r}; `sovereign keys list` shows them", file=sys.stderr)
    return OK if known else NO


def key_json(record: KeyRecord, lineage: Lineage[KeyRecord], now: float) -> dict[str, Any]:
    by = lineage.successor(record)
    return {
        "id": record.id,
        "tenant": record.tenant,
        "agent": record.agent,
        "owner": record.owner,
        "team": record.team,
        "parent": record.parent,
        "state": lineage.state(record, now),
        "replaced_by": by.id if by else None,
        "models": list(record.models),
        "tools": list(record.tools),
        "floor": record.floor,
        "ceiling": record.ceiling,
        "networks": list(record.networks),
        "requests_per_minute": record.requests_per_minute,
        "tokens_per_minute": record.tokens_per_minute,
        "budget_eur_per_month": record.budget_eur_per_month,
        "created": when(record.created),
        "expires": when(record.expires),
        "revoked": when(record.revoked),
    }


def key_line(record: KeyRecord, lineage: Lineage[KeyRecord], now: float) -> str:
    """Who, what, and how it stands. What bounds nothing is left out."""
    bounds = {
        "owner": record.owner,
        "team": record.team,
        "parent": record.parent,
        "models": ",".join(record.models),
        "tools": ",".join(record.tools),
        "floor": record.floor,
        "ceiling": record.ceiling,
        "networks": ",".join(record.networks),
        "requests/min": record.requests_per_minute,
        "tokens/min": record.tokens_per_minute,
        "euro/month": record.budget_eur_per_month,
    }
    told = "  ".join(f"{name} {value}" for name, value in bounds.items() if value)
    return f"{record.id}  {record.tenant}  {record.agent}  {told}  {_standing(record, lineage, now)}"


def _standing(record: KeyRecord, lineage: Lineage[KeyRecord], now: float) -> str:
    by = lineage.successor(record)
    replaced = f"replaced by {by.id}, " if by else ""
    match lineage.state(record, now):
        case State.REVOKED:
            return f"{replaced}revoked {when(record.revoked)}"
        case State.EXPIRED:
            return f"{replaced}expired {when(record.expires)}"
        case State.PARENT_ENDED:
            return f"{replaced}over: a key that it was made under is"
        case State.ACTIVE | State.REPLACED:
            left = "never expires" if record.expires is None else f"expires in {about(record.expires - now)}"
            return f"{replaced or 'active, '}{left}"


def _show(arguments: argparse.Namespace, record: KeyRecord, key: str, more: str) -> None:
    print(
        json.dumps({"id": record.id, "key": key})
        if arguments.json
        else f"{key}\n\nShown this once. Its id is {record.id}. {more}"
    )


def _end(record: KeyRecord) -> str:
    return "never expires" if record.expires is None else f"expires {when(record.expires)}"


def _listed(text: str | None, option: str) -> tuple[str, ...] | None:
    return None if text is None else words(text, option)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError("write a whole number above 0")
    return int(text)


def _euro(text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = 0.0
    if not 0 < amount < inf:
        raise argparse.ArgumentTypeError("write an amount above 0, such as 20 or 7.50")
    return amount
