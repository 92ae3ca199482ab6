"""core/ and dialects/ are pure: bytes and values in, bytes and values out. And nothing at all works at import.

Pure code gives the same answer today and on replay, which is the audit promise; it cannot leak what it cannot reach.
"""

import ast
import sys
from collections.abc import Callable, Iterator

import pytest
from imports import Sources, imports, read_sources

# fmt: off
UNCLEAN = frozenset({
    "asyncio", "concurrent", "ctypes", "fcntl", "getpass", "glob", "http", "importlib", "io", "locale", "logging",
    "mmap", "multiprocessing", "os", "pathlib", "platform", "queue", "random", "resource", "sched", "secrets",
    "select", "selectors", "shelve", "shutil", "signal", "smtplib", "socket", "socketserver", "sqlite3", "ssl",
    "subprocess", "sys", "syslog", "tempfile", "threading", "time", "timeit", "urllib", "uuid", "warnings", "weakref",
})
"""Of the standard library: clocks, chance, I/O, processes, the machine."""

CLEAN = frozenset({"urllib.parse"})

CALLS = frozenset({
    "__import__", "breakpoint", "compile", "eval", "exec", "globals", "input", "open", "print",
    ".now", ".open", ".read_bytes", ".read_text", ".today", ".utcnow", ".write_bytes", ".write_text",
})
"""Calls that reach out of pure code. With a dot: as a method or by module; without: by bare name."""

AT_IMPORT = CALLS | {
    "Popen", "check_output", "connect", "create_task", "getenv", "monotonic", "perf_counter", "run", "sleep", "time",
    "token_bytes", "token_hex", "urlopen",
    ".Popen", ".check_call", ".check_output", ".connect", ".create_task", ".exists", ".getaddrinfo", ".getenv",
    ".glob", ".iterdir", ".mkdir", ".monotonic", ".perf_counter", ".popen", ".rglob", ".run", ".sleep", ".system",
    ".time", ".token_bytes", ".token_hex", ".unlink", ".urlopen",
}
"""Calls that no module makes while it is imported. (`re.compile` is a value.)"""
# fmt: on


