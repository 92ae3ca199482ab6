"""The machine that says which key is used while one replaces another, with no clock and nobody asked."""

from hypothesis import example, given
from hypothesis import strategies as st

from router.secrets.versions import OVERLAP, PROBE_LATER, PROBE_SOON, Change, Role, Versions


def rotating(*values: str) -> Versions:
    versions = Versions()
    for value in values:
        versions.see(value, 0.0)
    return versions


def used(versions: Versions) -> str:
    assert versions.active is not None
    return versions.active.value


def spare(versions: Versions) -> str | None:
    return versions.spare.value if versions.spare is not None else None


def taken(versions: Versions, now: float) -> Versions:
    version = versions.due(now)
    assert version is not None
    versions.take(version, now)
    return versions


def test_the_first_key_is_used_and_not_probed() -> None:
    versions = rotating("old")
    assert (used(versions), versions.due(0.0)) == ("old", None)


def test_a_new_key_waits_until_it_is_taken() -> None:
    versions = rotating("old", "new")
    assert (used(versions), versions.role) == ("old", Role.PENDING)
    taken(versions, 1.0)
    assert (used(versions), versions.role) == ("new", Role.RETIRING)


def test_a_retired_key_is_dropped_after_the_overlap() -> None:
    versions = taken(rotating("old", "new"), 1.0)
    versions.due(OVERLAP)
    assert spare(versions) == "old"
    versions.due(1.0 + OVERLAP)
    assert spare(versions) is None
    assert not versions.refused("new", 1.0 + OVERLAP)


def test_a_key_that_is_refused_is_not_used_and_probed_again_later() -> None:
    versions = rotating("old", "new")
    version = versions.due(0.0)
    assert version is not None
    assert versions.decline(version, 0.0)
    assert not versions.decline(version, 1.0), "news once"
    assert (used(versions), versions.role) == ("old", Role.REFUSED)
    assert versions.due(PROBE_LATER) is None
    taken(versions, 1.0 + PROBE_LATER)
    assert used(versions) == "new"


def test_where_nobody_answers_the_probe_comes_again_soon() -> None:
    versions = rotating("old", "new")
    version = versions.due(0.0)
    assert version is not None
    versions.postpone(version, 0.0)
    assert versions.due(PROBE_SOON - 0.1) is None
    assert versions.due(PROBE_SOON) is version


def test_a_new_key_that_requests_find_refused_is_rolled_back() -> None:
    versions = taken(rotating("old", "new"), 1.0)
    assert versions.refused("new", 2.0)
    assert not versions.refused("new", 2.0), "a request that was on its way with it changes nothing more"
    assert (used(versions), versions.role) == ("old", Role.DOUBTED)
    assert versions.answered("new", 2.5) is None
    assert versions.answered("old", 3.0) is Change.ROLLED_BACK
    assert (used(versions), versions.role) == ("old", Role.REFUSED)
    assert versions.due(1e9) is None, "what requests brought to light no probe overrules"


def test_an_old_key_is_kept_until_the_new_one_is_proven() -> None:
    versions = rotating("old", "new")
    version = versions.due(0.0)
    assert version is not None
    versions.take(version, 1.0, proven=False)
    assert versions.due(1e6) is None
    assert spare(versions) == "old"
    assert versions.answered("new", 1e6) is None
    versions.due(1e6 + OVERLAP - 1)
    assert spare(versions) == "old"
    versions.due(1e6 + OVERLAP)
    assert spare(versions) is None


def test_a_key_after_one_that_was_never_proven_leaves_the_one_before_both() -> None:
    versions = rotating("old", "new")
    version = versions.due(0.0)
    assert version is not None
    versions.take(version, 1.0, proven=False)
    versions.see("newer", 2.0)
    assert (used(versions), spare(versions), versions.role) == ("old", "newer", Role.PENDING)


def test_an_old_key_that_is_revoked_before_the_probe_makes_room_for_the_new() -> None:
    versions = rotating("old", "new")
    assert versions.refused("old", 1.0)
    assert versions.answered("new", 2.0) is Change.MOVED_ON
    assert (used(versions), versions.role) == ("new", Role.RETIRING)


