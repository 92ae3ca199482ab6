"""The table of docs/placeholders.md: what models do to placeholders, and what comes of it, at every split."""

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutations import MUTATIONS, Mutation, table
from running import ROOT

from router.core.kindwords import REPLACED, kind_of
from router.core.redact import Vault
from router.core.restore import Restorer

DOCS = ROOT / "docs" / "placeholders.md"
ANNA, BERT = "Anna Müller", "Bert Blau"
AWKWARD = 'Anna "A"\nMüller \\ <x> &'
CUTS = st.lists(st.integers(0, 10_000), max_size=6)


def vault(kind: str, first: str) -> Vault:
    held = Vault()
    for value in (first, BERT, *(f"No {number}" for number in range(3, 13))):
        held.hold(kind, value)
    held.hold("EMAIL_ADDRESS", "anna@example.org")
    return held


def in_pieces(text: str, places: list[int], held: Vault, *, escape: bool | None) -> str:
    bounds = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    restorer = Restorer(held, escape=escape)
    return "".join(restorer.feed(text[a:b]) for a, b in pairwise(bounds)) + restorer.flush()


def expected(mutation: Mutation, original: str, written: str) -> str:
    return written if mutation.gives is None else mutation.gives.format(original)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.written)
@pytest.mark.parametrize("escape", [False, None])
def test_every_form_gives_what_the_table_says(mutation: Mutation, escape: bool | None) -> None:
    text, held = f"Dear {mutation.written} x.", vault("PERSON", ANNA)
    wanted = f"Dear {expected(mutation, ANNA, mutation.written)} x."
    for places in ([], list(range(len(text)))):
        assert in_pieces(text, places, held, escape=escape) == wanted


@pytest.mark.parametrize("mutation", [one for one in MUTATIONS if not one.text_only], ids=lambda one: one.written)
@pytest.mark.parametrize("ascii_only", [False, True])
def test_every_form_gives_the_same_in_tool_arguments(mutation: Mutation, ascii_only: bool) -> None:
    text = json.dumps({"to": f"Dear {mutation.written} x.", "n": [1]}, ensure_ascii=ascii_only)
    for places in ([], list(range(len(text)))):
        restored = json.loads(in_pieces(text, places, vault("PERSON", ANNA), escape=True))
        assert restored == {"to": f"Dear {expected(mutation, ANNA, mutation.written)} x.", "n": [1]}


PLAIN = [one for one in MUTATIONS if not one.text_only and "%" not in one.written and "&" not in one.written]
OF_ANY_KIND = [one for one in PLAIN if not re.search(r"PERSON[NAE]|Persone|persoon|PERSOON|OSOB|Osob", one.written)]


@pytest.mark.parametrize("kind", REPLACED)
@given(st.sampled_from(OF_ANY_KIND), CUTS, st.sampled_from([False, None, True]), st.booleans())
def test_every_kind_and_form_comes_back_at_every_split(
    kind: str, mutation: Mutation, places: list[int], escape: bool | None, ascii_only: bool
) -> None:
    written = respelt(mutation.written, kind)
    wanted = f"so {expected(mutation, AWKWARD, written)}, x"
    if escape:
        text = json.dumps({"a": f"so {written}, x"}, ensure_ascii=ascii_only)
        assert json.loads(in_pieces(text, places, vault(kind, AWKWARD), escape=True)) == {"a": wanted}
    else:
        assert in_pieces(f"so {written}, x", places, vault(kind, AWKWARD), escape=escape) == wanted


def respelt(written: str, kind: str) -> str:
    wide = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(ord("!"), ord("~"))})
    words = {
        "PERSON": kind,
        "person": kind.lower(),
        "Person": kind.title(),
        "\uff30\uff25\uff32\uff33\uff2f\uff2e": kind.translate(wide),
    }
    for word, other in (words | {"PER SON": kind[:3] + " " + kind[3:], "pErSoN": kind.swapcase()}).items():
        written = written.replace(word, other)
    return written.replace("PER\u200bSON", f"{kind[:3]}\u200b{kind[3:]}")


def test_no_word_means_two_kinds_and_each_kind_means_itself() -> None:
    for kind in REPLACED:
        assert kind_of(kind.split("_")) == kind
    seen: dict[str, str] = {}
    for mutation_kind in REPLACED:
        assert seen.setdefault(mutation_kind.replace("_", ""), mutation_kind) == mutation_kind


def test_the_documentation_shows_this_table() -> None:
    assert table() in DOCS.read_text()
