"""What tells one key of a provider from the next, and nothing of the key: for what is remembered of each."""

import hashlib
import hmac

from router.ports import Provider
from router.secrets.keyed import KeyedProvider


class KeyTags:
    """`secret`: the same in all processes, so that they mean the same key by a tag."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret
        self._known: dict[str, tuple[str, str]] = {}
        """By provider: the newest key and its tag."""

    def __repr__(self) -> str:
        return "KeyTags()"

    def of(self, provider: Provider | None) -> str:
        """Of the key that it is asked with now; empty where it has none."""
        if not isinstance(provider, KeyedProvider):
            return ""
        key, name = provider.credential.active, provider.credential.provider
        if key is None:
            return ""
        known = self._known.get(name)
        if known is None or known[0] != key:
            tag = hmac.new(self._secret, f"{name} {key}".encode(), hashlib.sha256).hexdigest()[:16]
            known = self._known[name] = key, tag
        return known[1]
