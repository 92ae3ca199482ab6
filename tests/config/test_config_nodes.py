"""One small plain YAML document, or one clear fault."""

import time

import pytest
import routes_files

from router import config
from router.config.document import read_document
from router.config.nodes import Unreadable


def refused(text: str) -> tuple[str, int | None]:
    with pytest.raises(Unreadable) as bad:
        read_document(text)
    return bad.value.wrong, bad.value.line


@pytest.mark.parametrize(
    ("text", "wrong", "line"),
    [
        ("", "is empty", None),
        ("# nothing\n", "is empty", None),
        ("a: 1\n---\nb: 2\n", "holds several documents", 2),
        ("a: 1\nb: !!python/object/apply:os.system [id]\n", "a tag (!name) is used", 2),
        ("a: !mine 1\n", "a tag (!name) is used", 1),
        ("a: !!binary aGk=\n", "a tag (!name) is used", 1),
        ("a: !!int 1\n", "a tag (!name) is used", 1),
        ("a: *nobody\n", "an alias (*name) names no anchor above it", 1),
        ("a: &a\n  b: *a\n", "an alias (*name) names no anchor above it", 2),
        ("? [a, b]\n: 1\n", "a key is a list or a mapping", 1),
        ("a:\n  <<: 3\n", "`<<` merges something that is no mapping", 2),
        ("[" * 80 + "]" * 80, "is nested deeper than 64 levels", 1),
    ],
)
def test_what_is_not_one_plain_document_is_refused(text: str, wrong: str, line: int | None) -> None:
    assert refused(text) == (wrong, line)


def test_a_syntax_fault_names_line_and_column() -> None:
    wrong, line = refused("a: 1\nb: c: d\n")
    assert wrong.startswith("is not YAML at line 2, column 5: ")
    assert line == 2


@pytest.mark.parametrize(
    "text", ["a: *sk-secret-alias-name\n", "a: !<tag:sk-secret> 1\n", '"sk-secret', "%sk-secret x\n"]
)
def test_a_syntax_fault_quotes_nothing_of_the_file(text: str) -> None:
    wrong, _ = refused(text)
    assert "secret" not in wrong


@pytest.mark.parametrize("text", ["a: \x00", "a: \ud800", "a: \x1b"])
def test_characters_that_no_text_has_are_refused(text: str) -> None:
    assert refused(text)[0]


def test_a_file_of_more_than_two_megabytes_is_refused() -> None:
    assert refused("a: " + "x" * 2_000_000)[0] == "has 2000003 bytes, 2000000 are allowed"


def bomb(body: str) -> str:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} " + body.replace("P", f"*a{n - 1}") for n in range(1, 10)]
    return "\n".join(lines)


def test_aliases_that_grow_without_bound_are_refused_soon() -> None:
    started = time.process_time()
    assert refused(bomb("[P, P, P, P, P, P, P, P, P]"))[0].startswith("has more than 100000 values")
    merges = bomb("{<<: [P, P, P, P, P, P, P, P, P]}").replace("[x, x, x, x, x, x, x, x, x]", "{x: 1}")
    assert refused(merges)[0].startswith("has more than 100000 values")
    assert time.process_time() - started < 5


def test_a_long_chain_of_merges_is_refused_and_not_a_crash() -> None:
    links = [f"a{n}: &a{n} {{<<: *a{n - 1}}}" for n in range(1, 2000)]
    assert refused("\n".join(["a0: &a0 {x: 1}", *links]))[0] == "is nested deeper than 64 levels"


def test_an_unreadable_file_is_a_config_error_with_its_line() -> None:
    (fault,) = routes_files.faults("version: 1\nversion: *x\n")
    assert (fault.path, fault.line) == ("", 2)
    assert str(fault).startswith("line 2: an alias")
    with pytest.raises(config.ConfigErrors, match=r"^mine\.yaml: 1 fault"):
        config.load("", "mine.yaml", today=routes_files.TODAY)
