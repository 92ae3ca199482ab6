import pytest

from router.core.references import Reference, Scheme, is_reference, parse_reference


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("env:MISTRAL_API_KEY", Reference(Scheme.ENV, "MISTRAL_API_KEY")),
        ("env:_x9", Reference(Scheme.ENV, "_x9")),
        ("file:/run/secrets/mistral", Reference(Scheme.FILE, "/run/secrets/mistral")),
        ("file:keys/a b:c", Reference(Scheme.FILE, "keys/a b:c")),
        ("vault:secret/data/llm#key", Reference(Scheme.VAULT, "secret/data/llm", "key")),
    ],
)
def test_each_form_is_read_into_its_parts(text: str, reference: Reference) -> None:
    assert parse_reference(text) == reference
    assert is_reference(text)
    assert str(reference) == text


@pytest.mark.parametrize(
    "text",
    [
        "", "env:", "env:1A", "env:A-B", "env: A", "env:A\n", "ENV:A", "file:", "file: ", "file:/a\nb", "vault:a",
        "vault:#f", "vault:a#", "vault:a#b#c", "vault:a b#c", "sk-proj-abcdef", "https://example.com/x", "awssm:x",
    ],
)  # fmt: skip
def test_what_is_none_of_the_forms_is_no_reference(text: str) -> None:
    assert parse_reference(text) is None
    assert not is_reference(text)
