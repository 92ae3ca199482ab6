"""Each rule of OpenID Connect Core 1.0, section 3.1.3.7, broken by itself."""

import base64
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, Key, KeySet, OKPKey, RSAKey

from router.identity.id_token import LEEWAY, Expected, UnknownKey, Untrusted, key_set, verified

NOW = 1_800_000_000
EXPECTED = Expected("https://login.example", "router", "nonce-1", NOW + 0.5)
GOOD = {
    "iss": "https://login.example",
    "aud": "router",
    "sub": "0815",
    "iat": NOW,
    "exp": NOW + 300,
    "nonce": "nonce-1",
}
KEYS: Mapping[str, Key] = {
    "RS256": RSAKey.generate_key(2048, {"kid": "rsa"}),
    "ES256": ECKey.generate_key("P-256", {"kid": "ec"}),
    "Ed25519": OKPKey.generate_key("Ed25519", {"kid": "ed"}),
}


def published(*keys: Key) -> KeySet:
    return key_set(KeySet(list(keys or KEYS.values())).as_dict())


def signed(claims: Mapping[str, Any], algorithm: str = "ES256", **header: Any) -> str:
    key = KEYS[algorithm]
    return jwt.encode({"alg": algorithm, "kid": key.kid, **header}, dict(claims), key, algorithms=[algorithm])


def old_name(token: str) -> str:
    """An Ed25519 token under the name that most providers still write, signed anew."""
    key = KEYS["Ed25519"]
    assert isinstance(key, OKPKey)
    body = token.split(".")[1]
    head = base64.urlsafe_b64encode(json.dumps({"alg": "EdDSA", "kid": key.kid}).encode()).rstrip(b"=").decode()
    private: Any = key.private_key
    signature = base64.urlsafe_b64encode(private.sign(f"{head}.{body}".encode())).rstrip(b"=").decode()
    return f"{head}.{body}.{signature}"


@pytest.mark.parametrize("algorithm", KEYS)
def test_a_token_by_an_accepted_algorithm_is_what_it_says(algorithm: str) -> None:
    assert verified(signed(GOOD, algorithm), published(), EXPECTED) == GOOD


def test_ed25519_is_known_by_its_old_name_too() -> None:
    assert verified(old_name(signed(GOOD, "Ed25519")), published(), EXPECTED) == GOOD


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in GOOD.items() if key != name}


