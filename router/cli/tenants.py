"""`sovereign erase`: a tenant's records are destroyed, and that they are is proved."""

import argparse
import json
import sys
from dataclasses import asdict

from router import offline
from router.cli.words import NO, OK
from router.settings import Settings


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    command = commands.add_parser("erase", parents=[shared], help="destroy all that was recorded of a tenant")
    command.add_argument("--tenant", required=True)
    command.add_argument("--yes", action="store_true", help="do not ask")
    command.set_defaults(command=erase_command)


async def erase_command(arguments: argparse.Namespace, settings: Settings) -> int:
    """Irreversible: asks for the tenant's name, unless told not to."""
    name = arguments.tenant
    if not arguments.yes:
        if not sys.stdin.isatty():
            raise ValueError(f"nothing was erased: say --yes, or run it where it can ask whether {name!r} may go")
        print(f"All agent keys and records of tenant {name!r} will be destroyed for good. Its name, to go on: ", end="")
        if sys.stdin.readline().strip() != name:
            print("nothing was erased", file=sys.stderr)
            return NO
    erasure = await offline.erase(settings, name)
    if erasure is None:
        print(f"there is no tenant {name!r} in {settings.store_url}", file=sys.stderr)
        return NO
    if arguments.json:
        print(json.dumps({"tenant": name, **asdict(erasure)}))
        return OK
    print(f"Tenant {name!r} ({erasure.tenant_id}) is erased: its key is destroyed, {erasure.entries} entries are gone.")
    print(f"What follows proves that the router's own log says so (key {erasure.key}):\n\n{erasure.proof}")
    return OK
