"""`sovereign stop` and `sovereign resume`: what is stopped stays so until it is resumed, whatever restarts."""

import argparse
import json
import shlex
import sys
from dataclasses import asdict
from typing import Any

from router import offline
from router.cli.words import NO, OK, routes_file, when
from router.core.printing import escaped
from router.core.stops import Reach, Stop, Target, target_of
from router.settings import Settings


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    command = commands.add_parser("stop", parents=[shared], help="stop a tenant, an agent, a provider or everything")
    _add_target(command)
    command.add_argument("--list", action="store_true", help="what is stopped, since when and by whom")
    command.set_defaults(command=stop_command)
    command = commands.add_parser("resume", parents=[shared], help="what was stopped goes on")
    _add_target(command)
    command.set_defaults(command=resume_command)


def _add_target(command: argparse.ArgumentParser) -> None:
    command.add_argument("--tenant", help="all of its agents; or whose agent, beside --agent")
    command.add_argument("--agent", help="of all tenants, unless --tenant says whose")
    command.add_argument("--provider", help="nothing is sent there; other permitted providers are asked")
    command.add_argument("--everything", action="store_true")


async def stop_command(arguments: argparse.Namespace, settings: Settings) -> int:
    if arguments.list:
        return await _list(arguments, settings)
    pressed = await offline.stop(settings, routes_file(arguments, settings), _target(arguments))
    covers = {"keys": pressed.keys, "routes": None if pressed.routes is None else list(pressed.routes)}
    if arguments.json:
        print(json.dumps({**stop_json(pressed.stop), "new": pressed.is_new, "covers": covers}))
    else:
        print(escaped(_told(pressed)))
    if doubt := _doubt(pressed):
        print(escaped(f"sovereign: warning: {doubt}"), file=sys.stderr)
    return OK


async def resume_command(arguments: argparse.Namespace, settings: Settings) -> int:
    target = _target(arguments)
    was_stopped = await offline.resume(settings, target)
    if arguments.json:
        print(json.dumps({**asdict(target), "resumed": was_stopped}))
    elif was_stopped:
        print(escaped(f"{target} goes on, in running routers within a second"))
    else:
        print(escaped(f"{target} is not stopped; `sovereign stop --list` shows what is"), file=sys.stderr)
    return OK if was_stopped else NO


async def _list(arguments: argparse.Namespace, settings: Settings) -> int:
    stops = await offline.list_stops(settings)
    if arguments.json:
        print(json.dumps([stop_json(stop) for stop in stops]))
        return OK
    for stop in stops:
        print(escaped(f"{stop.target}  since {when(stop.since)}  by {stop.by}  {_cure(stop.target)}"))
    return OK


def stop_json(stop: Stop) -> dict[str, Any]:
    return {**asdict(stop.target), "since": when(stop.since), "by": stop.by}


def _target(arguments: argparse.Namespace) -> Target:
    """Raises ValueError."""
    try:
        return target_of(arguments.tenant, arguments.agent, arguments.provider, everything=arguments.everything)
    except ValueError as fault:
        raise ValueError(f"{fault}: --tenant T, --agent A [--tenant T], --provider P or --everything") from None


def _told(pressed: offline.Pressed) -> str:
    stop = pressed.stop
    if not pressed.is_new:
        return f"{stop.target} was stopped already, at {when(stop.since)} by {stop.by}; {_cure(stop.target)}"
    does = "ask it nothing" if stop.target.reach is Reach.PROVIDER else "refuse it"
    covered, cure = _covered(pressed), _cure(stop.target)
    return f"{stop.target} is stopped ({covered}); running routers {does} from within a second on; {cure}"


def _covered(pressed: offline.Pressed) -> str:
    if pressed.stop.target.reach is not Reach.PROVIDER:
        return f"{pressed.keys} keys" if pressed.keys != 1 else "1 key"
    if pressed.routes is None:
        return "which routes nobody can say: `sovereign check`"
    return ", ".join(pressed.routes) or "no route"


def _doubt(pressed: offline.Pressed) -> str | None:
    """In an emergency a name that is not right must be seen."""
    target = pressed.stop.target
    match target.reach:
        case Reach.PROVIDER if pressed.routes == ():
            return f"no route of the routes file is of {target}; is that its name?"
        case Reach.TENANT | Reach.AGENT if not pressed.keys:
            return f"no key that holds is of {target}; is that its name?"
        case _:
            return None


def _cure(target: Target) -> str:
    return f"`sovereign resume {shlex.join(target.words)}`"
