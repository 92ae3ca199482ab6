import pytest
from detect_reading import found

KIND = "USERNAME"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon pseudo est lolo_75013", ["lolo_75013"]),
        ("pseudo: lolo_75013", ["lolo_75013"]),
        ("github user torben-k84", ["torben-k84"]),
        ("my user name's kitty_lee92", ["kitty_lee92"]),
        ("my discord is torben#4821", ["torben#4821"]),
        ("discord torben#4821", ["torben#4821"]),
        ("my discord tag is torben#4821", ["torben#4821"]),
        ("my insta is the_mossy_owl and I post daily", ["the_mossy_owl"]),
        ("see https://github.com/torbenk84.", ["torbenk84"]),
        ("https://github.com/torbenk84/", ["torbenk84"]),
        ("https://x.com/kittylee92/status/1", ["kittylee92"]),
        ("instagram.com/lisa_mx/", ["lisa_mx"]),
        ("https://www.tiktok.com/@lisa.mx?lang=de", ["lisa.mx"]),
        ("https://t.me/anna_k87", ["anna_k87"]),
        ("instagram: lisa_mx", ["lisa_mx"]),
        ("Insta ist lisa_mx87", ["lisa_mx87"]),
        ("@kittylee92 can you check?", ["@kittylee92"]),
        ("@lolo75 peux-tu regarder", ["@lolo75"]),
    ],
)
def test_a_profile_and_a_handle_are_found(text: str, expected: list[str]) -> None:
    assert found(text, KIND) == expected


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/torbenk84/tool and git@github.com:torbenk84/tool.git",
        "https://github.com/torbenk84/tool/issues/12, https://github.com/microsoft, github.com/features",
        "https://x.com/home https://twitter.com/intent/tweet?text=1 https://instagram.com/p/Cx1y2z/",
        "https://netflix.com/anna_k87, https://example.x.com/a1",
        "https://t.me/share https://www.facebook.com/sharer/x https://facebook.com/company",
        "telegram: chat_id, discord: bot_token, slack: webhook_url, twitter: api_key2",
        "discord: discord_py, telegram bot_api, twitter feed, instagram: true",
        "pseudo: code_block, pseudo-code 3, the pseudo random42x generator",
        "@param1 can you say; @return please; @lru_cache, @property2 can be",
        "telegram is great, discord is down, insta: yes",
        "twitter: config.user_1, instagram: getUser2()",
    ],
)
def test_repositories_pages_and_settings_name_nobody(text: str) -> None:
    assert found(text, KIND) == []
