"""Reads what Python files import, without running them. Inside functions too: an import is an import."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

Sources = Mapping[str, str]
"""Source text by file, relative to the root: `router/core/types.py`."""


@dataclass(frozen=True, slots=True)
class Import:
    """`target` is a module where one of that name was read, else the name as written."""

    importer: str
    target: str
    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line} imports {self.target}"


def read_sources(*packages: str, root: Path = ROOT) -> dict[str, str]:
    files = (file for package in packages for file in sorted((root / package).rglob("*.py")))
    return {file.relative_to(root).as_posix(): file.read_text() for file in files}


def module_of(file: str) -> str:
    return file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def imports(sources: Sources) -> list[Import]:
    modules = {module_of(file) for file in sources}
    return [
        Import(module_of(file), target, file, line)
        for file, text in sources.items()
        for line, target in sorted(_targets(file, ast.parse(text, file), modules))
    ]


def _targets(file: str, tree: ast.Module, modules: set[str]) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name) for alias in names)
            case ast.ImportFrom(names=names):
                base = _base(file, node)
                for alias in names:
                    full = f"{base}.{alias.name}"
                    yield node.lineno, full if full in modules else base
            case _:
                pass


def _base(file: str, node: ast.ImportFrom) -> str:
    """The module that a `from` names, dots resolved."""
    if not node.level:
        return node.module or ""
    package = file.split("/")[: -node.level]
    return ".".join([*package, *filter(None, [node.module])])
