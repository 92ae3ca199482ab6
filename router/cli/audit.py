"""`sovereign audit`: whether the record is whole, the proof of one request, and the record in open formats."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any, TextIO

from router import offline
from router.auditing import Verification, receipt_file
from router.cli.reports import begin
from router.cli.words import NO, OK, routes_file
from router.core.checkpoints import parse_checkpoint
from router.core.printing import escaped
from router.core.signed_notes import parse_note
from router.exporting import LINES
from router.settings import Settings

OWN = "the router's own log"
NOTHING_TO_ACCEPT = "nothing is to be accepted: the log holds all that the router's own log told of it"


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", shared: argparse.ArgumentParser) -> None:
    actions = commands.add_parser("audit", help="the record").add_subparsers(required=True, metavar="action")
    action = actions.add_parser("verify", parents=[shared], help="read every log whole, and compare what was signed")
    action.add_argument("--tenant", help="this tenant's log alone (default: all, and the router's own)")
    action.add_argument("--checkpoint", type=Path, metavar="FILE", help="one that you kept: the log must hold it")
    action.set_defaults(command=verify_command)
    action = actions.add_parser("receipt", parents=[shared], help="what is known of a request, and its proof")
    action.add_argument("id", help="x-sovereign-receipt of the answer")
    action.add_argument("--tenant", help="whose it is (default: all are asked)")
    action.add_argument("--out", type=Path, metavar="FILE", help="write the proof there (tlog-proof, verified offline)")
    action.set_defaults(command=receipt_command)
    action = actions.add_parser("export", parents=[shared], help="a log in an open format")
    action.add_argument("--tenant", help="whose (default: the router's own log)")
    action.add_argument("--format", choices=[*LINES, "tiles"], default="jsonl", help="default: %(default)s")
    action.add_argument(
        "--out", type=Path, metavar="PATH", help="a new file, for tiles a folder (default and -: print)"
    )
    action.set_defaults(command=export_command)
    action = actions.add_parser("accept", parents=[shared], help="go on with a log that was put back to an older copy")
    action.add_argument("--tenant", required=True, help="whose; the router's own log tells that it was accepted")
    action.set_defaults(command=accept_command)
    action = actions.add_parser("prune", parents=[shared], help="remove what old entries tell; their hashes stay")
    action.add_argument("--tenant", required=True, help="whose; record.keep_days of it says how much must stay")
    action.add_argument("--before", type=begin, required=True, metavar="D", help="a day, or a time, in UTC")
    action.set_defaults(command=prune_command)


async def verify_command(arguments: argparse.Namespace, settings: Settings) -> int:
    kept = None
    if arguments.checkpoint is not None:
        if arguments.tenant is None:
            raise ValueError("--checkpoint is of one log: name its --tenant")
        kept = parse_checkpoint(parse_note(arguments.checkpoint.read_bytes()).text)
    found = [one async for one in offline.verify(settings, arguments.tenant, kept)]
    if arguments.json:
        good = all(one.fault is None for one in found)
        print(json.dumps({"ok": good, "logs": [_told(one) for one in found]}))
    else:
        for one in found:
            name = OWN if one.tenant is None else f"tenant {escaped(one.tenant)}"
            gone = ", ".join(
                f"{count} {how}" for count, how in ((one.pruned, "pruned"), (one.erased, "erased")) if count
            )
            counts = f"{one.size} entries{gone and f' ({gone})'}, {one.checkpoints} checkpoints"
            print(f"{name}: {escaped(one.fault or 'whole')}. {counts}. Key {one.key}")
    return OK if all(one.fault is None for one in found) else NO


async def receipt_command(arguments: argparse.Namespace, settings: Settings) -> int:
    found = await offline.receipt(settings, arguments.tenant, arguments.id)
    if found is None:
        print(f"there is no receipt {arguments.id!r} in {settings.store_place}", file=sys.stderr)
        return NO
    known, proof = found
    if proof is None:
        why = "was pruned, or erased with whom it was about"
        gone = f"what receipt {arguments.id!r} told {why}; entry {known['index']} of the log is its hash"
        print(json.dumps(known) if arguments.json else gone, file=sys.stdout if arguments.json else sys.stderr)
        return NO
    if arguments.out is not None:
        arguments.out.write_bytes(receipt_file(proof))
    told = {**known, "key": proof.key, "proof": receipt_file(proof).decode()}
    text = json.dumps(told if arguments.json else known, ensure_ascii=False, indent=None if arguments.json else 2)
    print(escaped(text, keep="\n"))
    if arguments.out is not None and not arguments.json:
        print(f"\nproof: {arguments.out}\nkey:   {proof.key}", file=sys.stderr)
    return OK


async def export_command(arguments: argparse.Namespace, settings: Settings) -> int:
    if arguments.format == "tiles":
        if arguments.out is None or str(arguments.out) == "-":
            raise ValueError("tiles are many files: name a new folder with --out")
        count = await offline.export_tiles(settings, arguments.tenant, arguments.out)
        told = {"entries": count, "folder": str(arguments.out)}
        print(json.dumps(told) if arguments.json else f"{count} entries in {arguments.out}")
        return OK
    is_shown = arguments.out is None or str(arguments.out) == "-"
    with nullcontext(sys.stdout) if is_shown else _new_file(arguments.out) as out:
        async for line in offline.export_lines(settings, arguments.tenant, arguments.format):
            print(escaped(line) if is_shown else line, file=out)
    return OK


@contextmanager
def _new_file(path: Path) -> Iterator[TextIO]:
    """For its owner alone: it holds what the record tells. No part of it is left where the rest could not be written.

    Raises ValueError where there is one, OSError.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise ValueError(f"{path} is there already; name a new file with --out, or - to print") from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            yield file
    except BaseException:
        path.unlink()
        raise


async def prune_command(arguments: argparse.Namespace, settings: Settings) -> int:
    span = await offline.prune(settings, routes_file(arguments, settings), arguments.tenant, arguments.before)
    told = {"tenant": arguments.tenant, "pruned": len(span), "start": span.start, "stop": span.stop}
    text = f"entries {span.start} to {span.stop - 1} have lost what they told; their hashes stay"
    none = "nothing was removed: not a whole bundle of 256 entries is that old"
    print(json.dumps(told) if arguments.json else text if span else none)
    return OK


async def accept_command(arguments: argparse.Namespace, settings: Settings) -> int:
    found = await offline.accept(settings, arguments.tenant)
    if found is None:
        print(json.dumps({"tenant": arguments.tenant, "accepted": False}) if arguments.json else NOTHING_TO_ACCEPT)
        return NO
    told, head = found
    name = escaped(arguments.tenant)
    text = (
        f"tenant {name} goes on from entry {head.size} of its log, which had {told.size}; the router's own log says so"
    )
    said = {"tenant": arguments.tenant, "accepted": True, "told": told.size, "size": head.size}
    print(json.dumps(said) if arguments.json else text)
    return OK


def _told(one: Verification) -> dict[str, Any]:
    return {
        "tenant": one.tenant,
        "ok": one.fault is None,
        "fault": one.fault,
        "size": one.size,
        "root": one.root.hex(),
        "checkpoints": one.checkpoints,
        "pruned": one.pruned,
        "erased": one.erased,
        "key": one.key,
    }
