"""What the README tells a stranger to type is typed here. The convention is in tests/support/documents.py."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import documents
import pytest
from documents import Block, Place
from running import ROOT, Running, clean_environment, issue_key, launch

README = ROOT / "README.md"
BLOCKS = documents.blocks(README.read_text()) if README.exists() else []
RUN = [block for block in BLOCKS if block.is_run]
RULES = [block for block in BLOCKS if block.is_rules]


def name(block: Block) -> str:
    return f"line {block.line}"


@pytest.fixture(scope="module")
def router(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("readme")
    shutil.copy(ROOT / "routes.yaml", folder)
    shutil.copytree(ROOT / "verifier", folder / "verifier")
    routes = folder / "routes.yaml"
    environment = clean_environment(folder / "data", folder / "lookups")
    (folder / "data").mkdir()
    key = issue_key(routes, environment, tenant="default", agent="readme", models="*", tools="all")
    running = launch(folder, routes, environment, key)
    try:
        running.wait_ready()
        yield running
    finally:
        running.end()


@pytest.fixture
def place(router: Running) -> Place:
    folder = router.routes.parent
    (folder / ".curlrc").write_text("fail-with-body\n")
    variables = {
        **router.environment,
        "CURL_HOME": str(folder),
        "BASE_URL": router.api_url,
        "ADMIN_URL": router.admin_url,
        "KEY": router.key,
        "OPENAI_BASE_URL": router.api_url,
        "OPENAI_API_KEY": router.key,
    }
    port, admin_port = (url.rpartition(":")[2] for url in (router.base_url, router.admin_url))
    return Place(folder, variables, port, admin_port, router.key)


@pytest.mark.parametrize("block", RUN, ids=name)
def test_a_block_of_the_readme_does_what_it_says(block: Block, place: Place) -> None:
    assert documents.run(block, place) is None


@pytest.mark.parametrize("block", RULES, ids=name)
def test_rules_in_the_readme_are_accepted(block: Block, place: Place) -> None:
    (place.folder / "shown.yaml").write_text(block.text)
    assert documents.run(Block("bash", "sovereign check shown.yaml", block.line), place) is None


def test_the_readme_has_commands_to_run_and_a_reason_for_each_that_is_not() -> None:
    assert RUN
    assert all(block.excuse is None or len(block.excuse.split()) > 2 for block in BLOCKS)


def test_the_readme_looked_up_no_name(router: Running) -> None:
    assert router.lookups() == []


DOCUMENT = """# Title

```bash
true
```
<!-- not run: needs an account -->
```bash
false
```

```text
false
```

Words between.

```console
$ echo one; echo two
one
t...o
$ printf '%s\\n' \\
> three
```
"""


@pytest.fixture
def nowhere(tmp_path: Path) -> Place:
    return Place(tmp_path, {"KEY": "sov_k_s_c"}, "5000", "5001", "sov_k_s_c")


def test_blocks_are_found_with_their_lines_and_excuses() -> None:
    found = documents.blocks(DOCUMENT)
    assert [(block.language, block.line, block.excuse) for block in found] == [
        ("bash", 4, None),
        ("bash", 8, "needs an account"),
        ("text", 12, None),
        ("console", 18, None),
    ]
    assert [block.is_run for block in found] == [True, False, False, True]


def test_an_excuse_counts_for_the_block_below_it_alone() -> None:
    document = "<!-- not run: a reason -->\n\nWords.\n\n```bash\ntrue\n```\n"
    assert documents.blocks(document)[0].excuse is None


def test_commands_that_do_what_they_say_have_no_fault(nowhere: Place) -> None:
    assert [documents.run(block, nowhere) for block in documents.blocks(DOCUMENT) if block.is_run] == [None, None]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("bash", "false"),
        ("bash", "false\ntrue"),
        ("bash", "false | cat"),
        ("bash", 'echo "$UNSET_NAME"'),
        ("python", "raise SystemExit(3)"),
        ("console", "$ echo one\ntwo"),
        ("console", "$ echo one; echo two\ntwo\none"),
        ("console", "$ false"),
        ("console", "$ echo one\none\n$ false"),
    ],
)
def test_a_command_that_does_not_do_what_it_says_is_a_fault(language: str, text: str, nowhere: Place) -> None:
    assert documents.run(Block(language, text, 1), nowhere) is not None


def test_ports_and_key_of_the_document_become_those_of_the_router(nowhere: Place) -> None:
    shown = 'http://127.0.0.1:8080/v1 localhost:8081 api_key="sov_..."'
    assert documents.at_place(shown, nowhere) == 'http://127.0.0.1:5000/v1 127.0.0.1:5001 api_key="sov_k_s_c"'
