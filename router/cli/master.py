"""`sovereign master-key`: from a file into a vault's keeping and back, and on to the vault's newest key."""

import argparse
import json
from pathlib import Path

from router import offline
from router.cli.words import OK
from router.core.references import TransitKey, parse_transit
from router.settings import Settings


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    group = commands.add_parser("master-key", help="what all other keys are derived from")
    actions = group.add_subparsers(required=True, metavar="action")
    action = actions.add_parser("wrap", parents=[shared], help="let a transit key of Vault or OpenBao wrap it")
    action.add_argument("transit", type=transit_key, metavar="transit:ENGINE/KEY")
    action.set_defaults(command=wrap_command)
    action = actions.add_parser("rewrap", parents=[shared], help="wrap it by the newest version of the transit key")
    action.set_defaults(command=rewrap_command)
    action = actions.add_parser("unwrap", parents=[shared], help="write it in the clear, to leave the vault")
    action.add_argument("--out", type=Path, required=True, metavar="FILE", help="a new one, mode 0600")
    action.set_defaults(command=unwrap_command)


def transit_key(text: str) -> TransitKey:
    found = parse_transit(text)
    if found is None:
        raise argparse.ArgumentTypeError("write transit:ENGINE/KEY, as in transit:transit/sovereign")
    return found


async def wrap_command(arguments: argparse.Namespace, settings: Settings) -> int:
    path = await offline.wrap_key(settings, arguments.transit)
    if arguments.json:
        print(json.dumps({"wrapped": str(path), "by": str(arguments.transit)}))
        return OK
    print(f"The master key is wrapped in {path} and was unwrapped once to be sure.")
    print(f"Now set SOVEREIGN_MASTER_KEY={arguments.transit} and destroy the key in the clear.")
    return OK


async def rewrap_command(arguments: argparse.Namespace, settings: Settings) -> int:
    transit = parse_transit(settings.master_key or "")
    if transit is None:
        raise ValueError("SOVEREIGN_MASTER_KEY is not transit:ENGINE/KEY: nothing is wrapped")
    before, after = await offline.rewrap_key(settings, transit)
    if arguments.json:
        print(json.dumps({"by": str(transit), "from": before, "to": after}))
    else:
        print(f"The master key was wrapped by version {before} of {transit}, and is by version {after} now.")
    return OK


async def unwrap_command(arguments: argparse.Namespace, settings: Settings) -> int:
    await offline.lay_open_key(settings, arguments.out)
    if arguments.json:
        print(json.dumps({"file": str(arguments.out)}))
    else:
        print(f"The master key is in {arguments.out}, in the clear: set SOVEREIGN_MASTER_KEY=file:{arguments.out}")
    return OK
