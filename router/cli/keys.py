"""`sovereign keys`: agent keys are issued, listed and revoked."""

import argparse
import json
import sys
from typing import Any

from router import offline
from router.cli.words import NO, OK, routes_file, when, words
from router.issuing import Scope
from router.ports import KeyRecord
from router.settings import Settings


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    actions = commands.add_parser("keys", help="agent keys").add_subparsers(required=True, metavar="action")
    action = actions.add_parser("issue", parents=[shared], help="make a key; it is shown once")
    action.add_argument("--tenant", required=True)
    action.add_argument("--agent", required=True, help="who will use it")
    action.add_argument("--models", default="*", help="names or patterns, comma-separated (default: all of the tenant)")
    action.add_argument("--tools", default="all", help="read, write, all, or names (default: %(default)s)")
    action.add_argument("--floor", help="the lowest class that a request of this key has")
    action.set_defaults(command=issue_command)
    action = actions.add_parser("list", parents=[shared], help="all keys, without their secrets")
    action.add_argument("--tenant")
    action.add_argument("--agent")
    action.set_defaults(command=list_command)
    action = actions.add_parser("revoke", parents=[shared], help="a key is refused from within seconds on")
    action.add_argument("id")
    action.set_defaults(command=revoke_command)


async def issue_command(arguments: argparse.Namespace, settings: Settings) -> int:
    scope = Scope(
        tenant=arguments.tenant,
        agent=arguments.agent,
        models=words(arguments.models, "--models"),
        tools=words(arguments.tools, "--tools"),
        floor=arguments.floor,
    )
    record, key = await offline.issue_key(settings, routes_file(arguments, settings), scope)
    print(
        json.dumps({"id": record.id, "key": key})
        if arguments.json
        else f"{key}\n\nShown this once. Its id is {record.id}."
    )
    return OK


async def list_command(arguments: argparse.Namespace, settings: Settings) -> int:
    records = [
        record
        for record in await offline.list_keys(settings)
        if arguments.tenant in (None, record.tenant) and arguments.agent in (None, record.agent)
    ]
    if arguments.json:
        print(json.dumps([key_json(record) for record in records]))
        return OK
    for record in records:
        state = f"revoked {when(record.revoked)}" if record.revoked is not None else f"since {when(record.created)}"
        scope = f"models {','.join(record.models)}  tools {','.join(record.tools)}"
        print(f"{record.id}  {record.tenant}  {record.agent}  {scope}  {state}")
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


def key_json(record: KeyRecord) -> dict[str, Any]:
    return {
        "id": record.id,
        "tenant": record.tenant,
        "agent": record.agent,
        "models": list(record.models),
        "tools": list(record.tools),
        "floor": record.floor,
        "created": when(record.created),
        "expires": when(record.expires),
        "revoked": when(record.revoked),
    }
