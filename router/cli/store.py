"""`sovereign store migrate`: a PostgreSQL database is brought to this version, by its owner."""

import argparse
import json

from router import wiring
from router.cli.words import OK
from router.settings import POSTGRES, Settings


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    actions = commands.add_parser("store", help="the database").add_subparsers(required=True, metavar="action")
    action = actions.add_parser("migrate", parents=[shared], help="bring a PostgreSQL database to this version")
    action.add_argument("--sql", action="store_true", help="print what would run, and run nothing")
    action.set_defaults(command=migrate_command)


async def migrate_command(arguments: argparse.Namespace, settings: Settings) -> int:
    if not settings.store_url.startswith(POSTGRES):
        raise ValueError("SQLite files are brought to this version when they are opened; this is for PostgreSQL")
    if arguments.sql:
        print(wiring.store_steps(settings.store_url))
        return OK
    if settings.store_owner_url is None:
        raise ValueError(
            "set SOVEREIGN_STORE_OWNER_URL to the same database, as the role that owns its tables; "
            "SOVEREIGN_STORE_URL is the role that the router serves with, and that one may change no table"
        )
    steps = await wiring.migrate_store(settings.store_owner_url, settings.store_url)
    if arguments.json:
        print(json.dumps({"ok": True, "steps": steps}))
    else:
        print("\n".join(steps) if steps else "up to date")
    return OK
