"""The floors of the house: a room imports from floors below its own, never from its own floor or above.

The plan is here; a new file under router/ needs a line in it. Rooms on one floor are strangers, and what implements a
port is named by wiring alone, so that a store, a provider or a dialect can be replaced without touching the walk.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator

import pytest
from imports import Import, Sources, imports, module_of, read_sources

FLOORS: dict[str, int] = {
    "router.__main__": 8,
    "router.cli": 8,
    "router.server": 7,
    "router.offline": 7,
    "router.foresight": 7,
    "router.battery": 7,
    "router.releases": 7,
    "router.wiring": 6,
    "router.auditing": 4,
    "router.witnessing": 4,
    "router.heads": 4,
    "router.retention": 5,
    "router.exporting": 5,
    "router.spending": 5,
    "router.reports": 5,
    "router.parcels": 6,
    "router.ocsf": 4,
    "router.identity": 4,
    "router.issuing": 5,
    "router.http": 5,
    "router.console": 5,
    "router.pipeline": 4,
    "router.approvals": 4,
    "router.dialects": 3,
    "router.detect": 3,
    "router.store": 3,
    "router.state": 3,
    "router.telemetry": 3,
    "router.config": 3,
    "router.secrets": 3,
    "router.settings": 3,
    "providers": 3,
    "router.signing": 2,
    "router.process": 2,
    "router.ports": 2,
    "router.core": 1,
    "router": 0,
}
CONCRETE = {"router.dialects", "router.detect", "router.store", "router.state", "router.console", "providers"}
"""Rooms that implement a port, or are a front end of their own: imported by wiring alone."""

RULES = "a room imports only from floors below its own"


def room_of(module: str) -> str | None:
    """The room a module is in; None for what is not ours."""
    top, _, rest = module.partition(".")
    if top == "router" and rest:
        return f"router.{rest.partition('.')[0]}"
    return top if top in {"router", "providers"} else None


def offence(found: Import) -> str | None:
    """Why this import is not allowed, or None."""
    room, target = room_of(found.importer), room_of(found.target)
    if found.target.partition(".")[0] == "litellm" and found.importer != "providers.litellm":
        return f"{found}: litellm is imported by providers/litellm.py alone"
    if room is None or target is None:
        return None
    if room == target:
        return _offence_among_providers(found) if room == "providers" else None
    return _offence_between(found, room, target)


def _offence_between(found: Import, room: str, target: str) -> str | None:
    if not {room, target} <= FLOORS.keys():
        return f"{found}: {room if room not in FLOORS else target} has no floor in tests/test_floors.py"
    if FLOORS[target] >= FLOORS[room]:
        return f"{found}: {room} is on floor {FLOORS[room]}, {target} on floor {FLOORS[target]}; {RULES}"
    if target in CONCRETE and room != "router.wiring":
        return f"{found}: only router/wiring.py names concrete rooms; take a Protocol of router/ports.py"
    return None


def _offence_among_providers(found: Import) -> str | None:
    """What providers share stands in files that start with an underscore; those know no provider either."""
    is_shared = found.target == "providers" or found.target.startswith("providers._")
    if is_shared or found.importer == "providers":
        return None
    return f"{found}: providers are strangers to each other; what they share is in providers/_*.py"


def offences(sources: Sources) -> list[str]:
    return [why for found in imports(sources) if (why := offence(found)) is not None]


def homeless(sources: Sources) -> list[str]:
    """Files that the plan does not know."""
    return [file for file in sources if room_of(module_of(file)) not in FLOORS]


def cycles(found: Iterable[Import]) -> list[str]:
    """Every module that can reach itself through imports."""
    edges: dict[str, set[str]] = {}
    for one in found:
        if one.target != one.importer:
            edges.setdefault(one.importer, set()).add(one.target)

    def reach(start: str) -> Iterator[str]:
        seen, ahead = set[str](), [start]
        while ahead:
            for target in edges.get(ahead.pop(), set()) - seen:
                seen.add(target)
                ahead.append(target)
                yield target

    return sorted(module for module in edges if module in reach(module))


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    return read_sources("router", "providers")


def test_every_file_has_a_room_in_the_plan(sources: dict[str, str]) -> None:
    assert homeless(sources) == []


def test_imports_go_downward_and_rooms_on_one_floor_are_strangers(sources: dict[str, str]) -> None:
    assert offences(sources) == []


def test_no_module_imports_itself_by_a_detour(sources: dict[str, str]) -> None:
    assert cycles(imports(sources)) == []


def test_the_router_starts_without_litellm() -> None:
    script = "import sys, router.wiring; print('litellm' in sys.modules)"
    assert subprocess.check_output([sys.executable, "-c", script], text=True, timeout=60) == "False\n"


PLANTED = {
    "upward": ("router/core/types.py", "from router.ports import Store"),
    "the same floor": ("router/store/sqlite.py", "from router.detect import memo"),
    "the same floor, by package": ("router/config.py", "from router import secrets"),
    "the same floor, relative": ("router/store/sqlite.py", "from ..state import memory"),
    "inside a function": ("router/pipeline.py", "def f():\n    import router.wiring"),
    "a concrete room past wiring": ("router/pipeline.py", "from router.store.sqlite import SqliteStore"),
    "a dialect past wiring": ("router/http/gateway.py", "from router.dialects.chat import CHAT"),
    "the console": ("router/cli/__init__.py", "import router.console.pages"),
    "provider to provider": ("providers/anthropic.py", "from providers.openai_compatible import connect"),
    "provider to provider, relative": ("providers/anthropic.py", "from . import mirror"),
    "shared to provider": ("providers/_wire.py", "from providers import mirror"),
    "litellm elsewhere": ("router/wiring.py", "import litellm.types"),
    "litellm in another provider": ("providers/mirror.py", "from litellm import completion"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_import_is_found_and_told_by_its_line(name: str) -> None:
    file, text = PLANTED[name]
    tree = {"router/__init__.py": "", "router/secrets.py": "", "providers/mirror.py": "", "router/detect/memo.py": ""}
    line = 1 + len(text.splitlines())
    found = offences(tree | {file: f'"""A room."""\n{text}\n'})
    assert len(found) == 1
    assert found[0].startswith(f"{file}:{line} imports ")


def test_what_is_allowed_is_not_called_an_offence() -> None:
    tree = {
        "router/__init__.py": "",
        "router/ports.py": "from router.core.types import Slot",
        "router/wiring.py": "import providers\nfrom providers._http import Http\nfrom router.store import sqlite",
        "providers/litellm.py": "import litellm\nfrom providers._wire import force\nfrom router.ports import Reply",
        "router/cli/__init__.py": "from router import __version__, config",
        "router/config.py": "",
    }
    assert offences(tree) == []


def test_a_planted_cycle_is_found() -> None:
    tree = {
        "a/one.py": "from a import two",
        "a/two.py": "def f():\n    import a.three",
        "a/three.py": "from a import one",
    }
    assert cycles(imports(tree)) == ["a.one", "a.three", "a.two"]


def test_a_planted_file_without_a_room_is_found() -> None:
    assert homeless({"router/helpers.py": "", "router/core/types.py": "", "providers/mirror.py": ""}) == [
        "router/helpers.py"
    ]
