"""`sovereign admin`: who may run the router, apart from the agents and their keys."""

import argparse
import json
import sys
from typing import Any

from router import offline, wiring
from router.cli.words import NO, OK, routes_file, when, words
from router.core.printing import escaped
from router.core.roles import ALL, Role, parse_roles
from router.ports import AdminRecord
from router.settings import Settings


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    group = commands.add_parser("admin", help="who may run the router")
    actions = group.add_subparsers(required=True, metavar="action")
    action = actions.add_parser("invite", parents=[shared], help="a token to log in with, once, within 15 minutes")
    action.add_argument("name", help="who it is for; somebody known gets these roles, and is enabled again")
    action.add_argument("--roles", required=True, help=f"some of {', '.join(Role)}, comma-separated")
    action.add_argument("--tenants", default=ALL, help="names, comma-separated (default: all)")
    action.add_argument("--team", help="whose requests they see beside their own, as keys name it")
    action.set_defaults(command=invite_command)
    action = actions.add_parser("list", parents=[shared], help="all admins, disabled ones too")
    action.set_defaults(command=list_command)
    action = actions.add_parser("disable", parents=[shared], help="an admin is out at once, sessions and all")
    action.add_argument("name")
    action.set_defaults(command=disable_command)


async def invite_command(arguments: argparse.Namespace, settings: Settings) -> int:
    roles, tenants = parse_roles(words(arguments.roles, "--roles")), words(arguments.tenants, "--tenants")
    if tenants != (ALL,):
        path = routes_file(arguments, settings)
        known = wiring.read_rules(path).ruleset.tenants
        for tenant in tenants:
            if tenant not in known:
                raise ValueError(f"{path} has no tenant {tenant!r}; it has: {', '.join(known)}")
    async with offline.administration(settings) as office:
        admin = await office.people.appoint(arguments.name, roles, tenants, office.actor, arguments.team)
        token = await office.passes.invite(admin, office.actor)
    print(
        json.dumps({"id": admin.id, "name": admin.name, "token": token})
        if arguments.json
        else f"{token}\n\nShown this once, for {escaped(admin.name)}; it opens the admin side once, within 15 minutes."
    )
    return OK


async def list_command(arguments: argparse.Namespace, settings: Settings) -> int:
    async with offline.administration(settings) as office:
        admins = await office.store.admins()
    if arguments.json:
        print(json.dumps([_shown(admin) for admin in admins]))
        return OK
    for admin in admins:
        state = f"since {when(admin.made)}" if admin.disabled is None else f"disabled {when(admin.disabled)}"
        by = "by invitation" if admin.issuer is None else f"by {admin.issuer}"
        wide = [f"{','.join(admin.roles)}  tenants {','.join(admin.tenants)}"] if admin.roles else []
        print(escaped(f"{admin.name}  {'  '.join([*wide, *map(str, admin.more)])}  {by}  {state}"))
    return OK


async def disable_command(arguments: argparse.Namespace, settings: Settings) -> int:
    async with offline.administration(settings) as office:
        gone = await office.people.disable(arguments.name, office.actor)
    if arguments.json:
        print(json.dumps({"name": arguments.name, "disabled": gone is not None}))
    elif gone is not None:
        print(f"{escaped(arguments.name)} is disabled, and all sessions have ended")
    else:
        print(f"there is no admin {arguments.name!r} to disable; `sovereign admin list` shows all", file=sys.stderr)
    return OK if gone is not None else NO


def _shown(admin: AdminRecord) -> dict[str, Any]:
    return {
        "id": admin.id,
        "name": admin.name,
        "roles": admin.roles,
        "tenants": admin.tenants,
        "team": admin.team,
        "more": [str(grant) for grant in admin.more],
        "issuer": admin.issuer,
        "made": when(admin.made),
        "disabled": when(admin.disabled),
    }
