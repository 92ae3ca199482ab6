"""`sovereign export`, `import` and `erase`: all of a tenant goes into a folder, comes out of it again, or is destroyed.

So is what was recorded of one person. That it was destroyed is proved.
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
    help_ = "destroy all that was recorded of a tenant, or of one person"
    command = commands.add_parser("erase", parents=[shared], help=help_)
    command.add_argument("--tenant", required=True)
    command.add_argument("--user", help="whom requests named as their `user` (- reads it from standard input)")
    command.add_argument("--yes", action="store_true", help="do not ask")
    command.set_defaults(command=erase_command)


async def pack_command(arguments: argparse.Namespace, settings: Settings) -> int:
    parcel = await offline.pack(settings, arguments.tenant, arguments.out)
    if arguments.json:
        print(json.dumps({"folder": str(parcel.folder), **_told(parcel)}))
        return OK
    print(f"{_counts(parcel, len(parcel.keys))} in {parcel.folder}. Key of the log {parcel.key}")
    print("The keys are HMACs: they go on working where the same master key is, and only there.")
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
        "key": parcel.key,
    }


def _counts(parcel: Parcel, keys: int) -> str:
    pruned = f" ({parcel.pruned} of them pruned or erased)" if parcel.pruned else ""
    return f"{parcel.entries} entries{pruned}, {keys} keys and {len(parcel.rules)} versions of the rules"


def _warn_of_missing(parcel: Parcel) -> None:
    for digest in parcel.missing:
        print(f"warning: the rules {digest} were not kept: what they decided cannot be replayed", file=sys.stderr)


async def erase_command(arguments: argparse.Namespace, settings: Settings) -> int:
    """Irreversible: asks for the name of what goes, unless told not to."""
    if arguments.user is not None:
        return await _erase_subject(arguments, settings)
    name = arguments.tenant
    if not (arguments.yes or _confirms(f"All agent keys and records of tenant {name!r}", name)):
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


async def _erase_subject(arguments: argparse.Namespace, settings: Settings) -> int:
    """The name that they have is not repeated: what is printed may be kept."""
    tenant: str = arguments.tenant
    user = _user(arguments.user)
    if not (arguments.yes or _confirms(f"All that tenant {tenant!r} recorded of this person", user)):
        return NO
    erasure = await offline.erase_subject(settings, tenant, user)
    if erasure is None:
        where = f"{settings.store_place}, or it has no such tenant"
        print(f"nothing is recorded of this person for tenant {tenant!r} in {where}", file=sys.stderr)
        return NO
    if arguments.json:
        print(json.dumps({"tenant": tenant, **asdict(erasure)}))
        return OK
    print(f"This person ({erasure.subject}) is erased: the key is destroyed, {erasure.entries} entries are gone.")
    print(f"What follows proves that the log of {tenant!r} says so (key {erasure.key}):\n\n{erasure.proof}")
    return OK


def _user(told: str) -> str:
    """Raises ValueError for what can be nobody's name."""
    name = sys.stdin.read().removesuffix("\n") if told == "-" else told
    if not name:
        raise ValueError("--user names nobody: give what requests say in their field `user`")
    try:
        name.encode()
    except UnicodeEncodeError:
        raise ValueError("--user is not UTF-8; give it on standard input with --user -") from None
    return name


def _confirms(what: str, name: str) -> bool:
    """Whether a person says that name again. Raises ValueError where nobody can be asked."""
    if not sys.stdin.isatty():
        raise ValueError("nothing was erased: say --yes, or run it where it can ask whether you mean it")
    print(f"{what} will be destroyed for good. The name, to go on: ", end="")
    if sys.stdin.readline().strip() == name:
        return True
    print("nothing was erased", file=sys.stderr)
    return False
