"""Which callers and providers each stop covers, and what is no target."""

import pytest

from router.core.problems import Code
from router.core.stops import Reach, Stop, Stops, Target, target_of

EVERYTHING = Target(Reach.EVERYTHING)
ACME = Target(Reach.TENANT, "acme")
MAILER = Target(Reach.AGENT, "mailer")
ACMES_MAILER = Target(Reach.AGENT, "mailer", "acme")
MISTRAL = Target(Reach.PROVIDER, "mistral")

CALLERS = [("acme", "mailer"), ("acme", "writer"), ("globex", "mailer"), ("mailer", "acme")]
COVERS = [
    (EVERYTHING, CALLERS),
    (ACME, [("acme", "mailer"), ("acme", "writer")]),
    (MAILER, [("acme", "mailer"), ("globex", "mailer")]),
    (ACMES_MAILER, [("acme", "mailer")]),
    (MISTRAL, []),
]


def stopped(*targets: Target) -> Stops:
    return Stops([Stop(target, 1_800_000_000.0, "cli:anna") for target in targets])


@pytest.mark.parametrize(("target", "covered"), COVERS)
def test_a_stop_covers_these_callers_and_no_others(target: Target, covered: list[tuple[str, str]]) -> None:
    assert [caller for caller in CALLERS if stopped(target).covering(*caller)] == covered
    assert [caller for caller in CALLERS if target.covers(*caller)] == covered


@pytest.mark.parametrize(
    ("targets", "covered"),
    [
        ((MISTRAL,), ["mistral"]),
        ((EVERYTHING,), ["mistral", "vllm"]),
        ((ACME, MAILER, Target(Reach.TENANT, "vllm")), []),
        ((), []),
    ],
)
def test_a_provider_is_covered_by_its_own_stop_and_by_that_of_everything(
    targets: tuple[Target, ...], covered: list[str]
) -> None:
    assert [name for name in ("mistral", "vllm") if stopped(*targets).covering_provider(name)] == covered


def test_of_several_the_widest_is_told() -> None:
    stop = stopped(ACMES_MAILER, ACME, MISTRAL).covering("acme", "mailer")
    assert stop is not None
    assert stop.target == ACME


def test_the_client_is_told_what_is_stopped_since_when_and_not_to_try_again() -> None:
    problem = Stop(ACMES_MAILER, 1_800_000_000.0, "cli:anna").problem()
    assert (problem.code, problem.status, problem.may_retry) == (Code.STOPPED, 503, False)
    assert "agent 'mailer' of tenant 'acme' was stopped at 2027-01-15T08:00:00+00:00" in problem.message
    assert "an admin has to resume it" in problem.message
    assert "anna" not in problem.message


def test_counts_name_nobody() -> None:
    assert stopped(ACME, MAILER, ACMES_MAILER).counts() == {"tenant": 1, "agent": 2, "provider": 0, "everything": 0}


@pytest.mark.parametrize(
    ("named", "target", "words"),
    [
        (("acme", None, None, False), ACME, ("--tenant", "acme")),
        ((None, "mailer", None, False), MAILER, ("--agent", "mailer")),
        (("acme", "mailer", None, False), ACMES_MAILER, ("--agent", "mailer", "--tenant", "acme")),
        ((None, None, "mistral", False), MISTRAL, ("--provider", "mistral")),
        ((None, None, None, True), EVERYTHING, ("--everything",)),
    ],
)
def test_what_one_names_is_one_target_and_its_words_name_it_again(
    named: tuple[str | None, str | None, str | None, bool], target: Target, words: tuple[str, ...]
) -> None:
    assert target_of(*named[:3], everything=named[3]) == target
    assert target.words == words


@pytest.mark.parametrize(
    "named",
    [
        (None, None, None, False),
        ("acme", None, "mistral", False),
        (None, "mailer", "mistral", False),
        ("acme", None, None, True),
        (None, "mailer", None, True),
        ("", None, None, False),
        (None, "mail\ner", None, False),
        (None, None, "m" * 101, False),
    ],
)
def test_what_is_not_one_target_is_refused(named: tuple[str | None, str | None, str | None, bool]) -> None:
    with pytest.raises(ValueError, match="name"):
        target_of(*named[:3], everything=named[3])


def test_whose_a_target_is_decides_who_may_press_it() -> None:
    assert [target.whose for target in (ACME, ACMES_MAILER, MAILER, MISTRAL, EVERYTHING)] == [
        "acme",
        "acme",
        None,
        None,
        None,
    ]