BROKEN: Mapping[str, Mapping[str, Any]] = {
    "another issuer": {**GOOD, "iss": "https://login.example/"},
    "no issuer": without("iss"),
    "another audience": {**GOOD, "aud": "other"},
    "not in the audience": {**GOOD, "aud": ["other", "third"], "azp": "router"},
    "no audience": without("aud"),
    "several audiences and no party": {**GOOD, "aud": ["router", "other"]},
    "another party": {**GOOD, "azp": "other"},
    "expired": {**GOOD, "exp": NOW - LEEWAY},
    "no end": without("exp"),
    "issued in the future": {**GOOD, "iat": NOW + LEEWAY + 2},
    "no time of issue": without("iat"),
    "not yet": {**GOOD, "nbf": NOW + LEEWAY + 2},
    "another nonce": {**GOOD, "nonce": "nonce-2"},
    "no nonce": without("nonce"),
    "a nonce that is no text": {**GOOD, "nonce": ["nonce-1"]},
    "no subject": without("sub"),
    "an empty subject": {**GOOD, "sub": ""},
    "a subject that is no text": {**GOOD, "sub": 815},
    "times that are no numbers": {**GOOD, "exp": "never"},
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_token_that_breaks_one_rule_proves_nothing(name: str) -> None:
    with pytest.raises(Untrusted):
        verified(signed(BROKEN[name]), published(), EXPECTED)


@pytest.mark.parametrize(
    "claims",
    [{**GOOD, "aud": ["router"]}, {**GOOD, "aud": ["router", "x"], "azp": "router"}, {**GOOD, "exp": NOW - LEEWAY + 1}],
)
def test_what_the_rules_allow_is_taken(claims: Mapping[str, Any]) -> None:
    assert verified(signed(claims), published(), EXPECTED) == claims


def coded(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def unsigned() -> str:
    return f"{coded({'alg': 'none', 'kid': 'ec'})}.{coded(GOOD)}."


def symmetric() -> str:
    """Signed with the provider's public key as if that were a shared secret: the classic confusion."""
    told = f"{coded({'alg': 'HS256', 'kid': 'rsa'})}.{coded(GOOD)}"
    known = KEYS["RS256"]
    assert isinstance(known, RSAKey)
    mac = hmac.digest(known.as_pem(private=False), told.encode(), "sha256")
    return f"{told}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def by_another_key() -> str:
    other = ECKey.generate_key("P-256")
    return jwt.encode({"alg": "ES256", "kid": "ec"}, dict(GOOD), other, algorithms=["ES256"])


def of_another_curve() -> str:
    other = ECKey.generate_key("P-384")
    return jwt.encode({"alg": "ES384", "kid": "ec"}, dict(GOOD), other, algorithms=["ES384"])


def changed() -> str:
    head, _, signature = signed(GOOD).split(".")
    return f"{head}.{coded({**GOOD, 'sub': 'root'})}.{signature}"


def demanding() -> str:
    """An extension that must be understood, and is not (RFC 7515 section 4.1.11)."""
    head, body, signature = signed(GOOD).split(".")
    known = json.loads(base64.urlsafe_b64decode(head + "=" * (-len(head) % 4)))
    return f"{coded({**known, 'crit': ['x'], 'x': 1})}.{body}.{signature}"


FORGED: Mapping[str, Callable[[], str]] = {
    "no signature": unsigned,
    "a symmetric one": symmetric,
    "another key under a known name": by_another_key,
    "another algorithm": of_another_curve,
    "another content": changed,
    "an extension": demanding,
    "nothing": lambda: "",
    "no token": lambda: "a.b.c",
    "an encrypted one": lambda: "a.b.c.d.e",
    "text beyond ASCII": lambda: "\u00e9.\u00e9.\u00e9",
    "a very long one": lambda: "a" * 200_000,
    "no object": lambda: f"{coded({'alg': 'ES256', 'kid': 'ec'})}.{coded([1])}.{coded('x')}",
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_token_proves_nothing_and_its_refusal_repeats_nothing_of_it(name: str) -> None:
    token = FORGED[name]()
    with pytest.raises(Untrusted) as refused:
        verified(token, published(), EXPECTED)
    assert "0815" not in str(refused.value)
    assert not token or token not in str(refused.value)


def test_a_key_that_is_not_published_is_told_apart_for_there_may_be_a_newer_one() -> None:
    with pytest.raises(UnknownKey):
        verified(signed(GOOD, "ES256"), published(KEYS["RS256"], KEYS["Ed25519"]), EXPECTED)
    with pytest.raises(UnknownKey):
        verified(signed(GOOD), key_set({}), EXPECTED)


@pytest.mark.parametrize(
    "strange",
    [
        {"kty": "oct", "k": "c2VjcmV0", "kid": "x"},
        {"kty": "EC", "crv": "P-999", "x": "AA", "y": "AA"},
        {"kty": "RSA"},
        {"kty": "AKP"},
        {},
        "text",
        None,
    ],
)
def test_of_published_keys_those_are_left_out_that_are_not_understood(strange: Any) -> None:
    keys = key_set({"keys": [strange, KEYS["ES256"].as_dict(private=False)]})
    assert [key.kid for key in keys] == ["ec"]
    assert verified(signed(GOOD), keys, EXPECTED) == GOOD


@pytest.mark.parametrize("told", [{}, {"keys": None}, {"keys": {}}, {"keys": "x"}])
def test_who_publishes_no_keys_vouches_for_nobody(told: Mapping[str, Any]) -> None:
    assert not key_set(told)


def test_a_key_for_encryption_signs_nothing() -> None:
    key = KEYS["ES256"].as_dict(private=False)
    assert not key_set({"keys": [{**key, "use": "enc"}]})
