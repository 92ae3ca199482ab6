"""Handles on platforms: links to profiles (`instagram.com/lisa_mx`), and names behind a platform (`insta: lisa_mx`).

A link to a repository names a project. Where organisations have as many pages as people (forges, Facebook, Telegram),
the name must look like a person's user name.
"""

import re
from collections.abc import Iterator

from router.detect.identifiers.family import Family
from router.detect.identifiers.usernames import is_login, is_somebody, is_telling, is_variable
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_LINK = Pattern(
    r"(?i)(?:^|[^\pL\pN.@-])(?:(?:www|m|mobile|old)\.)?(?:"
    r"(?:(?:instagram|twitter|x)\.com/|tiktok\.com/@|threads\.(?:net|com)/@|snapchat\.com/add/|reddit\.com/u(?:ser)?/"
    r"|bsky\.app/profile/|mastodon\.[a-z]{2,10}/@)@?([\pL\pN_][\pL\pN_.-]{1,38})"
    r"|(?:facebook\.com/|t\.me/|twitch\.tv/|youtube\.com/@|vk\.com/)([\pL\pN_][\pL\pN_.-]{1,38})"
    r"|(?:github\.com|gitlab\.com|codeberg\.org)/([\pL\pN][\pL\pN-]{1,38}))"
)
_ENDS = re.compile(r"/?\.?(?:[\s,;:!)\]>\"'|*\\]|$)")
"""Behind the name of a profile on a forge: with more behind it, it is a repository's."""
_PAGES = frozenset(
    """
    p reel reels explore stories accounts tv about developer developers legal share intent home search hashtag settings
    login signup tos privacy messages notifications compose download sharer groups pages events watch marketplace
    joinchat addstickers proxy directory videos help jobs business policies dialog plugins profile.php login.php status
    statuses embed oauth
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a page of quotes
)
"""What stands there and is no profile."""
_NAME = r"[^\W\d_][\w.-]{2,38}[^\W_]"
_BEHIND = re.compile(
    rf"[\"'`*]{{0,2}}(?: (?:user|username|handle|account|nick|name|id|tag))?"
    rf"(\s{{0,2}}[:=]\s{{0,2}}| (?:is|ist|lautet|est|c'est|es|è|to|jest|i'm|i am|heiße ich|heiß ich"
    rf"|bin ich|je suis|moi c'est|soy|sono|ben ik|heet ik|jestem|mam nick):? | )[\"'`]?@?({_NAME})"
    r"(#\d{4})?(?![\w(\[{@/\\]|[.:=]\w)"
)
_PLATFORMS = (
    *("instagram", "insta", "snapchat", "snap", "tiktok", "twitch", "telegram", "twitter", "discord", "bluesky"),
    *("mastodon", "reddit", "psn", "steam", "threads", "skype"),
    *("discordzie", "instagramie", "insta name", "instagrama", "snapie", "tiktoku", "ig", "twitchu", "steamie"),
)
_NICKNAMES = ("pseudo", "github user", "github username", "gitlab user", "reddit user", "twitter user", "gamertag")
_TECHNICAL = frozenset(
    """
    url uri webhook token key id secret api bot channel client app chat hook link icon sdk enabled config group server
    room feed post posts oauth auth login callback button widget embed handler send message notify notification card
    image site creator page invite guild role random code block element class state selector type method field
    """.split()  # noqa: SIM905 - as above
)
"""Parts of names of settings: `telegram: chat_id`."""
_SCORE = 0.8


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if "/" in text:
        for _, social, public, forge in _LINK.groups(text):
            start, end = max(social, public, forge)
            end -= text[end - 1] in ".-"
            if _is_profile(text, start, end, whole=forge[0] >= 0, sure=social[0] >= 0):
                yield Hit(start, end, _SCORE)
    for tag, apart in (("platform", False), ("nickname", True)):
        for start, end in page.cues(tag):
            yield from _behind(text, start, end, apart=apart)


def _is_profile(text: str, start: int, end: int, *, whole: bool, sure: bool) -> bool:
    name = text[start:end]
    if name.lower() in _PAGES or not is_somebody(name) or (whole and not _ENDS.match(text, end)):
        return False
    return sure or is_telling(name)


def _behind(text: str, start: int, end: int, *, apart: bool) -> Iterator[Hit]:
    """`apart`: a space alone may stand between the word and the name, if the name has a digit.

    Behind a verb (`my insta is the_owl_club`) words that variables have too do not count.
    """
    match = _BEHIND.match(text, end)
    if not match or text[start - 1 : start] in {"-", ".", "$", "/", "_", "@", "#"}:
        return
    name, numbered = match[2], match[2][-1].isdigit()
    tagged, spoken = match[3] is not None, any(map(str.isalpha, match[1]))
    if match[1] == " " and not tagged and not (apart and numbered):
        return
    if _is_setting(name, text[start:end]) or not is_somebody(name):
        return
    many = numbered and is_login(name) and (name[-2].isdigit() or "_" in name)
    if not (many or spoken) and is_variable(name):
        return
    if tagged or many or ((numbered or not apart) and name.islower() and is_telling(name)):
        yield Hit(match.start(2), match.end(), _SCORE)


def _is_setting(name: str, platform: str) -> bool:
    parts = set(re.split("[_.-]", name.lower()))
    return not parts.isdisjoint(_TECHNICAL) or platform.lower() in name.lower()


FAMILY = Family("USERNAME", "profile", find, cues={"platform": _PLATFORMS, "nickname": _NICKNAMES})
