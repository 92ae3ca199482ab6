"""`sovereign`: prints what others return. Exit 0 ok, 1 the answer is no, 2 wrong usage or a bad file."""

import argparse
import asyncio
import ipaddress
import json
import os
import sys
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import uvloop

from router import __version__, config, offline, wiring
from router.cli import admins, audit, keys, master, reports, store, tenants
from router.cli.words import NO, OK, WRONG, routes_file
from router.core.jsontext import dump, parse
from router.core.printing import escaped
from router.core.problems import Problem
from router.foresight import foresight_json, foresight_text
from router.ports import LedgerUnavailable
from router.secrets import SecretUnavailable
from router.server import Address, PortTaken, Supervisor, log_to_stderr, serve
from router.settings import MOST_WORKERS, Settings, unknown_settings

Command = Callable[[argparse.Namespace, Settings], Coroutine[Any, Any, int]]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. Every foreseeable fault is one clear line on standard error and exit code 2."""
    arguments = _parser().parse_args(argv)
    log_to_stderr()
    for name in unknown_settings(os.environ):
        print(f"sovereign: {name}", file=sys.stderr)
    command: Command = arguments.command
    try:
        settings = Settings()
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(command(arguments, settings))
    except config.ConfigErrors as errors:
        complain(str(errors), errors_json(errors) if arguments.json else None)
    except (LedgerUnavailable, SecretUnavailable, PortTaken, ValueError, OSError) as fault:
        wrong = {"ok": False, "error": {"message": str(fault)}}
        complain(f"sovereign: {fault}", wrong if arguments.json else None)
    except KeyboardInterrupt:
        return OK
    return WRONG


def complain(text: str, value: dict[str, Any] | None) -> None:
    """For a person on standard error; for a program, which asked for it, as JSON on standard output too."""
    print(escaped(text, keep="\n"), file=sys.stderr)
    if value is not None:
        print(json.dumps(value))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="sovereign", description="A sovereign model router.")
    parser.add_argument("--version", action="version", version=f"sovereign {__version__}")
    commands = parser.add_subparsers(required=True, metavar="command")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="print JSON")
    shared.add_argument("--routes", type=Path, help="the routes file (default: SOVEREIGN_ROUTES or ./routes.yaml)")

    command = commands.add_parser("serve", parents=[shared], help="run the router")
    command.add_argument("--host", default="127.0.0.1", help="address of the data plane (default: %(default)s)")
    command.add_argument("--port", type=port, default=8080, help="port of the data plane (default: %(default)s)")
    command.add_argument("--admin-host", default="127.0.0.1", help="address of the admin side (default: %(default)s)")
    command.add_argument("--admin-port", type=port, default=8081, help="port of the admin side (default: %(default)s)")
    command.add_argument("--workers", type=workers, help="processes that serve (default: SOVEREIGN_WORKERS or 1)")
    command.set_defaults(command=serve_command)

    command = commands.add_parser("check", parents=[shared], help="every error of a routes file at once")
    command.add_argument("file", nargs="?", type=Path, metavar="F")
    command.set_defaults(command=check_command)

    command = commands.add_parser("explain", parents=[shared], help="who may see a request, and what would leave")
    command.add_argument("--tenant", required=True)
    command.add_argument("--model", required=True)
    command.add_argument("--class", dest="declared", help="the class that the client would declare")
    languages = sorted(wiring.LANGUAGES)
    command.add_argument("--dialect", choices=languages, default="chat", help="of --body; default: %(default)s")
    source = command.add_mutually_exclusive_group(required=True)
    source.add_argument("--text", help="the text of one user message")
    source.add_argument("--body", type=Path, help="a file with a whole request body")
    command.set_defaults(command=explain_command)

    for group in (keys, admins, audit, reports, tenants, store, master):
        group.add_to(commands, shared)
    return parser


def workers(text: str) -> int:
    number = int(text)
    if not 1 <= number <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"workers are from 1 to {MOST_WORKERS}")
    return number


def port(text: str) -> int:
    number = int(text)
    if not 0 <= number < 1 << 16:
        raise argparse.ArgumentTypeError("a port is a number from 0 (any free one) to 65535")
    return number


# ------------------------------------------------------------------------------------------------------ serve


async def serve_command(arguments: argparse.Namespace, settings: Settings) -> int:
    """Runs until told to stop."""
    count = arguments.workers or settings.workers
    data = Address(arguments.host, arguments.port)
    admin = Address(arguments.admin_host, arguments.admin_port)
    await (serve_alone if count == 1 else partial(serve_with, count))(arguments, settings, data, admin)
    return OK


async def serve_alone(arguments: argparse.Namespace, settings: Settings, data: Address, admin: Address) -> None:
    router = wiring.Router(settings, routes_file(arguments, settings))
    warn(router.warnings)

    async def started(port: int, admin_port: int) -> None:
        key = await key_to_show(router) if is_loopback(arguments.host) else None
        show(arguments, port, admin_port, key, router.engine.rules.models)

    await serve(router, data, admin, started)


async def serve_with(
    count: int, arguments: argparse.Namespace, settings: Settings, data: Address, admin: Address
) -> None:
    supervisor = Supervisor(settings, routes_file(arguments, settings), count)
    warn(supervisor.rules.loaded.warnings)

    async def started(port: int, admin_port: int, key: str | None) -> None:
        show(arguments, port, admin_port, key, supervisor.rules.loaded.ruleset.models)

    await supervisor.serve(data, admin, started, show_key=is_loopback(arguments.host))


def warn(warnings: Iterable[config.Fault]) -> None:
    for warning in warnings:
        print(f"sovereign: warning: {warning}", file=sys.stderr)


def show(arguments: argparse.Namespace, port: int, admin_port: int, key: str | None, models: Iterable[str]) -> None:
    facts = {
        "base_url": f"http://{url_host(arguments.host)}:{port}/v1",
        "admin_url": f"http://{url_host(arguments.admin_host)}:{admin_port}",
        "key": key,
    }
    print(json.dumps(facts) if arguments.json else welcome(facts, sorted(models)), flush=True)


async def key_to_show(router: wiring.Router) -> str | None:
    """The first key, where there is none yet. A store that is gone by now is no reason to stop: it may come back."""
    try:
        return await router.first_key()
    except LedgerUnavailable as fault:
        print(f"sovereign: no key could be looked up or made: {fault}", file=sys.stderr)
        return None


def welcome(facts: dict[str, str | None], models: Sequence[str]) -> str:
    base, key = facts["base_url"], facts["key"]
    once = f"{key}   (shown this once, for tenant 'default')"
    another = "one you have; another: sovereign keys issue --tenant default --agent NAME"
    text = "Write to anna.schmidt@example.org, IBAN DE89 3704 0044 0532 0130 00"
    body = {"model": models[0], "messages": [{"role": "user", "content": text}]}
    return f"""Base URL  {base}
