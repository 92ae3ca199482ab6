"""Whether an ID token is the provider's, and meant for us, here and now: OpenID Connect Core 1.0, section 3.1.3.7.

Signatures are checked with the provider's public keys alone and by algorithms of a closed list, so neither `none` nor a
symmetric key can stand in for one.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError, UnsupportedAlgorithmError
from joserfc.jwk import JWKRegistry, KeySet
from joserfc.jws import JWSRegistry

ALGORITHMS = frozenset({"RS256", "ES256", "EdDSA", "Ed25519"})
"""`EdDSA` is the old name of `Ed25519` (RFC 9864), which most providers still write."""
PUBLIC = frozenset({"RSA", "EC", "OKP"})
LEEWAY = 60
"""Seconds by which two clocks may differ."""


class Untrusted(Exception):  # noqa: N818 - an answer
    """The token proves nothing. Says which rule it breaks, and nothing of its content."""


class UnknownKey(Untrusted):
    """It is signed by a key that is not among those known: perhaps a newer one."""


@dataclass(frozen=True, slots=True)
class Expected:
    issuer: str
    client_id: str
    nonce: str
    now: float
    """Seconds since the epoch."""


class _Signatures(JWSRegistry):
    def get_alg(self, name: str) -> Any:
        if name not in ALGORITHMS:
            raise UnsupportedAlgorithmError("this algorithm is not accepted")
        return self.algorithms[name]


def verified(token: str, keys: KeySet, expected: Expected) -> Mapping[str, Any]:
    """The claims. Raises `Untrusted`."""
    try:
        claims = jwt.decode(token, keys, registry=_Signatures(strict_check_header=False)).claims
        jwt.JWTClaimsRegistry(
            now=int(expected.now),
            leeway=LEEWAY,
            iss={"essential": True, "value": expected.issuer},
            aud={"essential": True, "value": expected.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        ).validate(claims)
    except InvalidKeyIdError:
        raise UnknownKey("it is signed by a key that the provider does not publish") from None
    except (JoseError, ValueError, TypeError, LookupError) as error:
        raise Untrusted(f"it does not verify ({type(error).__name__})") from None
    _is_for_us(claims, expected)
    return claims


def _is_for_us(claims: Mapping[str, Any], expected: Expected) -> None:
    nonce, audience = claims.get("nonce"), claims["aud"]
    if not isinstance(nonce, str) or not hmac.compare_digest(nonce.encode(), expected.nonce.encode()):
        raise Untrusted("it answers another login")
    if claims.get("azp", expected.client_id) != expected.client_id:
        raise Untrusted("it was issued to another client")
    if isinstance(audience, list) and len(audience) > 1 and "azp" not in claims:
        raise Untrusted("it is for several, and does not say to whom it was issued")


def key_set(published: Mapping[str, Any]) -> KeySet:
    """The public keys of a JWK set (RFC 7517); what is not understood is left out (section 5)."""
    listed = published.get("keys")
    keys = []
    for data in listed if isinstance(listed, list) else []:
        if isinstance(data, dict) and data.get("kty") in PUBLIC and data.get("use", "sig") == "sig":
            try:
                keys.append(JWKRegistry.import_key(data))
            except (JoseError, ValueError, TypeError, LookupError):  # joserfc looks up curves and parts
                continue
    return KeySet(keys)
