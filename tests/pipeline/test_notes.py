"""The note that asks a model to keep placeholders, and surrogates: a tenant's choice, for redacted candidates alone."""

import json
from typing import Any

import pytest
from walks import RULES, Act, ask, world

from router.core.notes import NOTE, note_for
from router.core.vault import Vault
from router.dialects.chat import CHAT
from router.dialects.instructing import instruct

EMAIL = "anna@firma.de"


def rules(placeholders: str) -> str:
    return RULES.replace("    floor: public\n", f"    floor: public\n    placeholders: {placeholders}\n")


def sent(made: Any, provider: str = "home") -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = json.loads(made.providers[provider].sent[-1])["messages"]
    return messages


async def test_a_tenant_that_wants_it_sends_the_note_with_placeholders() -> None:
    made = world(rules=rules("{note: true}"))
    await made.answer(ask(f"mail {EMAIL}"))
    assert sent(made) == [
        {"role": "system", "content": NOTE},
        {"role": "user", "content": "mail [[EMAIL_ADDRESS_1]]"},
    ]


@pytest.mark.parametrize("placeholders", ["{note: false}", "{style: tags}"])
async def test_nobody_else_does(placeholders: str) -> None:
    made = world(rules=rules(placeholders))
    await made.answer(ask(f"mail {EMAIL}"))
    assert len(sent(made)) == 1


async def test_a_request_without_findings_and_a_route_that_sees_the_words_get_no_note() -> None:
    made = world(rules=rules("{note: true}"))
    await made.answer(ask("hello"))
    assert len(sent(made)) == 1
    await made.answer(ask(f"{EMAIL} SECRET-1"))
    assert [message["role"] for message in sent(made, "own")] == ["user"]


async def test_the_note_is_the_same_bytes_in_every_turn_behind_what_the_system_says() -> None:
    made = world(rules=rules("{note: true}"))
    turns = [{"role": "developer", "content": "Be brief."}, {"role": "user", "content": f"mail {EMAIL}"}]
    await made.answer({"model": "m", "messages": turns})
    first = made.providers["home"].sent[-1]
    await made.answer({"model": "m", "messages": [*turns, {"role": "user", "content": "and b@firma.de"}]})
    second = made.providers["home"].sent[-1]
    assert sent(made)[0] == {"role": "developer", "content": f"Be brief.\n\n{NOTE}"}
    assert second.startswith(first[: first.index(b"}]")])


def test_content_in_parts_gets_a_part_and_no_message_is_changed_in_place() -> None:
    parts = [{"type": "text", "text": "Be brief."}]
    body = {"messages": [{"role": "user", "content": "x"}, {"role": "system", "content": parts}], "model": "m"}
    made = CHAT.instruct(body, "Note.")
    assert made["messages"][1]["content"] == [*parts, {"type": "text", "text": "Note."}]
    assert len(parts) == 1
    assert instruct([{"role": "system", "content": None}], "Note.")[0]["content"] == "Note."


def test_the_note_stays_away_where_one_of_its_words_is_what_must_not_leave() -> None:
    vault = Vault()
    vault.hold("PERSON", "Anna")
    assert note_for(vault) == NOTE
    vault.hold("ORGANIZATION", "Brackets")
    assert note_for(vault) is None
    assert note_for(Vault()) is None


@pytest.mark.parametrize("stream", [False, True])
async def test_surrogates_leave_and_come_back_as_the_originals(stream: bool) -> None:
    made = world(rules=rules("{style: surrogates, note: true}"))
    await made.answer(ask(f"mail {EMAIL}", stream=stream))
    text = sent(made)[0]["content"]
    assert text.startswith("mail ")
    assert text.endswith("@example.com")
    assert EMAIL not in text
    made = world({"home": lambda _: Act(f"I wrote {text.replace('mail', 'to')}.")}, rules=rules("{style: surrogates}"))
    seen = await made.answer(ask(f"mail {EMAIL}", stream=stream))
    assert seen.text == f"I wrote to {EMAIL}."
    assert seen.head.headers["x-sovereign-redactions"] == "1"
