"""Ed25519 (RFC 8032), by the library `cryptography`: the signatures of checkpoints and of witnesses."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from router.core.signed_notes import Sign


def public_key(seed: bytes) -> bytes:
    """32 bytes from a seed of 32 bytes. Raises ValueError, without the seed, when it has another length."""
    return _private(seed).public_key().public_bytes_raw()


def signer(seed: bytes) -> Sign:
    """Signs messages with the key of this seed. Raises ValueError as `public_key` does."""
    return _private(seed).sign


def verify(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether this is the signature of the message by the key; False also for what is no key or no signature."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _private(seed: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(seed)
