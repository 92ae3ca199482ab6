import pytest

from router.core.context import Context, labelled, labels


@pytest.mark.parametrize("key", ["type", "format", "description", "title", "required", "dataType", "kind"])
def test_what_describes_a_field_is_not_called_what_the_field_is_called(key: str) -> None:
    assert Context().under("password").under(key) == Context()
    assert Context().under("password").under(key).under("x") == Context("x", "x")


@pytest.mark.parametrize("key", ["value", "default", "example"])
def test_what_holds_a_value_of_a_field_is(key: str) -> None:
    assert "password" in Context().under("password").under(key).hint


@pytest.mark.parametrize(
    ("members", "key", "hint"),
    [
        ({"label": "Geburtsdatum", "text": "x"}, "text", "text Geburtsdatum"),
        ({"Field": "pesel", "content": "x"}, "content", "content pesel"),
        ({"name": "Anna", "content": "x"}, "content", ""),
        ({"type": "input_text", "text": "x"}, "text", ""),
        ({"name": "pesel", "value": "x"}, "value", "value pesel"),
        ({"label": "pesel", "other": "x"}, "other", ""),
    ],
)
def test_a_text_is_named_by_sure_labels_alone_and_a_value_by_all(members: dict[str, str], key: str, hint: str) -> None:
    assert labelled("", key, labels(members)) == hint
