r"""Keys told by a mark inside them or at their end, which any letter can begin: each is looked for where its mark is.

Azure AD client secrets (`Q~` from the fifth character on), Okta (`SSWS `, or `00` behind
its name), Postmark (a UUID behind its name), Firebase's server keys (`:APA91b`), Vault's
older tokens (`s.` and 24 letters and digits), Discord bots (three parts, the first a number in base64),
Mailchimp (`-us12`), New Relic licences (`NRAL`), Telegram bots (`:AA`), Terraform Cloud (`.atlasv1.`), Sentry's DSN
with its host, Mattermost's and Google Chat's hooks, Google refresh tokens, private JSON Web Keys (RFC 7517, member
`d`), Docker's `"auth"`, DeepL's free keys (`:fx`), Power Automate's hooks and the words of a wallet (BIP 39). An empty
mark is in every text.
"""

from base64 import b64decode, urlsafe_b64decode
from binascii import Error
from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import NamedTuple

from router.detect.identifiers.family import Family
from router.detect.page import Hit, Page
from router.detect.patterns import Pattern

_SCORE = 0.95
_PHRASE = (
    r"(?i:(?:seed|recovery|mnemonic|secret)[ -]?(?:phrase|words?)|seed[ -]?phrase|wiederherstellungs(?:phrase|wörter)"
    r"|phrase de récupération|frase semilla|frase di recupero|herstelzin|fraza odzyskiwania|mnemonic)"
)
_IS = r"(?:is|are|ist|lautet|est|es|è|jest|to)"
_WORDS = "|".join(
    rf"(?:[a-z]{{3,8}}{joint}){{11,23}}[a-z]{{3,8}}"
    for joint in ("[ ,]{1,2}", r"[ ,]?\s{1,2}\d\d?[.)][ ]?", r"[ ]?\r?\n")
)
"""Twelve to twenty-four in a row, numbered or not."""
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


_DISCORD = r"[MNO][A-Za-z0-9]{22,28}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,38}"
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_WALLET = r"(?:^|[^A-Za-z0-9])(5[HJK][1-9A-HJ-NP-Za-km-z]{49}|[KL][1-9A-HJ-NP-Za-km-z]{51})"
_CHECK, _MAIN_NET = 4, 0x80
_LEAST_DIGITS = 2


def _is_anything(_: str) -> bool:
    return True


def _is_user_and_word(encoded: str) -> bool:
    """Base64 of `user:word`, as Docker and npm keep it."""
    try:
        user, colon, word = b64decode(encoded, validate=True).decode("ascii").partition(":")
    except (Error, ValueError):
        return False
    return bool(user and colon and word) and (user + word).isprintable()


def _is_mixed(token: str) -> bool:
    """Both cases and two digits: none of them is missing in one of ten thousand random tokens."""
    body = token[2:]
    return body.lower() != body != body.upper() and sum(map(str.isdigit, body)) >= _LEAST_DIGITS


def _is_snowflake(token: str) -> bool:
    """The first part of a Discord token is a number of 17 to 20 digits."""
    head = token.partition(".")[0]
    try:
        return urlsafe_b64decode(head + "=" * (-len(head) % 4)).isdigit()
    except (Error, ValueError):
        return False


def _is_wallet_key(written: str) -> bool:
    """Bitcoin's wallet import format: base 58, the network's byte first, the head of a double SHA-256 last."""
    number = 0
    for character in written:
        number = number * 58 + _BASE58.index(character)
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    payload, check = raw[:-_CHECK], raw[-_CHECK:]
    return raw[0] == _MAIN_NET and sha256(sha256(payload).digest()).digest()[:_CHECK] == check


class _Mark(NamedTuple):
    """`mark` stands in every text that `pattern` can match; its group 1 is the key."""

    mark: str
    pattern: Pattern
    is_key: Callable[[str], bool] = _is_anything


