"""`sovereign export`, `import` and `erase`: all of a tenant goes into a folder, comes out of it again, or is destroyed.

That it was destroyed is proved.
"""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from router import offline
from router.cli.words import NO, OK
from router.parcels import Parcel
from router.settings import Settings


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    command = commands.add_parser("export", parents=[shared], help="all of a tenant in a folder, in open formats")
    command.add_argument("--tenant", required=True)
    command.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a new one")
    command.set_defaults(command=pack_command)
    command = commands.add_parser("import", parents=[shared], help="a new tenant from such a folder")
    command.add_argument("folder", type=Path, metavar="FOLDER")
    command.add_argument("--tenant", required=True, help="what it is called here")
    command.add_argument("--key", metavar="VKEY", help="of the log that it must be signed by, as export printed it")
    command.set_defaults(command=restore_command)
    command = commands.add_parser("erase", parents=[shared], help="destroy all that was recorded of a tenant")
    command.add_argument("--tenant", required=True)
    command.add_argument("--yes", action="store_true", help="do not ask")
    command.set_defaults(command=erase_command)


async def pack_command(arguments: argparse.Namespace, settings: Settings) -> int:
    parcel = await offline.pack(settings, arguments.tenant, arguments.out)
    if arguments.json:
        print(json.dumps({"folder": str(parcel.folder), **_told(parcel)}))
        return OK
    print(f"{_counts(parcel, len(parcel.keys))} in {parcel.folder}. Key of the log {parcel.key}")
    print("The keys are HMACs: they go on working where the same master key is, and only there.")
    if parcel.others:
        print(f"rules/ holds whole files, also what they say of {', '.join(parcel.others)}: not for everybody to see.")
    _warn_of_missing(parcel)
    return OK


async def restore_command(arguments: argparse.Namespace, settings: Settings) -> int:
    done = await offline.restore(settings, arguments.folder, arguments.tenant, arguments.key)
    parcel = done.parcel
    if arguments.json:
        told = {"tenant": arguments.tenant, "from": parcel.tenant, **_told(parcel), "keys": done.keys}
        print(json.dumps({**told, "keys_held_by": done.held_by, "keys_open": done.keys_open}))
        return OK
    print(f"{_counts(parcel, done.keys)} of {parcel.tenant!r} are those of {arguments.tenant!r} now.")
    print(f"All of it was whole and signed by {parcel.key}")
    if arguments.key is None:
        print("Whether that is the key of the router it came from is not known here: --key compares it.")
    if done.held_by is not None:
        print(f"Its keys stayed with tenant {done.held_by!r}, which has them here: issue new ones.")
    elif done.keys and not done.keys_open:
        print("Its keys were made under another master key and open nothing here: issue new ones.")
    _warn_of_missing(parcel)
    return OK


def _told(parcel: Parcel) -> dict[str, Any]:
    return {
        "entries": parcel.entries,
        "pruned": parcel.pruned,
        "keys": len(parcel.keys),
        "rules": len(parcel.rules),
        "rules_missing": list(parcel.missing),
        "rules_also_of": list(parcel.others),
        "key": parcel.key,
    }


def _counts(parcel: Parcel, keys: int) -> str:
    pruned = f" ({parcel.pruned} of them pruned)" if parcel.pruned else ""
    return f"{parcel.entries} entries{pruned}, {keys} keys and {len(parcel.rules)} versions of the rules"


def _warn_of_missing(parcel: Parcel) -> None:
    for digest in parcel.missing:
        print(f"warning: the rules {digest} were not kept: what they decided cannot be replayed", file=sys.stderr)


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
        print(f"there is no tenant {name!r} in {settings.store_place}", file=sys.stderr)
        return NO
    if arguments.json:
        print(json.dumps({"tenant": name, **asdict(erasure)}))
        return OK
    print(f"Tenant {name!r} ({erasure.tenant_id}) is erased: its key is destroyed, {erasure.entries} entries are gone.")
    print(f"What follows proves that the router's own log says so (key {erasure.key}):\n\n{erasure.proof}")
    return OK