def test_when_both_are_refused_they_take_turns() -> None:
    versions = taken(rotating("old", "new"), 1.0)
    for number, value in enumerate(("new", "old", "new", "old")):
        assert used(versions) == value
        assert versions.refused(value, 2.0)
        assert versions.both_refused is (number > 0)
    assert versions.answered("new", 3.0) is Change.MOVED_ON
    assert not versions.both_refused


def test_putting_the_old_key_back_ends_the_alarm() -> None:
    versions = taken(rotating("old", "new"), 1.0)
    versions.refused("new", 2.0)
    versions.answered("old", 3.0)
    versions.see("old", 4.0)
    assert (used(versions), versions.spare) == ("old", None)


def test_putting_the_old_key_back_while_the_new_one_is_used_probes_it_again() -> None:
    versions = taken(rotating("old", "new"), 1.0)
    versions.see("old", 2.0)
    assert versions.role is Role.PENDING
    assert used(taken(versions, 3.0)) == "old"


def test_late_news_of_a_key_that_was_replaced_meanwhile_is_ignored() -> None:
    versions = rotating("old", "new")
    late = versions.due(0.0)
    assert late is not None
    versions.see("newer", 1.0)
    versions.take(late, 2.0)
    versions.postpone(late, 2.0)
    assert not versions.decline(late, 2.0)
    assert (used(versions), versions.role) == ("old", Role.PENDING)
    assert used(taken(versions, 3.0)) == "newer"


def test_no_version_shows_its_value() -> None:
    versions = rotating("hunter1", "hunter2")
    assert "hunter" not in f"{versions.active!r} {versions.spare!r} {versions._spare!r}"


EVENT = st.one_of(
    st.tuples(st.just("see"), st.sampled_from("abc")),
    st.tuples(st.just("refused"), st.sampled_from("abc")),
    st.tuples(st.just("answered"), st.sampled_from("abc")),
    st.tuples(st.sampled_from(["take", "try", "decline", "postpone"]), st.just("")),
    st.tuples(st.just("wait"), st.just("")),
)


@given(st.lists(EVENT, max_size=30))
@example([("see", "b"), ("try", ""), ("see", "a")])
def test_whatever_happens_a_key_is_used_and_the_one_that_is_given_is_among_the_two(
    events: list[tuple[str, str]],
) -> None:
    versions, now, given_now = rotating("a"), 0.0, "a"
    for event, value in events:
        now += 400.0 if event == "wait" else 1.0
        due = versions.due(now)
        match event:
            case "see":
                given_now = value
                versions.see(value, now)
            case "refused":
                versions.refused(value, now)
            case "answered":
                versions.answered(value, now)
            case "try" if due is not None:
                versions.take(due, now, proven=False)
            case "take" | "decline" | "postpone" if due is not None:
                getattr(versions, event)(due, now)
        assert versions.active is not None
        kept = {versions.active.value} | ({versions.spare.value} if versions.spare is not None else set())
        assert given_now in kept
        assert len(kept) == 1 + (versions.spare is not None)


@given(st.lists(EVENT, max_size=30))
def test_a_key_that_the_provider_takes_is_used_in_the_end(events: list[tuple[str, str]]) -> None:
    """Whatever came before: once the reference leads to "z", which alone is taken, requests and a probe find it."""
    versions, now = rotating("a"), 0.0
    for event, value in events:
        now += 1.0
        due = versions.due(now)
        match event:
            case "see" | "refused" | "answered":
                getattr(versions, event)(value, now)
            case "try" if due is not None:
                versions.take(due, now, proven=False)
            case "take" | "decline" | "postpone" if due is not None:
                getattr(versions, event)(due, now)
    versions.see("z", now)
    for _ in range(2):
        if used(versions) == "z":
            versions.answered("z", now)
        else:
            assert versions.refused(used(versions), now)
    assert used(versions) == "z"
    assert versions.role in {None, Role.RETIRING}
