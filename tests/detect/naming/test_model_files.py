"""The model goes where the package goes, and says what it is."""

import tomllib
from fnmatch import fnmatch

import running

from router.detect.naming.recogniser import MODEL


def test_every_file_of_the_model_is_part_of_the_package() -> None:
    shipped = tomllib.loads((running.ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]
    package = ".".join(MODEL.relative_to(running.ROOT).parts)
    patterns = shipped["*"] + shipped[package]
    left = [path.name for path in MODEL.iterdir() if not any(fnmatch(path.name, one) for one in patterns)]
    assert left == []


def test_the_card_names_every_file_of_the_model() -> None:
    card = (MODEL / "CARD.md").read_text(encoding="utf-8")
    assert [path.name for path in MODEL.iterdir() if path.name not in card] == []
