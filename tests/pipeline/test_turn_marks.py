"""The marks by which a later request finds the class of an earlier one."""

from hypothesis import given
from hypothesis import strategies as st

from router.pipeline.facting import TELLING, marks_of

KEY = b"k" * 32
turn = st.binary(max_size=6) | st.binary(min_size=TELLING, max_size=TELLING + 6)
turns = st.lists(turn, min_size=1, max_size=5)


@given(turns, turns)
def test_what_goes_on_from_a_conversation_has_its_marks_first(before: list[bytes], after: list[bytes]) -> None:
    assert marks_of(before + after, KEY)[: len(before)] == marks_of(before, KEY)


@given(turns, st.data())
def test_another_turn_changes_the_marks_of_all_that_follow(conversation: list[bytes], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(conversation) - 1))
    other = [
        *conversation[:at],
        data.draw(turn.filter(lambda drawn: drawn != conversation[at])),
        *conversation[at + 1 :],
    ]
    before, after = ([mark[0] for mark in marks_of(each, KEY)] for each in (conversation, other))
    assert [one == two for one, two in zip(before, after, strict=True)] == [place < at for place in range(len(before))]


@given(turns, turns)
def test_a_turn_that_says_much_is_found_in_any_conversation_and_one_that_says_little_is_not(
    one: list[bytes], other: list[bytes]
) -> None:
    said = b"s" * TELLING
    first, second = marks_of([*one, said], KEY)[-1], marks_of([*other, said], KEY)[-1]
    assert first[1:] == second[1:] != ()
    assert marks_of([*one, said[1:]], KEY)[-1][1:] == ()


@given(turns)
def test_each_mark_stands_for_one_thing_and_only_under_its_key(conversation: list[bytes]) -> None:
    long = sum(len(each) >= TELLING for each in set(conversation))
    marks = {mark for turn_marks in marks_of(conversation, KEY) for mark in turn_marks}
    assert len(marks) == len(conversation) + long
    assert {len(mark) for mark in marks} == {16}
    assert marks.isdisjoint(mark for turn_marks in marks_of(conversation, b"o" * 32) for mark in turn_marks)