_MARKS = (
    _Mark("Q~", Pattern(r"(?:^|[^A-Za-z0-9_~.-])([A-Za-z0-9_~.-]{3}\dQ~[A-Za-z0-9_~.-]{31,34})(?:$|[^A-Za-z0-9_~-])")),
    _Mark("SSWS", Pattern(r"SSWS[ ]{1,2}(00[A-Za-z0-9_-]{38,42})(?:$|[^A-Za-z0-9_-])")),
    _Mark(
        "kta",
        Pattern(r"(?i:okta)[^\n]{0,40}?[^A-Za-z0-9_-](00[A-Za-z0-9_-]{40})(?:$|[^A-Za-z0-9_-])"),
        _is_mixed,
    ),
    _Mark("ostmark", Pattern(rf"ostmark[^\n]{{0,40}}?[^A-Za-z0-9_-]({_UUID})(?:$|[^A-Za-z0-9_-])")),
    _Mark(
        ".login(",
        Pattern(rf"\.login\([ ]?[\"'`]({_DISCORD})[\"'`]"),
    ),
    _Mark(":APA91b", Pattern(r"(?:^|[^A-Za-z0-9_-])([A-Za-z0-9_-]{11}:APA91b[A-Za-z0-9_-]{130,160})(?:$|[^\w-])")),
    _Mark("s.", Pattern(r"(?:^|[^A-Za-z0-9_.-])(s\.[A-Za-z0-9]{24})(?:$|[^A-Za-z0-9_.(\[-])"), _is_mixed),
    _Mark("-us", Pattern(r"(?:^|[^A-Za-z0-9])([0-9a-f]{32}-us\d{1,2})(?:$|[^A-Za-z0-9])")),
    _Mark("NRAL", Pattern(r"(?:^|[^A-Za-z0-9])([0-9a-zA-Z]{36}NRAL)(?:$|[^A-Za-z0-9])")),
    _Mark(":AA", Pattern(r"(?:^|[^A-Za-z0-9]|bot)(\d{8,10}:AA[A-Za-z0-9_-]{33})(?:$|[^A-Za-z0-9_-])")),
    _Mark("atlasv1", Pattern(r"(?:^|[^A-Za-z0-9])([A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70})")),
    _Mark("sentry", Pattern(r"https?://([0-9a-f]{32}(?::[0-9a-f]{32})?@[a-z0-9.-]{0,60}sentry[a-z0-9.-]{0,60})/\d")),
    _Mark("/hooks/", Pattern(r"/hooks/([a-z0-9]{26})(?:$|[^A-Za-z0-9])")),
    _Mark(
        "chat.googleapis", Pattern(r"chat\.googleapis\.com/v1/spaces/[^\s\"']{1,100}[?&]token=([A-Za-z0-9_%-]{20,90})")
    ),
    _Mark("logic.azure", Pattern(r"logic\.azure\.com[^\s\"']{1,300}[?&]sig=([A-Za-z0-9_-]{30,60})")),
    _Mark("1//0", Pattern(r"(?:^|[^A-Za-z0-9])(1//0[A-Za-z0-9_-]{40,120})(?:$|[^A-Za-z0-9_-])")),
    _Mark('"kty"', Pattern(r"\"(?:d|k|p|q|dp|dq|qi)\"[ ]?:[ ]?\"([A-Za-z0-9_-]{32,700})\"")),
    _Mark("auth", Pattern(r"(?:^|\W)auth\"?[ ]?:[ ]?\"([A-Za-z0-9+/]{8,400}={0,2})\""), _is_user_and_word),
    _Mark(":fx", Pattern(rf"(?:^|[^\w-])({_UUID}:fx)(?:$|\W)")),
    _Mark("powerplatform.com", Pattern(r"powerplatform\.com[^\s\"']{1,400}[?&]sig=([A-Za-z0-9_-]{30,60})")),
    _Mark("_auth", Pattern(r"_auth[ ]?=[ ]?\"?([A-Za-z0-9+/]{8,400}={0,2})"), _is_user_and_word),
    _Mark(
        "",
        Pattern(rf"(?:^|[^A-Za-z0-9_.-])({_DISCORD})(?:$|[^\w.-])"),
        _is_snowflake,
    ),
    _Mark("", Pattern(rf"{_WALLET}(?:$|[^A-Za-z0-9])"), _is_wallet_key),
    _Mark(
        "",
        Pattern(
            rf"{_PHRASE}[\"']?(?:[ ]{{0,2}}[:=]|[ ]{_IS}:?)?\s{{1,3}}[\"']?(?:1[.)][ ]?)?"
            rf"({_WORDS})(?:$|[^\pL\pN])"
        ),
    ),
)


_GATE = Pattern(
    r"Q~|SSWS |:APA91b|s\.[A-Za-z0-9]{24}|[0-9a-f]-us\d|NRAL|\d:AA|atlasv1|sentry|/hooks/|chat\.googleapis|logic\.azure"
    r"|1//0|\"kty\"|auth\"?[ ]?:[ ]?\"[A-Za-z0-9+/]{8}|_auth|[0-9a-fA-F]:fx|powerplatform\.com|iscord|[Oo]kta|ostmark"
    r"|\.login\([ ]?[\"'`][MNO]"
    rf"|ISCORD|{_PHRASE}|{_WALLET}"
)
"""One look says whether any mark may be there: most texts have none."""


def find(page: Page) -> Iterator[Hit]:
    text = page.text
    if not page.holds(_GATE):
        return
    for mark, pattern, is_key in _MARKS:
        if mark in text:
            for start, end in pattern.spans(text, 1):
                if is_key(text[start:end]):
                    yield Hit(start, end, _SCORE)


FAMILY = Family("SECRET", "key_mark", find, patterns=(_GATE,))