def _is(module: str, names: frozenset[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


def foreign_imports(sources: Sources, own: tuple[str, ...], extra: frozenset[str] = frozenset()) -> list[str]:
    """Imports of what is neither clean standard library, nor one of `own` packages, nor `extra`."""

    def is_allowed(target: str) -> bool:
        if _is(target, extra.union(own, CLEAN)):
            return True
        return target.partition(".")[0] in sys.stdlib_module_names and not _is(target, UNCLEAN)

    return [str(found) for found in imports(sources) if not is_allowed(found.target)]


def _called(node: ast.Call) -> str | None:
    match node.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(attr=name):
            return f".{name}"
        case _:
            return None


def unclean_calls(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in CALLS:
            yield node.lineno, f"calls {_called(node)}"


def changed_globals(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """`global`, and functions that remember their callers: a cache would keep words after their request ended."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Global):
            yield node.lineno, f"changes the global {', '.join(node.names)}"
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for decorator in node.decorator_list:
                text = ast.unparse(decorator)
                if text.partition("(")[0].rpartition(".")[2] in {"cache", "lru_cache"}:
                    yield node.lineno, f"remembers the arguments of {node.name}"


def only_global_statements(tree: ast.Module) -> Iterator[tuple[int, str]]:
    return ((line, what) for line, what in changed_globals(tree) if what.startswith("changes"))


def _run_at_import(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run when a module is imported: everything but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        match child:
            case (
                ast.FunctionDef(args=args, decorator_list=decorators)
                | ast.AsyncFunctionDef(args=args, decorator_list=decorators)
            ):
                for part in (args, *decorators):
                    yield part
                    yield from _run_at_import(part)
            case ast.Lambda():
                pass
            case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
                pass
            case _:
                yield child
                yield from _run_at_import(child)


def work_at_import(tree: ast.Module) -> Iterator[tuple[int, str]]:
    for node in _run_at_import(tree):
        match node:
            case ast.Call() if _called(node) in AT_IMPORT:
                yield node.lineno, f"calls {_called(node)} at import"
            case ast.Attribute(value=ast.Name(id="os"), attr="environ"):
                yield node.lineno, "reads os.environ at import"
            case _:
                pass


Check = Callable[[ast.Module], Iterator[tuple[int, str]]]


def told(sources: Sources, check: Check) -> list[str]:
    return [f"{file}:{line} {what}" for file, text in sources.items() for line, what in check(ast.parse(text, file))]


CORE = read_sources("router/core")
DIALECTS = read_sources("router/dialects")
ALL = read_sources("router", "providers")


def test_core_imports_only_the_clean_part_of_the_standard_library() -> None:
    assert foreign_imports(CORE, ("router.core",)) == []


def test_dialects_import_no_more_than_core_and_msgspec() -> None:
    own = ("router.core", "router.ports", "router.dialects")
    assert foreign_imports(DIALECTS, own, frozenset({"msgspec"})) == []


@pytest.mark.parametrize("check", [unclean_calls, changed_globals])
def test_core_and_dialects_ask_no_clock_touch_no_file_and_remember_nothing(check: Check) -> None:
    assert told({**CORE, **DIALECTS}, check) == []


def test_nothing_works_at_import() -> None:
    assert told(ALL, work_at_import) == []


def test_no_global_changes_anywhere() -> None:
    assert told(ALL, only_global_statements) == []


@pytest.mark.parametrize(
    "text",
    [
        "import time",
        "import os.path",
        "from asyncio import Lock",
        "import urllib.request",
        "from urllib import request",
        "import pydantic",
        "import msgspec",
        "from router.ports import Store",
        "def f():\n    import random",
    ],
)
def test_a_planted_import_is_found(text: str) -> None:
    assert len(foreign_imports({"router/core/x.py": text}, ("router.core",))) == 1


def test_clean_imports_are_let_through() -> None:
    text = "import re\nfrom urllib.parse import unquote\nfrom datetime import date\nfrom router.core.types import Slot"
    assert foreign_imports({"router/core/x.py": text}, ("router.core",)) == []


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (unclean_calls, "def f(): return open('x')"),
        (unclean_calls, "print('x')"),
        (unclean_calls, "def f(): return datetime.now(UTC)"),
        (unclean_calls, "def f(): return date.today()"),
        (unclean_calls, "def f(p): return p.read_text()"),
        (changed_globals, "def f():\n    global x\n    x = 1"),
        (changed_globals, "@functools.lru_cache(maxsize=9)\ndef f(text): return text"),
        (changed_globals, "@cache\ndef f(text): return text"),
        (only_global_statements, "def f():\n    global x\n    x = 1"),
        (work_at_import, "DATA = open('x').read()"),
        (work_at_import, "WORDS = files('x').joinpath('y').read_text()"),
        (work_at_import, "HOME = os.environ['HOME']"),
        (work_at_import, "class A:\n    started = time.monotonic()"),
        (work_at_import, "def f(at=time.time()): ..."),
        (work_at_import, "if sys.platform == 'linux':\n    subprocess.run(['x'])"),
    ],
)
def test_a_planted_impurity_is_found_and_told_by_its_line(check: Check, text: str) -> None:
    found = told({"router/core/x.py": text}, check)
    assert len(found) == 1
    assert found[0].startswith("router/core/x.py:")


@pytest.mark.parametrize(
    "text",
    [
        "import re\nPATTERN = re.compile('x')",
        "def f(path): return path.read_text()",
        "OPEN = lambda path: open(path)",
        "class A:\n    def f(self): return time.monotonic()",
        "if __name__ == '__main__':\n    run()",
    ],
)
def test_what_runs_later_is_not_work_at_import(text: str) -> None:
    assert told({"router/x.py": text}, work_at_import) == []
