"""That looking for media by fewer passes over the bytes answers as looking everywhere did."""

import json
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from router.core import jsontext
from router.dialects.chat import CHAT
from router.dialects.chat_shape import STRUCTURAL
from router.dialects.media import _PAYLOAD

READABLE = {"text", "refusal", "thinking", "reasoning", "input_text", "output_text"}
PIXELS = "iVBORw0KGgo" * 6
URI = f"data:image/png;base64,{PIXELS}"
PIECES = (
    *("data:", "image/png", ";", "base64,", ";BASE64,", "64,", PIXELS, URI, URI.upper(), f"data:;base64,{PIXELS}"),
    *'\n"[]\\aé\u017f',
    *("\\u0064", "\\/", json.dumps([URI]), json.dumps({"a": json.dumps(URI)})),
    *(f'["\\u0064ata:;base64,{PIXELS}"]', f'["data:image\\/png;base64,{PIXELS}"]'),
)
KEYS = ("image_url", "input_audio", "file", "audio", "url", "data", "file_data", "type", "x", "Image_URL")

texts = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)
values = st.recursive(
    st.none() | st.integers(0, 64) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=8,
)
parts = st.fixed_dictionaries({"type": st.sampled_from(("text", "image_url", "refusal"))}, optional={"x": values})
messages = st.fixed_dictionaries(
    {"role": st.just("user"), "content": texts | st.lists(parts, max_size=2)}, optional={"audio": values, "x": values}
)
bodies = st.fixed_dictionaries(
    {"model": st.just("m"), "messages": st.lists(messages, min_size=1, max_size=3)},
    optional={"metadata": values, "prediction": values, "file": values, "audio": values},
)


def saw_media(body: dict[str, Any]) -> bool:
    """As it was: every place and every text, without a look at the bytes first."""
    if any(isinstance(message.get("audio"), dict) for message in body["messages"]):
        return True
    contents = [message["content"] for message in body["messages"] if isinstance(message["content"], list)]
    return any(part["type"] not in READABLE for content in contents for part in content) or held_media(body, "", "")


def held_media(value: Any, above: str, key: str) -> bool:
    if isinstance(value, str):
        return bool(value) and ((above, key) in STRUCTURAL.media or was_media(value))
    if isinstance(value, dict):
        return any(held_media(item, key, name) for name, item in value.items())
    return isinstance(value, list) and any(held_media(item, above, key) for item in value)


def was_media(text: str, nested: int = 0) -> bool:
    if "base64," in text.lower() and _PAYLOAD.search(text):
        return True
    if "\\" not in text or nested == jsontext.MAX_NESTING or not jsontext.holds_json(text):
        return False
    return any(was_media(literal.value, nested + 1) for literal in jsontext.literals(text))


def spelt(value: Any, numbered: str) -> str:
    """JSON in which these characters are given by their numbers."""
    if isinstance(value, str):
        quoted = (f"\\u{ord(each):04x}" if each in numbered else jsontext.quote(each)[1:-1] for each in value)
        return f'"{"".join(quoted)}"'
    if isinstance(value, dict):
        return "{" + ",".join(f"{spelt(key, numbered)}:{spelt(item, numbered)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(spelt(item, numbered) for item in value) + "]"
    return json.dumps(value)


@settings(max_examples=400)
@given(bodies, st.sampled_from(("", "", "b", ";", "6", ",", "_", "\\", "r;4u")))
@example({"model": "m", "messages": [{"role": "user", "content": URI}]}, "")
@example({"model": "m", "messages": [{"role": "user", "content": URI}]}, ";")
@example({"model": "m", "messages": [{"role": "user", "content": URI}]}, "6")
@example({"model": "m", "messages": [{"role": "user", "content": f"data:;BASE64,{PIXELS}"}]}, "")
@example({"model": "m", "messages": [{"role": "user", "content": "a"}], "file": {"file_data": [["a"]]}}, "")
@example({"model": "m", "messages": [{"role": "user", "content": "a"}], "file": [{"file_data": "a"}]}, "")
@example({"model": "m", "messages": [{"role": "user", "content": "a"}], "file": {"file_data": {"x": "a"}}}, "")
@example({"model": "m", "messages": [{"role": "user", "content": "a"}], "file": {"file_data": ""}}, "")
def test_fewer_passes_see_the_same_media(body: dict[str, Any], numbered: str) -> None:
    raw = spelt(body, numbered).encode()
    assert CHAT.parse(raw) == body
    assert CHAT.has_media(body, raw) is saw_media(body)