Admin     {facts["admin_url"]}
Key       {once if key else another}

Try it:
  curl {base}/chat/completions \\
    -H "Authorization: Bearer {key or "sov_..."}" -H "Content-Type: application/json" \\
    -d '{json.dumps(body)}'
"""


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def url_host(host: str) -> str:
    return f"[{host}]" if ":" in host else host


# ------------------------------------------------------------------------------------------------------ check


async def check_command(arguments: argparse.Namespace, settings: Settings) -> int:
    path = arguments.file or routes_file(arguments, settings)
    loaded = await offline.check(path)
    rules = loaded.ruleset
    if arguments.json:
        warnings = [asdict(fault) for fault in loaded.warnings]
        print(json.dumps({"ok": True, "file": str(path), "digest": rules.digest, "warnings": warnings}))
        return OK
    for warning in loaded.warnings:
        print(f"warning: {warning}")
    zones = ", ".join(f"{name} ({rule.zone})" for name, rule in rules.providers.items())
    print(f"{path}: good. Digest {rules.digest}")
    print(f"{len(rules.models)} models, {len(rules.tenants)} tenants, providers: {zones}")
    return OK


def errors_json(errors: config.ConfigErrors) -> dict[str, Any]:
    return {"ok": False, "errors": [asdict(fault) for fault in errors.faults]}


# ------------------------------------------------------------------------------------------------------ explain


async def explain_command(arguments: argparse.Namespace, settings: Settings) -> int:
    try:
        path, raw = routes_file(arguments, settings), body_of(arguments)
        seen = await offline.foresee(settings, path, arguments.tenant, arguments.declared, raw, arguments.dialect)
    except Problem as problem:
        message = {"ok": False, "error": {"code": problem.code, "message": problem.message, "param": problem.param}}
        print(json.dumps(message) if arguments.json else f"{problem.code}: {problem.message}")
        return WRONG
    print(json.dumps(foresight_json(seen), ensure_ascii=False) if arguments.json else foresight_text(seen))
    return OK if any(data is not None and one not in seen.passed_over for one, data in seen.leaving) else NO


def body_of(arguments: argparse.Namespace) -> bytes:
    """The request to explain: the file's own bytes, written anew if it asks for another model; or one user message."""
    if arguments.body is None:
        if not arguments.text.isprintable() and "\udc80" <= max(arguments.text) <= "\udcff":
            raise ValueError("--text is not UTF-8; put the request into a file and give it with --body")
        body = {"messages": [{"role": "user", "content": arguments.text}]}
    else:
        raw = sys.stdin.buffer.read() if str(arguments.body) == "-" else arguments.body.read_bytes()
        body = parse(raw)
        if body.get("model") == arguments.model:
            return raw
    return dump({**body, "model": arguments.model})
