"""Which languages a route serves: what its kind speaks, or what its line says of that."""

from importlib import import_module

import pytest
from routes_files import cut, faults, put, spoilt

import providers
from router.core.languages import ALSO, SPEAKS


@pytest.mark.parametrize("kind", providers.kinds())
def test_the_table_says_of_each_kind_what_its_connections_say(kind: str) -> None:
    connection = import_module(f"providers.{kind}").Connection
    assert SPEAKS[kind] | ALSO.get(kind, frozenset()) == connection.dialects


def test_a_language_that_the_kind_does_not_speak_is_a_fault() -> None:
    assert faults(spoilt(put("models.assistant.0.serves", ["chat", "messages", "count_tokens"]))) == []
    mirror = put("providers.local", {"kind": "mirror"})
    (fault,) = faults(spoilt(mirror, put("models.assistant.0.serves", ["chat", "embeddings"])))
    assert (fault.path, fault.wrong) == ("models.assistant[0].serves", "kind mirror does not speak embeddings")
    assert faults(spoilt(mirror, put("models.assistant.0.serves", ["chat", "messages"]))) == []


def test_anthropic_is_called_where_the_file_says_and_nowhere_else() -> None:
    anthropic = put("providers.cloud.kind", "anthropic")
    assert faults(spoilt(anthropic)) == []
    (fault,) = faults(spoilt(anthropic, cut("providers.cloud.base_url")))
    assert (fault.path, fault.write) == ("providers.cloud.base_url", "write base_url: https://api.anthropic.com")
