import pytest
from detect_reading import found

KIND = "USERNAME"
PLATFORMS = ("github", "twitter", "instagram", "discord", "telegram", "linkedin", "gitlab", "insta")


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(
    "told",
    [
        *("my {} is kmeier-dev", "mein {} ist kmeier-dev", "mon {} est kmeier-dev", "mon {} c'est kmeier-dev, merci"),
        *("mi {} es kmeier-dev", "il mio {} è kmeier-dev", "mijn {} is kmeier-dev", "mój {} to kmeier-dev"),
        *("my {} handle is kmeier-dev", "Anna's {} is kmeier-dev", "follow me on {}: kmeier-dev", "my {}: kmeier-dev"),
        *("I'm kmeier-dev on {}", "ich bin kmeier-dev auf {}", "je suis kmeier-dev sur {}", "soy kmeier-dev en {}"),
        *("sono kmeier-dev su {}", "ik ben kmeier-dev op {}", "jestem kmeier-dev na {}"),
    ],
)
def test_whose_it_is_tells_a_user_name_on_a_platform(platform: str, told: str) -> None:
    assert found(told.format(platform), KIND) == ["kmeier-dev"]


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(
    "told", ["my {} is octocat", "my {} username is octocat and I lost it", "mein {} ist octocat."]
)
def test_a_plain_word_is_one_at_the_end_of_its_clause(platform: str, told: str) -> None:
    assert found(told.format(platform), KIND) == ["octocat"]


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize(
    "told",
    [
        *("my {} is broken", "my {} is down again", "my {} is slow", "my {} is read-only", "our {} is self-managed"),
        *("my {} is private.", "my {} is awesome", "mein {} ist kaputt", "mon {} est mort", "mi {} es lento"),
        *(
            "my {} is https://x.example/a",
            "my {} is getUser()",
            "my {} is config.user",
            "my {} is v2.3",
            "my {} is user",
        ),
        *(
            "{} is octocat",
            "my {} is connected to jenkins",
            "my {} is full of spam",
            "as of now on {}",
            "my {} is the one",
        ),
        *(
            "I'm new on {}",
            "I'm well-known on {}",
            "I'm self-employed on {}",
            "I am really on {}",
            "ich bin neu auf {}",
        ),
    ],
)
def test_what_is_said_of_an_account_is_no_name(platform: str, told: str) -> None:
    assert found(told.format(platform), KIND) == []
